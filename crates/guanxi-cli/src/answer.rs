//! Answers about a pair, a letter on a line each.

use std::io;

use guanxi::{Error, Result};

/// What was said of a pair.
pub(crate) enum Answer {
    Match,
    NotTheSame,
    Later,
    Skip,
    Quit,
}

impl Answer {
    /// The next line that is an answer; the end of the input ends the walk.
    pub(crate) fn read(lines: &mut impl Iterator<Item = io::Result<String>>) -> Result<Self> {
        for line in lines {
            let line = line.map_err(|e| Error::io("standard input", e))?;
            match line.trim().to_lowercase().as_str() {
                "m" | "match" | "y" | "yes" => return Ok(Self::Match),
                "n" | "no" | "not the same" => return Ok(Self::NotTheSame),
                "l" | "later" => return Ok(Self::Later),
                "s" | "skip" => return Ok(Self::Skip),
                "q" | "quit" => return Ok(Self::Quit),
                _ => {}
            }
        }
        Ok(Self::Quit)
    }
}
