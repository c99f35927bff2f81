//! The types of the facade: what they look like in JSON, in the shapes that uniffi has.

use std::fmt::Write;

use anyhow::{Result, ensure};
use guanxi_core::schema::{FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use super::{
    super::shared::{Types, directions, plain_doc},
    NOTE,
};

/// `mod.rs`.
pub(super) fn module() -> String {
    format!("//! {NOTE}\n\nmod calls;\npub(crate) mod types;\n")
}

/// `types.rs`.
pub(super) fn file(interface: &Interface) -> Result<String> {
    let types = &interface.types;
    let (handed_in, given_back) = directions(interface);
    let (mut out, mut wire) = (String::new(), String::new());
    for (name, def) in types {
        let way = Way { handed_in: handed_in.contains(name), given_back: given_back.contains(name) };
        match def {
            TypeDef::Text { .. } => {}
            TypeDef::Struct { doc, fields, .. } => {
                out += &record(types, name, doc, fields, way)?;
            }
            TypeDef::Enum { doc, or_text, variants, .. } => {
                let own_form = *or_text || variants.iter().any(|v| matches!(v.shape, Shape::Value(_)));
                out += &enumeration(types, name, doc, variants, *or_text, own_form, way)?;
                if own_form {
                    wire += &on_the_wire(types, name, variants, *or_text, way);
                }
            }
        }
    }
    let forms = "\n/// Enums whose variants carry one value: in Kotlin and Swift the value has a name, in JSON it has none.\n\
                 mod wire {\n    use super::*;\n";
    let text = format!("{out}{forms}{wire}}}\n");
    let leaves = ["Day", "Decimal", "Instant", "JsonValue", "Money"];
    let used: Vec<_> = leaves.into_iter().filter(|leaf| is_used(&text, leaf)).collect();
    Ok(format!(
        "//! {NOTE}\n\n#![allow(clippy::enum_variant_names, reason = \"the names are the core's\")]\n\nuse std::{{collections::HashMap, ops::Not}};\n\nuse serde::{{Deserialize, Serialize}};\n\n\
         use crate::leaf::{{{}}};\n{text}",
        used.join(", ")
    ))
}

/// Which ways a type goes. What never goes one way needs no code for it: that is a good part of the library's size.
#[derive(Clone, Copy)]
struct Way {
    handed_in: bool,
    given_back: bool,
}

impl Way {
    /// Serde's derives: what is handed in is written as JSON, what is given back is read from it.
    fn derives(self) -> String {
        let written = if self.handed_in { ["Serialize"].as_slice() } else { &[] };
        let read = if self.given_back { ["Deserialize"].as_slice() } else { &[] };
        [written, read].concat().join(", ")
    }

    /// Serde's attributes for a form of its own.
    fn through(self, form: &str) -> String {
        let into = self.handed_in.then(|| format!("into = \"{form}\""));
        let from = self.given_back.then(|| format!("from = \"{form}\""));
        from.into_iter().chain(into).collect::<Vec<_>>().join(", ")
    }

    /// Serde's attributes of a field that may be left out.
    fn left_out(self, is: &str) -> String {
        let default = self.given_back.then(|| "default".to_owned());
        let skip = self.handed_in.then(|| format!("skip_serializing_if = \"{is}\""));
        default.into_iter().chain(skip).collect::<Vec<_>>().join(", ")
    }
}

/// Whether a leaf is the type of anything.
pub(super) fn is_used(text: &str, leaf: &str) -> bool {
    let forms = [format!(": {leaf}"), format!("<{leaf}>"), format!(", {leaf}>"), format!("({leaf})")];
    forms.iter().any(|form| text.contains(form))
}

/// How a field that may be left out is left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    /// It may not.
    Never,
    /// By being absent.
    Absent,
    /// By being absent, where the core's default is not the type's empty value: what is given back is always there.
    AbsentWhenHandedIn,
    /// By an empty list.
    List,
    /// By an empty map.
    Map,
    /// By an empty text.
    Text,
    /// By false.
    False,
}

impl Left {
    pub(super) fn of(field: &FieldDef, handed_in: bool) -> Self {
        match (&field.ty, field.optional) {
            (_, false) => Self::Never,
            (Ty::Option(_), true) => Self::Absent,
            (Ty::List(_), true) => Self::List,
            (Ty::Map(_) | Ty::Json, true) => Self::Map,
            (Ty::Text, true) => Self::Text,
            (Ty::Bool, true) => Self::False,
            (_, true) if handed_in => Self::AbsentWhenHandedIn,
            _ => Self::Never,
        }
    }

    /// Serde's test of whether to leave it out.
    fn is_left_out(self) -> Option<&'static str> {
        Some(match self {
            Self::Never => return None,
            Self::Absent | Self::AbsentWhenHandedIn => "Option::is_none",
            Self::List => "Vec::is_empty",
            Self::Map => "HashMap::is_empty",
            Self::Text => "String::is_empty",
            Self::False => "Not::not",
        })
    }
}

/// A type of the description in the facade.
pub(super) fn rust(types: &Types, ty: &Ty) -> String {
    match ty {
        Ty::Unit => "()".into(),
        Ty::Bool => "bool".into(),
        Ty::Integer(_) => "i64".into(),
        Ty::Text => "String".into(),
        Ty::Json => "HashMap<String, JsonValue>".into(),
        Ty::Timestamp => "Instant".into(),
        Ty::Date => "Day".into(),
        Ty::Money => "Money".into(),
        Ty::Decimal => "Decimal".into(),
        Ty::Option(inner) => format!("Option<{}>", rust(types, inner)),
        Ty::List(inner) => format!("Vec<{}>", rust(types, inner)),
        Ty::Map(inner) => format!("HashMap<String, {}>", rust(types, inner)),
        Ty::Ref(name) => match &types[name] {
            TypeDef::Text { .. } => "String".into(),
            _ => (*name).to_owned(),
        },
    }
}

