//! The cells of a column of Arrow, as text.

use std::fmt::Write;

use arrow_array::{
    AnyDictionaryArray, Array, Float64Array,
    cast::AsArray,
    types::{Float16Type, Float32Type, Float64Type},
};
use arrow_cast::{
    cast,
    display::{ArrayFormatter, FormatOptions},
};
use arrow_schema::DataType;

use crate::error::Error;

/// Gives `push` the text of every cell, the empty one where a cell is missing.
///
/// # Errors
/// [`Error::Nested`], [`Error::Arrow`] and [`Error::Unwritable`], of the column of this name.
pub(super) fn each(column: &dyn Array, name: &str, push: &mut dyn FnMut(&str)) -> Result<(), Error> {
    match column.data_type() {
        DataType::Utf8 => texts(column.as_string::<i32>(), push),
        DataType::LargeUtf8 => texts(column.as_string::<i64>(), push),
        DataType::Utf8View => texts(column.as_string_view(), push),
        DataType::Float16 => numbers(&column.as_primitive::<Float16Type>().unary(f64::from), push),
        DataType::Float32 => numbers(&column.as_primitive::<Float32Type>().unary(f64::from), push),
        DataType::Float64 => numbers(column.as_primitive::<Float64Type>(), push),
        kind if kind.is_nested() => return Err(Error::Nested(name.to_owned())),
        DataType::Dictionary(..) => return coded(column.as_any_dictionary(), name, push),
        DataType::RunEndEncoded(_, values) => return each_as(column, values.data_type(), name, push),
        // Zones by name are tables of megabytes.
        DataType::Timestamp(unit, Some(zone)) if !zone.starts_with(['+', '-']) => {
            return each_as(column, &DataType::Timestamp(*unit, Some("+00:00".into())), name, push);
        }
        _ => return formatted(column, name, push),
    }
    Ok(())
}

/// A floating-point number as people write it; nothing when it is NaN. Telephone numbers and postal codes become floats
/// where one of them is missing, so that whole numbers are written without a point.
///
/// ```
/// use guanxi_match::number_text;
///
/// assert_eq!(number_text(2071234567.0).as_deref(), Some("2071234567"));
/// assert_eq!(number_text(0.5).as_deref(), Some("0.5"));
/// assert_eq!(number_text(f64::NAN), None);
/// ```
pub fn number_text(number: f64) -> Option<String> {
    /// From here on floats are no longer exact.
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    let whole = number.trunc() == number && number.abs() < WHOLE;
    (!number.is_nan()).then(|| if whole { (number as i64).to_string() } else { number.to_string() })
}

fn texts<'a>(column: impl IntoIterator<Item = Option<&'a str>>, push: &mut dyn FnMut(&str)) {
    column.into_iter().for_each(|text| push(text.unwrap_or_default()));
}

fn numbers(column: &Float64Array, push: &mut dyn FnMut(&str)) {
    column.iter().for_each(|number| push(&number.and_then(number_text).unwrap_or_default()));
}

/// Each value is read once, unless the dictionary has more of them than the column has cells: batches may share a large
/// one.
fn coded(column: &dyn AnyDictionaryArray, name: &str, push: &mut dyn FnMut(&str)) -> Result<(), Error> {
    let values = column.values();
    if values.len() > column.len() {
        return each_as(column, values.data_type(), name, push);
    }
    let mut read: Vec<String> = Vec::with_capacity(values.len());
    each(values, name, &mut |text| read.push(text.to_owned()))?;
    let keys = if read.is_empty() { vec![0; column.len()] } else { column.normalized_keys() };
    for (row, key) in keys.into_iter().enumerate() {
        let text = read.get(key).filter(|_| column.is_valid(row));
        push(text.map_or("", String::as_str));
    }
    Ok(())
}

/// The cells of the same column as another type.
fn each_as(column: &dyn Array, kind: &DataType, name: &str, push: &mut dyn FnMut(&str)) -> Result<(), Error> {
    each(&cast(column, kind).map_err(Error::Arrow)?, name, push)
}

