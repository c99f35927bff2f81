use guanxi_macros::model;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Look, Tx};
use crate::{
    error::{Error, Result},
    id::{CustomerId, RecordId},
    storage::Table,
    time::Timestamp,
};

/// An area that holds data of persons. One list of them (in [`crm`](crate::crm)) is walked whenever records go from one
/// customer to another, a person is erased, or all that is known of one is handed out. No method but one has a default:
/// an area that forgets one does not compile.
pub(crate) trait PersonalData: Send + Sync {
    /// Its name in receipts.
    fn name(&self) -> &'static str;

    /// Its tables. Every table of facts, personal content and state belongs to one area.
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of tables asks for it"))]
    fn tables(&self) -> &'static [&'static Table];

    /// The records of these customers changed hands: brings what is derived per customer up to date.
    fn customers_changed(&self, _tx: &mut Tx<'_>, _customers: &[CustomerId]) -> Result<()> {
        Ok(())
    }

    /// Destroys what it has of a person but for what must be kept, and takes out of that what says who it was.
    fn erase(&self, tx: &mut Tx<'_>, person: &Person) -> Result<Erased>;

    /// Hands out what it has of a person.
    fn export(&self, look: &Look<'_>, person: &Person, out: &mut Dossier) -> Result<()>;

    /// When the person of a record was last heard of, by what it has; [`Timestamp::MIN`] for never. What the shop did tells
    /// nothing.
    fn last_heard(&self, look: &Look<'_>, record: RecordId) -> Result<Timestamp>;

    /// Whether something that it has of the person of these records holds at an instant, so that the person must not be forgotten yet: a consent,
    /// points, a code.
    fn binds(&self, look: &Look<'_>, records: &[RecordId], at: Timestamp) -> Result<bool>;
}

/// A customer with all under which something is kept of it.
pub(crate) struct Person {
    pub(crate) customer: CustomerId,
    /// Its id, and those of customers that went into it.
    pub(crate) ids: Vec<CustomerId>,
    pub(crate) records: Vec<RecordId>,
}

/// What an erasure did in one area.
#[derive(Default)]
pub(crate) struct Erased {
    /// How much was destroyed.
    pub(crate) destroyed: u64,
    /// How much is kept, without what says who it was.
    pub(crate) kept: u64,
    /// Why.
    pub(crate) kept_because: Option<KeptReason>,
}

impl Erased {
    /// All is gone.
    pub(crate) fn all(destroyed: u64) -> Self {
        Self { destroyed, ..Self::default() }
    }

    /// Something is kept, for a reason.
    pub(crate) fn but(destroyed: u64, kept: u64, because: KeptReason) -> Self {
        Self { destroyed, kept, kept_because: Some(because).filter(|_| kept > 0) }
    }
}

/// Why an erasure keeps something.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum KeptReason {
    /// Books of account must be kept for years, by the laws of commerce and taxes: amounts, lines and dates of orders
    /// (GDPR article 17(3)(b), PIPL article 47).
    #[n(1)]
    Accounting,
    /// Entries of the ledger of points, without which what the shop owes to others and owed at a time would not add up.
    #[n(2)]
    Ledger,
    /// That there was a record, by its id alone: what is kept is tied to it, and to nobody.
    #[n(3)]
    Pseudonym,
}

/// One kind of things that are known of a person.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DossierSection {
    /// What they are: `records`, `orders`, `consents`.
    pub name: String,
    /// The things, each with its fields.
    pub items: Vec<Map<String, Value>>,
}

/// What is handed out of a person, section by section, in the order of the areas.
#[derive(Default)]
pub(crate) struct Dossier(pub(crate) Vec<DossierSection>);

impl Dossier {
    /// Adds a thing to a section.
    pub(crate) fn add(&mut self, section: &str, thing: &impl Serialize) -> Result<()> {
        // By way of text, whose writer every binding has anyway: a second one for each type would make them larger.
        let text = serde_json::to_string(thing).map_err(Error::internal)?;
        self.add_map(section, serde_json::from_str(&text).map_err(Error::internal)?);
        Ok(())
    }

    /// Adds a thing whose fields are there already.
    pub(crate) fn add_map(&mut self, section: &str, item: Map<String, Value>) {
        match self.0.iter_mut().find(|known| known.name == section) {
            Some(known) => known.items.push(item),
            None => self.0.push(DossierSection { name: section.to_owned(), items: vec![item] }),
        }
    }
}

/// Fields of a thing by name; `null` where there is nothing.
macro_rules! fields {
    ($($name:literal: $value:expr),* $(,)?) => {{
        let mut map = serde_json::Map::new();
        $(map.insert($name.to_owned(), serde_json::Value::from($value));)*
        map.retain(|_, value| !value.is_null());
        map
    }};
}
pub(crate) use fields;
