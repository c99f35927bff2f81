//! From the bytes of a value, as uniffi lays them out, to its JSON.

use std::fmt;

use serde_json::{Number, Value};

use crate::shape::{Content, Field, SHAPES, Shape, Ty};

/// Why a value does not cross.
#[derive(Debug)]
pub(crate) enum Broken {
    /// It is not what the shape says: the fault of whoever made it.
    Unlike,
    /// A value of JSON holds others deeper than [`DEPTH`].
    TooDeep,
}

/// How deep values of JSON may hold others: as deep as `serde_json` reads them. Whoever goes deeper runs out of stack some day.
const DEPTH: usize = 127;

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unlike => "generated code and library differ",
            Self::TooDeep => "values of JSON hold others too deep",
        })
    }
}

impl std::error::Error for Broken {}

type Result<T, E = Broken> = std::result::Result<T, E>;

/// Writes the value at the head of `from` as JSON, and leaves `from` behind it.
pub(crate) fn named(at: usize, from: &mut &[u8], out: &mut String) -> Result<()> {
    match SHAPES.get(at).ok_or(Broken::Unlike)? {
        Shape::Record(of) => fields(of, from, out),
        Shape::Enum { variants, or_text } => {
            let which = usize::try_from(i32::from_be_bytes(take(from)?)).map_err(|_| Broken::Unlike)?;
            let which = which.checked_sub(1).ok_or(Broken::Unlike)?;
            let Some(variant) = variants.get(which) else {
                return if *or_text && which == variants.len() {
                    text(from, out)
                } else {
                    Err(Broken::Unlike)
                };
            };
            if let Content::Nothing = variant.content {
                quote(variant.wire, out);
                return Ok(());
            }
            out.push('{');
            quote(variant.wire, out);
            out.push(':');
            match &variant.content {
                Content::Nothing => {}
                Content::Value(of) => value(of, from, out)?,
                Content::Fields(of) => fields(of, from, out)?,
            }
            out.push('}');
            Ok(())
        }
    }
}

fn fields(of: &[Field], from: &mut &[u8], out: &mut String) -> Result<()> {
    out.push('{');
    let first = out.len();
    for field in of {
        let before = out.len();
        if before > first {
            out.push(',');
        }
        quote(field.name, out);
        out.push(':');
        let start = out.len();
        value(&field.ty, from, out)?;
        if field.sparse && out[start..] == *empty(&field.ty) {
            out.truncate(before);
        }
    }
    out.push('}');
    Ok(())
}

/// How a value without anything in it looks.
fn empty(of: &Ty) -> &'static str {
    match of {
        Ty::Bool => "false",
        Ty::Text => "\"\"",
        Ty::List(_) => "[]",
        Ty::Map(_) => "{}",
        _ => "null",
    }
}

fn value(of: &Ty, from: &mut &[u8], out: &mut String) -> Result<()> {
    match of {
        Ty::Bool => out.push_str(if byte(from)? == 0 { "false" } else { "true" }),
        Ty::Int => out.push_str(&i64::from_be_bytes(take(from)?).to_string()),
        Ty::Text => text(from, out)?,
        Ty::Json => json(from, out, 0)?,
        Ty::Money => {
            out.push_str("{\"amount\":");
            text(from, out)?;
            out.push_str(",\"currency\":");
            text(from, out)?;
            out.push('}');
        }
        Ty::Optional(of) => match byte(from)? {
            0 => out.push_str("null"),
            _ => value(of, from, out)?,
        },
        Ty::List(of) => several(from, out, ['[', ']'], &mut |from, out| value(of, from, out))?,
        Ty::Map(of) => several(from, out, ['{', '}'], &mut |from, out| {
            entry(from, out, &mut |from, out| value(of, from, out))
        })?,
        Ty::Named(at) => named(*at, from, out)?,
    }
    Ok(())
}

/// Writes one part of a value.
type Part<'a> = &'a mut dyn FnMut(&mut &[u8], &mut String) -> Result<()>;

fn several(from: &mut &[u8], out: &mut String, [open, close]: [char; 2], part: Part<'_>) -> Result<()> {
    out.push(open);
    for at in 0..i32::from_be_bytes(take(from)?) {
        if at > 0 {
            out.push(',');
        }
        part(from, out)?;
    }
    out.push(close);
    Ok(())
}

fn entry(from: &mut &[u8], out: &mut String, part: Part<'_>) -> Result<()> {
    text(from, out)?;
    out.push(':');
    part(from, out)
}

/// A value of JSON: see `JsonValue`.
fn json(from: &mut &[u8], out: &mut String, depth: usize) -> Result<()> {
    if depth > DEPTH {
        return Err(Broken::TooDeep);
    }
    let mut within = |from: &mut &[u8], out: &mut String| json(from, out, depth + 1);
    match i32::from_be_bytes(take(from)?) {
        1 => out.push_str("null"),
        2 => value(&Ty::Bool, from, out)?,
        3 => value(&Ty::Int, from, out)?,
        4 => {
            // JSON has no infinity.
            let number = Number::from_f64(f64::from_be_bytes(take(from)?));
            out.push_str(&number.map_or(Value::Null, Value::Number).to_string());
        }
        5 => text(from, out)?,
        6 => several(from, out, ['[', ']'], &mut within)?,
        7 => several(from, out, ['{', '}'], &mut |from, out| entry(from, out, &mut within))?,
        _ => return Err(Broken::Unlike),
    }
    Ok(())
}

fn text(from: &mut &[u8], out: &mut String) -> Result<()> {
    let length = usize::try_from(i32::from_be_bytes(take(from)?)).map_err(|_| Broken::Unlike)?;
    let (text, rest) = from.split_at_checked(length).ok_or(Broken::Unlike)?;
    *from = rest;
    quote(std::str::from_utf8(text).map_err(|_| Broken::Unlike)?, out);
    Ok(())
}

/// Writes text as JSON.
pub(crate) fn quote(text: &str, out: &mut String) {
    // Text always has a JSON form.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn byte(from: &mut &[u8]) -> Result<u8> {
    take::<1>(from).map(|[byte]| byte)
}

fn take<const N: usize>(from: &mut &[u8]) -> Result<[u8; N]> {
    let (taken, rest) = from.split_first_chunk().ok_or(Broken::Unlike)?;
    *from = rest;
    Ok(*taken)
}