fn formatted(column: &dyn Array, name: &str, push: &mut dyn FnMut(&str)) -> Result<(), Error> {
    /// What cannot be written is an error, not a text.
    const OPTIONS: FormatOptions<'_> = FormatOptions::new().with_display_error(false);
    let cells = ArrayFormatter::try_new(column, &OPTIONS).map_err(Error::Arrow)?;
    let mut text = String::new();
    for row in 0..column.len() {
        text.clear();
        write!(text, "{}", cells.value(row)).map_err(|_| Error::Unwritable(name.to_owned()))?;
        push(&text);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray,
        Float32Array, Int8Array, Int32Array, Int64Array, LargeStringArray, ListArray, NullArray, RunArray,
        StringArray, StringViewArray, Time32SecondArray, TimestampMicrosecondArray, TimestampSecondArray,
        UInt64Array, types::Int32Type,
    };

    use super::*;

    fn read(column: &dyn Array) -> Vec<String> {
        let mut read = Vec::new();
        each(column, "a", &mut |text| read.push(text.to_owned())).unwrap();
        read
    }

    /// Of each kind of column four cells, with their texts.
    fn columns() -> Vec<(ArrayRef, [&'static str; 4])> {
        let texts = [Some("Ann"), None, Some(" 李 "), Some("")];
        let written = ["Ann", "", " 李 ", ""];
        let floats = vec![Some(2_071_234_567.0), None, Some(f64::NAN), Some(-0.5)];
        let numbers = ["2071234567", "", "", "-0.5"];
        let halves: ArrayRef =
            Arc::new(Float64Array::from(vec![Some(12.0), None, Some(f64::NAN), Some(-0.5)]));
        let decimals = Decimal128Array::from(vec![Some(1230), None, Some(-5), Some(0)]);
        let keys = Int8Array::from(vec![Some(1), None, Some(0), Some(1)]);
        let coded = |values: ArrayRef| Arc::new(DictionaryArray::new(keys.clone(), values));
        let ends = Int32Array::from(vec![1, 2, 4]);
        let days = [Some(0), None, Some(-1), Some(7_368)];
        let times = || TimestampSecondArray::from(vec![Some(0), None, Some(-1), Some(951_782_400)]);
        let bytes = BinaryArray::from(vec![Some(&[0x0A, 0xFF][..]), None, Some(&[]), Some(&[1])]);
        vec![
            (Arc::new(StringArray::from(texts.to_vec())), written),
            (Arc::new(LargeStringArray::from(texts.to_vec())), written),
            (Arc::new(StringViewArray::from(texts.to_vec())), written),
            (Arc::new(Float64Array::from(floats)), numbers),
            (
                Arc::new(Float32Array::from(vec![Some(12.0), None, Some(f32::NAN), Some(-0.5)])),
                ["12", "", "", "-0.5"],
            ),
            (cast(&halves, &DataType::Float16).unwrap(), ["12", "", "", "-0.5"]),
            (
                Arc::new(Int64Array::from(vec![Some(i64::MIN), None, Some(0), Some(7)])),
                ["-9223372036854775808", "", "0", "7"],
            ),
            (Arc::new(Int8Array::from(vec![Some(-1), None, Some(0), Some(7)])), ["-1", "", "0", "7"]),
            (
                Arc::new(UInt64Array::from(vec![Some(u64::MAX), None, Some(0), Some(7)])),
                ["18446744073709551615", "", "0", "7"],
            ),
            (
                Arc::new(decimals.clone().with_precision_and_scale(9, 2).unwrap()),
                ["12.30", "", "-0.05", "0.00"],
            ),
            (Arc::new(decimals.with_precision_and_scale(9, 0).unwrap()), ["1230", "", "-5", "0"]),
            (
                Arc::new(BooleanArray::from(vec![Some(true), None, Some(false), Some(true)])),
                ["true", "", "false", "true"],
            ),
            (Arc::new(Date32Array::from(days.to_vec())), ["1970-01-01", "", "1969-12-31", "1990-03-05"]),
            (
                Arc::new(Date64Array::from(
                    days.map(|day| day.map(|day| i64::from(day) * 86_400_000)).to_vec(),
                )),
                ["1970-01-01T00:00:00", "", "1969-12-31T00:00:00", "1990-03-05T00:00:00"],
            ),
            (
                Arc::new(Time32SecondArray::from(vec![Some(0), None, Some(86_399), Some(60)])),
                ["00:00:00", "", "23:59:59", "00:01:00"],
            ),
            (Arc::new(times()), ["1970-01-01T00:00:00", "", "1969-12-31T23:59:59", "2000-02-29T00:00:00"]),
            (
                Arc::new(times().with_timezone("+01:00")),
                ["1970-01-01T01:00:00+01:00", "", "1970-01-01T00:59:59+01:00", "2000-02-29T01:00:00+01:00"],
            ),
            (
                Arc::new(times().with_timezone("UTC")),
                ["1970-01-01T00:00:00Z", "", "1969-12-31T23:59:59Z", "2000-02-29T00:00:00Z"],
            ),
            (
                Arc::new(
                    TimestampMicrosecondArray::from(vec![Some(0), None, Some(1), Some(2)])
                        .with_timezone("Asia/Tokyo"),
                ),
                ["1970-01-01T00:00:00Z", "", "1970-01-01T00:00:00.000001Z", "1970-01-01T00:00:00.000002Z"],
            ),
            (Arc::new(bytes), ["0aff", "", "", "01"]),
            (Arc::new(NullArray::new(4)), [""; 4]),
            (coded(Arc::new(StringArray::from(vec![None, Some("b")]))), ["b", "", "", "b"]),
            (coded(Arc::new(StringViewArray::from(vec!["a", "b"]))), ["b", "", "a", "b"]),
            (coded(Arc::new(Float64Array::from(vec![0.5, 7.0]))), ["7", "", "0.5", "7"]),
            (coded(Arc::new(Date32Array::from(vec![0, 1]))), ["1970-01-02", "", "1970-01-01", "1970-01-02"]),
            // More values than cells.
            (coded(Arc::new(StringArray::from(vec!["a", "b", "c", "d", "e"]))), ["b", "", "a", "b"]),
            (coded(Arc::new(LargeStringArray::from(vec!["a", "b", "c", "d", "e"]))), ["b", "", "a", "b"]),
            (coded(Arc::new(StringViewArray::from(vec!["a", "b", "c", "d", "e"]))), ["b", "", "a", "b"]),
            (coded(Arc::new(Float64Array::from(vec![0.5, 7.0, 1.0, 1.0, 1.0]))), ["7", "", "0.5", "7"]),
            (
                Arc::new(DictionaryArray::new(Int32Array::new_null(4), Arc::new(StringArray::new_null(0)))),
                [""; 4],
            ),
            (
                Arc::new(
                    RunArray::try_new(&ends, &StringArray::from(vec![Some("a"), None, Some("b")])).unwrap(),
                ),
                ["a", "", "b", "b"],
            ),
            (
                Arc::new(RunArray::try_new(&ends, &Float64Array::from(vec![1.0, 0.5, 2.0])).unwrap()),
                ["1", "0.5", "2", "2"],
            ),
        ]
    }

    #[test]
    fn cells_of_every_kind_are_written_as_people_write_them() {
        for (column, texts) in columns() {
            assert_eq!(read(&column), texts, "{}", column.data_type());
        }
    }

    #[test]
    fn parts_of_columns_are_read_as_such() {
        for (column, texts) in columns() {
            for (begin, end) in (0..=4).flat_map(|end| (0..=end).map(move |begin| (begin, end))) {
                let part = column.slice(begin, end - begin);
                assert_eq!(read(&part), texts[begin..end], "{begin}..{end} of {}", column.data_type());
            }
        }
    }

    #[test]
    fn what_has_no_text_is_told_by_the_column() {
        let wrong = each(&Date32Array::from(vec![0, i32::MAX]), "born", &mut |_| {}).unwrap_err();
        assert!(matches!(wrong, Error::Unwritable(_)));
        assert_eq!(wrong.to_string(), "column \"born\": a cell cannot be written as text");
        let lists = ListArray::from_iter_primitive::<Int32Type, _, _>([Some([Some(7)])]);
        let wrong = each(&lists, "tags", &mut |_| {}).unwrap_err();
        assert!(matches!(&wrong, Error::Nested(name) if name == "tags"), "{wrong}");
    }

    #[test]
    fn floats_are_whole_as_long_as_they_are_exact() {
        let cases = [
            (9_007_199_254_740_991.0, "9007199254740991"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (1e21, "1000000000000000000000"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (f64::INFINITY, "inf"),
        ];
        for (number, text) in cases {
            assert_eq!(number_text(number).as_deref(), Some(text));
        }
    }
}
