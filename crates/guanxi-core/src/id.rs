//! Typed ids: a UUIDv7 that carries its kind, in the type and in its text.
//!
//! The text is that of [TypeID](https://github.com/jetify-com/typeid/tree/main/spec): a prefix, an underscore, and
//! 26 letters of Crockford's base 32. Ids made later sort later.

use std::{fmt, str::FromStr, sync::Mutex};

use crate::{
    error::{Error, Result},
    time::Timestamp,
};

/// Where randomness comes from. Tests and simulations seed it; apps take the operating system's.
pub trait Random: Send + Sync {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// Random numbers that repeat for a seed (SplitMix64; Steele, Lea, Flood 2014). Not for secrets.
#[derive(Debug)]
pub struct SeededRandom(Mutex<u64>);

impl SeededRandom {
    /// Starts the sequence of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(|e| e.into_inner());
        for chunk in bytes.chunks_mut(8) {
            *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

/// Makes ids that grow: a millisecond, a counter inside it, random bits (RFC 9562, section 6.2, method 1).
pub struct IdSource {
    random: Box<dyn Random>,
    last: Mutex<(u64, u64)>,
}

/// Bits of the counter inside one millisecond. What is left of the 74 free bits is random.
const COUNTER_BITS: u32 = 42;

impl IdSource {
    /// Ids out of this randomness.
    pub fn new(random: Box<dyn Random>) -> Self {
        Self { random, last: Mutex::new((0, 0)) }
    }

    /// Goes on after an id that was made before, by another source with the same time perhaps.
    pub(crate) fn go_on_after(&self, id: &[u8; 16]) {
        let uuid = uuid::Uuid::from_bytes(*id);
        let Some((seconds, nanos)) =
            uuid.get_timestamp().filter(|_| uuid.get_version_num() == 7).map(|t| t.to_unix())
        else {
            return;
        };
        let high = u64::from(u16::from_be_bytes([id[6] & 0x0F, id[7]]));
        let low = u64::from(u32::from_be_bytes([id[8], id[9], id[10], id[11]]) & 0x3FFF_FFFF);
        let before = (seconds * 1000 + u64::from(nanos) / 1_000_000, high << 30 | low);
        let mut last = self.last.lock().unwrap_or_else(|e| e.into_inner());
        *last = before.max(*last);
    }

    /// The sixteen bytes of the next id.
    pub fn next(&self, now: Timestamp) -> [u8; 16] {
        let mut tail = [0; 4];
        self.random.fill(&mut tail);
        let millis = now.micros().max(0) as u64 / 1000;
        let (millis, count) = {
            let mut last = self.last.lock().unwrap_or_else(|e| e.into_inner());
            *last = if millis > last.0 { (millis, 0) } else { (last.0, last.1 + 1) };
            (last.0, last.1 & ((1 << COUNTER_BITS) - 1))
        };
        // 12 bits of the counter lie before the variant bits, 30 after: the builder overwrites version and variant.
        let mut bytes = [0; 10];
        bytes[..2].copy_from_slice(&((count >> 30) as u16).to_be_bytes());
        let low = ((count & 0x3FFF_FFFF) << 32) | u64::from(u32::from_le_bytes(tail));
        bytes[2..].copy_from_slice(&low.to_be_bytes());
        *uuid::Builder::from_unix_timestamp_millis(millis, &bytes).as_uuid().as_bytes()
    }

    /// Random bytes that are no id, such as a key.
    pub fn fill(&self, bytes: &mut [u8]) {
        self.random.fill(bytes);
    }
}

impl fmt::Debug for IdSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdSource")
    }
}

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The 26 letters of an id.
pub(crate) fn to_text(bytes: [u8; 16]) -> String {
    letters(bytes).iter().map(|letter| char::from(*letter)).collect()
}

/// The same without a place of their own.
fn letters(bytes: [u8; 16]) -> [u8; 26] {
    let value = u128::from_be_bytes(bytes);
    std::array::from_fn(|i| ALPHABET[(value >> (5 * (25 - i))) as usize & 31])
}

/// Reads what [`to_text`] wrote.
pub(crate) fn from_text(text: &str) -> Option<[u8; 16]> {
    if text.len() != 26 || text.as_bytes()[0] > b'7' {
        return None;
    }
    let value = text.bytes().try_fold(0u128, |value, letter| {
        let digit = ALPHABET.iter().position(|l| *l == letter)?;
        Some(value << 5 | digit as u128)
    })?;
    Some(value.to_be_bytes())
}

/// An id is wrong: says which kind was expected.
pub(crate) fn refuse(prefix: &str, text: &str) -> Error {
    // An id is no personal data, but what was given in its place may be: show the prefix only.
    let found =
        text.split_once('_').filter(|(p, _)| p.len() <= 4 && p.bytes().all(|b| b.is_ascii_lowercase()));
    match found {
        Some((found, _)) if found != prefix => Error::invalid(
            "id",
            format_args!("expected an id that starts with {prefix}_, got one that starts with {found}_"),
        ),
        _ => Error::invalid("id", format_args!("expected {prefix}_ and 26 letters")),
    }
}

/// Reads an id of the given prefix.
pub(crate) fn parse(prefix: &str, text: &str) -> Result<[u8; 16]> {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .and_then(from_text)
        .ok_or_else(|| refuse(prefix, text))
}

macro_rules! id_type {
    ($($(#[doc = $doc:literal])* $name:ident $prefix:literal;)*) => {$(
        #[guanxi_macros::model(id)]
        $(#[doc = $doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// What its text starts with.
            pub const PREFIX: &'static str = $prefix;
            /// Smaller than every id in use.
            pub const MIN: Self = Self([0; 16]);
            /// The id of these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self { Self(bytes) }
            /// Its sixteen bytes, as stored.
            pub const fn as_bytes(&self) -> &[u8; 16] { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                f.write_str(std::str::from_utf8(&letters(self.0)).unwrap_or_default())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }
        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<Self> { parse($prefix, text).map(Self) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(&self, e: &mut minicbor::Encoder<W>, _: &mut C) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.bytes(&self.0)?.ok()
            }
        }
        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
                d.bytes()?.try_into().map(Self).map_err(|_| minicbor::decode::Error::message("an id has 16 bytes"))
            }
        }
    )*};
}