fn record(types: &Types, name: &str, doc: &str, fields: &[FieldDef], way: Way) -> Result<String> {
    ensure!(!fields.is_empty(), "{name} has no fields: uniffi makes a class of it that is no data class");
    let mut out = format!(
        "\n{}#[derive(Clone, Debug, PartialEq, {}, uniffi::Record)]\npub struct {name} {{\n",
        docs("", doc),
        way.derives()
    );
    for field in fields {
        let left = Left::of(field, way.handed_in);
        let mut ty = rust(types, &field.ty);
        if left == Left::AbsentWhenHandedIn {
            ty = format!("Option<{ty}>");
        }
        out += &docs("    ", field.doc);
        if let Some(is) = left.is_left_out() {
            writeln!(out, "    #[serde({})]\n    #[uniffi(default)]", way.left_out(is))?;
        }
        writeln!(out, "    pub {}: {ty},", ident(field.name))?;
    }
    Ok(out + "}\n")
}

fn enumeration(
    types: &Types,
    name: &str,
    doc: &str,
    variants: &[VariantDef],
    or_text: bool,
    own_form: bool,
    way: Way,
) -> Result<String> {
    let form = if own_form {
        format!("#[serde({})]\n", way.through(&format!("wire::{name}")))
    } else {
        String::new()
    };
    let mut out = format!(
        "\n{}#[derive(Clone, Debug, PartialEq, {}, uniffi::Enum)]\n{form}pub enum {name} {{\n",
        docs("", doc),
        way.derives()
    );
    for variant in variants {
        out += &docs("    ", variant.doc);
        if !own_form {
            writeln!(out, "    #[serde(rename = \"{}\")]", variant.wire)?;
        }
        match &variant.shape {
            Shape::Unit => writeln!(out, "    {},", variant.name)?,
            Shape::Value(ty) => {
                let doc = docs("        ", "What it carries.");
                writeln!(out, "    {} {{\n{doc}        value: {},\n    }},", variant.name, rust(types, ty))?;
            }
            Shape::Fields(fields) => {
                out += &format!("    {} {{\n{}    }},\n", variant.name, variant_fields(types, fields))
            }
        }
    }
    if or_text {
        ensure!(variants.iter().all(|v| v.name != "Text"), "{name} is read from text and has a variant Text");
        out += "    /// Any of these, as text: the core reads it.\n    Text {\n        /// The text.\n        text: String,\n    },\n";
    }
    Ok(out + "}\n")
}

fn variant_fields(types: &Types, fields: &[FieldDef]) -> String {
    let line = |field: &FieldDef| {
        format!("{}        {}: {},\n", docs("        ", field.doc), ident(field.name), rust(types, &field.ty))
    };
    fields.iter().map(line).collect()
}

/// The form of an enum in JSON, and the way there and back.
fn on_the_wire(types: &Types, name: &str, variants: &[VariantDef], or_text: bool, way: Way) -> String {
    let (mut shape, mut to, mut from) = (String::new(), String::new(), String::new());
    for variant in variants {
        let (v, wire) = (variant.name, variant.wire);
        let (form, ours, theirs) = match &variant.shape {
            Shape::Unit => (String::new(), String::new(), String::new()),
            Shape::Value(ty) => {
                (format!("({})", rust(types, ty)), "{ value }".to_owned(), "(value)".to_owned())
            }
            Shape::Fields(fields) => {
                let names = fields.iter().map(|f| ident(f.name)).collect::<Vec<_>>().join(", ");
                let typed = fields.iter().map(|f| format!("{}: {}", ident(f.name), rust(types, &f.ty)));
                let typed = typed.collect::<Vec<_>>().join(", ");
                (format!(" {{ {typed} }}"), format!("{{ {names} }}"), format!(" {{ {names} }}"))
            }
        };
        let space = if ours.is_empty() { "" } else { " " };
        shape += &format!("        #[serde(rename = \"{wire}\")]\n        {v}{form},\n");
        to += &format!("                super::{name}::{v}{space}{ours} => Self::{v}{theirs},\n");
        from += &format!("                {name}::{v}{theirs} => Self::{v}{space}{ours},\n");
    }
    if or_text {
        shape += "        #[serde(untagged)]\n        Text(String),\n";
        to += &format!("                super::{name}::Text {{ text }} => Self::Text(text),\n");
        from += &format!("                {name}::Text(text) => Self::Text {{ text }},\n");
    }
    let mut out =
        format!("\n    #[derive({})]\n    pub(super) enum {name} {{\n{shape}    }}\n", way.derives());
    let mut turn = |from: &str, to: &str, arms: &str| {
        out += &format!(
            "\n    impl From<{from}> for {to} {{\n        fn from(value: {from}) -> Self {{\n            match value {{\n\
             {arms}            }}\n        }}\n    }}\n"
        );
    };
    if way.handed_in {
        turn(&format!("super::{name}"), name, &to);
    }
    if way.given_back {
        turn(name, &format!("super::{name}"), &from);
    }
    out
}

/// A doc comment in Rust.
pub(super) fn docs(indent: &str, doc: &str) -> String {
    let doc = plain_doc(doc);
    let lines = doc.trim().lines();
    lines.map(|line| format!("{indent}/// {}\n", line.trim_end()).replace("/// \n", "///\n")).collect()
}

/// A name in Rust, where it may be a keyword.
pub(super) fn ident(name: &str) -> String {
    const KEYWORDS: &[&str] =
        &["as", "for", "if", "in", "loop", "match", "mod", "move", "ref", "type", "use", "where"];
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}
