//! Which store, as whom, and how to answer.

use guanxi::{Actor, Crm, Options, Result};

use crate::{cli::Global, output::Output};

/// The store when nobody names one.
const DEFAULT_URL: &str = "redb:./guanxi-data";

/// What every command runs with.
pub(crate) struct Context {
    /// The store that was asked for by name; the environment's and the default are not.
    pub(crate) asked_url: Option<String>,
    pub(crate) out: Output,
    actor: Option<Actor>,
}

/// A store that is open for writing.
pub(crate) struct Opened {
    pub(crate) crm: Crm,
    /// Whether it was made just now.
    pub(crate) created: bool,
}

impl Context {
    pub(crate) fn new(global: Global) -> Self {
        Self { asked_url: global.url, out: Output::new(global.json), actor: global.actor }
    }

    /// The store's URL: the one asked for, else that of the environment, else the default.
    pub(crate) fn url(&self) -> String {
        let environment = || std::env::var("GUANXI_URL").ok().filter(|url| !url.is_empty());
        self.asked_url.clone().or_else(environment).unwrap_or_else(|| DEFAULT_URL.to_owned())
    }

    /// Opens the store, which must be there.
    pub(crate) fn existing(&self) -> Result<Crm> {
        guanxi::open_with(&self.url(), self.options().must_exist())
    }

    /// Opens the store, making it when it is not there.
    pub(crate) fn existing_or_new(&self) -> Result<Opened> {
        match self.existing() {
            Err(e) if e.code() == "no_store" => {
                let crm = self.open(&self.url())?;
                Ok(Opened { crm, created: true })
            }
            crm => crm.map(|crm| Opened { crm, created: false }),
        }
    }

    /// Opens the store of a URL, making it when it is not there.
    pub(crate) fn open(&self, url: &str) -> Result<Crm> {
        guanxi::open_with(url, self.options())
    }

    fn options(&self) -> Options {
        match &self.actor {
            Some(actor) => Options::new().actor(actor.clone()),
            None => Options::new(),
        }
    }
}
