//! What Kotlin's layer and Swift's have in common: the calls as apps see them.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use guanxi_core::schema::{AreaDef, FieldDef, Interface, OpDef, ParamDef, ParamKind, Ty, TypeDef};

use super::{
    super::shared::{Types, camel, doc_and_errors, loop_name, page_item, spread, struct_fields},
    calls::native,
    types::Left,
};

/// A call as apps see it.
pub(super) struct Call<'a> {
    pub(super) op: &'a OpDef,
    /// Its name on the facade.
    pub(super) native: String,
    /// What apps hand in: required arguments first, then those that may be left out.
    pub(super) args: Vec<Arg<'a>>,
    /// What it does.
    pub(super) doc: String,
    /// Its refusals.
    pub(super) errors: Option<String>,
    /// What a page holds, and the name of the loop, when it gives pages.
    pub(super) pages: Option<(&'a Ty, String)>,
}

/// An argument of a call, as apps hand it in.
pub(super) struct Arg<'a> {
    /// Its name, in the case of both languages.
    pub(super) name: String,
    /// Its doc comment, where it is a field of something that is handed over field by field.
    pub(super) doc: &'a str,
    pub(super) kind: ArgKind<'a>,
    pub(super) left: Left,
}

pub(super) enum ArgKind<'a> {
    Value(&'a Ty),
    Source,
    Sink,
}

/// The calls of an area.
pub(super) fn calls<'a>(interface: &'a Interface, area: &'a AreaDef) -> Result<Vec<Call<'a>>> {
    area.ops.iter().map(|op| call(&interface.types, area, op)).collect()
}

fn call<'a>(types: &'a Types, area: &AreaDef, op: &'a OpDef) -> Result<Call<'a>> {
    let mut args = Vec::new();
    let spread = spread(types, op);
    for param in &op.params {
        match &spread {
            Some(spread) if std::ptr::eq(spread.param, param) => {
                args.extend(spread.fields.iter().map(|f| of_field(f.field)));
            }
            _ => args.extend(of_param(param)),
        }
    }
    let names: BTreeSet<_> = args.iter().map(|arg| &arg.name).collect();
    ensure!(names.len() == args.len(), "{}.{}: two arguments have one name", area.name, op.name);
    args.sort_by_key(|arg| arg.left != Left::Never);
    let (doc, errors) = doc_and_errors(op.doc);
    let pages = page_item(types, op).map(|item| (item, camel(&loop_name(op))));
    Ok(Call { op, native: camel(&native(area, op)), args, doc, errors, pages })
}

fn of_field(field: &FieldDef) -> Arg<'_> {
    Arg {
        name: camel(field.name),
        doc: field.doc,
        kind: ArgKind::Value(&field.ty),
        left: Left::of(field, true),
    }
}

fn of_param(param: &ParamDef) -> Option<Arg<'_>> {
    let name = camel(param.name);
    let (kind, left) = match &param.kind {
        ParamKind::Value(ty @ Ty::Option(_)) => (ArgKind::Value(ty), Left::Absent),
        ParamKind::Value(ty) => (ArgKind::Value(ty), Left::Never),
        ParamKind::Source => (ArgKind::Source, Left::Never),
        ParamKind::Sink => (ArgKind::Sink, Left::Absent),
        ParamKind::Progress | ParamKind::Cancel => return None,
    };
    Some(Arg { name, doc: "", kind, left })
}

/// What the facade's call is handed: one expression per parameter, `progress` and `cancel` for what is so called.
pub(super) fn handed<'a>(
    types: &'a Types,
    op: &'a OpDef,
    word: &dyn Fn(&str) -> String,
    named: &str,
) -> Vec<(String, String)> {
    let spread = spread(types, op);
    let one = |param: &'a ParamDef| {
        let value = match (&param.kind, &spread) {
            (ParamKind::Progress, _) => "progress".to_owned(),
            (ParamKind::Cancel, _) => "cancel".to_owned(),
            (_, Some(spread)) if std::ptr::eq(spread.param, param) => {
                build(types, spread.type_name, word, named)
            }
            _ => word(&camel(param.name)),
        };
        (camel(param.name), value)
    };
    op.params.iter().map(one).collect()
}

/// A struct made of arguments that were handed over field by field.
fn build(types: &Types, name: &'static str, word: &dyn Fn(&str) -> String, named: &str) -> String {
    let fields = struct_fields(types, &Ty::Ref(name)).unwrap_or_default();
    let parts = fields.iter().map(|field| {
        let value = match &field.ty {
            Ty::Ref(inner) if matches!(types.get(inner), Some(TypeDef::Struct { spread: true, .. })) => {
                build(types, inner, word, named)
            }
            _ => word(&camel(field.name)),
        };
        format!("{}{named}{value}", word(&camel(field.name)))
    });
    format!("{name}({})", parts.collect::<Vec<_>>().join(", "))
}

/// Whether a type is an enum that is also read from text.
pub(super) fn is_or_text(types: &Types, ty: &Ty) -> Option<&'static str> {
    match ty {
        Ty::Ref(name) => matches!(types.get(name), Some(TypeDef::Enum { or_text: true, .. })).then_some(name),
        _ => None,
    }
}

/// Every enum that is also read from text.
pub(super) fn or_texts(interface: &Interface) -> impl Iterator<Item = &'static str> {
    interface
        .types
        .iter()
        .filter(|(_, def)| matches!(def, TypeDef::Enum { or_text: true, .. }))
        .map(|(name, _)| *name)
}
