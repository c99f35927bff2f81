//! guanxi-testkit.
