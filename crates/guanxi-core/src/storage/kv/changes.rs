//! The changes of one commit, as bytes.

/// What [`Batch::write_to`](super::Batch::write_to) wrote, borrowed: for an engine that keeps a log of its own.
#[derive(Clone, Copy)]
pub struct Changes<'a>(&'a [u8]);

impl<'a> Changes<'a> {
    /// Reads bytes that must be the changes of one commit, no more and no less.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (_, changes) = space(&mut rest)?;
            (0..changes).try_for_each(|_| change(&mut rest).map(drop))?;
        }
        Some(Self(bytes))
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &'a [u8] {
        self.0
    }

    /// The changes as [`Batch::spaces`](super::Batch::spaces) shows them, with the names of the spaces.
    pub fn spaces(
        &self,
    ) -> impl Iterator<Item = (&'a str, impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)> + use<'a>)> + use<'a>
    {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let (name, changes) = space(&mut rest)?;
            let mut own = rest;
            (0..changes).try_for_each(|_| change(&mut rest).map(drop))?;
            Some((name, (0..changes).map_while(move |_| change(&mut own))))
        })
    }
}

fn space<'a>(rest: &mut &'a [u8]) -> Option<(&'a str, u32)> {
    let len = take(rest, 1)?[0];
    let name = std::str::from_utf8(take(rest, len.into())?).ok()?;
    Some((name, number(rest)?))
}

fn change<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], Option<&'a [u8]>)> {
    let key = counted(rest)?;
    match take(rest, 1)? {
        [0] => Some((key, None)),
        [1] => Some((key, Some(counted(rest)?))),
        _ => None,
    }
}

fn counted<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = number(rest)?;
    take(rest, usize::try_from(len).ok()?)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(take(rest, 4)?.try_into().ok()?))
}

fn take<'a>(rest: &mut &'a [u8], len: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(len)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::Batch, *};
    use crate::storage::Space;

    const SPACES: [Space; 3] = [
        Space { number: 3, name: "a" },
        Space { number: 4, name: "" },
        Space { number: 5, name: "a longer name" },
    ];

    proptest! {
        #[test]
        fn what_was_written_is_read_and_nothing_else(
            writes in prop::collection::vec((0..3_usize, any::<Vec<u8>>(), any::<Option<Vec<u8>>>()), 0..20),
            noise in any::<Vec<u8>>(),
        ) {
            let mut batch = Batch::new();
            for (space, key, value) in writes {
                match value {
                    Some(value) => batch.put(SPACES[space], key, value),
                    None => batch.delete(SPACES[space], key),
                }
            }
            let mut bytes = Vec::new();
            batch.write_to(&mut bytes);
            prop_assert_eq!(bytes.len(), batch.size());
            let changes = Changes::read(&bytes).unwrap();
            let mut spaces = changes.spaces();
            for (space, changed) in batch.spaces() {
                let (name, read) = spaces.next().unwrap();
                prop_assert_eq!(name, space.name);
                prop_assert!(read.eq(changed));
            }
            prop_assert!(spaces.next().is_none());
            for end in 1..bytes.len() {
                // A cut may fall between two spaces; then it reads as less.
                if let Some(less) = Changes::read(&bytes[..end]) {
                    prop_assert!(less.spaces().count() < changes.spaces().count());
                }
            }
            if let Some(noise) = Changes::read(&noise) {
                noise.spaces().for_each(|(_, changed)| changed.for_each(drop));
            }
        }
    }
}
