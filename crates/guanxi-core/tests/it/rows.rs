//! How everything is written down: a snapshot of every row that a scripted run leaves.
//!
//! A changed snapshot is a changed format: rows written before must still be read (`storage::row` says what may change),
//! and the fixtures of `guanxi-testkit` show whether they are.

use std::{fmt::Write as _, ops::ControlFlow, sync::Arc};

use guanxi_core::{
    Crm,
    consent::{ConsentInput, ConsentRequestInput, ConsentState, ObjectionInput, RestrictionReason},
    copy::CopyOptions,
    crm::SCHEMA,
    customer::{AddressInput, CustomerInput, CustomerPatch, CustomerRef},
    dedupe::ReviewQuery,
    event::{Direction, EventInput},
    feed::FeedTake,
    id::SeededRandom,
    import::ImportOptions,
    loyalty::{
        AdjustInput, CaptureInput, EarnInput, EarningRule, EventRule, ExpiryPolicy, ImportPointsInput,
        OccasionKind, OccasionRule, PoolInput, ProgramTerms, RedeemInput, ReturnInput, TierGrantInput,
        TierLevel, TierTerms,
    },
    order::{Discount, OrderInput, OrderRef, RefundInput, RefundLine, StatusInput},
    privacy::ErasureReason,
    product::ProductInput,
    progress::CancelToken,
    referral::{ReferralInput, ReferralTerms},
    reward::{RedeemRewardInput, RewardKind, RewardTerms, UseCodeInput},
    scope::Actor,
    segment::{PinChange, SegmentInput},
    settings::{
        FieldDefinition, FieldType, LegalBasis, RetentionAction, RetentionData, RetentionRule, Store,
    },
    shop::ShopPatch,
    storage::{FeedPosition, KeyRange, Kind, Memory, Storage, Table},
    time::FixedClock,
};

use super::{NOW, at, input, money, record};

pub(super) fn open() -> (Crm, Arc<dyn Storage>) {
    let storage: Arc<dyn Storage> = Arc::new(Memory::storage());
    let clock = Arc::new(FixedClock::new(at(NOW)));
    let crm = Crm::new(storage.clone(), clock, Box::new(SeededRandom::new(7))).unwrap();
    (crm.acting_as(Actor::staff("mei")), storage)
}

/// One of everything.
pub(super) fn run(crm: &Crm) {
    settings(crm);
    let anna = crm.customers().upsert(anna()).unwrap().customer.id;
    crm.customers().upsert(input("till", "9").name("Anna Wolf").phone("+4915112345679")).unwrap();
    let both = input("till", "9").name("Anna Wolf").email("anna.wolf@web.de").phone("+4915112345679");
    assert_eq!(crm.customers().upsert(both).unwrap().merged.len(), 1);
    let patch = CustomerPatch::new().company("Wolf KG").remove_tag("b2b").clear("gender");
    crm.customers().update(anna, patch).unwrap();
    let gone = crm.customers().upsert(input("till", "10").name("Bo Li")).unwrap().customer.id;
    crm.customers().delete(gone, None).unwrap();
    crm.products().upsert(product()).unwrap();
    orders(crm);
    let seen = EventInput::new("product_viewed", record("shopify", "6940095")).external_id("web", "e1");
    crm.events().record(seen.occurred_at(at("2026-02-01T10:00:00Z")).property("sku", "SKU-9")).unwrap();
    let mut call = EventInput::new("call_logged", record("web", "v1"));
    (call.channel, call.direction) = (Some("phone".into()), Some(Direction::Outbound));
    crm.events().record(call).unwrap();
    let consent = ConsentInput::new(CustomerRef::Id(anna), "marketing", "email", ConsentState::Granted);
    crm.consents().record(consent.at(at("2026-01-01T00:00:00Z")).source("form").wording("news/3")).unwrap();
    let file = std::io::Cursor::new("id,name,colour\n1,Cy Ng,red\n");
    crm.imports().customers(file, ImportOptions::new("customers.csv")).unwrap();
    crm.feed().define_group("warehouse".into(), None).unwrap();
    let took = crm.feed().take(FeedTake::new("warehouse", "w1").limit(3)).unwrap();
    crm.feed().acknowledge("warehouse".into(), took.lease.unwrap(), Some(2)).unwrap();
    crm.feed().take(FeedTake::new("warehouse", "w2")).unwrap();
    duplicates(crm);
    segments(crm, anna);
    loyalty(crm);
    rewards(crm);
    referrals(crm);
    let asked = ConsentRequestInput::new(CustomerRef::Id(anna), "profiling", "email");
    let token = crm.consents().request(asked).unwrap().token.unwrap();
    crm.consents().confirm(&token).unwrap();
    crm.privacy().object(ObjectionInput::new(CustomerRef::Id(anna))).unwrap();
    crm.privacy().restrict(anna.into(), RestrictionReason::Contested).unwrap();
    crm.privacy().unrestrict(anna.into()).unwrap();
    super::assert_proved(crm);
    let leaves = input("till", "11").name("Cai Xu").email("cai.xu@example.cn");
    let leaves = crm.customers().upsert(leaves).unwrap().customer.id;
    crm.privacy().erase(leaves.into(), ErasureReason::SubjectRequest, Some(true)).unwrap();
    retention(crm, anna);
    crm.audit().seal().unwrap();
}

