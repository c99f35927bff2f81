//! From the JSON of a value to its bytes, as uniffi lays them out.

use serde_json::{Map, Value};

use crate::{
    shape::{Content, Field, SHAPES, Shape, Ty},
    unpack::Broken,
};

type Result<T, E = Broken> = std::result::Result<T, E>;

/// Writes a value of a type of the table.
pub(crate) fn named(at: usize, from: &Value, out: &mut Vec<u8>) -> Result<()> {
    match SHAPES.get(at).ok_or(Broken::Unlike)? {
        Shape::Record(of) => fields(of, from, out),
        Shape::Enum { variants, or_text } => {
            let (wire, content) = variant(from)?;
            let Some(which) = variants.iter().position(|variant| variant.wire == wire) else {
                return if *or_text && content.is_null() {
                    put_length(variants.len() + 1, out).and_then(|()| text(wire, out))
                } else {
                    Err(Broken::Unlike)
                };
            };
            put_length(which + 1, out)?;
            match &variants[which].content {
                Content::Nothing => Ok(()),
                Content::Value(of) => value(of, content, out),
                Content::Fields(of) => fields(of, content, out),
            }
        }
    }
}

/// The name of a variant, and what it carries.
fn variant(from: &Value) -> Result<(&str, &Value)> {
    match from {
        Value::String(wire) => Ok((wire, &Value::Null)),
        Value::Object(map) if map.len() == 1 => {
            map.iter().next().map(|(wire, content)| (wire.as_str(), content)).ok_or(Broken::Unlike)
        }
        _ => Err(Broken::Unlike),
    }
}

fn fields(of: &[Field], from: &Value, out: &mut Vec<u8>) -> Result<()> {
    let map = from.as_object().ok_or(Broken::Unlike)?;
    of.iter().try_for_each(|field| match (map.get(field.name), &field.ty) {
        (Some(from), of) => value(of, from, out),
        (None, Ty::Optional(_)) => value(&field.ty, &Value::Null, out),
        (None, of) if field.sparse => absent(of, out),
        (None, _) => Err(Broken::Unlike),
    })
}

/// What is absent because nothing is in it.
fn absent(of: &Ty, out: &mut Vec<u8>) -> Result<()> {
    match of {
        Ty::Bool => out.push(0),
        Ty::Text | Ty::List(_) | Ty::Map(_) => put_length(0, out)?,
        _ => return Err(Broken::Unlike),
    }
    Ok(())
}

/// Writes a value.
pub(crate) fn value(of: &Ty, from: &Value, out: &mut Vec<u8>) -> Result<()> {
    match of {
        Ty::Bool => out.push(from.as_bool().ok_or(Broken::Unlike)?.into()),
        Ty::Int => out.extend(from.as_i64().ok_or(Broken::Unlike)?.to_be_bytes()),
        Ty::Text => text(from.as_str().ok_or(Broken::Unlike)?, out)?,
        Ty::Json => json(from, out)?,
        Ty::Money => {
            for part in ["amount", "currency"] {
                text(from.get(part).and_then(Value::as_str).ok_or(Broken::Unlike)?, out)?;
            }
        }
        Ty::Optional(of) => {
            out.push((!from.is_null()).into());
            if !from.is_null() {
                value(of, from, out)?;
            }
        }
        Ty::List(of) => {
            let items = from.as_array().ok_or(Broken::Unlike)?;
            put_length(items.len(), out)?;
            items.iter().try_for_each(|item| value(of, item, out))?;
        }
        Ty::Map(of) => {
            entries(from.as_object().ok_or(Broken::Unlike)?, out, |item, out| value(of, item, out))?
        }
        Ty::Named(at) => named(*at, from, out)?,
    }
    Ok(())
}

/// A value of JSON: see `JsonValue`.
fn json(from: &Value, out: &mut Vec<u8>) -> Result<()> {
    let which = match from {
        Value::Null => 1,
        Value::Bool(_) => 2,
        Value::Number(number) if number.is_i64() => 3,
        Value::Number(_) => 4,
        Value::String(_) => 5,
        Value::Array(_) => 6,
        Value::Object(_) => 7,
    };
    put_length(which, out)?;
    match from {
        Value::Null => {}
        Value::Bool(_) => value(&Ty::Bool, from, out)?,
        Value::Number(number) => match number.as_i64() {
            Some(whole) => out.extend(whole.to_be_bytes()),
            None => out.extend(number.as_f64().unwrap_or(f64::NAN).to_be_bytes()),
        },
        Value::String(of) => text(of, out)?,
        Value::Array(items) => {
            put_length(items.len(), out)?;
            items.iter().try_for_each(|item| json(item, out))?;
        }
        Value::Object(map) => entries(map, out, json)?,
    }
    Ok(())
}

fn entries(
    map: &Map<String, Value>,
    out: &mut Vec<u8>,
    mut item: impl FnMut(&Value, &mut Vec<u8>) -> Result<()>,
) -> Result<()> {
    put_length(map.len(), out)?;
    map.iter().try_for_each(|(name, value)| {
        text(name, out)?;
        item(value, out)
    })
}

fn text(text: &str, out: &mut Vec<u8>) -> Result<()> {
    put_length(text.len(), out)?;
    out.extend(text.as_bytes());
    Ok(())
}

/// A length, or which variant it is: uniffi counts in 32 bits.
fn put_length(length: usize, out: &mut Vec<u8>) -> Result<()> {
    out.extend(i32::try_from(length).map_err(|_| Broken::Unlike)?.to_be_bytes());
    Ok(())
}
