//! Errors on their way to JavaScript.

use std::collections::BTreeMap;

use guanxi::Error;
use serde::Serialize;

/// An error as the generated code reads it.
#[derive(Serialize)]
struct Failure {
    code: &'static str,
    message: String,
    fields: BTreeMap<&'static str, String>,
}

/// What a call answers: JSON, or `!` and the error.
pub(crate) fn answer(result: guanxi::Result<String>) -> String {
    result.unwrap_or_else(|e| text(&e))
}

/// The error where there is no text to answer with: its message is the answer.
pub(crate) fn thrown(err: &Error) -> napi::Error {
    napi::Error::from_reason(text(err))
}

fn text(err: &Error) -> String {
    let failure =
        Failure { code: err.code(), message: err.to_string(), fields: err.fields().into_iter().collect() };
    // Text of texts always has a JSON form.
    format!("!{}", serde_json::to_string(&failure).unwrap_or_default())
}
