//! Where reading goes on after it was cut off.

use sha2::{Digest, Sha256};

use super::{delimiter::Delimiter, encoding::Encoding};
use crate::error::{Error, Result};

/// How much of a file's beginning tells it from others, in bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// A place between two rows of a table, and what was known there. [`Table::resume`](super::Table::resume) goes on
/// from it as if reading had never stopped. It holds nothing of the rows but their number and a hash.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Checkpoint {
    /// How many rows were read, good and bad.
    #[n(0)]
    pub rows: u64,
    /// How many of them were rejected by the reader.
    #[n(1)]
    pub rejected: u64,
    /// Where the next row begins in the source, in bytes.
    #[n(2)]
    pub offset: u64,
    /// The physical line on which it begins, counted from 1.
    #[n(3)]
    pub line: u64,
    /// Which file it is.
    #[n(4)]
    pub head: Head,
    /// The encoding, by name; `None` while everything was ASCII.
    #[n(5)]
    pub(super) encoding: Option<String>,
    #[n(6)]
    pub(super) delimiter: char,
    /// How much was read a second time: see [`Table`](super::Table).
    #[n(7)]
    pub(super) reread_bytes: u64,
}

impl Checkpoint {
    pub(super) fn encoding(&self) -> Result<Option<Encoding>> {
        self.encoding.as_deref().map(str::parse).transpose()
    }

    pub(super) fn delimiter(&self) -> Result<Delimiter> {
        Delimiter::new(self.delimiter)
    }

    /// The bytes to keep.
    pub fn to_bytes(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default() // writing into memory cannot fail
    }

    /// What [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// `corrupt`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        minicbor::decode(bytes)
            .map_err(|e| Error::corrupt("a checkpoint of an import", "it does not read").with_source(e))
    }
}

/// The fingerprint of a file's first 64 KiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Head {
    /// How many bytes it was taken of.
    #[n(0)]
    pub bytes: u32,
    /// Their SHA-256.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sha256: [u8; 32],
}

impl Head {
    /// Of a source that begins so.
    pub(super) fn of(start: &[u8]) -> Self {
        let start = &start[..start.len().min(HEAD_BYTES)];
        Self { bytes: start.len() as u32, sha256: Sha256::digest(start).into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_round_trip() {
        let place = Checkpoint {
            rows: 7,
            rejected: 1,
            offset: u64::MAX,
            line: 9,
            head: Head::of(b"a,b\n"),
            encoding: Some("gb18030".to_owned()),
            delimiter: '，',
            reread_bytes: 3,
        };
        assert_eq!(Checkpoint::from_bytes(&place.to_bytes()).unwrap(), place);
        assert_eq!(Checkpoint::from_bytes(b"\xFF").unwrap_err().code(), "corrupt");
    }
}