/// A run of the rules of retention that destroys an event.
fn retention(crm: &Crm, anna: guanxi_core::id::CustomerId) {
    let old = EventInput::new("product_viewed", anna.into()).occurred_at(at("2020-02-01T10:00:00Z"));
    crm.events().record(old).unwrap();
    let rule = RetentionRule::after_months(RetentionData::Events, RetentionAction::Delete, 26);
    let rule = RetentionRule { basis: Some(LegalBasis::Contract), ..rule };
    crm.shop().set(ShopPatch::new().retention(vec![rule])).unwrap();
    assert_eq!(crm.privacy().advance().unwrap().rules[0].removed, 1);
}

/// A segment with two versions, and a customer on it by hand.
fn segments(crm: &Crm, anna: guanxi_core::id::CustomerId) {
    let regulars = SegmentInput::new("regulars", "number_of_orders >= 2").name("Stammkunden");
    crm.segments().define(regulars).unwrap();
    crm.segments().define(SegmentInput::new("regulars", "number_of_orders >= 3")).unwrap();
    crm.segments().pin("regulars", CustomerRef::Id(anna), PinChange::Include).unwrap();
    crm.segments().define(SegmentInput::new("fresh", "customer_added_date > -30d")).unwrap();
}

/// One customer that came together and was taken apart, and a pair that is still to be decided about.
fn duplicates(crm: &Crm) {
    let ida = |source: &str| input(source, "ida").name("Ida Kern").birth_date("1971-07-08");
    let first = crm.customers().upsert(ida("till")).unwrap();
    let second = crm.customers().upsert(ida("web")).unwrap();
    let ole = crm.customers().upsert(input("web", "ole").name("Ole Lund")).unwrap();
    crm.duplicates().merge(first.customer.id.into(), ole.customer.id.into()).unwrap();
    crm.duplicates().unmerge(ole.customer.id.into(), vec![]).unwrap();
    crm.duplicates().run(None, None, CancelToken::new()).unwrap();
    let reviews = crm.duplicates().reviews(ReviewQuery::default()).unwrap().items;
    assert!(reviews.iter().any(|r| r.other.id == second.customer.id));
}

