//! Text as people write it, parsed once.
