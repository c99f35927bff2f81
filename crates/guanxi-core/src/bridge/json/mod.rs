//! The bridge of hosts that speak JSON: arguments come as one object by name, the answer goes as text.

mod read;
mod tree;

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use self::{
    read::{Fault, Reader},
    tree::Node,
};
use super::Bridge;
use crate::{
    error::{Error, Result},
    import::{Sink, Source},
    progress::{CancelToken, ProgressListener},
};

/// The marker of the JSON bridge.
#[derive(Debug)]
pub enum Json {}

/// The arguments of a call.
#[derive(Default)]
#[non_exhaustive]
pub struct JsonArgs<'a> {
    values: BTreeMap<&'a str, &'a RawValue>,
    /// What a call that reads a file reads.
    pub source: Option<Source>,
    /// What a call that writes a file writes.
    pub sink: Option<Sink>,
    /// Who hears how far the call is.
    pub progress: Option<Arc<dyn ProgressListener>>,
    /// What stops it.
    pub cancel: CancelToken,
}

impl<'a> JsonArgs<'a> {
    /// Reads an object of arguments by name.
    ///
    /// # Errors
    /// `invalid_argument` for text that is no JSON object.
    pub fn new(text: &'a str) -> Result<Self> {
        let values =
            serde_json::from_str(text).map_err(|e| Error::argument("arguments", plain(&e.to_string())))?;
        Ok(Self { values, ..Self::default() })
    }

    /// The names that were handed in.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        self.values.keys().copied()
    }
}

impl fmt::Debug for JsonArgs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.values.keys()).finish()
    }
}

impl Bridge for Json {
    type Args<'a> = JsonArgs<'a>;
    type Env<'a> = ();
    type Value<'a> = String;
    type Error = Error;

    /// One that is left out reads as null, or as an object without fields.
    fn arg<T: DeserializeOwned>(args: &mut JsonArgs<'_>, _: usize, name: &'static str) -> Result<T> {
        let given = args.values.get(name).map(|raw| parse(name, raw.get())).transpose()?;
        match &given {
            Some(node) => of_node(name, node),
            None => {
                of_node(name, &Node::Null).or_else(|e| of_node(name, &Node::Object(vec![])).map_err(|_| e))
            }
        }
    }

    fn source(args: &mut JsonArgs<'_>, _: usize, name: &'static str) -> Result<Source> {
        args.source.take().ok_or_else(|| Error::argument(name, "expected a file or its content"))
    }

    fn sink(args: &mut JsonArgs<'_>, _: usize, _: &'static str) -> Result<Option<Sink>> {
        Ok(args.sink.take())
    }

    fn progress(
        args: &mut JsonArgs<'_>,
        _: usize,
        _: &'static str,
    ) -> Result<Option<Arc<dyn ProgressListener>>> {
        Ok(args.progress.take())
    }

    fn cancel(args: &mut JsonArgs<'_>, _: usize, _: &'static str) -> Result<CancelToken> {
        Ok(args.cancel.clone())
    }

    fn value<'a: 'a, T: Serialize>(_: (), value: &T) -> Result<String> {
        serde_json::to_string(value)
            .map_err(|e| Error::internal(format_args!("the answer has no JSON form: {e}")))
    }
}

/// Reads a value of the model from JSON; what is wrong is named by its path from `name` on.
///
/// # Errors
/// `invalid_argument`.
pub fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    of_node(name, &parse(name, text)?)
}

#[inline(never)] // one for all callers of a type
fn of_node<T: DeserializeOwned>(name: &str, node: &Node<'_>) -> Result<T> {
    T::deserialize(Reader(node)).map_err(|fault| refused(name, &fault))
}

#[cold]
fn refused(name: &str, fault: &Fault) -> Error {
    Error::argument(format_args!("{name}{}", fault.path()), plain(&fault.reason()))
}

/// Text that is no JSON is read a second time, to find where it is wrong.
fn parse<'a>(name: &str, text: &'a str) -> Result<Node<'a>> {
    serde_json::from_str(text).map_err(|_| {
        let mut json = serde_json::Deserializer::from_str(text);
        let wrong = serde_path_to_error::deserialize::<_, Node<'_>>(&mut json).err();
        let Some(wrong) = wrong else { return Error::argument(name, "expected one value of JSON") };
        let (path, reason) = (wrong.path().to_string(), plain(&wrong.inner().to_string()));
        match path.as_str() {
            "." => Error::argument(name, reason),
            index if index.starts_with('[') => Error::argument(format_args!("{name}{path}"), reason),
            _ => Error::argument(format_args!("{name}.{path}"), reason),
        }
    })
}

/// The reason without the place in a text that the host's caller never saw, and without the value.
fn plain(message: &str) -> String {
    let reason = message.rsplit_once(" at line ").map_or(message, |(reason, _)| reason);
    hide_values(reason)
}

/// What a caller handed in may be personal: `invalid type: string "mei@…", expected …` goes without the text, and so does
/// ``unknown variant `mei@…`, expected …``.
fn hide_values(reason: &str) -> String {
    for (before, after) in [('"', "\", expected"), ('`', "`, expected")] {
        let is_value = before == '"' || reason.starts_with("unknown variant");
        if let (true, Some(from), Some(to)) = (is_value, reason.find(before), reason.rfind(after))
            && from < to
        {
            return format!("{}{}", reason[..from].trim_end(), &reason[to + 1..]);
        }
    }
    reason.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customer::CustomerInput;

    #[test]
    fn what_is_wrong_has_a_path_and_shows_no_value() {
        let mut args = JsonArgs::new(
            r#"{"inputs": [{"email": "mei@example.com"}, {"tags": ["a", 7]}, {"emial": "x"}]}"#,
        )
        .unwrap();
        let err = Json::arg::<Vec<CustomerInput>>(&mut args, 0, "inputs").unwrap_err();
        assert_eq!(err.code(), "invalid_argument");
        assert_eq!(err.field("path").as_deref(), Some("inputs[1].tags[1]"), "{err}");
        let mut args = JsonArgs::new(r#"{"id": "mei@example.com", "n": "secret text"}"#).unwrap();
        let err = Json::arg::<u32>(&mut args, 0, "n").unwrap_err();
        assert!(!err.to_string().contains("secret"), "{err}");
        let err = read::<crate::order::OrderStatus>("status", r#""mei@example.com""#).unwrap_err();
        assert!(!err.to_string().contains("mei") && err.to_string().contains("cancelled"), "{err}");
        let err = read::<CustomerInput>("input", "7").unwrap_err();
        assert_eq!(err.field("path").as_deref(), Some("input"));
    }

    #[test]
    fn whole_numbers_that_come_by_themselves_are_checked_too() {
        let call = |version: &str| {
            let id = crate::id::CustomerId::MIN;
            let text = format!(r#"{{"id": "{id}", "expected_version": {version}}}"#);
            crate::Crm::prepare::<Json>("customers.delete", &mut JsonArgs::new(&text).unwrap()).map(drop)
        };
        assert!(call("9007199254740991").is_ok() && call("null").is_ok());
        let err = call("9007199254740992").unwrap_err();
        assert_eq!(err.field("path").as_deref(), Some("expected_version"), "{err}");
    }
}
