//! `_wire.py`: the tables by which the native module finds the classes.

use anyhow::{Result, bail};
use guanxi_core::schema::{FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use crate::codegen::shared::snake;

use super::{
    errors,
    text::quoted,
    types::{Kind, kind, variant_class},
};

const HEAD: &str = "\
\"\"\"Tells the native module the classes.\"\"\"

from . import _errors, _models, _native
from ._values import Money

";

pub(super) fn module(interface: &Interface) -> Result<String> {
    let (mut structs, mut enums, mut natives) = (String::new(), String::new(), String::new());
    for (name, def) in &interface.types {
        match def {
            TypeDef::Text { .. } => {}
            TypeDef::Struct { fields, .. } => {
                structs += &format!("        {}: {},\n", quoted(name), class(name, fields))
            }
            TypeDef::Enum { variants, native: true, .. } => {
                let kinds = variants.iter().map(|v| native(name, v)).collect::<Result<Vec<_>>>()?;
                natives += &format!("        {}: [{}],\n", quoted(name), kinds.join(", "));
            }
            TypeDef::Enum { variants, .. } => {
                let names = kind(def) == Kind::Names;
                let members: String = variants
                    .iter()
                    .map(|v| format!("            {}: {},\n", quoted(v.wire), member(name, v, names)))
                    .collect();
                enums += &format!("        {}: {{\n{members}        }},\n", quoted(name));
            }
        }
    }
    let errors: String = errors::classes()
        .iter()
        .map(|(code, class)| format!("        {}: _errors.{class},\n", quoted(code)))
        .collect();
    Ok(format!(
        "{HEAD}_native.register(\n    {{\n{structs}    }},\n    {{\n{enums}    }},\n    {{\n{natives}    }},\n    {{\n{errors}    }},\n    Money,\n)\n"
    ))
}

fn class(name: &str, fields: &[FieldDef]) -> String {
    let fields: Vec<_> = fields.iter().map(|field| quoted(field.name)).collect();
    format!("(_models.{name}, [{}])", fields.join(", "))
}

fn member(name: &str, variant: &VariantDef, names: bool) -> String {
    match &variant.shape {
        Shape::Unit if names => format!("_models.{name}.{}", snake(variant.name).to_uppercase()),
        Shape::Unit => quoted(variant.wire),
        Shape::Value(_) => format!("(_models.{}, [\"value\"])", variant_class(name, variant)),
        Shape::Fields(fields) => class(&variant_class(name, variant), fields),
    }
}

fn native(name: &str, variant: &VariantDef) -> Result<String> {
    let kind = match &variant.shape {
        Shape::Value(Ty::Bool) => "bool",
        Shape::Value(Ty::Integer(_)) => "int",
        Shape::Value(Ty::Date) => "date",
        Shape::Value(Ty::Text) => "str",
        _ => bail!("Python: {name}::{} is no value that Python can tell apart", variant.name),
    };
    Ok(format!("({}, {})", quoted(variant.wire), quoted(kind)))
}
