//! What the linker must know on some platforms.

fn main() {
    napi_build::setup();
}
