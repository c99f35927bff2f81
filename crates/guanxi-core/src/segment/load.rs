//! What is known of customers, as far as rules ask for it.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{events, orders, values};
use crate::{
    analytics::{
        RfmQuery, RfmScore,
        lifecycle::{self, Stage},
        rfm,
    },
    consent::{self, Consent, said_by},
    customer::{Customer, must_resolve},
    error::Result,
    event::{EventFact, MESSAGE_BOUNCED},
    id::{CustomerId, RecordId},
    identity::rows::{CUSTOMER_RECORDS, records_of},
    order::metrics::{self, StoredMetrics},
    rule::{Columns, Facts, Moment, Needs, Row, Rowset, Value},
    scope::{
        Keyed, Look,
        look::{bad_key, scan, scan_keys},
    },
    settings::LegalBasis,
    storage::{Flow, KeyRange, key::KeyReader},
    time::Timestamp,
};

/// An event, with its properties.
pub(super) struct Happened {
    pub(super) id: crate::id::EventId,
    pub(super) at: Timestamp,
    pub(super) fact: EventFact,
    pub(super) properties: Option<Arc<serde_json::Map<String, serde_json::Value>>>,
}

/// All that is known of the customers that are looked at.
pub(super) struct Known {
    /// By their ids.
    pub(super) customers: Vec<Customer>,
    pub(super) owners: Owners,
    pub(super) moment: Moment,
    /// Orders of each, by time.
    pub(super) orders: Vec<Vec<orders::Bought>>,
    /// The figures of those that count.
    pub(super) figures: Vec<StoredMetrics>,
    pub(super) events: Vec<Vec<Happened>>,
    pub(super) consents: Vec<Vec<Consent>>,
    pub(super) scores: HashMap<CustomerId, RfmScore>,
    pub(super) stages: HashMap<CustomerId, (Stage, bool)>,
    pub(super) products: orders::Products,
    /// One unit of the shop's currency in its smallest ones.
    pub(super) unit: i64,
    /// Addresses of whom nothing may be sent to, where reach is asked for, and the shop's key to find them by.
    pub(super) suppressions: HashMap<[u8; 16], Timestamp>,
    pub(super) keyed: Keyed,
    /// Since when processing of each is restricted, where reach is asked for.
    pub(super) restricted: Vec<Option<Timestamp>>,
    /// What marketing stands on.
    pub(super) marketing: LegalBasis,
}

/// Whom to load.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    All,
    One(CustomerId),
}

/// What the rules ask for, in kinds.
struct Kinds {
    orders: bool,
    products: bool,
    events: HashSet<String>,
    consents: bool,
    reach: bool,
    scores: bool,
    stages: bool,
}

impl Kinds {
    fn of(needs: &[&Needs]) -> Self {
        let attribute =
            |wanted: fn(&str) -> bool| needs.iter().flat_map(|n| &n.attributes).any(|n| wanted(n));
        let source = |wanted: &[&str]| {
            needs.iter().flat_map(|n| &n.sources).any(|s| wanted.contains(&s.function.as_str()))
        };
        let stages = attribute(|n| matches!(n, "lifecycle_stage" | "reactivated"));
        let reach = needs.iter().any(|n| !n.channels.is_empty());
        let mut kinds = Self {
            orders: attribute(values::is_of_orders)
                || source(&["orders_placed", "products_purchased", "refunds_received", "coupons_used"]),
            products: source(&["products_purchased"]),
            events: needs.iter().flat_map(|n| &n.sources).filter_map(events::name_of).collect(),
            consents: stages
                || reach
                || attribute(|n| n.ends_with("_subscription_status"))
                || source(&["consent"]),
            reach,
            scores: attribute(|n| n.starts_with("rfm_")),
            stages,
        };
        for name in needs.iter().flat_map(|n| &n.attributes).filter_map(|n| values::event_of(n)) {
            kinds.events.insert(name.to_owned());
        }
        if reach {
            kinds.events.insert(MESSAGE_BOUNCED.to_owned());
        }
        kinds
    }
}

