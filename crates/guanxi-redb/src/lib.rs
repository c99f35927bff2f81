//! guanxi-redb.
