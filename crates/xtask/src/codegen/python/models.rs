//! `_models.py`: the types.

use guanxi_core::schema::{FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use crate::codegen::shared::snake;

use super::{
    text::{alias, docstring, quoted},
    types::{Annotations, Directions, Kind, Place, kind, variant_class},
};

const IMPORTS: &str = "\
from __future__ import annotations

from collections import abc
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, NewType, TypeAlias, TypedDict, Union

from ._values import Money, MoneyDict, TextEnum
";

const DATACLASS: &str = "@dataclass(frozen=True, slots=True, kw_only=True)\n";

pub(super) fn module(interface: &Interface) -> String {
    let module = Module {
        annotations: Annotations { types: &interface.types, list: "list" },
        directions: Directions::of(interface),
    };
    let mut names = Vec::new();
    let (mut ids, mut classes, mut aliases) = (String::new(), String::new(), String::new());
    for (name, def) in &interface.types {
        match kind(def) {
            Kind::Text => continue,
            Kind::Id => ids += &module.id(name, def),
            Kind::Struct | Kind::Names => classes += &module.class(name, def, &mut names),
            Kind::Native | Kind::Union => {
                classes += &module.variants(name, def, &mut names);
                aliases += &module.union(name, def);
            }
        }
        if module.directions.is_taken(name) {
            let (dicts, text) = module.taken_form(name, def, &mut names);
            classes += &dicts;
            aliases += &text;
        }
        names.push((*name).to_owned());
    }
    names.sort_unstable();
    let all: String = names.iter().map(|name| format!("    {},\n", quoted(name))).collect();
    format!("{IMPORTS}\n__all__ = [\n{all}]\n\n{ids}{classes}\n\n{aliases}")
}

struct Module<'a> {
    annotations: Annotations<'a>,
    directions: Directions,
}

