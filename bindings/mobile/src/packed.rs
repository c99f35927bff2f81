//! Values of the model as they cross: the bytes that uniffi would make of a record, held as they are.
//!
//! With a record of Rust in the middle, some hundred types were compiled four times each: from bytes, to JSON, from JSON and to
//! bytes. That was a fifth of the library. Now the types are only names, and two walkers go by the table of [`shape`](crate::shape).

use serde_json::Value;
use uniffi::RustBuffer;

use crate::{
    pack,
    unpack::{self, Broken},
};

/// A type that is in the table.
pub(crate) trait Packed: Sized {
    /// Its place there.
    const AT: usize;

    /// One of these bytes.
    fn of(bytes: Vec<u8>) -> Self;

    /// Its bytes.
    fn bytes(&self) -> &[u8];
}

/// The bytes of the value at the head of `from`, which is left behind it.
#[inline(never)] // the same for every type, as all below
pub(crate) fn head(at: usize, from: &mut &[u8]) -> Result<Vec<u8>, Broken> {
    let all = *from;
    unpack::named(at, from, &mut String::new())?;
    Ok(all[..all.len() - from.len()].to_vec())
}

#[inline(never)]
pub(crate) fn lower(bytes: Vec<u8>) -> RustBuffer {
    RustBuffer::from_vec(bytes)
}

#[inline(never)]
pub(crate) fn lift(buffer: RustBuffer) -> Vec<u8> {
    buffer.destroy_into_vec()
}

/// A type that calls take.
pub(crate) trait Argument {
    /// Writes it as JSON.
    fn write(&self, out: &mut String) -> Result<(), Broken>;
}

/// What calls answer.
pub(crate) trait Answer: Sized {
    /// Reads it from JSON.
    fn read(from: &Value) -> Result<Self, Broken>;
}

#[inline(never)]
fn write_packed(at: usize, mut bytes: &[u8], out: &mut String) -> Result<(), Broken> {
    unpack::named(at, &mut bytes, out)?;
    if bytes.is_empty() { Ok(()) } else { Err(Broken::Unlike) }
}

#[inline(never)]
fn read_packed(at: usize, from: &Value) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    pack::named(at, from, &mut bytes)?;
    Ok(bytes)
}

impl<T: Packed> Argument for T {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        write_packed(T::AT, self.bytes(), out)
    }
}

impl<T: Packed> Answer for T {
    fn read(from: &Value) -> Result<Self, Broken> {
        read_packed(T::AT, from).map(T::of)
    }
}

/// Declares types of the table, by kind, name and place.
macro_rules! packed {
    ($($code:ident $name:ident $at:literal,)*) => {$(
        #[doc = "See the type of this name in Kotlin or Swift."]
        pub struct $name(Vec<u8>);

        impl crate::packed::Packed for $name {
            const AT: usize = $at;

            fn of(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }

            fn bytes(&self) -> &[u8] {
                &self.0
            }
        }

        // What uniffi's own derive writes, but for what a value is.
        unsafe impl ::uniffi::FfiConverter<crate::UniFfiTag> for $name {
            type FfiType = ::uniffi::RustBuffer;

            fn lower(value: Self) -> ::uniffi::RustBuffer {
                crate::packed::lower(value.0)
            }

            fn try_lift(buffer: ::uniffi::RustBuffer) -> ::uniffi::deps::anyhow::Result<Self> {
                Ok(Self(crate::packed::lift(buffer)))
            }

            fn write(value: Self, out: &mut Vec<u8>) {
                out.extend(value.0);
            }

            fn try_read(from: &mut &[u8]) -> ::uniffi::deps::anyhow::Result<Self> {
                Ok(Self(crate::packed::head($at, from)?))
            }

            const TYPE_ID_META: ::uniffi::MetadataBuffer =
                ::uniffi::MetadataBuffer::from_code(::uniffi::metadata::codes::$code)
                    .concat_str("guanxi_mobile::generated::types")
                    .concat_str(stringify!($name));
        }

        ::uniffi::derive_ffi_traits!(local $name);
    )*};
}

pub(crate) use packed;

impl Argument for String {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        unpack::quote(self, out);
        Ok(())
    }
}

impl Argument for bool {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        out.push_str(if *self { "true" } else { "false" });
        Ok(())
    }
}

impl Argument for i64 {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        out.push_str(&self.to_string());
        Ok(())
    }
}

impl<T: Argument> Argument for Option<T> {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        match self {
            Some(value) => value.write(out),
            None => {
                out.push_str("null");
                Ok(())
            }
        }
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn write(&self, out: &mut String) -> Result<(), Broken> {
        out.push('[');
        for (at, item) in self.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            item.write(out)?;
        }
        out.push(']');
        Ok(())
    }
}

impl Answer for () {
    fn read(_: &Value) -> Result<Self, Broken> {
        Ok(())
    }
}

impl Answer for String {
    fn read(from: &Value) -> Result<Self, Broken> {
        from.as_str().map(str::to_owned).ok_or(Broken::Unlike)
    }
}

impl Answer for bool {
    fn read(from: &Value) -> Result<Self, Broken> {
        from.as_bool().ok_or(Broken::Unlike)
    }
}

impl Answer for i64 {
    fn read(from: &Value) -> Result<Self, Broken> {
        from.as_i64().ok_or(Broken::Unlike)
    }
}

impl<T: Answer> Answer for Option<T> {
    fn read(from: &Value) -> Result<Self, Broken> {
        if from.is_null() { Ok(None) } else { T::read(from).map(Some) }
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn read(from: &Value) -> Result<Self, Broken> {
        from.as_array().ok_or(Broken::Unlike)?.iter().map(T::read).collect()
    }
}
