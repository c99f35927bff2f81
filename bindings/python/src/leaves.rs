//! Leaves of the model as Python has them: `datetime`, `date`, `Decimal`, `Money`.

use chrono::{Datelike, Timelike};
use guanxi::Timestamp;
use pyo3::{
    intern,
    prelude::*,
    types::{PyBool, PyDict, PyFloat, PyInt, PyString},
};

use crate::{
    de::De,
    fault::Fault,
    ser::{Ser, blank, put},
};

pub(crate) fn datetime<'py>(ser: Ser<'py>, micros: i64) -> Result<Bound<'py, PyAny>, Fault> {
    let (py, last) = (ser.py, &ser.registry.leaves.last);
    // A lock that another thread holds is not waited for: that thread may wait for this one's interpreter.
    if let Ok(last) = last.try_lock()
        && let Some((at, made)) = &*last
        && *at == micros
    {
        return Ok(made.bind(py).clone());
    }
    let made = new_datetime(ser, micros)?;
    if let Ok(mut last) = last.try_lock() {
        *last = Some((micros, made.clone().unbind()));
    }
    Ok(made)
}

fn new_datetime<'py>(ser: Ser<'py>, micros: i64) -> Result<Bound<'py, PyAny>, Fault> {
    let at = Timestamp::from_micros(micros).ok_or_else(|| Fault::wrong("outside the years 1 to 9999"))?;
    let (at, leaves) = (at.to_chrono(), &ser.registry.leaves);
    let time = (at.hour(), at.minute(), at.second(), at.nanosecond() / 1000);
    let parts = (at.year(), at.month(), at.day(), time.0, time.1, time.2, time.3, leaves.utc.bind(ser.py));
    Ok(leaves.datetime.bind(ser.py).call1(parts)?)
}

pub(crate) fn date<'py>(ser: Ser<'py>, ordinal: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    ser.registry.leaves.date_from_ordinal.bind(ser.py).call1((ordinal,))
}

pub(crate) fn decimal<'py>(ser: Ser<'py>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    ser.registry.leaves.decimal.bind(ser.py).call1((text,))
}

/// Makes `Money` of its text.
pub(crate) fn money<'py>(ser: Ser<'py>, text: &Bound<'py, PyAny>) -> Result<Bound<'py, PyAny>, Fault> {
    let text = text.cast::<PyString>().map_err(PyErr::from)?.to_cow()?;
    let (amount, currency) = text.split_once(' ').ok_or_else(|| Fault::wrong("money without a currency"))?;
    let object = blank(ser.registry.leaves.money.bind(ser.py))?;
    let amount = decimal(ser, &PyString::new(ser.py, amount).into_any())?;
    put(&object, intern!(ser.py, "amount"), &amount)?;
    put(&object, intern!(ser.py, "currency"), &PyString::intern(ser.py, currency).into_any())?;
    Ok(object)
}

/// What a leaf was read as.
pub(crate) enum Leaf {
    Number(i64),
    Text(String),
}

/// Microseconds since 1970 of an aware `datetime`; text stays text.
pub(crate) fn read_timestamp(de: &De<'_>) -> Result<Leaf, Fault> {
    let (value, py, leaves) = (&de.value, de.value.py(), &de.registry.leaves);
    if let Some(text) = text(value)? {
        return Ok(Leaf::Text(text));
    }
    if !value.is_instance(leaves.datetime.bind(py))? {
        return Err(Fault::expected("datetime", value));
    }
    if value.call_method0(intern!(py, "utcoffset"))?.is_none() {
        let reason = "a datetime without a time zone; give it one, such as datetime.now(timezone.utc)";
        return Err(Fault::wrong(reason));
    }
    let since = value.sub(leaves.epoch.bind(py))?;
    let part = |name| since.getattr(name)?.extract::<i64>();
    let seconds = part(intern!(py, "days"))? * 86_400 + part(intern!(py, "seconds"))?;
    let micros = seconds * 1_000_000 + part(intern!(py, "microseconds"))?;
    Timestamp::from_micros(micros).ok_or_else(|| Fault::wrong("outside the years 1 to 9999"))?;
    Ok(Leaf::Number(micros))
}

/// The number of a `date`, counted from 0001-01-01 = 1; text stays text.
pub(crate) fn read_date(de: &De<'_>) -> Result<Leaf, Fault> {
    let (value, py, leaves) = (&de.value, de.value.py(), &de.registry.leaves);
    if let Some(text) = text(value)? {
        return Ok(Leaf::Text(text));
    }
    let is_date = value.is_instance(leaves.date.bind(py))? && !value.is_instance(leaves.datetime.bind(py))?;
    if !is_date {
        return Err(Fault::expected("date", value));
    }
    Ok(Leaf::Number(value.call_method0(intern!(py, "toordinal"))?.extract()?))
}

/// The text of a `Decimal`, an `int` or text; never of a float, which is not exact.
pub(crate) fn read_decimal(de: &De<'_>) -> Result<String, Fault> {
    let (value, py) = (&de.value, de.value.py());
    if let Some(text) = text(value)? {
        return Ok(text);
    }
    let whole = value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>();
    if whole {
        return Ok(value.str()?.to_string());
    }
    if value.is_instance(de.registry.leaves.decimal.bind(py))? {
        // Without an exponent, as 1E+2 would be.
        return Ok(value.call_method1(intern!(py, "__format__"), ("f",))?.extract()?);
    }
    if value.is_instance_of::<PyFloat>() {
        return Err(Fault::wrong("expected Decimal, int or str, got float, which is not exact"));
    }
    Err(Fault::expected("Decimal, int or str", value))
}

/// The text `134.00 CNY` of `Money`, of a dict with its two keys, or of text.
pub(crate) fn read_money(de: &De<'_>) -> Result<String, Fault> {
    let (value, py) = (&de.value, de.value.py());
    if let Some(text) = text(value)? {
        return Ok(text);
    }
    let (amount, currency) = if value.is_instance(de.registry.leaves.money.bind(py))? {
        (value.getattr(intern!(py, "amount"))?, value.getattr(intern!(py, "currency"))?)
    } else if let Ok(dict) = value.cast::<PyDict>() {
        parts(dict)?
    } else {
        return Err(Fault::expected("Money, a dict with amount and currency, or str", value));
    };
    let amount = read_decimal(&de.with(amount)).map_err(|e| e.at(format_args!(".amount")))?;
    let Some(currency) = text(&currency)? else {
        return Err(Fault::expected("str", &currency).at(format_args!(".currency")));
    };
    Ok(format!("{amount} {currency}"))
}

fn parts<'py>(dict: &Bound<'py, PyDict>) -> Result<(Bound<'py, PyAny>, Bound<'py, PyAny>), Fault> {
    let get = |key| dict.get_item(key)?.ok_or_else(|| Fault::wrong(format!("missing field `{key}`")));
    let both = (get("amount")?, get("currency")?);
    if dict.len() > 2 {
        return Err(Fault::wrong("unknown field: money has amount and currency"));
    }
    Ok(both)
}

fn text(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    value.cast::<PyString>().ok().map(|text| Ok(text.to_cow()?.into_owned())).transpose()
}
