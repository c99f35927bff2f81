//! Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

use std::sync::Arc;

use super::types::*;
use crate::{
    call::Args,
    crm::NativeCrm,
    error::Result,
    leaf::{Day, Instant},
    long::{NativeCancel, NativeProgress, Source},
};

#[uniffi::export]
impl NativeCrm {
    /// `shop.get`.
    pub fn shop_get(&self) -> Result<ShopSettings> {
        self.call("shop.get", Args::default())
    }

    /// `shop.set`.
    pub fn shop_set(&self, patch: ShopPatch) -> Result<SettingsReceipt> {
        self.call("shop.set", Args::default().value("patch", &patch))
    }

    /// `shop.define_field`.
    pub fn shop_define_field(&self, field: FieldDefinition) -> Result<SettingsReceipt> {
        self.call("shop.define_field", Args::default().value("field", &field))
    }

    /// `shop.define_store`.
    pub fn shop_define_store(&self, store: Store) -> Result<SettingsReceipt> {
        self.call("shop.define_store", Args::default().value("store", &store))
    }

    /// `customers.upsert`.
    pub fn customers_upsert(&self, input: CustomerInput) -> Result<UpsertReceipt> {
        self.call("customers.upsert", Args::default().value("input", &input))
    }

    /// `customers.upsert_many`.
    pub fn customers_upsert_many(&self, inputs: Vec<CustomerInput>) -> Result<Vec<UpsertReceipt>> {
        self.call("customers.upsert_many", Args::default().value("inputs", &inputs))
    }

    /// `customers.update`.
    pub fn customers_update(&self, id: String, patch: CustomerPatch) -> Result<UpsertReceipt> {
        self.call("customers.update", Args::default().value("id", &id).value("patch", &patch))
    }

    /// `customers.delete`.
    pub fn customers_delete(&self, id: String, expected_version: Option<i64>) -> Result<DeleteReceipt> {
        self.call("customers.delete", Args::default().value("id", &id).value("expected_version", &expected_version))
    }

    /// `customers.get`.
    pub fn customers_get(&self, id: String) -> Result<Customer> {
        self.call("customers.get", Args::default().value("id", &id))
    }

    /// `customers.resolve`.
    pub fn customers_resolve(&self, customer: CustomerRef) -> Result<Customer> {
        self.call("customers.resolve", Args::default().value("customer", &customer))
    }

    /// `customers.find`.
    pub fn customers_find(&self, query: CustomerQuery) -> Result<CustomerPage> {
        self.call("customers.find", Args::default().value("query", &query))
    }

    /// `customers.list`.
    pub fn customers_list(&self, page: PageRequest) -> Result<CustomerPage> {
        self.call("customers.list", Args::default().value("page", &page))
    }

    /// `customers.count`.
    pub fn customers_count(&self) -> Result<i64> {
        self.call("customers.count", Args::default())
    }

    /// `orders.record`.
    pub fn orders_record(&self, input: OrderInput) -> Result<OrderReceipt> {
        self.call("orders.record", Args::default().value("input", &input))
    }

    /// `orders.record_many`.
    pub fn orders_record_many(&self, inputs: Vec<OrderInput>) -> Result<Vec<OrderReceipt>> {
        self.call("orders.record_many", Args::default().value("inputs", &inputs))
    }

    /// `orders.refund`.
    pub fn orders_refund(&self, input: RefundInput) -> Result<RefundReceipt> {
        self.call("orders.refund", Args::default().value("input", &input))
    }

    /// `orders.cancel`.
    pub fn orders_cancel(&self, order: OrderRef, reason: Option<String>) -> Result<OrderReceipt> {
        self.call("orders.cancel", Args::default().value("order", &order).value("reason", &reason))
    }

    /// `orders.set_status`.
    pub fn orders_set_status(&self, order: OrderRef, status: StatusInput) -> Result<OrderReceipt> {
        self.call("orders.set_status", Args::default().value("order", &order).value("status", &status))
    }

