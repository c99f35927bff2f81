//! What is known of one thing, as rules see it.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::number::Number;
use crate::time::{Timestamp, Zone};

/// One value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing is known.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// A number; money in whole units of its currency.
    Number(Number),
    /// A text, an id, one of a closed list.
    Text(Arc<str>),
    /// An instant; a calendar day is the instant it starts at.
    At(Timestamp),
    /// A month and a day without a year.
    MonthDay(u32, u32),
    /// Several texts.
    List(Arc<[Arc<str>]>),
    /// Millionths of a degree north and east.
    Point(i32, i32),
}

impl Value {
    /// A text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// A whole number.
    pub fn whole(n: impl Into<i128>) -> Self {
        Self::Number(Number::whole(n))
    }

    /// Several texts.
    pub fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(|t| Arc::from(t.as_ref())).collect())
    }

    /// Whether nothing is known; an empty list is nothing, too.
    pub(super) fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::List(list) => list.is_empty(),
            _ => false,
        }
    }

    /// A value out of JSON. Days and instants stay texts; a list holds texts and numbers.
    pub(crate) fn of_json(json: &Json) -> Self {
        match json {
            Json::Null | Json::Object(_) => Self::Null,
            Json::Bool(yes) => Self::Boolean(*yes),
            Json::Number(number) => Number::parse(&number.to_string()).map_or(Self::Null, Self::Number),
            Json::String(text) => Self::text(text),
            Json::Array(items) => Self::list(items.iter().filter_map(|item| match item {
                Json::String(text) => Some(text.clone()),
                Json::Number(number) => Some(number.to_string()),
                _ => None,
            })),
        }
    }

    /// The value as an instant, a text being read as a day or an instant.
    pub(crate) fn instant(&self, zone: Zone) -> Option<Timestamp> {
        match self {
            Self::At(at) => Some(*at),
            Self::Text(text) => {
                text.parse().ok().or_else(|| text.parse().ok().map(|day| zone.start_of_day(day)))
            }
            _ => None,
        }
    }
}

/// One row of a function: an order, a line of it, an event.
#[derive(Clone, Debug)]
pub struct Row {
    /// When it happened.
    pub at: Timestamp,
    /// Tells rows of one instant apart, in the order they came in; what `count` counts once.
    pub unit: [u8; 16],
    /// What stands for it in an explanation.
    pub witness: Arc<str>,
    /// A row with any of these is passed over, unless a parameter that reveals it stands in the clause.
    pub hidden: u8,
    /// The values of the function's columns, in their order.
    pub values: Vec<Value>,
    /// More about it, for `properties.…`.
    pub properties: Option<Arc<Map<String, Json>>>,
}

/// What is known of one thing, in the order of what a rule [needs](super::Needs).
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Its id.
    pub id: [u8; 16],
    /// Values of attributes.
    pub attributes: Vec<Value>,
    /// Rows of each source, by time.
    pub rows: Vec<Vec<Row>>,
    /// Whether it is a member of each segment.
    pub segments: Vec<bool>,
    /// Whether it can be reached by each channel.
    pub reach: Vec<bool>,
    /// Its place in each rank; absent outside the population.
    pub ranks: Vec<Option<Place>>,
}

/// A place among a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Members with a strictly lower value.
    pub lower: u64,
    /// Members with a strictly higher value.
    pub higher: u64,
    /// Members before this one when ties are broken by id.
    pub before: u64,
    /// Members.
    pub of: u64,
}
