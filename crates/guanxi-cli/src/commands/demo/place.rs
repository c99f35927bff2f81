use guanxi::{Error, Result};
use tempfile::TempDir;

/// Where the demo's store is.
pub(super) struct Place {
    url: String,
    /// A directory that goes with the demo.
    temporary: Option<TempDir>,
}

impl Place {
    /// The place asked for, else a temporary directory, kept or not.
    pub(super) fn choose(asked: Option<String>, keep: bool) -> Result<Self> {
        if let Some(url) = asked {
            return Ok(Self { url, temporary: None });
        }
        let temporary = tempfile::Builder::new().prefix("guanxi-demo-").tempdir();
        let temporary = temporary.map_err(|e| Error::io("the temporary directory", e))?;
        let url = format!("redb:{}", temporary.path().display());
        if keep {
            let _ = temporary.keep();
            return Ok(Self { url, temporary: None });
        }
        Ok(Self { url, temporary: Some(temporary) })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The URL, if the store is there afterwards.
    pub(super) fn kept_url(&self) -> Option<String> {
        self.temporary.is_none().then(|| self.url.clone())
    }

    /// Clears up.
    pub(super) fn leave(self) -> Result<()> {
        self.temporary.map_or(Ok(()), |directory| {
            directory.close().map_err(|e| Error::io("the temporary directory", e))
        })
    }
}
