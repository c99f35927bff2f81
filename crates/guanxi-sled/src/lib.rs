//! guanxi-sled.
