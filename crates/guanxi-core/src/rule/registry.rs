//! The names a rule may use, their types and parameters. What they stand for is for whoever hands a registry in.

use std::{borrow::Cow, collections::HashMap, fmt};

/// A text of a registry.
pub type Name = Cow<'static, str>;

/// The type of an attribute or parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// True or false.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// An amount in whole units of a currency.
    Money,
    /// The shop's name for something: digits, or a text in quotes.
    Id,
    /// A day or an instant.
    Date,
    /// A text.
    Text,
    /// One of a closed list.
    Choice(Vec<Name>),
    /// A text of a known shape.
    Code(Code),
    /// Several values.
    List(Box<Type>),
    /// The same, and letter case is ignored.
    Folded(Box<Type>),
    /// Several values of a row, of which one is meant; letter case is ignored.
    Among(Box<Type>),
    /// Latitude and longitude.
    Point,
    /// Anything: a property of an event, a field nobody defined.
    Any,
}

/// A text of a known shape.
#[derive(Clone, Copy)]
pub struct Code {
    /// What it is, with an example.
    pub about: &'static str,
    /// Whether a text is one.
    pub is: fn(&str) -> bool,
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.about)
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.about == other.about
    }
}

impl Type {
    /// One of these.
    pub fn choice<const N: usize>(choices: [&'static str; N]) -> Self {
        Self::Choice(choices.into_iter().map(Cow::Borrowed).collect())
    }

    /// Several of these.
    pub fn list(of: Self) -> Self {
        Self::List(Box::new(of))
    }

    /// What people call it.
    pub fn about(&self) -> String {
        match self {
            Self::Boolean => "boolean".to_owned(),
            Self::Integer => "integer".to_owned(),
            Self::Decimal => "number".to_owned(),
            Self::Money => "money".to_owned(),
            Self::Id => "id".to_owned(),
            Self::Date => "date".to_owned(),
            Self::Text => "text".to_owned(),
            Self::Choice(choices) => format!("one of {}", choices.join(", ")),
            Self::Code(code) => code.about.to_owned(),
            Self::List(of) => format!("list of {}", of.about()),
            Self::Folded(of) => format!("{}, letter case ignored", of.about()),
            Self::Among(of) => format!("{}, any of several, letter case ignored", of.about()),
            Self::Point => "point".to_owned(),
            Self::Any => "any".to_owned(),
        }
    }
}

/// A value of the thing itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name in queries.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What it means, and when it is NULL.
    pub doc: Name,
    /// It is not in Shopify's language.
    pub extension: bool,
    /// Asked about the thing's day of birth: the day itself counts as an anniversary of year 0.
    pub birth: bool,
}

/// Rows of the thing: its orders, its events.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Its name in queries.
    pub name: Name,
    /// What a row is.
    pub doc: Name,
    /// It is not in Shopify's language.
    pub extension: bool,
    /// The columns of a row, beside `date`.
    pub columns: Vec<Column>,
    /// The column that the aggregate `sum_…` of a name adds up.
    pub sums: Vec<(&'static str, &'static str)>,
    /// Rows have properties beside their columns.
    pub properties: bool,
    /// Rows have a time; without one there is no `date` and no `count`.
    pub timed: bool,
    /// Shopify's own parameters; all others are extensions.
    pub shopify: &'static [&'static str],
}

impl Function {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == name)
    }
}

/// A column of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name as a parameter.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What it means.
    pub doc: Name,
    /// The hidden rows that a test on it brings out.
    pub reveals: u8,
    /// Where an amount stands in the currency that a parameter `currency` names.
    pub presented: Option<&'static str>,
}

/// The attributes and functions there are.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// Attributes, as the reference lists them.
    pub attributes: Vec<Attribute>,
    /// Functions.
    pub functions: Vec<Function>,
    /// Names that people try, and the one they mean.
    pub meant: Vec<(&'static str, &'static str)>,
    /// Attributes with a value that people try, and the one it means.
    pub values: Vec<(&'static str, &'static str, &'static str)>,
    attribute_places: HashMap<Name, usize>,
    function_places: HashMap<Name, usize>,
}

impl Registry {
    /// A registry of these.
    pub fn new(
        attributes: Vec<Attribute>,
        functions: Vec<Function>,
        meant: Vec<(&'static str, &'static str)>,
        values: Vec<(&'static str, &'static str, &'static str)>,
    ) -> Self {
        let attribute_places = attributes.iter().enumerate().map(|(at, a)| (a.name.clone(), at)).collect();
        let function_places = functions.iter().enumerate().map(|(at, f)| (f.name.clone(), at)).collect();
        Self { attributes, functions, meant, values, attribute_places, function_places }
    }

    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attribute_places.get(name).map(|at| &self.attributes[*at])
    }

    /// The function of a name.
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.function_places.get(name).map(|at| &self.functions[*at])
    }

    /// The nearest name to one that there is not.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        if let Some((_, meant)) = self.meant.iter().find(|(tried, _)| *tried == name) {
            return Some((*meant).to_owned());
        }
        let names = self.attributes.iter().map(|a| &a.name).chain(self.functions.iter().map(|f| &f.name));
        nearest(name, names.map(|n| n.as_ref()))
    }
}

/// The most alike of several names, if one is alike enough to be meant.
pub(super) fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    // A name in a query may be as long as the query; none that is meant is.
    if name.len() > 40 {
        return None;
    }
    let lower = name.to_lowercase();
    let scored = names.map(|n| (strsim::osa_distance(&lower, &n.to_lowercase()), n));
    let (distance, best) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= 1 + lower.chars().count() / 4).then(|| best.to_owned())
}