/// A program with all its terms, and each kind of row that points leave.
fn loyalty(crm: &Crm) {
    let mut rule = EarningRule::default();
    (rule.name, rule.multiplier_milli, rule.bonus) = ("kitchen".into(), Some(2000), Some(5));
    rule.categories = vec!["kitchen".into()];
    let level = TierLevel { name: "silver".into(), threshold: 10_000, benefits: vec!["tea".into()] };
    let mut tiers = TierTerms::default();
    (tiers.levels, tiers.grace_days) = (vec![level], 30);
    let mut event = EventRule::default();
    (event.event, event.points) = ("review_written".into(), 20);
    let mut terms = ProgramTerms::default();
    (terms.earn_amount, terms.redeem_amount) = (Some(money("1.00 CNY")), Some(money("1.00 CNY")));
    (terms.earn_points, terms.redeem_points, terms.points_per_day_max) = (Some(1), Some(100), Some(1000));
    (terms.expiry, terms.expiry_months, terms.breakage_ppm) = (ExpiryPolicy::EndOfMonth, 12, 200_000);
    (terms.rules, terms.events, terms.tiers) = (vec![rule], vec![event], Some(tiers));
    terms.occasions = vec![OccasionRule::new(OccasionKind::Birthday, 100)];
    let loyalty = crm.loyalty();
    loyalty.define_program("club", terms).unwrap();
    let order = || OrderRef::External { source: "shop".into(), external_id: "SO-1001".into() };
    let person = || record("shopify", "6940095");
    loyalty.import_points(ImportPointsInput::new(person(), 5000, "old-1")).unwrap();
    loyalty.redeem(RedeemInput::new(person(), 1000).order(order())).unwrap();
    loyalty.earn(EarnInput::new(order())).unwrap();
    loyalty.return_order(ReturnInput::new(order()).line(0, 1)).unwrap();
    let held = loyalty.hold(RedeemInput::new(person(), 300).external_id("web", "cart-7")).unwrap();
    loyalty.capture(CaptureInput::new(held.entry.id)).unwrap();
    loyalty.hold(RedeemInput::new(person(), 200)).unwrap();
    loyalty.adjust(AdjustInput::new(person(), 10, "late parcel")).unwrap();
    let mut grant = TierGrantInput::new(person(), "silver", "guest");
    grant.until = Some(at("2027-01-01T00:00:00Z"));
    loyalty.grant_tier(grant).unwrap();
    loyalty.advance().unwrap();
    pool(crm);
}

/// A household, in which one spends what the other has; a third has left it.
fn pool(crm: &Crm) {
    let loyalty = crm.loyalty();
    for name in ["shopify", "till", "web"] {
        let member = if name == "shopify" { record(name, "6940095") } else { record(name, "pool") };
        loyalty.join_pool(PoolInput::new(member, "Wolf")).unwrap();
    }
    loyalty.leave_pool(record("web", "pool"), None).unwrap();
    let held = loyalty.hold(RedeemInput::new(record("till", "pool"), 20)).unwrap();
    loyalty.capture(CaptureInput::new(held.entry.id)).unwrap();
    loyalty.hold(RedeemInput::new(record("till", "pool"), 7)).unwrap();
}

/// A referral that is rewarded and taken back, and one that is refused.
fn referrals(crm: &Crm) {
    let mut terms = ReferralTerms::default();
    (terms.referrer_points, terms.friend_points) = (500, 200);
    (terms.order_min, terms.condition) = (Some(money("1.00 CNY")), Some("number_of_orders > 0".into()));
    (terms.window_days, terms.friends_max) = (Some(30), Some(1));
    terms.link = Some("https://shop.example/?ref={code}".into());
    let referrals = crm.referrals();
    referrals.define("friends", terms).unwrap();
    let code = referrals.code(record("shopify", "6940095"), None).unwrap().code;
    let bring = |name: &str, number: &str| {
        referrals.attribute(ReferralInput::new(&code, record("till", name))).unwrap();
        let order = OrderInput::new("shop", number, at(NOW)).customer(record("till", name));
        let order = crm.orders().record(order.total(money("50.00 CNY"))).unwrap().order.id;
        referrals.settle(OrderRef::Id(order)).unwrap();
        order
    };
    let first = bring("bo", "SO-2001");
    bring("cy", "SO-2002");
    crm.orders().cancel(OrderRef::Id(first), None).unwrap();
    referrals.settle(OrderRef::Id(first)).unwrap();
}

/// A reward with all its terms, and a redemption that is used, cancelled, and neither.
fn rewards(crm: &Crm) {
    let mut terms = RewardTerms::default();
    (terms.kind, terms.title, terms.points) = (RewardKind::Product, Some("杯子".into()), 50);
    (terms.stock, terms.limit_per_customer, terms.valid_days) = (Some(10), Some(5), Some(30));
    (terms.value, terms.sku) = (Some(money("134.00 CNY")), Some("SKU-9".into()));
    let rewards = crm.rewards();
    rewards.define("mug", terms).unwrap();
    let redeem =
        || rewards.redeem(RedeemRewardInput::new(record("shopify", "6940095"), "mug")).unwrap().redemption;
    let used = UseCodeInput::new(redeem().code).external_id("till", "u-1");
    rewards.use_code(used).unwrap();
    rewards.cancel(redeem().id, Some("broken".into())).unwrap();
    redeem();
}

