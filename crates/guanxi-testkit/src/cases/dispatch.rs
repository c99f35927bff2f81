//! The calls: from `area.verb` to the method of that name.
//!
//! A call whose one argument is a record of fields (an input, a patch, a query, a page, a definition) takes `with` as
//! that argument. Every other call takes a table with one key per argument, named as the method names it; optional
//! arguments may be left out. Types are the core's own.

use std::io::Cursor;

use guanxi_core::{Crm, Error, import::ImportOptions};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// Why a call gave no answer.
#[derive(Debug)]
pub(super) enum Fault {
    /// The case hands in what no caller could: its fault, not the call's.
    Input(String),
    /// The call refused.
    Refused(Error),
}

impl From<Error> for Fault {
    fn from(err: Error) -> Self {
        Self::Refused(err)
    }
}

type Call = fn(&Crm, Arguments) -> Result<Value, Fault>;

macro_rules! calls {
    (@one $area:ident $verb:ident (..)) => {
        |crm: &Crm, with: Arguments| answer(&crm.$area().$verb(with.whole()?)?)
    };
    (@one $area:ident $verb:ident ($($argument:ident),*)) => {
        |crm: &Crm, with: Arguments| {
            with.only(&[$(stringify!($argument)),*])?;
            answer(&crm.$area().$verb($(with.one(stringify!($argument))?),*)?)
        }
    };
    (@one $area:ident $verb:ident $call:expr) => { $call };
    ($($area:ident: { $($verb:ident $call:tt,)* })*) => {
        /// Every call by its name.
        const CALLS: &[(&str, Call)] = &[$($(
            (concat!(stringify!($area), ".", stringify!($verb)), calls!(@one $area $verb $call)),
        )*)*];
    };
}

calls! {
    shop: {
        get(),
        set(..),
        define_field(..),
        define_store(..),
    }
    customers: {
        upsert(..),
        update(id, patch),
        delete(id, expected_version),
        get(id),
        resolve(customer),
        find(..),
        list(..),
        count(),
    }
    orders: {
        record(..),
        refund(..),
        cancel(order, reason),
        set_status(order, status),
        get(order),
        list(customer, page),
        metrics(customer),
        count(),
    }
    products: {
        upsert(..),
        get {|crm, with| {
            with.only(&["sku"])?;
            answer(&crm.products().get(&with.one::<String>("sku")?)?)
        }},
        list(..),
    }
    events: {
        record(..),
        record_many(inputs),
        timeline(..),
    }
    consents: {
        record(..),
        state(..),
    }
    imports: {
        customers {|crm, with| {
            let (source, options) = file(&with)?;
            answer(&crm.imports().customers(source, options)?)
        }},
        orders {|crm, with| {
            let (source, options) = file(&with)?;
            answer(&crm.imports().orders(source, options)?)
        }},
    }
    reports: {
        stats(),
        revenue_by_month(as_of),
        rfm(..),
        rfm_scores(..),
        top_customers(limit),
    }
    feed: {
        changes(..),
    }
    audit: {
        list(..),
    }
    proof: {
        verify(),
        rebuild(),
    }
}

/// The names of all calls, by area.
pub fn calls() -> impl Iterator<Item = &'static str> {
    CALLS.iter().map(|(name, _)| *name)
}

pub(super) fn is_known(name: &str) -> bool {
    calls().any(|known| known == name)
}

/// Makes a call.
pub(super) fn call(crm: &Crm, name: &str, with: Value) -> Result<Value, Fault> {
    let found = CALLS.iter().find(|(known, _)| *known == name);
    let (_, call) = found.ok_or_else(|| Fault::Input(format!("no such call: {name}")))?;
    call(crm, Arguments(with))
}

/// What a step hands in.
struct Arguments(Value);

impl Arguments {
    /// All of it as one argument.
    fn whole<T: DeserializeOwned>(self) -> Result<T, Fault> {
        serde_json::from_value(self.0).map_err(|e| Fault::Input(format!("with: {e}")))
    }

    /// Refuses arguments that the call does not have.
    fn only(&self, names: &[&str]) -> Result<(), Fault> {
        let unknown = self.table()?.keys().find(|key| !names.contains(&key.as_str()));
        match unknown {
            Some(key) => {
                Err(Fault::Input(format!("with.{key}: no such argument; there are: {}", names.join(", "))))
            }
            None => Ok(()),
        }
    }

    /// One argument by its name. One that is left out reads as null, or as a table without keys.
    fn one<T: DeserializeOwned>(&self, name: &str) -> Result<T, Fault> {
        let read = |value: Value| serde_json::from_value(value);
        let found = match self.table()?.get(name) {
            Some(value) => read(value.clone()),
            None => read(Value::Null).or_else(|e| read(Value::Object(Map::new())).map_err(|_| e)),
        };
        found.map_err(|e| Fault::Input(format!("with.{name}: {e}")))
    }

    fn table(&self) -> Result<&Map<String, Value>, Fault> {
        self.0.as_object().ok_or_else(|| Fault::Input("with: expected a table of arguments".to_owned()))
    }
}

/// A file to import: `{ name, csv, mapping, batch_rows }`.
fn file(with: &Arguments) -> Result<(Cursor<Vec<u8>>, ImportOptions<'static>), Fault> {
    with.only(&["name", "csv", "mapping", "batch_rows"])?;
    let mut options = ImportOptions::new(with.one::<String>("name")?).mapping(with.one("mapping")?);
    if let Some(rows) = with.one("batch_rows")? {
        options = options.batch_rows(rows);
    }
    Ok((Cursor::new(with.one::<String>("csv")?.into_bytes()), options))
}

fn answer(value: &impl Serialize) -> Result<Value, Fault> {
    serde_json::to_value(value).map_err(|e| Fault::Input(format!("the answer has no JSON form: {e}")))
}
