// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.
export * from './index.js';
