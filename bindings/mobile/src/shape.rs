//! The shapes of the model's types, as `generated/shapes.txt` has them.
//!
//! A line is a type: `Name{field:type field:type-}` or `Name<wire wire(type) wire{field:type} *>`. A field with `-` is absent where
//! it is empty, and `*` is any text in place of the variants. A type is a word, a name of the table, `[list]`, `{map}` or
//! `optional?`.

use std::{collections::HashMap, sync::LazyLock};

/// How a value looks.
pub(crate) enum Ty {
    Bool,
    Int,
    Text,
    Json,
    Money,
    Optional(Box<Ty>),
    List(Box<Ty>),
    Map(Box<Ty>),
    /// A type of the table, by its place.
    Named(usize),
}

pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) ty: Ty,
    /// Absent from JSON where it is empty.
    pub(crate) sparse: bool,
}

/// What a variant carries.
pub(crate) enum Content {
    Nothing,
    Value(Ty),
    Fields(Vec<Field>),
}

pub(crate) struct Variant {
    pub(crate) wire: &'static str,
    pub(crate) content: Content,
}

/// A type of the model.
pub(crate) enum Shape {
    Record(Vec<Field>),
    /// `or_text`: after the variants there is one of any text.
    Enum {
        variants: Vec<Variant>,
        or_text: bool,
    },
}

/// All of them, in the order of the table.
pub(crate) static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| read(TABLE).unwrap_or_default());

const TABLE: &str = include_str!("generated/shapes.txt");

/// `None` for a table that the generator did not write.
fn read(table: &'static str) -> Option<Vec<Shape>> {
    let name = |line: &'static str| line.find(['{', '<']).map(|end| &line[..end]);
    let names = table.lines().enumerate().map(|(at, line)| Some((name(line)?, at)));
    let names: HashMap<_, _> = names.collect::<Option<_>>()?;
    table
        .lines()
        .map(|line| {
            let mut reader = Reader { rest: &line[name(line)?.len()..], names: &names };
            let shape = reader.shape()?;
            reader.rest.is_empty().then_some(shape)
        })
        .collect()
}

struct Reader<'a> {
    rest: &'static str,
    names: &'a HashMap<&'static str, usize>,
}

impl Reader<'_> {
    fn shape(&mut self) -> Option<Shape> {
        if self.takes('{') {
            return self.fields().map(Shape::Record);
        }
        let (mut variants, mut or_text) = (vec![], false);
        self.takes('<').then_some(())?;
        while !self.takes('>') {
            self.takes(' ');
            if self.takes('*') {
                or_text = true;
            } else {
                variants.push(self.variant()?);
            }
        }
        Some(Shape::Enum { variants, or_text })
    }

    fn variant(&mut self) -> Option<Variant> {
        let wire = self.until(|c| " ({>".contains(c))?;
        let content = if self.takes('{') {
            Content::Fields(self.fields()?)
        } else if self.takes('(') {
            Content::Value(self.within(')')?)
        } else {
            Content::Nothing
        };
        Some(Variant { wire, content })
    }

    fn fields(&mut self) -> Option<Vec<Field>> {
        let mut fields = vec![];
        while !self.takes('}') {
            self.takes(' ');
            let name = self.word()?;
            let ty = self.takes(':').then(|| self.ty())??;
            fields.push(Field { name, ty, sparse: self.takes('-') });
        }
        Some(fields)
    }

    fn ty(&mut self) -> Option<Ty> {
        let mut ty = if self.takes('[') {
            Ty::List(Box::new(self.within(']')?))
        } else if self.takes('{') {
            Ty::Map(Box::new(self.within('}')?))
        } else {
            self.named()?
        };
        while self.takes('?') {
            ty = Ty::Optional(Box::new(ty));
        }
        Some(ty)
    }

    fn within(&mut self, end: char) -> Option<Ty> {
        let ty = self.ty()?;
        self.takes(end).then_some(ty)
    }

    fn named(&mut self) -> Option<Ty> {
        Some(match self.word()? {
            "bool" => Ty::Bool,
            "int" => Ty::Int,
            "text" => Ty::Text,
            "json" => Ty::Json,
            "money" => Ty::Money,
            name => Ty::Named(*self.names.get(name)?),
        })
    }

    fn word(&mut self) -> Option<&'static str> {
        self.until(|c| !(c.is_ascii_alphanumeric() || c == '_'))
    }

    fn until(&mut self, end: impl Fn(char) -> bool) -> Option<&'static str> {
        let (taken, rest) = self.rest.split_at(self.rest.find(end).unwrap_or(self.rest.len()));
        self.rest = rest;
        (!taken.is_empty()).then_some(taken)
    }

    fn takes(&mut self, c: char) -> bool {
        let rest = self.rest.strip_prefix(c);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
