//! The generated files of `bindings/python`: plain annotated Python around the calls by name.
//!
//! `_models.py` has the types, `_errors.py` the exceptions, `_client.py` the areas with their calls, and `_wire.py` the
//! tables by which the native module finds the classes.

mod areas;
mod errors;
mod models;
mod text;
mod types;
mod wire;

use anyhow::{Result, bail};
use guanxi_core::schema::{Interface, Shape, TypeDef};

use super::{Generated, shared::pascal};

const PACKAGE: &str = "bindings/python/python/guanxi";

const HEAD: &str = "# Written by `cargo xtask codegen` from the core's description of itself. Do not edit.\n";

/// Words that no field can be called in Python.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield", "None", "True", "False",
];

/// The files.
///
/// # Errors
/// When Python cannot say something that the core says.
pub(crate) fn files(interface: &Interface) -> Result<Vec<Generated>> {
    check(interface)?;
    let file =
        |name: &str, text: String| Generated::new(&format!("{PACKAGE}/{name}"), format!("{HEAD}{text}"));
    Ok(vec![
        file("_models.py", models::module(interface)),
        file("_errors.py", errors::module()),
        file("_client.py", areas::module(interface)?),
        file("_wire.py", wire::module(interface)?),
    ])
}

/// Names that Python could not tell apart, or not say at all.
fn check(interface: &Interface) -> Result<()> {
    for area in &interface.areas {
        if interface.types.contains_key(&*pascal(area.name)) {
            bail!("Python: area {} and a type have one name", area.name);
        }
    }
    for (name, def) in &interface.types {
        let fields: Vec<_> = match def {
            TypeDef::Text { .. } => vec![],
            TypeDef::Struct { fields, .. } => fields.iter().collect(),
            TypeDef::Enum { variants, .. } => variants
                .iter()
                .flat_map(|variant| match &variant.shape {
                    Shape::Fields(fields) => fields.iter().collect(),
                    _ => vec![],
                })
                .collect(),
        };
        if let Some(field) = fields.iter().find(|field| KEYWORDS.contains(&field.name)) {
            bail!("Python: {name}.{} is a keyword; call the field otherwise", field.name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use guanxi_core::schema::{AreaDef, FieldDef, OpDef, ParamDef, ParamKind, Ty};

    use super::*;

    fn text(interface: &Interface, name: &str) -> String {
        let files = files(interface).unwrap();
        files.into_iter().find(|file| file.path.ends_with(name)).unwrap().text
    }

    #[test]
    fn a_new_call_appears_in_both_clients() {
        let mut interface = guanxi_core::crm::interface();
        let area: &mut AreaDef = interface.areas.iter_mut().find(|area| area.name == "customers").unwrap();
        area.ops.push(OpDef {
            name: "greet",
            doc: "Says hello.\n\n# Errors\n`not_found`.",
            params: vec![ParamDef { name: "id", kind: ParamKind::Value(Ty::Ref("CustomerId")) }],
            returns: Ty::Text,
        });
        let client = text(&interface, "_client.py");
        assert!(
            client.contains("    def greet(self, id: CustomerId) -> str:\n        \"\"\"Says hello."),
            "{client}"
        );
        assert!(client.contains("    async def greet(self, id: CustomerId) -> str:"));
        assert!(client.contains("self._call(\"customers.greet\", id)"));
    }

    #[test]
    fn a_keyword_is_refused() {
        let mut interface = guanxi_core::crm::interface();
        let field = FieldDef { name: "class", doc: "", ty: Ty::Text, optional: false };
        let def = TypeDef::Struct { doc: "", input: false, spread: false, fields: vec![field] };
        interface.types.insert("Odd", def);
        let refusal = files(&interface).err().unwrap().to_string();
        assert!(refusal.contains("Odd.class"), "{refusal}");
    }
}