fn settings(crm: &Crm) {
    let patch = ShopPatch::new().name("茶舍".into()).currency("CNY".parse().unwrap());
    let patch = patch.zone("Asia/Shanghai".parse().unwrap()).country("DE".parse().unwrap());
    let patch = patch.language("zh-CN".parse().unwrap()).channels(vec!["web".into(), "till".into()]);
    crm.shop().set(patch.trusted_sources(vec!["till".into()])).unwrap();
    let field =
        |name: &str, ty| FieldDefinition { name: name.into(), ty, choices: vec![], min: None, max: None };
    crm.shop()
        .define_field(FieldDefinition {
            min: Some(20),
            max: Some(55),
            ..field("shoe_size", FieldType::Integer)
        })
        .unwrap();
    crm.shop().define_field(field("since", FieldType::Date)).unwrap();
    crm.shop().define_store(Store { code: "bund".into(), name: "外滩店".into(), address: None }).unwrap();
}

/// Everything that a source can say of a person.
fn anna() -> CustomerInput {
    let mut address =
        AddressInput::line("Lindenweg 4").city("Bonn").region("NW").country("DE").postcode("53113");
    (address.latitude, address.longitude) = (Some("50.7374".into()), Some("7.0982".into()));
    let mut anna =
        input("shopify", "6940095").name("Anna Wolf").email("Anna.Wolf@web.de").phone("0151 1234 5678");
    anna = anna
        .birth_date("1985-02-16")
        .gender("f")
        .language("de")
        .company("Wolf")
        .note("rings twice")
        .address(address);
    anna = anna.tag("vip").tag("b2b").field("shoe_size", "39").field("since", "2019-05-06");
    anna.extra.insert("Shoe colour".into(), "red".into());
    (anna.created_at, anna.updated_at) = (Some(at("2019-05-06T07:08:09Z")), Some(at("2026-02-28T10:00:00Z")));
    anna
}

fn product() -> ProductInput {
    let mut mug = ProductInput::new("SKU-9").name("Mug").category("kitchen").price(money("134.00 CNY"));
    (mug.brand, mug.vendor, mug.tags) = (Some("Nord".into()), Some("Nord GmbH".into()), vec!["gift".into()]);
    mug
}

fn orders(crm: &Crm) {
    let early = OrderRef::External { source: "shop".into(), external_id: "SO-1001".into() };
    crm.orders().refund(RefundInput::new(early).external_id("R-0").amount(money("5.00 CNY"))).unwrap();
    let mut order = OrderInput::new("shop", "SO-1001", at("2026-02-01T10:15:00+08:00"));
    order = order.customer(record("shopify", "6940095")).line("SKU-9", 2, money("134.00 CNY")).channel("web");
    order.lines[0].discount = Some(money("8.00 CNY"));
    (order.lines[0].name, order.lines[0].category) = (Some("Mug".into()), Some("kitchen".into()));
    order.discounts = vec![Discount { code: Some("SPRING".into()), amount: 5_000 }];
    (order.tax, order.shipping) = (Some(money("10.00 CNY")), Some(money("15.00 CNY")));
    (order.number, order.store) = (Some("#1001".into()), Some("bund".into()));
    (order.note, order.shipping_address) =
        (Some("gift".into()), Some(AddressInput::line("Weg 1").city("Bonn")));
    order.tags = vec!["gift".into()];
    let id = crm.orders().record(order).unwrap().order.id;
    let mut refund = RefundInput::new(id).external_id("R-1").amount(money("34.00 CNY"));
    (refund.lines, refund.reason) = (vec![RefundLine { line: 0, quantity: 1 }], Some("broken".into()));
    crm.orders().refund(refund).unwrap();
    let mut paid = StatusInput::default();
    paid.financial_status = Some("paid".parse().unwrap());
    crm.orders().set_status(OrderRef::Id(id), paid).unwrap();
    let mut foreign =
        OrderInput::new("shop", "SO-1002", at("2026-02-03T10:15:00+08:00")).total(money("10.00 USD"));
    (foreign.exchange_rate, foreign.customer) = (Some("7.1234".parse().unwrap()), Some(record("till", "9")));
    crm.orders().record(foreign).unwrap();
    let cancelled = OrderRef::External { source: "shop".into(), external_id: "SO-1002".into() };
    crm.orders().cancel(cancelled, Some("changed her mind".into())).unwrap();
}