    /// `orders.get`.
    pub fn orders_get(&self, order: OrderRef) -> Result<Order> {
        self.call("orders.get", Args::default().value("order", &order))
    }

    /// `orders.list`.
    pub fn orders_list(&self, customer: CustomerRef, page: PageRequest) -> Result<OrderPage> {
        self.call("orders.list", Args::default().value("customer", &customer).value("page", &page))
    }

    /// `orders.metrics`.
    pub fn orders_metrics(&self, customer: String) -> Result<CustomerMetrics> {
        self.call("orders.metrics", Args::default().value("customer", &customer))
    }

    /// `orders.count`.
    pub fn orders_count(&self) -> Result<i64> {
        self.call("orders.count", Args::default())
    }

    /// `products.upsert`.
    pub fn products_upsert(&self, input: ProductInput) -> Result<ProductReceipt> {
        self.call("products.upsert", Args::default().value("input", &input))
    }

    /// `products.get`.
    pub fn products_get(&self, sku: String) -> Result<Product> {
        self.call("products.get", Args::default().value("sku", &sku))
    }

    /// `products.list`.
    pub fn products_list(&self, page: PageRequest) -> Result<ProductPage> {
        self.call("products.list", Args::default().value("page", &page))
    }

    /// `events.record`.
    pub fn events_record(&self, input: EventInput) -> Result<EventReceipt> {
        self.call("events.record", Args::default().value("input", &input))
    }

    /// `events.record_many`.
    pub fn events_record_many(&self, inputs: Vec<EventInput>) -> Result<Vec<EventReceipt>> {
        self.call("events.record_many", Args::default().value("inputs", &inputs))
    }

    /// `events.timeline`.
    pub fn events_timeline(&self, query: TimelineQuery) -> Result<TimelinePage> {
        self.call("events.timeline", Args::default().value("query", &query))
    }

    /// `consents.record`.
    pub fn consents_record(&self, input: ConsentInput) -> Result<ConsentReceipt> {
        self.call("consents.record", Args::default().value("input", &input))
    }

    /// `consents.state`.
    pub fn consents_state(&self, query: ConsentQuery) -> Result<Vec<Consent>> {
        self.call("consents.state", Args::default().value("query", &query))
    }

    /// `loyalty.define_program`.
    pub fn loyalty_define_program(&self, name: String, terms: ProgramTerms) -> Result<ProgramReceipt> {
        self.call("loyalty.define_program", Args::default().value("name", &name).value("terms", &terms))
    }

    /// `loyalty.programs`.
    pub fn loyalty_programs(&self) -> Result<Vec<Program>> {
        self.call("loyalty.programs", Args::default())
    }

    /// `loyalty.earn`.
    pub fn loyalty_earn(&self, input: EarnInput) -> Result<PointsReceipt> {
        self.call("loyalty.earn", Args::default().value("input", &input))
    }

    /// `loyalty.earn_many`.
    pub fn loyalty_earn_many(&self, inputs: Vec<EarnInput>) -> Result<Vec<PointsReceipt>> {
        self.call("loyalty.earn_many", Args::default().value("inputs", &inputs))
    }

    /// `loyalty.earn_event`.
    pub fn loyalty_earn_event(&self, input: EarnEventInput) -> Result<PointsReceipt> {
        self.call("loyalty.earn_event", Args::default().value("input", &input))
    }

    /// `loyalty.preview`.
    pub fn loyalty_preview(&self, input: PreviewInput) -> Result<EarningExplanation> {
        self.call("loyalty.preview", Args::default().value("input", &input))
    }

    /// `loyalty.redeem`.
    pub fn loyalty_redeem(&self, input: RedeemInput) -> Result<PointsReceipt> {
        self.call("loyalty.redeem", Args::default().value("input", &input))
    }

    /// `loyalty.hold`.
    pub fn loyalty_hold(&self, input: RedeemInput) -> Result<PointsReceipt> {
        self.call("loyalty.hold", Args::default().value("input", &input))
    }

