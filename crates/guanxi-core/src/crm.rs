//! The handle: one accessor per area, and how its calls run.

use std::sync::Arc;

#[cfg(feature = "bridge")]
use crate::bridge::{Bridge, Done, Job};
use crate::{
    audit::Audit,
    consent::{Consents, rows as consent_rows, rows::ConsentData},
    copy::{self, CopyOptions, CopyReport},
    customer::{Customers, rows as customer_rows, rows::CustomerData},
    dedupe::{Duplicates, NewRecords, rows as dedupe_rows},
    error::{Error, Result},
    event::{Bounces, Events, rows as event_rows, rows::EventData},
    feed::Feed,
    id::{IdSource, Random},
    identity::{rows as record_rows, rows::RecordData},
    import::Imports,
    loyalty::{
        Loyalty, follow::PointsOfOrders, rows as loyalty_rows, shown as loyalty_shown, unmerge::LoyaltyData,
    },
    order::{Orders, metrics::OrderData, rows as order_rows, shown as order_shown},
    privacy::{Privacy, rows as privacy_rows, rows::PrivacyData},
    product::{Products, rows as product_rows},
    proof::{Proof, rebuild_in},
    referral::{Referrals, follow::ReferralsOfOrders, rows as referral_rows, rows::ReferralData},
    report::Reports,
    reward::{Rewards, rows as reward_rows, rows::RewardData},
    scope::{Above, Actor, Engine, Follow, OrderFollower, PersonalData, SECRETS, Scope, Tx},
    segment::{Segments, follow, rows as segment_rows, rows::SegmentData, shown as segment_shown},
    settings::rows::SETTINGS,
    shop::ShopHandle,
    shown,
    storage::{Schema, Storage},
    time::{Clock, Timestamp},
};
#[cfg(feature = "bridge")]
use crate::{
    progress::Progress,
    schema::{AreaDef, Describe, Interface, Registry},
};

/// Every table, and the version of their shapes.
pub static SCHEMA: Schema = Schema {
    version: 1,
    tables: &[
        &SETTINGS,
        &SECRETS,
        &record_rows::RECORD_FACTS,
        &record_rows::RECORD_CONTENTS,
        &record_rows::RECORD_KEYS,
        &record_rows::CUSTOMER_RECORDS,
        &record_rows::IDENTIFIERS,
        &record_rows::PAIR_FACTS,
        &customer_rows::CUSTOMERS,
        &customer_rows::CUSTOMER_NAMES,
        &customer_rows::CUSTOMER_ALIASES,
        &order_rows::ORDER_FACTS,
        &order_rows::ORDER_CONTENTS,
        &order_rows::ORDER_KEYS,
        &order_rows::RECORD_ORDERS,
        &order_rows::CUSTOMER_METRICS,
        &event_rows::EVENTS,
        &event_rows::EVENT_CONTENTS,
        &event_rows::EVENT_KEYS,
        &event_rows::EVENT_ENDS,
        &consent_rows::CONSENTS,
        &consent_rows::SUPPRESSIONS,
        &consent_rows::CONSENT_REQUESTS,
        &consent_rows::RESTRICTIONS,
        &product_rows::PRODUCTS,
        &loyalty_rows::PROGRAMS,
        &loyalty_rows::POINT_ENTRIES,
        &loyalty_rows::POINT_ACCOUNTS,
        &loyalty_rows::POINT_KEYS,
        &loyalty_rows::POINT_DUE,
        &loyalty_rows::TIER_GRANTS,
        &loyalty_rows::POOL_FACTS,
        &loyalty_rows::POOL_MEMBERS,
        &loyalty_rows::TIERS_FOLLOWED,
        &loyalty_rows::TIERS_TOLD,
        &loyalty_rows::TIER_DUE,
        &loyalty_rows::OCCASIONS_KEPT,
        &reward_rows::REWARDS,
        &reward_rows::REWARD_FACTS,
        &reward_rows::REWARD_CODES,
        &reward_rows::REWARD_KEYS,
        &reward_rows::REWARD_STOCK,
        &referral_rows::REFERRAL_PROGRAMS,
        &referral_rows::REFERRAL_FACTS,
        &referral_rows::REFERRAL_CODES,
        &referral_rows::REFERRAL_KEYS,
        &referral_rows::REFERRED,
        &referral_rows::REFERRAL_ORDERS,
        &segment_rows::SEGMENTS,
        &segment_rows::SEGMENT_PINS,
        &segment_rows::SEGMENT_CLOCK,
        &segment_rows::SEGMENT_MOVES,
        &segment_rows::SEGMENT_MEMBERS,
        &segment_rows::SEGMENT_CHECKS,
        &segment_rows::SEGMENT_DUE,
        &privacy_rows::ERASURES,
        &privacy_rows::RETENTION_RUNS,
        &crate::audit::rows::AUDIT_SEALS,
        &crate::audit::rows::AUDIT_HEAD,
        &crate::import::rows::IMPORTS,
        &crate::feed::rows::FEED_GROUPS,
        &crate::copy::state::COPIES,
        &dedupe_rows::MODELS,
        &dedupe_rows::REVIEWS,
        &customer_rows::SHOWN_CUSTOMERS_TABLE,
        &order_shown::SHOWN_METRICS_TABLE,
        &order_shown::SHOWN_ORDERS,
        &order_shown::SHOWN_LINES,
        &order_shown::SHOWN_REFUNDS,
        &event_rows::SHOWN_EVENTS_TABLE,
        &consent_rows::SHOWN_CONSENTS_TABLE,
        &segment_shown::SHOWN_MEMBERS,
        &loyalty_shown::SHOWN_ENTRIES_TABLE,
        &loyalty_shown::SHOWN_ACCOUNTS_TABLE,
        &shown::SHOWN_STATE,
    ],
};

