//! Writes the Kotlin and Swift sources from the library: `cargo xtask mobile` calls it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
