//! The description of the model: what the generators of the bindings read.
//!
//! `#[model]` and `#[ops]` write it, from the types and the methods themselves; [`interface`](crate::crm::interface)
//! gathers it. Names are Rust's; each generator gives them its language's case.

use std::collections::{BTreeMap, BTreeSet};

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// Nothing.
    Unit,
    /// True or false.
    Bool,
    /// A whole number of this Rust type (`u32`); those of 64 bits stay within ±(2^53 − 1).
    Integer(&'static str),
    /// Text.
    Text,
    /// Any JSON object.
    Json,
    /// An instant, UTC, in microseconds.
    Timestamp,
    /// A calendar day.
    Date,
    /// An amount of money.
    Money,
    /// A decimal number, exact.
    Decimal,
    /// Perhaps.
    Option(Box<Ty>),
    /// Several, in order.
    List(Box<Ty>),
    /// By name.
    Map(Box<Ty>),
    /// A type of [`Interface::types`].
    Ref(&'static str),
}

/// A field of a struct or of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its doc comment.
    pub doc: &'static str,
    /// What it holds.
    pub ty: Ty,
    /// It may be left out of what is handed in.
    pub optional: bool,
}

/// What a variant carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Unit,
    /// One value.
    Value(Ty),
    /// Fields.
    Fields(Vec<FieldDef>),
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantDef {
    /// Its name in Rust.
    pub name: &'static str,
    /// Its name on the wire.
    pub wire: &'static str,
    /// Its doc comment.
    pub doc: &'static str,
    /// What it carries.
    pub shape: Shape,
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeDef {
    /// A newtype that is text in every language; an id when it has a prefix.
    Text {
        /// Its doc comment.
        doc: &'static str,
        /// What the text of an id starts with.
        prefix: Option<&'static str>,
    },
    /// Named fields.
    Struct {
        /// Its doc comment.
        doc: &'static str,
        /// It is handed in: fields nobody knows are refused.
        input: bool,
        /// It is handed over field by field where a language has named arguments.
        spread: bool,
        /// Its fields.
        fields: Vec<FieldDef>,
    },
    /// One of several variants.
    Enum {
        /// Its doc comment.
        doc: &'static str,
        /// Languages with union types show the values without the variants' names.
        native: bool,
        /// It is also read from text.
        or_text: bool,
        /// Its variants.
        variants: Vec<VariantDef>,
    },
}

/// How an argument of a call is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// A value of the model.
    Value(Ty),
    /// A file or table to read: see [`Source`](crate::import::Source).
    Source,
    /// A file to write, or none.
    Sink,
    /// Hears how far the call is, or nobody does.
    Progress,
    /// Stops the call.
    Cancel,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamDef {
    /// Its name.
    pub name: &'static str,
    /// How it is handed in.
    pub kind: ParamKind,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpDef {
    /// Its verb.
    pub name: &'static str,
    /// Its doc comment.
    pub doc: &'static str,
    /// What it takes.
    pub params: Vec<ParamDef>,
    /// What it gives back.
    pub returns: Ty,
}

impl OpDef {
    /// Whether it tells how far it is or can be stopped: a call that may take long.
    pub fn is_long(&self) -> bool {
        self.params.iter().any(|p| matches!(p.kind, ParamKind::Progress | ParamKind::Cancel))
    }
}

/// An area: a handle with its calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaDef {
    /// Its name on `Crm`.
    pub name: &'static str,
    /// The handle's type in Rust.
    pub handle: &'static str,
    /// The doc comment of its accessor.
    pub doc: &'static str,
    /// Its calls.
    pub ops: Vec<OpDef>,
}

/// Everything that the bindings show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// The types that the calls reach, by name.
    pub types: BTreeMap<&'static str, TypeDef>,
    /// The areas, in their order.
    pub areas: Vec<AreaDef>,
}

/// Collects the types that the calls reach.
#[derive(Debug, Default)]
pub struct Registry {
    begun: BTreeSet<&'static str>,
    /// What was collected, by name.
    pub types: BTreeMap<&'static str, TypeDef>,
}

impl Registry {
    /// Describes a type once, however often it is met, also inside itself.
    pub fn define(&mut self, name: &'static str, make: impl FnOnce(&mut Self) -> TypeDef) -> Ty {
        if self.begun.insert(name) {
            let def = make(self);
            self.types.insert(name, def);
        }
        Ty::Ref(name)
    }

    /// Describes a newtype that is text.
    pub fn text(&mut self, name: &'static str, doc: &'static str, prefix: Option<&'static str>) -> Ty {
        self.define(name, |_| TypeDef::Text { doc, prefix })
    }
}

/// A type that calls take or give.
pub trait Describe {
    /// What it is; types with names go into the registry.
    fn describe(registry: &mut Registry) -> Ty;
}

macro_rules! plain {
    ($($type:ty => $ty:expr;)*) => {$(
        impl Describe for $type { fn describe(_: &mut Registry) -> Ty { $ty } }
    )*};
}

plain! {
    () => Ty::Unit;
    bool => Ty::Bool;
    String => Ty::Text;
    u8 => Ty::Integer("u8");
    u32 => Ty::Integer("u32");
    i32 => Ty::Integer("i32");
    u64 => Ty::Integer("u64");
    i64 => Ty::Integer("i64");
    serde_json::Map<String, serde_json::Value> => Ty::Json;
}

impl<T: Describe> Describe for Option<T> {
    fn describe(registry: &mut Registry) -> Ty {
        Ty::Option(Box::new(T::describe(registry)))
    }
}

impl<T: Describe> Describe for Vec<T> {
    fn describe(registry: &mut Registry) -> Ty {
        Ty::List(Box::new(T::describe(registry)))
    }
}

impl<T: Describe, const N: usize> Describe for [T; N] {
    fn describe(registry: &mut Registry) -> Ty {
        Ty::List(Box::new(T::describe(registry)))
    }
}

impl<T: Describe> Describe for Box<T> {
    fn describe(registry: &mut Registry) -> Ty {
        T::describe(registry)
    }
}

impl<T: Describe> Describe for BTreeMap<String, T> {
    fn describe(registry: &mut Registry) -> Ty {
        Ty::Map(Box::new(T::describe(registry)))
    }
}
