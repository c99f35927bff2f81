//! The body of a row: an envelope around CBOR with numbered fields.
//!
//! Two bytes come first: the format of the envelope, and how the content is kept ([`Sealing`]). The content is CBOR
//! (RFC 8949) as `minicbor` writes it for types whose fields carry numbers. A field may be added when it is optional
//! or has a default, and removed when it was; its number is never used again. So older and newer code read each
//! other's rows.

use crate::error::{Error, Result};

/// The format of the envelope that this version writes.
const FORMAT: u8 = 1;

/// How the content of a body is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Sealing {
    /// As it is.
    Plain = 0,
}

/// Writes a body.
pub fn encode<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    let mut out = Vec::with_capacity(256);
    out.extend_from_slice(&[FORMAT, Sealing::Plain as u8]);
    // Writing to memory cannot fail, and no stored type refuses to be encoded.
    let _ = minicbor::encode(value, &mut out);
    out
}

/// Reads a body; `place` is the table, for the message.
///
/// # Errors
/// `newer_format` for an envelope this version does not know, `corrupt` for bytes that do not read.
pub fn decode<T: for<'b> minicbor::Decode<'b, ()>>(place: &str, body: &[u8]) -> Result<T> {
    match body {
        [FORMAT, 0, content @ ..] => minicbor::decode(content).map_err(|e| Error::corrupt(place, e)),
        [format, ..] if *format > FORMAT => Err(Error::newer(place, u32::from(*format), u32::from(FORMAT))),
        [FORMAT, ..] => Err(Error::corrupt(place, "the row is kept in a way this version does not know")),
        _ => Err(Error::corrupt(place, "the row has no envelope")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(minicbor::Encode, minicbor::Decode, PartialEq, Debug)]
    #[cbor(map)]
    struct Old {
        #[n(1)]
        a: i64,
        #[n(3)]
        gone: Option<String>,
    }

    #[derive(minicbor::Encode, minicbor::Decode, PartialEq, Debug)]
    #[cbor(map)]
    struct New {
        #[n(4)]
        more: Option<i64>,
        #[n(1)]
        a: i64,
    }

    #[test]
    fn old_and_new_code_read_each_other() {
        let old = encode(&Old { a: 1, gone: Some("x".into()) });
        assert_eq!(decode::<New>("t", &old).unwrap(), New { more: None, a: 1 });
        let new = encode(&New { a: 2, more: Some(3) });
        assert_eq!(decode::<Old>("t", &new).unwrap(), Old { a: 2, gone: None });
    }

    #[test]
    fn damage_is_told_from_newness() {
        assert_eq!(decode::<i64>("t", &[2, 0, 1]).unwrap_err().code(), "newer_format");
        for bad in [&[][..], &[0], &[1], &[1, 9, 1], &[1, 0], &[1, 0, 0xFF]] {
            assert_eq!(decode::<i64>("t", bad).unwrap_err().code(), "corrupt", "{bad:?}");
        }
    }
}