/// Every area that holds data of persons: told when records change hands; export and erasure walk the same list, in this
/// order.
static AREAS: &[&dyn PersonalData] = &[
    // A profile goes while its records still say what it was made of.
    &CustomerData,
    &RecordData,
    &OrderData,
    &EventData,
    &ConsentData,
    &LoyaltyData,
    &RewardData,
    &ReferralData,
    &SegmentData,
    &PrivacyData,
];

/// Who follows orders, in this order.
static FOLLOWERS: &[&dyn OrderFollower] = &[&PointsOfOrders, &ReferralsOfOrders];

/// A shop's customer relationships. Cheap to clone, safe to share between threads; every clone is on the same store.
#[derive(Clone)]
pub struct Crm {
    scope: Scope,
}

impl Crm {
    /// Opens what a storage keeps, or starts anew in an empty one. Time and randomness come from what is handed in, so
    /// the same calls give the same rows.
    ///
    /// # Errors
    /// `newer_format` when a newer version wrote the data; `unfinished_copy`; `io`, `corrupt`.
    pub fn new(storage: Arc<dyn Storage>, clock: Arc<dyn Clock>, random: Box<dyn Random>) -> Result<Self> {
        storage.prepare(&SCHEMA)?;
        storage.read(&mut |rows| crate::copy::state::refuse_unfinished(rows))?;
        let rebuild = |tx: &mut Tx<'_>| rebuild_in(tx).map(drop);
        let follow = Follow { run: follow::follow, want: segment_rows::clock_want };
        let (areas, shown) = (AREAS, shown::SHOWN);
        let (linker, orders, deliveries) = (&NewRecords, FOLLOWERS, &Bounces);
        let above = Above { areas, shown, linker, orders, deliveries, rebuild, follow };
        let engine = Engine::new(storage, clock, IdSource::new(random), &SCHEMA, above)?;
        let scope = Scope::new(engine);
        shown::open(&scope)?;
        Ok(Self { scope })
    }

    /// Copies everything from one storage, which holds a store, into another of any kind, which is empty or holds a part of
    /// this copy; at the end both are compared row by row. A copy that was cut off goes on where it was; until it is
    /// finished the new store cannot be opened. Both storages are for this call alone, as nobody has opened a store on
    /// them. What other processes write to the old one meanwhile is copied, if they pause at the end.
    ///
    /// # Errors
    /// `no_store` when nothing is there to copy; `not_empty` when the other storage holds anything else; `cancelled`;
    /// `contended` when the old store was written to all the while; those of both storages.
    pub fn copy(from: &dyn Storage, to: &dyn Storage, options: &CopyOptions) -> Result<CopyReport> {
        copy::copy(&SCHEMA, from, to, options)
    }

    /// The same store, used by somebody else: who stands in feed and audit.
    #[must_use]
    pub fn acting_as(&self, actor: Actor) -> Self {
        Self { scope: self.scope.acting_as(actor) }
    }

    /// The same store; writes are worked out and answered, and not kept.
    #[must_use]
    pub fn dry_run(&self) -> Self {
        Self { scope: self.scope.trying() }
    }

    /// Moves the clock, for tests and simulations.
    ///
    /// # Errors
    /// `invalid_argument` when the clock is one that moves by itself.
    pub fn set_now(&self, now: Timestamp) -> Result<()> {
        match self.scope.engine.clock.move_to(now) {
            true => Ok(()),
            false => {
                Err(Error::argument("now", "the clock moves by itself; open the store with `now` to move it"))
            }
        }
    }