impl Module<'_> {
    fn id(&self, name: &str, def: &TypeDef) -> String {
        let TypeDef::Text { doc, .. } = def else { return String::new() };
        format!("{name} = NewType({}, str)\n{}", quoted(name), docstring(doc, 0))
    }

    fn class(&self, name: &str, def: &TypeDef, _: &mut [String]) -> String {
        match def {
            TypeDef::Struct { doc, fields, input, .. } => {
                let place = if *input { Place::Taken } else { self.directions.place(name) };
                self.dataclass(name, doc, fields, place)
            }
            TypeDef::Enum { doc, variants, .. } => names_class(name, doc, variants),
            TypeDef::Text { .. } => String::new(),
        }
    }

    fn dataclass(&self, name: &str, doc: &str, fields: &[FieldDef], place: Place) -> String {
        let body: String = fields.iter().map(|field| self.field(field, place)).collect();
        let doc = docstring(doc, 4);
        let gap = if doc.is_empty() { "" } else { "\n" };
        format!("\n\n{DATACLASS}class {name}:\n{doc}{gap}{body}")
    }

    fn field(&self, field: &FieldDef, place: Place) -> String {
        let ty = self.annotations.of(&field.ty, place);
        let default = match (&field.ty, field.optional, place) {
            (_, false, _) => String::new(),
            (Ty::Option(_), true, _) => " = None".to_owned(),
            (_, true, Place::Taken) => " | None = None".to_owned(),
            (Ty::List(_), true, _) => " = field(default_factory=list)".to_owned(),
            (Ty::Map(_) | Ty::Json, true, _) => " = field(default_factory=dict)".to_owned(),
            // What the core fills in is not written twice: such a field is said here, and may be left out of a dict.
            (_, true, _) => String::new(),
        };
        format!("    {}: {ty}{default}\n{}", field.name, docstring(field.doc, 4))
    }

    /// A class for each variant that carries something.
    fn variants(&self, name: &str, def: &TypeDef, names: &mut Vec<String>) -> String {
        let TypeDef::Enum { variants, native: false, .. } = def else { return String::new() };
        let place = if self.directions.is_taken(name) { Place::Taken } else { Place::Given };
        variants.iter().map(|variant| {
            let class = variant_class(name, variant);
            let text = match &variant.shape {
                Shape::Unit => return String::new(),
                Shape::Fields(fields) => self.dataclass(&class, variant.doc, fields, place),
                Shape::Value(ty) => {
                    let (doc, ty) = (docstring(variant.doc, 4), self.annotations.of(ty, place));
                    format!("\n\n@dataclass(frozen=True, slots=True)\nclass {class}:\n{doc}\n    value: {ty}\n")
                }
            };
            names.push(class);
            text
        }).collect()
    }

    /// The union of what an enum can be.
    fn union(&self, name: &str, def: &TypeDef) -> String {
        let TypeDef::Enum { doc, variants, native, .. } = def else { return String::new() };
        let units: Vec<_> =
            variants.iter().filter(|v| v.shape == Shape::Unit).map(|v| quoted(v.wire)).collect();
        let mut parts: Vec<String> = variants
            .iter()
            .filter_map(|variant| match &variant.shape {
                Shape::Unit => None,
                Shape::Value(ty) if *native => Some(self.annotations.of(ty, Place::Given)),
                _ => Some(variant_class(name, variant)),
            })
            .collect();
        if !units.is_empty() {
            parts.insert(0, format!("Literal[{}]", units.join(", ")));
        }
        alias(name, "Union", &parts) + &docstring(doc, 0)
    }

    /// What stands for a value of the type when it is handed in: dicts, and aliases.
    fn taken_form(&self, name: &str, def: &TypeDef, names: &mut Vec<String>) -> (String, String) {
        match def {
            TypeDef::Struct { fields, .. } => {
                names.push(format!("{name}Dict"));
                (self.dict(&format!("{name}Dict"), &format!("`{name}` as a dict."), fields), String::new())
            }
            TypeDef::Enum { variants, native: false, .. } if kind(def) == Kind::Names => {
                names.push(format!("{name}Text"));
                let wires: Vec<_> = variants.iter().map(|v| quoted(v.wire)).collect();
                let doc = docstring(&format!("`{name}` as text."), 0);
                (String::new(), alias(&format!("{name}Text"), "Literal", &wires) + &doc)
            }
            TypeDef::Enum { variants, native: false, .. } => self.union_dicts(name, variants, names),
            _ => (String::new(), String::new()),
        }
    }

    /// A dict with one key per variant with content: `{"email": "…"}`.
    fn union_dicts(&self, name: &str, variants: &[VariantDef], names: &mut Vec<String>) -> (String, String) {
        let (mut classes, mut parts) = (String::new(), Vec::new());
        for variant in variants {
            let class = format!("{}Dict", variant_class(name, variant));
            let doc = format!("`{}` as a dict.", variant_class(name, variant));
            let content = match &variant.shape {
                Shape::Unit => continue,
                Shape::Value(ty) => self.annotations.of(ty, Place::InDict),
                Shape::Fields(fields) => {
                    let inner = format!("{}Fields", variant_class(name, variant));
                    classes += &self.dict(&inner, &format!("The fields of `{class}`."), fields);
                    names.push(inner.clone());
                    inner
                }
            };
            classes += &format!(
                "\n\nclass {class}(TypedDict):\n{}\n    {}: {content}\n",
                docstring(&doc, 4),
                variant.wire
            );
            names.push(class.clone());
            parts.push(class);
        }
        let target = format!("{name}Dict");
        names.push(target.clone());
        (classes, alias(&target, "Union", &parts) + &docstring(&format!("`{name}` as a dict."), 0))
    }

    /// A `TypedDict`; the fields that must be there stand in a base, as Python 3.10 has no other way.
    fn dict(&self, name: &str, doc: &str, fields: &[FieldDef]) -> String {
        let line = |field: &FieldDef| {
            let ty = self.annotations.of(&field.ty, Place::InDict);
            let nothing = if field.optional && !matches!(field.ty, Ty::Option(_)) { " | None" } else { "" };
            format!("    {}: {ty}{nothing}\n{}", field.name, docstring(field.doc, 4))
        };
        let (optional, needed): (Vec<_>, Vec<_>) = fields.iter().partition(|field| field.optional);
        let (optional, needed): (String, String) =
            (optional.into_iter().map(line).collect(), needed.into_iter().map(line).collect());
        let doc = docstring(doc, 4);
        match (optional.is_empty(), needed.is_empty()) {
            (true, _) => format!("\n\nclass {name}(TypedDict):\n{doc}\n{needed}"),
            (_, true) => format!("\n\nclass {name}(TypedDict, total=False):\n{doc}\n{optional}"),
            _ => format!(
                "\n\nclass _{name}(TypedDict):\n{needed}\n\nclass {name}(_{name}, total=False):\n{doc}\n{optional}"
            ),
        }
    }
}

fn names_class(name: &str, doc: &str, variants: &[VariantDef]) -> String {
    let members: String = variants
        .iter()
        .map(|variant| {
            let member = snake(variant.name).to_uppercase();
            format!("    {member} = {}\n{}", quoted(variant.wire), docstring(variant.doc, 4))
        })
        .collect();
    format!("\n\nclass {name}(TextEnum):\n{}\n{members}", docstring(doc, 4))
}
