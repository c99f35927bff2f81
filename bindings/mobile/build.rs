//! How the library is linked: small, for phones.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // The table of addresses is packed: a twentieth of its 0.25 MB.
    match std::env::var("CARGO_CFG_TARGET_OS").as_deref() {
        // glibc reads this from 2.36 on, and refuses to load it before that; a linker that does not know it leaves it out.
        Ok("linux") => println!("cargo::rustc-cdylib-link-arg=-Wl,-z,pack-relative-relocs"),
        // Android reads the form above from 11 on, and this one, of its own linker, from 6 on.
        Ok("android") => println!("cargo::rustc-cdylib-link-arg=-Wl,--pack-dyn-relocs=android"),
        _ => {}
    }
}
