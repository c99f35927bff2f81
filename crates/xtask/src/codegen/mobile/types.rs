//! The types of the facade, in the shapes that uniffi has: what its generator reads. The library has the table of [`shapes`](super::shapes) instead.

use std::fmt::Write;

use anyhow::{Result, ensure};
use guanxi_core::schema::{FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use super::{
    super::shared::{Types, directions, plain_doc},
    NOTE,
};

/// `mod.rs`.
pub(super) fn module() -> String {
    format!("//! {NOTE}\n\nmod calls;\npub(crate) mod packed;\n#[cfg(feature = \"bindgen\")]\nmod types;\n")
}

/// `types.rs`.
pub(super) fn file(interface: &Interface) -> Result<String> {
    let types = &interface.types;
    let (handed_in, _) = directions(interface);
    let mut text = String::new();
    for (name, def) in types {
        text += &match def {
            TypeDef::Text { .. } => String::new(),
            TypeDef::Struct { doc, fields, .. } => {
                record(types, name, doc, fields, handed_in.contains(name))?
            }
            TypeDef::Enum { doc, or_text, variants, .. } => {
                enumeration(types, name, doc, variants, *or_text)?
            }
        };
    }
    let leaves = ["Day", "Decimal", "Instant", "JsonValue", "Money"];
    let used: Vec<_> = leaves.into_iter().filter(|leaf| is_used(&text, leaf)).collect();
    Ok(format!(
        "//! {NOTE}\n\n#![allow(clippy::enum_variant_names, reason = \"the names are the core's\")]\n\n\
         use std::collections::HashMap;\n\nuse crate::leaf::{{{}}};\n{text}",
        used.join(", ")
    ))
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

fn record(types: &Types, name: &str, doc: &str, fields: &[FieldDef], handed_in: bool) -> Result<String> {
    ensure!(!fields.is_empty(), "{name} has no fields: uniffi makes a class of it that is no data class");
    let mut out = format!("\n{}#[derive(uniffi::Record)]\npub struct {name} {{\n", docs("", doc));
    for field in fields {
        let left = Left::of(field, handed_in);
        let mut ty = rust(types, &field.ty);
        if left == Left::AbsentWhenHandedIn {
            ty = format!("Option<{ty}>");
        }
        out += &docs("    ", field.doc);
        if left != Left::Never {
            out += "    #[uniffi(default)]\n";
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
) -> Result<String> {
    let mut out = format!("\n{}#[derive(uniffi::Enum)]\npub enum {name} {{\n", docs("", doc));
    for variant in variants {
        out += &docs("    ", variant.doc);
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
