//! The table of the types' shapes, by which values cross, and the types by name.

use anyhow::{Result, ensure};
use guanxi_core::schema::{FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use super::{
    super::shared::{Types, directions},
    NOTE,
    types::Left,
};

/// `packed.rs`.
pub(super) fn names(interface: &Interface) -> String {
    let line = |(at, (name, def)): (usize, (&'static str, &TypeDef))| {
        let code = if matches!(def, TypeDef::Enum { .. }) { "TYPE_ENUM" } else { "TYPE_RECORD" };
        format!("    {code} {name} {at},\n")
    };
    let lines: String = shaped(&interface.types).enumerate().map(line).collect();
    format!("//! {NOTE}\n\ncrate::packed::packed! {{\n{lines}}}\n")
}

/// `shapes.txt`.
pub(super) fn file(interface: &Interface) -> Result<String> {
    let types = &interface.types;
    for (name, def) in types {
        if let TypeDef::Enum { variants, .. } = def {
            let has_place = |v: &VariantDef| !v.wire.contains([' ', '(', '{', '>', '*']);
            ensure!(
                variants.iter().all(has_place),
                "{name}: the table of shapes has no place for such a name"
            );
        }
    }
    let (handed_in, _) = directions(interface);
    let lines = shaped(types).map(|(name, def)| match def {
        TypeDef::Enum { or_text, variants, .. } => enumeration(types, name, variants, *or_text),
        TypeDef::Struct { fields: of, .. } => {
            format!("{name}{}\n", fields(types, of, |field| Left::of(field, handed_in.contains(&name))))
        }
        TypeDef::Text { .. } => String::new(),
    });
    Ok(lines.collect())
}

/// The types that are more than text.
fn shaped(types: &Types) -> impl Iterator<Item = (&'static str, &TypeDef)> {
    types.iter().map(|(name, def)| (*name, def)).filter(|(_, def)| !matches!(def, TypeDef::Text { .. }))
}

fn fields(types: &Types, fields: &[FieldDef], left: impl Fn(&FieldDef) -> Left) -> String {
    let field = |field: &FieldDef| {
        let ty = shape(types, &field.ty);
        match left(field) {
            Left::Never => format!("{}:{ty}", field.name),
            Left::AbsentWhenHandedIn => format!("{}:{ty}?-", field.name),
            _ => format!("{}:{ty}-", field.name),
        }
    };
    format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(" "))
}

fn enumeration(types: &Types, name: &str, variants: &[VariantDef], or_text: bool) -> String {
    let variant = |variant: &VariantDef| match &variant.shape {
        Shape::Unit => variant.wire.to_owned(),
        Shape::Value(ty) => format!("{}({})", variant.wire, shape(types, ty)),
        // A field of a variant is always there.
        Shape::Fields(of) => format!("{}{}", variant.wire, fields(types, of, |_| Left::Never)),
    };
    let variants = variants.iter().map(variant).chain(or_text.then(|| "*".to_owned()));
    format!("{name}<{}>\n", variants.collect::<Vec<_>>().join(" "))
}

/// A type in the table's words.
fn shape(types: &Types, ty: &Ty) -> String {
    match ty {
        Ty::Bool => "bool".into(),
        Ty::Integer(_) => "int".into(),
        Ty::Unit | Ty::Text | Ty::Timestamp | Ty::Date | Ty::Decimal => "text".into(),
        Ty::Json => "{json}".into(),
        Ty::Money => "money".into(),
        Ty::Option(inner) => format!("{}?", shape(types, inner)),
        Ty::List(inner) => format!("[{}]", shape(types, inner)),
        Ty::Map(inner) => format!("{{{}}}", shape(types, inner)),
        Ty::Ref(name) => match &types[name] {
            TypeDef::Text { .. } => "text".into(),
            _ => (*name).to_owned(),
        },
    }
}