    /// `loyalty.capture`.
    pub fn loyalty_capture(&self, input: CaptureInput) -> Result<PointsReceipt> {
        self.call("loyalty.capture", Args::default().value("input", &input))
    }

    /// `loyalty.void_hold`.
    pub fn loyalty_void_hold(&self, hold: String) -> Result<PointsReceipt> {
        self.call("loyalty.void_hold", Args::default().value("hold", &hold))
    }

    /// `loyalty.give_back`.
    pub fn loyalty_give_back(&self, input: GiveBackInput) -> Result<PointsReceipt> {
        self.call("loyalty.give_back", Args::default().value("input", &input))
    }

    /// `loyalty.return_order`.
    pub fn loyalty_return_order(&self, input: ReturnInput) -> Result<ReturnReceipt> {
        self.call("loyalty.return_order", Args::default().value("input", &input))
    }

    /// `loyalty.adjust`.
    pub fn loyalty_adjust(&self, input: AdjustInput) -> Result<PointsReceipt> {
        self.call("loyalty.adjust", Args::default().value("input", &input))
    }

    /// `loyalty.import_points`.
    pub fn loyalty_import_points(&self, input: ImportPointsInput) -> Result<PointsReceipt> {
        self.call("loyalty.import_points", Args::default().value("input", &input))
    }

    /// `loyalty.transfer`.
    pub fn loyalty_transfer(&self, input: TransferInput) -> Result<PointsReceipt> {
        self.call("loyalty.transfer", Args::default().value("input", &input))
    }

    /// `loyalty.balance`.
    pub fn loyalty_balance(&self, query: BalanceQuery) -> Result<PointBalance> {
        self.call("loyalty.balance", Args::default().value("query", &query))
    }

    /// `loyalty.entries`.
    pub fn loyalty_entries(&self, query: EntryQuery) -> Result<EntryPage> {
        self.call("loyalty.entries", Args::default().value("query", &query))
    }

    /// `loyalty.explain`.
    pub fn loyalty_explain(&self, entry: String) -> Result<EntryExplanation> {
        self.call("loyalty.explain", Args::default().value("entry", &entry))
    }

    /// `loyalty.advance`.
    pub fn loyalty_advance(&self) -> Result<AdvanceReport> {
        self.call("loyalty.advance", Args::default())
    }

    /// `loyalty.liability`.
    pub fn loyalty_liability(&self, program: Option<String>, at: Option<Instant>) -> Result<LiabilityReport> {
        self.call("loyalty.liability", Args::default().value("program", &program).value("at", &at))
    }

    /// `loyalty.simulate`.
    pub fn loyalty_simulate(&self, query: SimulationQuery) -> Result<SimulationPage> {
        self.call("loyalty.simulate", Args::default().value("query", &query))
    }

    /// `loyalty.occasions`.
    pub fn loyalty_occasions(&self, query: OccasionQuery) -> Result<OccasionPage> {
        self.call("loyalty.occasions", Args::default().value("query", &query))
    }

    /// `loyalty.holidays`.
    pub fn loyalty_holidays(&self, since: Day, until: Day) -> Result<Vec<Holiday>> {
        self.call("loyalty.holidays", Args::default().value("since", &since).value("until", &until))
    }

    /// `loyalty.allocate`.
    pub fn loyalty_allocate(&self, input: AllocationInput) -> Result<Allocation> {
        self.call("loyalty.allocate", Args::default().value("input", &input))
    }

    /// `loyalty.recognise`.
    pub fn loyalty_recognise(&self, input: RecognitionInput) -> Result<Recognition> {
        self.call("loyalty.recognise", Args::default().value("input", &input))
    }

    /// `loyalty.tier`.
    pub fn loyalty_tier(&self, query: TierQuery) -> Result<TierStatus> {
        self.call("loyalty.tier", Args::default().value("query", &query))
    }

    /// `loyalty.tier_history`.
    pub fn loyalty_tier_history(&self, query: TierQuery) -> Result<Vec<TierChange>> {
        self.call("loyalty.tier_history", Args::default().value("query", &query))
    }

