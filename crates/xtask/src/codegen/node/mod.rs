//! The generated files of `bindings/node`: the codecs and calls in JavaScript, the classes of errors, the declarations.

mod calls;
mod codec;
mod declare;
mod errors;
mod method;

use anyhow::Result;
use guanxi_core::schema::Interface;

use super::Generated;

const HEAD: &str =
    "// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.\n";

/// The files.
pub(crate) fn files(interface: &Interface) -> Result<Vec<Generated>> {
    let names = calls::exported(interface);
    Ok(vec![
        Generated::new("bindings/node/index.js", calls::javascript(interface)?),
        Generated::new("bindings/node/index.mjs", module(&names)),
        Generated::new("bindings/node/index.d.ts", declare::typescript(interface)?),
        Generated::new("bindings/node/index.d.mts", format!("{HEAD}export * from './index.js';\n")),
        Generated::new("bindings/node/lib/errors.js", errors::javascript()),
    ])
}

/// The same classes for `import`: there is one of each, however it was loaded.
fn module(names: &[String]) -> String {
    let names = names.join(", ");
    format!("{HEAD}import guanxi from './index.js';\n\nexport const {{ {names} }} = guanxi;\n")
}
