//! Types of the model as annotations.

use guanxi_core::schema::{Interface, Shape, Ty, TypeDef, VariantDef};

use crate::codegen::shared::{Types, directions};

/// Where an annotation stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// What a call gives.
    Given,
    /// What a call takes.
    Taken,
    /// A value in a dict that a call takes: dates and times may be text there, as in JSON.
    InDict,
}

/// How a type is seen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Text,
    Struct,
    /// Only names.
    Names,
    /// Values without the names of their variants.
    Native,
    /// Variants with content.
    Union,
}

pub(super) fn kind(def: &TypeDef) -> Kind {
    match def {
        TypeDef::Text { prefix: Some(_), .. } => Kind::Id,
        TypeDef::Text { .. } => Kind::Text,
        TypeDef::Struct { .. } => Kind::Struct,
        TypeDef::Enum { native: true, .. } => Kind::Native,
        TypeDef::Enum { variants, .. } if variants.iter().all(|v| v.shape == Shape::Unit) => Kind::Names,
        TypeDef::Enum { .. } => Kind::Union,
    }
}

/// Writes annotations.
pub(super) struct Annotations<'a> {
    pub(super) types: &'a Types,
    /// What `list` is called: classes with a method of that name need `builtins.list`.
    pub(super) list: &'static str,
}

impl Annotations<'_> {
    pub(super) fn of(&self, ty: &Ty, place: Place) -> String {
        let taken = place != Place::Given;
        match ty {
            Ty::Unit => "None".to_owned(),
            Ty::Bool => "bool".to_owned(),
            Ty::Integer(_) => "int".to_owned(),
            Ty::Text => "str".to_owned(),
            Ty::Json if taken => "abc.Mapping[str, Any]".to_owned(),
            Ty::Json => "dict[str, Any]".to_owned(),
            Ty::Timestamp if place == Place::InDict => "datetime | str".to_owned(),
            Ty::Timestamp => "datetime".to_owned(),
            Ty::Date if place == Place::InDict => "date | str".to_owned(),
            Ty::Date => "date".to_owned(),
            Ty::Money if taken => "Money | MoneyDict | str".to_owned(),
            Ty::Money => "Money".to_owned(),
            Ty::Decimal if taken => "Decimal | int | str".to_owned(),
            Ty::Decimal => "Decimal".to_owned(),
            Ty::Option(inner) => format!("{} | None", self.of(inner, place)),
            Ty::List(inner) if taken => format!("abc.Iterable[{}]", self.of(inner, place)),
            Ty::List(inner) => format!("{}[{}]", self.list, self.of(inner, place)),
            Ty::Map(inner) if taken => format!("abc.Mapping[str, {}]", self.of(inner, place)),
            Ty::Map(inner) => format!("dict[str, {}]", self.of(inner, place)),
            Ty::Ref(name) => self.of_named(name, taken),
        }
    }

    fn of_named(&self, name: &str, taken: bool) -> String {
        match (kind(&self.types[name]), taken) {
            (Kind::Text, _) => "str".to_owned(),
            (Kind::Struct, true) => format!("{name} | {name}Dict"),
            (Kind::Names, true) => format!("{name} | {name}Text"),
            (Kind::Union, true) => {
                let text = matches!(self.types[name], TypeDef::Enum { or_text: true, .. });
                format!("{name} | {name}Dict{}", if text { " | str" } else { "" })
            }
            _ => name.to_owned(),
        }
    }
}

/// The class of a variant with content.
pub(super) fn variant_class(name: &str, variant: &VariantDef) -> String {
    format!("{name}{}", variant.name)
}

/// The types that are handed in, and those that are given back.
pub(super) struct Directions {
    taken: Vec<&'static str>,
    given: Vec<&'static str>,
}

impl Directions {
    pub(super) fn of(interface: &Interface) -> Self {
        let (taken, given) = directions(interface);
        Self { taken, given }
    }

    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&name)
    }

    /// Where the fields of its class stand: a type that goes both ways looks as it is given.
    pub(super) fn place(&self, name: &str) -> Place {
        if self.given.contains(&name) { Place::Given } else { Place::Taken }
    }
}