    /// `loyalty.tier_report`.
    pub fn loyalty_tier_report(&self, program: Option<String>, at: Option<Instant>) -> Result<TierReport> {
        self.call("loyalty.tier_report", Args::default().value("program", &program).value("at", &at))
    }

    /// `loyalty.grant_tier`.
    pub fn loyalty_grant_tier(&self, input: TierGrantInput) -> Result<TierStatus> {
        self.call("loyalty.grant_tier", Args::default().value("input", &input))
    }

    /// `rewards.define`.
    pub fn rewards_define(&self, name: String, terms: RewardTerms) -> Result<RewardReceipt> {
        self.call("rewards.define", Args::default().value("name", &name).value("terms", &terms))
    }

    /// `rewards.catalogue`.
    pub fn rewards_catalogue(&self) -> Result<Vec<RewardOffer>> {
        self.call("rewards.catalogue", Args::default())
    }

    /// `rewards.redeem`.
    pub fn rewards_redeem(&self, input: RedeemRewardInput) -> Result<RedemptionReceipt> {
        self.call("rewards.redeem", Args::default().value("input", &input))
    }

    /// `rewards.find_code`.
    pub fn rewards_find_code(&self, code: String) -> Result<RewardRedemption> {
        self.call("rewards.find_code", Args::default().value("code", &code))
    }

    /// `rewards.use_code`.
    pub fn rewards_use_code(&self, input: UseCodeInput) -> Result<RedemptionReceipt> {
        self.call("rewards.use_code", Args::default().value("input", &input))
    }

    /// `rewards.cancel`.
    pub fn rewards_cancel(&self, redemption: String, reason: Option<String>) -> Result<RedemptionReceipt> {
        self.call("rewards.cancel", Args::default().value("redemption", &redemption).value("reason", &reason))
    }

    /// `rewards.list`.
    pub fn rewards_list(&self, query: RedemptionQuery) -> Result<RedemptionPage> {
        self.call("rewards.list", Args::default().value("query", &query))
    }

    /// `referrals.define`.
    pub fn referrals_define(&self, name: String, terms: ReferralTerms) -> Result<ReferralProgram> {
        self.call("referrals.define", Args::default().value("name", &name).value("terms", &terms))
    }

    /// `referrals.programs`.
    pub fn referrals_programs(&self) -> Result<Vec<ReferralProgram>> {
        self.call("referrals.programs", Args::default())
    }

    /// `referrals.code`.
    pub fn referrals_code(&self, customer: CustomerRef, program: Option<String>) -> Result<ReferralCode> {
        self.call("referrals.code", Args::default().value("customer", &customer).value("program", &program))
    }

    /// `referrals.attribute`.
    pub fn referrals_attribute(&self, input: ReferralInput) -> Result<Referral> {
        self.call("referrals.attribute", Args::default().value("input", &input))
    }

    /// `referrals.settle`.
    pub fn referrals_settle(&self, order: OrderRef) -> Result<Vec<Referral>> {
        self.call("referrals.settle", Args::default().value("order", &order))
    }

    /// `referrals.list`.
    pub fn referrals_list(&self, query: ReferralQuery) -> Result<ReferralPage> {
        self.call("referrals.list", Args::default().value("query", &query))
    }

    /// `segments.check`.
    pub fn segments_check(&self, query: String, profile: Option<Profile>) -> Result<QueryCheck> {
        self.call("segments.check", Args::default().value("query", &query).value("profile", &profile))
    }

    /// `segments.define`.
    pub fn segments_define(&self, input: SegmentInput) -> Result<SegmentReceipt> {
        self.call("segments.define", Args::default().value("input", &input))
    }

    /// `segments.define_many`.
    pub fn segments_define_many(&self, inputs: Vec<SegmentInput>) -> Result<Vec<SegmentReceipt>> {
        self.call("segments.define_many", Args::default().value("inputs", &inputs))
    }

    /// `segments.get`.
    pub fn segments_get(&self, key: String) -> Result<Segment> {
        self.call("segments.get", Args::default().value("key", &key))
    }

