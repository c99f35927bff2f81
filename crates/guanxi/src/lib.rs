//! guanxi.
