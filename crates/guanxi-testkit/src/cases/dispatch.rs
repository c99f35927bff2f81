//! The calls: from `area.verb` to the call of that name, over the JSON bridge that bindings use.
//!
//! A call whose one argument is a record of fields (an input, a patch, a query, a page, a definition) takes `with` as
//! that argument. Every other call takes a table with one key per argument, named as the method names it; optional
//! arguments may be left out. An import takes its file as `name` and `csv` or `json`.

use std::{io::Cursor, sync::LazyLock};

use guanxi_core::{
    Crm, Error,
    bridge::json::{Json, JsonArgs},
    crm::interface,
    import::Source,
    schema::{Interface, OpDef, ParamKind, Ty, TypeDef},
};
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
        match err.code() {
            "invalid_argument" => Self::Input(format!("with.{err}")),
            _ => Self::Refused(err),
        }
    }
}

static INTERFACE: LazyLock<Interface> = LazyLock::new(interface);

/// The names of all calls, by area.
pub fn calls() -> impl Iterator<Item = String> {
    INTERFACE
        .areas
        .iter()
        .flat_map(|area| area.ops.iter().map(move |op| format!("{}.{}", area.name, op.name)))
}

pub(super) fn is_known(name: &str) -> bool {
    op(name).is_some()
}

fn op(name: &str) -> Option<&'static OpDef> {
    let (area, verb) = name.split_once('.')?;
    INTERFACE.areas.iter().find(|a| a.name == area)?.ops.iter().find(|o| o.name == verb)
}

/// Makes a call.
pub(super) fn call(crm: &Crm, name: &str, with: Value) -> Result<Value, Fault> {
    let op = op(name).ok_or_else(|| Fault::Input(format!("no such call: {name}")))?;
    let Value::Object(with) = with else { return Err(Fault::Input("with: expected a table".to_owned())) };
    let (arguments, source) = arguments(op, with)?;
    let text = Value::Object(arguments).to_string();
    let mut args = JsonArgs::new(&text)?;
    args.source = source;
    let answer = crm.run(Crm::prepare::<Json>(name, &mut args)?)?.finish(())?;
    serde_json::from_str(&answer).map_err(|e| Fault::Input(format!("the answer is no JSON: {e}")))
}

/// What a step hands in, as arguments by name, and the file it hands in.
fn arguments(
    op: &OpDef,
    mut with: Map<String, Value>,
) -> Result<(Map<String, Value>, Option<Source>), Fault> {
    if op.params.iter().any(|p| p.kind == ParamKind::Source) {
        let text = with.remove("csv").or_else(|| with.remove("json"));
        let (Some(Value::String(name)), Some(Value::String(text))) = (with.remove("name"), text) else {
            return Err(Fault::Input("with: a file has a name, and csv or json".to_owned()));
        };
        let source = Source::new(name, Some(text.len() as u64), Cursor::new(text.into_bytes()));
        return Ok((Map::from_iter([("query".to_owned(), Value::Object(with))]), Some(source)));
    }
    // Whom it tells how far it is, and what stops it, are no part of what is handed in.
    let values: Vec<_> = op.params.iter().filter(|p| matches!(p.kind, ParamKind::Value(_))).collect();
    if let [only] = &*values
        && let ParamKind::Value(Ty::Ref(ty)) = &only.kind
        && let Some(TypeDef::Struct { .. }) = INTERFACE.types.get(ty)
    {
        return Ok((Map::from_iter([(only.name.to_owned(), Value::Object(with))]), None));
    }
    match with.keys().find(|key| values.iter().all(|p| p.name != *key)) {
        Some(key) => {
            let names: Vec<_> = values.iter().map(|p| p.name).collect();
            Err(Fault::Input(format!("with.{key}: no such argument; there are: {}", names.join(", "))))
        }
        None => Ok((with, None)),
    }
}