    /// `segments.list`.
    pub fn segments_list(&self) -> Result<Vec<Segment>> {
        self.call("segments.list", Args::default())
    }

    /// `segments.versions`.
    pub fn segments_versions(&self, key: String) -> Result<Vec<Segment>> {
        self.call("segments.versions", Args::default().value("key", &key))
    }

    /// `segments.remove`.
    pub fn segments_remove(&self, key: String) -> Result<Segment> {
        self.call("segments.remove", Args::default().value("key", &key))
    }

    /// `segments.members`.
    pub fn segments_members(&self, query: MemberQuery) -> Result<MemberPage> {
        self.call("segments.members", Args::default().value("query", &query))
    }

    /// `segments.count`.
    pub fn segments_count(&self, query: String) -> Result<SegmentCount> {
        self.call("segments.count", Args::default().value("query", &query))
    }

    /// `segments.sizes`.
    pub fn segments_sizes(&self) -> Result<SegmentSizes> {
        self.call("segments.sizes", Args::default())
    }

    /// `segments.overlap`.
    pub fn segments_overlap(&self, keys: Option<Vec<String>>) -> Result<SegmentOverlap> {
        self.call("segments.overlap", Args::default().value("keys", &keys))
    }

    /// `segments.preview`.
    pub fn segments_preview(&self, input: SegmentInput) -> Result<SegmentPreview> {
        self.call("segments.preview", Args::default().value("input", &input))
    }

    /// `segments.pin`.
    pub fn segments_pin(&self, key: String, customer: CustomerRef, change: PinChange) -> Result<PinReceipt> {
        self.call("segments.pin", Args::default().value("key", &key).value("customer", &customer).value("change", &change))
    }

    /// `segments.explain`.
    pub fn segments_explain(&self, customer: CustomerRef, query: String) -> Result<SegmentExplanation> {
        self.call("segments.explain", Args::default().value("customer", &customer).value("query", &query))
    }

    /// `segments.advance`.
    pub fn segments_advance(&self) -> Result<SegmentAdvance> {
        self.call("segments.advance", Args::default())
    }

    /// `segments.memberships`.
    pub fn segments_memberships(&self, customer: CustomerRef, at: Option<Instant>) -> Result<CustomerSegments> {
        self.call("segments.memberships", Args::default().value("customer", &customer).value("at", &at))
    }

    /// `segments.history`.
    pub fn segments_history(&self, customer: CustomerRef) -> Result<Vec<SegmentMove>> {
        self.call("segments.history", Args::default().value("customer", &customer))
    }

    /// `segments.size_by_day`.
    pub fn segments_size_by_day(&self, key: String, from: Day, to: Day) -> Result<Vec<SegmentDay>> {
        self.call("segments.size_by_day", Args::default().value("key", &key).value("from", &from).value("to", &to))
    }