/// Loads what several rules need, for one moment. What happened after it is left out when it lies back.
pub(super) fn load(
    look: &Look<'_>,
    needs: &[&Needs],
    moment: Moment,
    back: bool,
    whom: Whom,
) -> Result<Known> {
    let kinds = Kinds::of(needs);
    let until = if back { moment.now } else { Timestamp::MAX };
    let customers = customers(look, whom)?;
    let places: HashMap<_, _> = customers.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
    let n = customers.len();
    let owners = owners(look, &places, whom)?;
    let mut known = Known {
        customers,
        owners: Owners::new(),
        moment,
        orders: std::iter::repeat_with(Vec::new).take(n).collect(),
        figures: vec![StoredMetrics::default(); n],
        events: std::iter::repeat_with(Vec::new).take(n).collect(),
        consents: std::iter::repeat_with(Vec::new).take(n).collect(),
        scores: HashMap::new(),
        stages: HashMap::new(),
        products: orders::Products::default(),
        unit: look.settings.currency.map_or(1, |c| c.scale()),
        suppressions: HashMap::new(),
        keyed: look.engine.keyed.clone(),
        restricted: vec![None; n],
        marketing: look.settings.basis_of(consent::MARKETING),
    };
    if kinds.reach {
        known.suppressions = consent::rows::suppressions(look.rows)?;
        known.suppressions.retain(|_, since| *since <= until);
        restrictions(look, &owners, until, whom, &mut known.restricted)?;
    }
    if kinds.orders {
        orders::load(look, &owners, until, whom, &mut known.orders)?;
        let figures = |orders: &Vec<orders::Bought>| {
            metrics::count(orders.iter().filter(|b| b.counts).map(|b| &b.sale)).unwrap_or_default()
        };
        known.figures = known.orders.iter().map(figures).collect();
    }
    if kinds.products {
        known.products.load(look, &known.orders)?;
    }
    if !kinds.events.is_empty() {
        events::load(look, &owners, &kinds.events, until, whom, &mut known.events)?;
    }
    if kinds.consents {
        for (customer, said) in said_by(look, &owners, until, whom == Whom::All)? {
            known.consents[customer] = said;
        }
    }
    if kinds.scores {
        let query = RfmQuery::as_of(moment.today());
        let scores = rfm::scores(look, &query, moment.now)?;
        known.scores = scores.into_iter().map(|score| (score.customer_id, score)).collect();
    }
    if kinds.stages {
        known.stages = lifecycle::stages(look, moment.today())?;
    }
    known.owners = owners;
    Ok(known)
}

fn customers(look: &Look<'_>, whom: Whom) -> Result<Vec<Customer>> {
    if let Whom::One(id) = whom {
        return Ok(vec![must_resolve(look, &id.into())?]);
    }
    let mut customers = Vec::new();
    scan::<Customer>(look.rows, &KeyRange::all(), &mut |_, customer| {
        customers.push(customer);
        Ok(Flow::Continue(()))
    })?;
    Ok(customers)
}

/// Since when each is restricted: where one of its records is.
fn restrictions(
    look: &Look<'_>,
    owners: &Owners,
    until: Timestamp,
    whom: Whom,
    into: &mut [Option<Timestamp>],
) -> Result<()> {
    let ranges = match whom {
        Whom::All => vec![KeyRange::all()],
        Whom::One(_) => owners.keys().map(|record| KeyRange::prefix(record.as_bytes())).collect(),
    };
    for range in &ranges {
        for (record, (since, _)) in consent::restricted(look.rows, range, until)? {
            if let Some(place) = owners.get(&record) {
                into[*place] = into[*place].into_iter().chain([since]).min();
            }
        }
    }
    Ok(())
}

/// Whose each record is: the place of its customer.
pub(super) type Owners = HashMap<RecordId, usize>;

fn owners(look: &Look<'_>, places: &HashMap<CustomerId, usize>, whom: Whom) -> Result<Owners> {
    if let Whom::One(_) = whom {
        let mut owners = Owners::new();
        for (customer, place) in places {
            owners.extend(records_of(look.rows, *customer)?.into_iter().map(|record| (record, *place)));
        }
        return Ok(owners);
    }
    let mut owners = Owners::with_capacity(places.len());
    scan_keys(look.rows, &CUSTOMER_RECORDS, &KeyRange::all(), &mut |key| {
        let mut reader = KeyReader::new(key);
        let (customer, record) = reader.id().zip(reader.id()).ok_or_else(|| bad_key(&CUSTOMER_RECORDS))?;
        if let Some(place) = places.get(&CustomerId::from_bytes(customer)) {
            owners.insert(RecordId::from_bytes(record), *place);
        }
        Ok(Flow::Continue(()))
    })?;
    Ok(owners)
}

impl Known {
    /// The facts of one customer, as one rule asks for them; segments and ranks are still to be filled in.
    pub(super) fn facts(&self, place: usize, needs: &Needs, ranks: usize) -> Facts {
        let attribute = |name: &String| values::attribute(self, place, name);
        Facts {
            id: *self.customers[place].id.as_bytes(),
            attributes: needs.attributes.iter().map(attribute).collect(),
            rows: needs
                .sources
                .iter()
                .enumerate()
                .map(|(at, source)| self.rows(place, source, needs.columns(at)))
                .collect(),
            segments: vec![false; needs.segments.len()],
            reach: needs.channels.iter().map(|channel| values::is_reachable(self, place, channel)).collect(),
            ranks: vec![None; ranks],
        }
    }

    fn rows(&self, place: usize, source: &Rowset, columns: Columns) -> Vec<Row> {
        match source.function.as_str() {
            "orders_placed" => orders::order_rows(self, place, columns),
            "products_purchased" => orders::product_rows(self, place),
            "refunds_received" => orders::refund_rows(self, place),
            "coupons_used" => orders::coupon_rows(self, place),
            "consent" => values::consent_rows(self, place),
            "customer_within_distance" => values::address_rows(self, place),
            _ => events::rows(self, place, source),
        }
    }

    /// An amount of the shop's currency.
    pub(super) fn money(&self, minor: i64) -> Value {
        Value::Number(crate::rule::Number::new(minor.into(), self.unit.into()))
    }
}
