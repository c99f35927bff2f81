//! The functions that give values their shape: `en…` on the way to the core, which look at everything, and `de…` on the
//! way back, which touch only what JSON has no form for.

use std::{collections::HashSet, fmt::Write};

use anyhow::{Result, bail};
use guanxi_core::schema::{FieldDef, Shape, Ty, TypeDef, VariantDef};

use crate::codegen::shared::{Types, camel, struct_fields};

/// Writes codecs.
pub(super) struct Codec<'a> {
    pub(super) types: &'a Types,
}

impl Codec<'_> {
    /// Whether JSON's form is JavaScript's.
    fn is_plain(&self, ty: &Ty, seen: &mut HashSet<&'static str>) -> bool {
        match ty {
            Ty::Timestamp => false,
            Ty::Option(inner) | Ty::List(inner) | Ty::Map(inner) => self.is_plain(inner, seen),
            Ty::Ref(name) if seen.insert(name) => match &self.types[name] {
                TypeDef::Text { .. } => true,
                TypeDef::Struct { fields, .. } => {
                    fields.iter().all(|f| camel(f.name) == f.name && self.is_plain(&f.ty, seen))
                }
                TypeDef::Enum { variants, .. } => variants.iter().all(|v| v.shape == Shape::Unit),
            },
            _ => true,
        }
    }

    /// An expression that makes the JavaScript value of `value`, the same for a plain one.
    pub(super) fn decoded(&self, ty: &Ty, value: &str) -> String {
        if self.is_plain(ty, &mut HashSet::new()) {
            return value.to_owned();
        }
        match ty {
            Ty::Timestamp => format!("new Date({value})"),
            Ty::Option(inner) => format!("{value} === null ? null : {}", self.decoded(inner, value)),
            Ty::List(inner) => format!("each({value}, {})", self.decoder(inner)),
            Ty::Map(inner) => format!("eachOf({value}, {})", self.decoder(inner)),
            Ty::Ref(name) => format!("de{name}({value})"),
            _ => value.to_owned(),
        }
    }

    pub(super) fn decoder(&self, ty: &Ty) -> String {
        match ty {
            Ty::Ref(name) if !self.is_plain(ty, &mut HashSet::new()) => format!("de{name}"),
            _ => format!("(value) => {}", self.decoded(ty, "value")),
        }
    }

    /// An expression that makes JSON's value of `value`, or throws.
    fn encoded(&self, ty: &Ty, value: &str) -> String {
        match ty {
            Ty::Option(inner) => format!("optional({value}, {})", self.encoder(inner)),
            Ty::List(inner) => format!("list({value}, {})", self.encoder(inner)),
            Ty::Map(inner) => format!("map({value}, {})", self.encoder(inner)),
            _ => format!("{}({value})", self.encoder(ty)),
        }
    }

    pub(super) fn encoder(&self, ty: &Ty) -> String {
        let name = match ty {
            Ty::Unit => "missing",
            Ty::Bool => "bool",
            Ty::Integer(_) => "integer",
            Ty::Text => "text",
            Ty::Json => "jsonObject",
            Ty::Timestamp => "timestamp",
            Ty::Date => "date",
            Ty::Money => "money",
            Ty::Decimal => "decimal",
            Ty::Ref(name) if matches!(self.types[name], TypeDef::Text { .. }) => "text",
            Ty::Ref(name) => return format!("en{name}"),
            Ty::Option(_) | Ty::List(_) | Ty::Map(_) => {
                return format!("(value) => {}", self.encoded(ty, "value"));
            }
        };
        name.to_owned()
    }

    /// `de…`, unless the type is plain.
    pub(super) fn write_decoder(&self, out: &mut String, name: &'static str) -> Result<()> {
        if self.is_plain(&Ty::Ref(name), &mut HashSet::new()) {
            return Ok(());
        }
        match &self.types[name] {
            TypeDef::Text { .. } => {}
            TypeDef::Struct { fields, .. } => {
                let _ = writeln!(
                    out,
                    "const de{name} = (o) => ({{\n{}}});\n",
                    self.decoded_fields(fields, "o", "  ")
                );
            }
            TypeDef::Enum { native: true, variants, .. } => {
                let plain = |v: &VariantDef| matches!(&v.shape, Shape::Value(ty) if self.is_plain(ty, &mut HashSet::new()));
                if !variants.iter().all(plain) {
                    bail!("{name}: a native enum holds plain values only");
                }
                let _ = writeln!(out, "const de{name} = bare;\n");
            }
            TypeDef::Enum { variants, .. } => self.write_union_decoder(out, name, variants),
        }
        Ok(())
    }

    fn decoded_fields(&self, fields: &[FieldDef], of: &str, indent: &str) -> String {
        let line = |f: &FieldDef| {
            format!("{indent}{}: {},\n", camel(f.name), self.decoded(&f.ty, &format!("{of}.{}", f.name)))
        };
        fields.iter().map(line).collect()
    }

    fn write_union_decoder(&self, out: &mut String, name: &str, variants: &[VariantDef]) {
        let _ = writeln!(
            out,
            "const de{name} = (value) => {{\n  if (typeof value === 'string') return {{ type: value }};\n  const [[type, o]] = Object.entries(value);\n  switch (type) {{"
        );
        for v in variants {
            let made = match &v.shape {
                Shape::Unit => continue,
                Shape::Value(ty) => format!("{{ type, {}: {} }}", camel(v.wire), self.decoded(ty, "o")),
                Shape::Fields(fields) => {
                    format!("{{\n        type,\n{}      }}", self.decoded_fields(fields, "o", "        "))
                }
            };
            let _ = writeln!(out, "    case '{}':\n      return {made};", v.wire);
        }
        let _ = writeln!(out, "    default:\n      return {{ type, value: o }};\n  }}\n}};\n");
    }

    /// `en…`.
    pub(super) fn write_encoder(&self, out: &mut String, name: &'static str) -> Result<()> {
        match &self.types[name] {
            TypeDef::Text { .. } => {}
            TypeDef::Struct { .. } => {
                let fields = flat(self.types, name)?;
                self.write_struct_encoder(out, name, &fields, "");
            }
            TypeDef::Enum { native: true, variants, .. } => self.write_native_encoder(out, name, variants)?,
            TypeDef::Enum { variants, .. } if variants.iter().all(|v| v.shape == Shape::Unit) => {
                let names: Vec<_> = variants.iter().map(|v| format!("'{}'", v.wire)).collect();
                let _ = writeln!(
                    out,
                    "const names{name} = new Set([{}]);\nconst en{name} = (value) => oneOf(value, names{name});\n",
                    names.join(", ")
                );
            }
            TypeDef::Enum { variants, or_text, .. } => {
                self.write_union_encoder(out, name, variants, *or_text)?
            }
        }
        Ok(())
    }

    fn write_struct_encoder(&self, out: &mut String, name: &str, fields: &[Flat<'_>], skipped: &str) {
        let _ = writeln!(
            out,
            "const en{name} = (o) => {{\n  const out = {{}};\n  let key;\n  try {{\n    object(o);\n    for (key in o) {{\n      const value = o[key];\n      if (value === undefined) continue;\n      switch (key) {{"
        );
        if !skipped.is_empty() {
            let _ = writeln!(out, "        case '{skipped}': break;");
        }
        for Flat { within, field } in fields {
            let place = match within {
                Some(within) => format!("(out.{within} ??= {{}}).{}", field.name),
                None => format!("out.{}", field.name),
            };
            let take = match &field.ty {
                Ty::Option(inner) => {
                    format!("if (value !== null) {place} = {};", self.encoded(inner, "value"))
                }
                ty => format!("{place} = {};", self.encoded(ty, "value")),
            };
            let _ = writeln!(out, "        case '{}': {take} break;", camel(field.name));
        }
        out.push_str("        default: unknown();\n      }\n    }\n  } catch (error) {\n    throw inside(error, key);\n  }\n");
        for Flat { field, .. } in fields.iter().filter(|f| !f.field.optional) {
            let _ =
                writeln!(out, "  if (out.{} === undefined) missing('{}');", field.name, camel(field.name));
        }
        out.push_str("  return out;\n};\n\n");
    }

    fn write_native_encoder(&self, out: &mut String, name: &str, variants: &[VariantDef]) -> Result<()> {
        let wire = |wanted: fn(&Ty) -> bool| {
            variants.iter().find(|v| matches!(&v.shape, Shape::Value(ty) if wanted(ty))).map(|v| v.wire)
        };
        let _ = writeln!(out, "const en{name} = (value) => {{");
        let forms: [(&str, Option<&str>, &str); 3] = [
            ("boolean", wire(|ty| *ty == Ty::Bool), "value"),
            ("number", wire(|ty| matches!(ty, Ty::Integer(_))), "integer(value)"),
            ("string", wire(|ty| *ty == Ty::Text), "value"),
        ];
        for (kind, wire, made) in forms {
            if let Some(wire) = wire {
                let _ = writeln!(out, "  if (typeof value === '{kind}') return {{ {wire}: {made} }};");
            }
        }
        out.push_str("  return expected('a boolean, a number or text', value);\n};\n\n");
        Ok(())
    }

    fn write_union_encoder(
        &self,
        out: &mut String,
        name: &str,
        variants: &[VariantDef],
        or_text: bool,
    ) -> Result<()> {
        for v in variants {
            if let Shape::Fields(fields) = &v.shape {
                if fields.iter().any(|f| f.name == "type") {
                    bail!("{name}::{}: a field called type is the union's tag in TypeScript", v.name);
                }
                let flat: Vec<_> = fields.iter().map(|field| Flat { within: None, field }).collect();
                self.write_struct_encoder(out, &format!("{name}{}", v.name), &flat, "type");
            }
        }
        let text = if or_text { "  if (typeof value === 'string') return value;\n" } else { "" };
        let what = if or_text { "text or an object with a type" } else { "an object with a type" };
        let _ = writeln!(
            out,
            "const en{name} = (value) => {{\n{text}  object(value, '{what}');\n  switch (value.type) {{"
        );
        for v in variants {
            let made = match &v.shape {
                Shape::Unit => format!("'{}'", v.wire),
                Shape::Value(ty) => {
                    format!("{{ {}: payload(value, '{}', {}) }}", v.wire, camel(v.wire), self.encoder(ty))
                }
                Shape::Fields(_) => format!("{{ {}: en{name}{}(value) }}", v.wire, v.name),
            };
            let _ = writeln!(out, "    case '{}': return {made};", v.wire);
        }
        let names: Vec<_> = variants.iter().map(|v| v.wire).collect();
        let _ = writeln!(
            out,
            "    default: return wrong('expected one of {}', '.type');\n  }}\n}};\n",
            names.join(", ")
        );
        Ok(())
    }
}