id_type! {
    /// A person or business the shop knows.
    CustomerId "cus";
    /// What one source said about one person.
    RecordId "rec";
    /// What was bought in one go.
    OrderId "ord";
    /// Something a customer did.
    EventId "evt";
    /// One movement of points.
    EntryId "ent";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_follows_the_typeid_specification() {
        // valid.yml of the specification
        for (uuid, text) in [
            ("00000000-0000-0000-0000-000000000000", "00000000000000000000000000"),
            ("00000000-0000-0000-0000-00000000000a", "0000000000000000000000000a"),
            ("ffffffff-ffff-ffff-ffff-ffffffffffff", "7zzzzzzzzzzzzzzzzzzzzzzzzz"),
            ("0110c853-1d09-52d8-d73e-1194e95b5f19", "0123456789abcdefghjkmnpqrs"),
            ("01890a5d-ac96-774b-bcce-b302099a8057", "01h455vb4pex5vsknk084sn02q"),
        ] {
            let bytes = *uuid::Uuid::parse_str(uuid).unwrap().as_bytes();
            assert_eq!(to_text(bytes), text);
            assert_eq!(from_text(text), Some(bytes));
        }
        for bad in [
            "",
            "8zzzzzzzzzzzzzzzzzzzzzzzzz",
            "0123456789ABCDEFGHJKMNPQRS",
            "0123456789abcdefghijklmnop",
            "é123456789abcdefghjkmnpqr",
        ] {
            assert_eq!(from_text(bad), None, "{bad}");
        }
    }

    #[test]
    fn ids_are_v7_and_grow() {
        let source = IdSource::new(Box::new(SeededRandom::new(7)));
        let now = Timestamp::from_micros(1_700_000_000_000_000).unwrap();
        let ids: Vec<_> = (0..1000).map(|_| source.next(now)).collect();
        assert!(ids.windows(2).all(|w| w[0] < w[1]));
        let uuid = uuid::Uuid::from_bytes(ids[999]);
        assert_eq!((uuid.get_version_num(), uuid.get_variant()), (7, uuid::Variant::RFC4122));
        let earlier = Timestamp::from_micros(1_600_000_000_000_000).unwrap();
        assert!(source.next(earlier) > ids[999], "a clock set back does not make ids shrink");
    }

    #[test]
    fn a_source_goes_on_after_ids_of_another() {
        let now = Timestamp::from_micros(1_700_000_000_000_000).unwrap();
        let source = || IdSource::new(Box::new(SeededRandom::new(7)));
        let (first, second) = (source(), source());
        let made: Vec<_> = (0..1000).map(|_| first.next(now)).collect();
        second.go_on_after(&made[999]);
        let next = second.next(now);
        assert!(
            next > made[999]
                && next < first.next(now.max(Timestamp::from_micros(1_700_000_000_001_000).unwrap()))
        );
    }

    #[test]
    fn a_wrong_kind_is_named_and_other_text_is_not_shown() {
        let order = OrderId::from_bytes([1; 16]).to_string();
        let err = order.parse::<CustomerId>().unwrap_err();
        assert!(err.to_string().contains("cus_") && err.to_string().contains("ord_"), "{err}");
        let err = "mei@example.com".parse::<CustomerId>().unwrap_err();
        assert!(!err.to_string().contains("mei"), "{err}");
    }
}