    /// Bytes on disk; 0 for a store in memory.
    ///
    /// # Errors
    /// `io`.
    pub fn size_on_disk(&self) -> Result<u64> {
        self.scope.engine.storage.size_on_disk()
    }

    /// Lets go of every file lock, as a phone app must before it sleeps. The next call takes them again.
    ///
    /// # Errors
    /// `io`.
    pub fn suspend(&self) -> Result<()> {
        self.scope.engine.storage.suspend()
    }

    /// Closes the store for every handle on it, after the calls under way. Closing again does nothing.
    ///
    /// # Errors
    /// `io`.
    pub fn close(&self) -> Result<()> {
        self.scope.engine.storage.close()
    }
}

/// The one list of areas: accessors, calls by name, description.
macro_rules! areas {
    ($($(#[doc = $doc:literal])* $name:ident: $Handle:ident,)*) => {
        /// One handle per area.
        impl Crm {
            $($(#[doc = $doc])* pub fn $name(&self) -> $Handle { $Handle { scope: self.scope.clone() } })*
        }

        #[cfg(feature = "bridge")]
        impl Crm {
            /// Reads the arguments of a call by its name, such as `customers.get`.
            ///
            /// # Errors
            /// `invalid_argument`, with the path of what is wrong; also for a call that does not exist.
            pub fn prepare<B: Bridge>(call: &str, args: &mut B::Args<'_>) -> Result<Job<B>, B::Error> {
                let job = match call.split_once('.') {
                    $(Some((stringify!($name), verb)) => $Handle::prepare::<B>(verb, args),)*
                    _ => None,
                };
                job.unwrap_or_else(|| Err(Error::argument(call, "there is no such call").into()))
            }

            /// Makes a call that was prepared; on any thread.
            ///
            /// # Errors
            /// Those of the call; `internal` when it panics.
            pub fn run<B: Bridge>(&self, job: Job<B>) -> Result<Done<B>> {
                job.run(&self.scope)
            }
        }

        /// Everything that the bindings show.
        #[cfg(feature = "bridge")]
        pub fn interface() -> Interface {
            let mut registry = Registry::default();
            Progress::describe(&mut registry);
            let areas = vec![$(AreaDef {
                name: stringify!($name),
                handle: stringify!($Handle),
                doc: concat!($($doc, "\n",)*).trim_ascii(),
                ops: $Handle::describe_ops(&mut registry),
            }),*];
            Interface { types: registry.types, areas }
        }
    };
}

areas! {
    /// The shop's settings.
    shop: ShopHandle,
    /// The shop's customers.
    customers: Customers,
    /// What customers bought.
    orders: Orders,
    /// What the shop sells.
    products: Products,
    /// What customers did.
    events: Events,
    /// What customers agreed to.
    consents: Consents,
    /// Points and tiers.
    loyalty: Loyalty,
    /// What points buy.
    rewards: Rewards,
    /// Customers who bring their friends.
    referrals: Referrals,
    /// Groups of customers by what is known of them.
    segments: Segments,
    /// Customers that may be one person.
    duplicates: Duplicates,
    /// What is known of a person, handed out or destroyed.
    privacy: Privacy,
    /// Files taken in.
    imports: Imports,
    /// Figures over the whole shop.
    reports: Reports,
    /// Every committed change.
    feed: Feed,
    /// Who did what.
    audit: Audit,
    /// State is what the facts make it.
    proof: Proof,
}

impl std::fmt::Debug for Crm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Crm {{ as {} }}", self.scope.actor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::storage::Kind;

    #[test]
    fn numbers_and_names_of_tables_are_unique() {
        let numbers: BTreeSet<_> = SCHEMA.tables.iter().map(|t| t.space.number).collect();
        let names: BTreeSet<_> = SCHEMA.tables.iter().map(|t| t.space.name).collect();
        assert_eq!((numbers.len(), names.len()), (SCHEMA.tables.len(), SCHEMA.tables.len()));
    }

    #[test]
    fn every_table_of_persons_belongs_to_one_area() {
        let kept: Vec<_> = AREAS.iter().flat_map(|area| area.tables()).map(|t| t.space).collect();
        for table in SCHEMA.tables {
            let of_persons = matches!(table.kind, Kind::Fact | Kind::Personal | Kind::State);
            let areas = kept.iter().filter(|space| **space == table.space).count();
            assert_eq!(areas, usize::from(of_persons), "{}", table.name());
        }
    }

    #[test]
    fn a_copy_loses_no_versions() {
        assert!(SCHEMA.tables.iter().all(|table| !table.tracked), "a copy counts versions anew");
    }

    #[test]
    fn handles_are_send_and_sync() {
        fn check<T: Send + Sync>() {}
        check::<Crm>();
        check::<Customers>();
        check::<crate::error::Error>();
    }
}
