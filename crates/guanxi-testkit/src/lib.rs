//! What guanxi is tested with.
