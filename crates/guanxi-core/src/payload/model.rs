//! What taking payloads in is asked, and what it did.

use std::{collections::BTreeMap, fmt, sync::Arc};

use guanxi_macros::model;

use crate::{
    error::{Error, Result},
    progress::{CancelToken, ProgressListener},
    time::Zone,
};

/// A commerce platform.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Platform {
    /// Shopify: Admin API, REST or GraphQL, and webhooks.
    Shopify,
    /// WooCommerce: REST API version 3, and webhooks.
    Woocommerce,
    /// Medusa, versions 1 and 2.
    Medusa,
    /// Stripe: objects and webhooks.
    Stripe,
}

impl Platform {
    /// Every platform.
    pub const ALL: &[Self] = &[Self::Shopify, Self::Woocommerce, Self::Medusa, Self::Stripe];

    /// Its name, which is also the source of what it says.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Medusa => "medusa",
            Self::Stripe => "stripe",
        }
    }
}

impl std::str::FromStr for Platform {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|platform| platform.as_str() == text);
        let known: Vec<_> = Self::ALL.iter().map(|p| p.as_str()).collect();
        found
            .copied()
            .ok_or_else(|| Error::invalid("platform", format_args!("expected one of {}", known.join(", "))))
    }
}

/// How to take payloads in. What is left out is recognised.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct PayloadQuery {
    /// Which platform sent them; looked for in each object when left out.
    pub platform: Option<Platform>,
    /// What the objects are, as the platform says it in the singular: `order`, `customer`, `refund`. Looked for when
    /// left out.
    pub kind: Option<String>,
    /// What the source is called; the platform's name when left out. Two shops of one platform need two names.
    pub source_name: Option<String>,
    /// The zone of times without one; the shop's when left out.
    pub zone: Option<Zone>,
    /// Objects of one commit; a sensible number when left out.
    pub batch_objects: Option<u32>,
}

/// Takes the objects that were refused.
type RejectSink<'a> = Box<dyn FnMut(&PayloadReject) -> Result<()> + Send + 'a>;

/// How to take a file of payloads in.
#[non_exhaustive]
pub struct PayloadOptions<'a> {
    /// What messages call the file.
    pub name: String,
    /// Its size in bytes, for progress.
    pub size_bytes: Option<u64>,
    /// What it holds.
    pub query: PayloadQuery,
    /// Hears how far it is.
    pub progress: Option<Arc<dyn ProgressListener>>,
    /// Stops it between two batches; what was committed stays.
    pub cancel: CancelToken,
    /// Takes the objects that were refused.
    pub rejects: Option<RejectSink<'a>>,
}

impl<'a> PayloadOptions<'a> {
    /// Everything recognised; messages call the file so.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            size_bytes: None,
            query: PayloadQuery::default(),
            progress: None,
            cancel: CancelToken::new(),
            rejects: None,
        }
    }

    /// Sets what it holds.
    #[must_use]
    pub fn query(mut self, query: PayloadQuery) -> Self {
        self.query = query;
        self
    }

    /// Sets the size.
    #[must_use]
    pub fn size_bytes(mut self, size: u64) -> Self {
        self.size_bytes = Some(size);
        self
    }

    /// Sets who hears how far it is.
    #[must_use]
    pub fn progress(mut self, listener: Arc<dyn ProgressListener>) -> Self {
        self.progress = Some(listener);
        self
    }

    /// Sets what stops it.
    #[must_use]
    pub fn cancel(mut self, token: CancelToken) -> Self {
        self.cancel = token;
        self
    }

    /// Sets what takes the objects that were refused.
    #[must_use]
    pub fn rejects(mut self, sink: impl FnMut(&PayloadReject) -> Result<()> + Send + 'a) -> Self {
        self.rejects = Some(Box::new(sink));
        self
    }
}

impl fmt::Debug for PayloadOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PayloadOptions {{ name: {:?}, … }}", self.name)
    }
}

/// What taking payloads in did.
#[model]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PayloadReport {
    /// Objects read.
    pub objects: u64,
    /// What became of records, orders, refunds and events, each kind for itself; sorted.
    pub kinds: Vec<PayloadCount>,
    /// Those that are new, of all kinds.
    pub created: u64,
    /// Those that were there with other content.
    pub updated: u64,
    /// Those that were there and say nothing new.
    pub unchanged: u64,
    /// Objects, and parts of objects such as a refund inside an order, that were refused.
    pub rejected: u64,
    /// How many were refused for what: by code.
    pub rejected_by_code: BTreeMap<String, u64>,
    /// Consents taken in.
    pub consents: u64,
    /// Customers that are new.
    pub customers_created: u64,
    /// Customers that went into others, as a record bore identifiers of both.
    pub customers_merged: u64,
    /// Identifiers that could have joined records and did not: by reason.
    pub held_back: BTreeMap<String, u64>,
    /// Values that did not read, or words that are not known, and were kept as they came: by field.
    pub unreadable: BTreeMap<String, u64>,
    /// What was refused, the first hundred; without what it says.
    pub rejects: Vec<PayloadReject>,
}

/// What became of one kind of things.
#[model]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PayloadCount {
    /// `customer`, `order`, `refund` or `event`.
    pub kind: String,
    /// New ones.
    pub created: u64,
    /// Those that were there with other content.
    pub updated: u64,
    /// Those that were there and say nothing new.
    pub unchanged: u64,
}

/// An object, or a part of one, that was refused; without what it says.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PayloadReject {
    /// Where its object begins in the file, in bytes from 0.
    pub offset: u64,
    /// The number of its object, from 0.
    pub index: u64,
    /// Where the fault is: `$.orders[3].total_price`.
    pub path: String,
    /// What is wrong, for programs.
    pub code: String,
    /// What is wrong, for people, and what mends it.
    pub reason: String,
}