/// A field as JavaScript has it: that of a spread struct inside a spread struct stands beside the others.
pub(super) struct Flat<'a> {
    /// The field that it stands in, in the core.
    pub(super) within: Option<&'static str>,
    pub(super) field: &'a FieldDef,
}

/// The fields of a struct, spread structs inside spread ones laid open.
pub(super) fn flat<'a>(types: &'a Types, name: &'static str) -> Result<Vec<Flat<'a>>> {
    let mut out = Vec::new();
    let outer = matches!(types[name], TypeDef::Struct { spread: true, .. });
    for field in struct_fields(types, &Ty::Ref(name)).unwrap_or_default() {
        match inner_spread(types, &field.ty).filter(|_| outer) {
            Some(inner) => out.extend(inner.iter().map(|f| Flat { within: Some(field.name), field: f })),
            None => out.push(Flat { within: None, field }),
        }
    }
    let mut names = HashSet::new();
    match out.iter().find(|f| !names.insert(f.field.name)) {
        Some(twice) => bail!("{name}: two fields would be called {}", twice.field.name),
        None => Ok(out),
    }
}

/// The fields of a spread struct.
pub(super) fn inner_spread<'a>(types: &'a Types, ty: &Ty) -> Option<&'a [FieldDef]> {
    match ty {
        Ty::Ref(name) if matches!(types[name], TypeDef::Struct { spread: true, .. }) => {
            struct_fields(types, ty)
        }
        _ => None,
    }
}