/// Every row of a table: its key and body in hexadecimal, and the body's content in the diagnostic form of CBOR.
fn rows(storage: &dyn Storage, table: &'static Table) -> Vec<(String, Vec<u8>)> {
    let mut rows = Vec::new();
    let mut visit = |read: &dyn guanxi_core::storage::Read| {
        read.scan(table, &KeyRange::all(), &mut |row| {
            rows.push((hex(row.key), row.body.to_vec()));
            ControlFlow::Continue(())
        })?;
        Ok(())
    };
    storage.read(&mut visit).unwrap();
    rows
}

fn shown(key: &str, body: &[u8]) -> String {
    let mut out = format!("{key}\n");
    if let [_, _, content @ ..] = body {
        writeln!(out, "  {}\n  {}", hex(body), minicbor::display(content)).unwrap();
    }
    out
}

/// A row with every number, and every run of numbers, written as `#`.
fn form(body: &[u8]) -> String {
    let mut text = String::new();
    for c in minicbor::display(&body[2..]).to_string().chars() {
        if !c.is_ascii_digit() {
            text.push(c);
        } else if !text.ends_with('#') {
            text.push('#');
        }
    }
    for (number, plain) in [("-#", "#"), ("#.#", "#"), ("#e#", "#"), ("#,#", "#"), ("#, #", "#")] {
        while text.contains(number) {
            text = text.replace(number, plain);
        }
    }
    while text.contains(r##""#":#,"#":#"##) {
        text = text.replace(r##""#":#,"#":#"##, r##""#":#"##);
    }
    text + "\n"
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_row_as_it_is_written() {
    let (crm, storage) = open();
    run(&crm);
    let copy = Memory::storage();
    Crm::copy(&*storage, &copy, &CopyOptions::new()).unwrap();
    for table in SCHEMA.tables.iter().filter(|table| table.kind != Kind::Shown) {
        let storage: &dyn Storage = if table.name() == "copies" { &copy } else { &*storage };
        let rows = rows(storage, table);
        assert!(!rows.is_empty(), "the run leaves a row of {}", table.name());
        if ["duplicate_models", "duplicate_reviews"].contains(&table.name()) {
            // Weights are learned: what they are is the engine's, how they are written is not.
            let forms: String = rows.iter().map(|(_, body)| form(body)).collect();
            insta::assert_snapshot!(table.name(), forms);
            continue;
        }
        let text: String = rows.iter().map(|(key, body)| shown(key, body)).collect();
        insta::assert_snapshot!(table.name(), text);
    }
    let mut feed = String::new();
    storage
        .changes(&FeedPosition::START, &mut |at, entry| {
            feed += &shown(&hex(&at.0), entry);
            ControlFlow::Continue(())
        })
        .unwrap();
    insta::assert_snapshot!("feed", feed);
}

/// Target K7: every field of a customer set, with an address, two tags and two fields of the shop's own.
#[test]
fn a_full_customer_takes_at_most_320_bytes() {
    let (crm, storage) = open();
    settings(&crm);
    let id = crm.customers().upsert(anna()).unwrap().customer.id;
    let other = input("till", "9").name("Anna Wolf").email("anna.wolf@web.de").phone("+4915112345679");
    crm.customers().upsert(other.updated_at(at("2026-01-01T00:00:00Z"))).unwrap();
    let third = input("app", "9").name("Anna Wolf").email("anna@wolf.de").phone("+4915112345679");
    let customer = crm.customers().upsert(third.updated_at(at("2026-01-01T00:00:00Z"))).unwrap().customer;
    assert_eq!((customer.id, customer.records), (id, 3));
    let json = serde_json::to_value(&customer).unwrap();
    let unset: Vec<_> = json
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, v)| v.is_null() || *v == &serde_json::json!([]))
        .collect();
    assert!(unset.is_empty(), "{unset:?}");
    assert_eq!((json.as_object().unwrap().len(), customer.tags.len(), customer.fields.len()), (20, 2, 2));
    let customers = SCHEMA.tables.iter().find(|t| t.name() == "customers").unwrap();
    let rows = rows(&*storage, customers);
    assert_eq!(rows.len(), 1);
    assert!(rows[0].1.len() <= 320, "{} bytes", rows[0].1.len());
}
