//! guanxi for Kotlin and Swift.