    /// `duplicates.find`.
    pub fn duplicates_find(&self, query: DuplicateQuery, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicatePage> {
        self.call("duplicates.find", Args::default().value("query", &query).progress(progress).cancel(cancel))
    }

    /// `duplicates.find_new`.
    pub fn duplicates_find_new(&self, input: CustomerInput) -> Result<Vec<CustomerMatch>> {
        self.call("duplicates.find_new", Args::default().value("input", &input))
    }

    /// `duplicates.train`.
    pub fn duplicates_train(&self, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicateModel> {
        self.call("duplicates.train", Args::default().progress(progress).cancel(cancel))
    }

    /// `duplicates.model`.
    pub fn duplicates_model(&self) -> Result<DuplicateModel> {
        self.call("duplicates.model", Args::default())
    }

    /// `duplicates.run`.
    pub fn duplicates_run(&self, link: Option<bool>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicateReport> {
        self.call("duplicates.run", Args::default().value("link", &link).progress(progress).cancel(cancel))
    }

    /// `duplicates.reviews`.
    pub fn duplicates_reviews(&self, query: ReviewQuery) -> Result<ReviewPage> {
        self.call("duplicates.reviews", Args::default().value("query", &query))
    }

    /// `duplicates.decide`.
    pub fn duplicates_decide(&self, customer: CustomerRef, other: CustomerRef, verdict: Verdict) -> Result<DecisionReceipt> {
        self.call("duplicates.decide", Args::default().value("customer", &customer).value("other", &other).value("verdict", &verdict))
    }

    /// `duplicates.merge`.
    pub fn duplicates_merge(&self, customer: CustomerRef, other: CustomerRef) -> Result<MergeReceipt> {
        self.call("duplicates.merge", Args::default().value("customer", &customer).value("other", &other))
    }

    /// `duplicates.unmerge`.
    pub fn duplicates_unmerge(&self, customer: CustomerRef, records: Vec<String>) -> Result<UnmergeReceipt> {
        self.call("duplicates.unmerge", Args::default().value("customer", &customer).value("records", &records))
    }

    /// `duplicates.find_in_table`.
    pub fn duplicates_find_in_table(&self, columns: Vec<TableColumn>, settings: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<TableDuplicates> {
        self.call("duplicates.find_in_table", Args::default().value("columns", &columns).value("settings", &settings).progress(progress).cancel(cancel))
    }

    /// `duplicates.explain`.
    pub fn duplicates_explain(&self, customer: CustomerRef, other: CustomerRef) -> Result<PairExplanation> {
        self.call("duplicates.explain", Args::default().value("customer", &customer).value("other", &other))
    }

    /// `duplicates.explain_customer`.
    pub fn duplicates_explain_customer(&self, customer: CustomerRef) -> Result<CustomerExplanation> {
        self.call("duplicates.explain_customer", Args::default().value("customer", &customer))
    }

    /// `duplicates.history`.
    pub fn duplicates_history(&self, customer: CustomerRef) -> Result<Vec<LinkChange>> {
        self.call("duplicates.history", Args::default().value("customer", &customer))
    }

    /// `privacy.erase`.
    pub fn privacy_erase(&self, customer: CustomerRef, reason: ErasureReason, suppress: Option<bool>) -> Result<ErasureReceipt> {
        self.call("privacy.erase", Args::default().value("customer", &customer).value("reason", &reason).value("suppress", &suppress))
    }

    /// `privacy.erasures`.
    pub fn privacy_erasures(&self, page: PageRequest) -> Result<ErasurePage> {
        self.call("privacy.erasures", Args::default().value("page", &page))
    }

    /// `privacy.export`.
    pub fn privacy_export(&self, customer: CustomerRef) -> Result<CustomerDossier> {
        self.call("privacy.export", Args::default().value("customer", &customer))
    }

    /// `privacy.export_page`.
    pub fn privacy_export_page(&self, customer: CustomerRef) -> Result<String> {
        self.call("privacy.export_page", Args::default().value("customer", &customer))
    }

    /// `privacy.compact`.
    pub fn privacy_compact(&self) -> Result<i64> {
        self.call("privacy.compact", Args::default())
    }

    /// `privacy.suppressed_since`.
    pub fn privacy_suppressed_since(&self, address: String) -> Result<Option<Instant>> {
        self.call("privacy.suppressed_since", Args::default().value("address", &address))
    }

    /// `imports.customers`.
    pub fn imports_customers(&self, source: Source, query: ImportQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<ImportReport> {
        self.call("imports.customers", Args::default().source(source).value("query", &query).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.orders`.
    pub fn imports_orders(&self, source: Source, query: ImportQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<ImportReport> {
        self.call("imports.orders", Args::default().source(source).value("query", &query).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.payload`.
    pub fn imports_payload(&self, source: Source, query: PayloadQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<PayloadReport> {
        self.call("imports.payload", Args::default().source(source).value("query", &query).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.verify_webhook`.
    pub fn imports_verify_webhook(&self, query: WebhookQuery) -> Result<WebhookReceipt> {
        self.call("imports.verify_webhook", Args::default().value("query", &query))
    }

    /// `reports.stats`.
    pub fn reports_stats(&self) -> Result<Stats> {
        self.call("reports.stats", Args::default())
    }

    /// `reports.revenue_by_month`.
    pub fn reports_revenue_by_month(&self, as_of: Option<Day>) -> Result<RevenueReport> {
        self.call("reports.revenue_by_month", Args::default().value("as_of", &as_of))
    }

    /// `reports.rfm`.
    pub fn reports_rfm(&self, query: RfmQuery) -> Result<RfmReport> {
        self.call("reports.rfm", Args::default().value("query", &query))
    }

    /// `reports.rfm_scores`.
    pub fn reports_rfm_scores(&self, query: RfmQuery) -> Result<Vec<RfmScore>> {
        self.call("reports.rfm_scores", Args::default().value("query", &query))
    }

    /// `reports.top_customers`.
    pub fn reports_top_customers(&self, limit: i64) -> Result<Vec<TopCustomer>> {
        self.call("reports.top_customers", Args::default().value("limit", &limit))
    }

    /// `feed.changes`.
    pub fn feed_changes(&self, page: PageRequest) -> Result<FeedPage> {
        self.call("feed.changes", Args::default().value("page", &page))
    }

    /// `feed.cursor_at`.
    pub fn feed_cursor_at(&self, at: Instant) -> Result<String> {
        self.call("feed.cursor_at", Args::default().value("at", &at))
    }

    /// `feed.define_group`.
    pub fn feed_define_group(&self, name: String, start: Option<FeedStart>) -> Result<FeedGroup> {
        self.call("feed.define_group", Args::default().value("name", &name).value("start", &start))
    }

    /// `feed.groups`.
    pub fn feed_groups(&self) -> Result<Vec<FeedGroup>> {
        self.call("feed.groups", Args::default())
    }

    /// `feed.take`.
    pub fn feed_take(&self, query: FeedTake) -> Result<FeedBatch> {
        self.call("feed.take", Args::default().value("query", &query))
    }

    /// `feed.acknowledge`.
    pub fn feed_acknowledge(&self, group: String, lease: i64, done: Option<i64>) -> Result<FeedGroup> {
        self.call("feed.acknowledge", Args::default().value("group", &group).value("lease", &lease).value("done", &done))
    }

    /// `feed.rewind`.
    pub fn feed_rewind(&self, group: String, cursor: Option<String>) -> Result<FeedGroup> {
        self.call("feed.rewind", Args::default().value("group", &group).value("cursor", &cursor))
    }

    /// `feed.forget_group`.
    pub fn feed_forget_group(&self, name: String) -> Result<()> {
        self.call("feed.forget_group", Args::default().value("name", &name))
    }

    /// `feed.trim`.
    pub fn feed_trim(&self) -> Result<FeedTrimReport> {
        self.call("feed.trim", Args::default())
    }

    /// `audit.list`.
    pub fn audit_list(&self, page: PageRequest) -> Result<AuditPage> {
        self.call("audit.list", Args::default().value("page", &page))
    }

    /// `audit.find`.
    pub fn audit_find(&self, query: AuditQuery) -> Result<AuditPage> {
        self.call("audit.find", Args::default().value("query", &query))
    }

    /// `audit.seal`.
    pub fn audit_seal(&self) -> Result<AuditHead> {
        self.call("audit.seal", Args::default())
    }

    /// `audit.verify`.
    pub fn audit_verify(&self, anchor: Option<AuditHead>) -> Result<AuditProof> {
        self.call("audit.verify", Args::default().value("anchor", &anchor))
    }

    /// `audit.export`.
    pub fn audit_export(&self, page: PageRequest) -> Result<AuditExport> {
        self.call("audit.export", Args::default().value("page", &page))
    }

    /// `proof.verify`.
    pub fn proof_verify(&self) -> Result<VerifyReport> {
        self.call("proof.verify", Args::default())
    }

    /// `proof.rebuild`.
    pub fn proof_rebuild(&self) -> Result<VerifyReport> {
        self.call("proof.rebuild", Args::default())
    }
}
