//! Written by `cargo xtask codegen` from the core's description of itself; changes here are lost.

use std::sync::Arc;

use super::packed::*;
use crate::{
    call::Beside,
    crm::NativeCrm,
    error::Result,
    leaf::{Day, Instant},
    long::{NativeCancel, NativeProgress, Source},
};

#[uniffi::export]
impl NativeCrm {
    /// `shop.get`.
    pub fn shop_get(&self) -> Result<ShopSettings> {
        self.call("shop.get", &[])
    }

    /// `shop.set`.
    pub fn shop_set(&self, patch: ShopPatch) -> Result<SettingsReceipt> {
        self.call("shop.set", &[("patch", &patch)])
    }

    /// `shop.define_field`.
    pub fn shop_define_field(&self, field: FieldDefinition) -> Result<SettingsReceipt> {
        self.call("shop.define_field", &[("field", &field)])
    }

    /// `shop.define_store`.
    pub fn shop_define_store(&self, store: Store) -> Result<SettingsReceipt> {
        self.call("shop.define_store", &[("store", &store)])
    }

    /// `customers.upsert`.
    pub fn customers_upsert(&self, input: CustomerInput) -> Result<UpsertReceipt> {
        self.call("customers.upsert", &[("input", &input)])
    }

    /// `customers.upsert_many`.
    pub fn customers_upsert_many(&self, inputs: Vec<CustomerInput>) -> Result<Vec<UpsertReceipt>> {
        self.call("customers.upsert_many", &[("inputs", &inputs)])
    }

    /// `customers.update`.
    pub fn customers_update(&self, id: String, patch: CustomerPatch) -> Result<UpsertReceipt> {
        self.call("customers.update", &[("id", &id), ("patch", &patch)])
    }

    /// `customers.delete`.
    pub fn customers_delete(&self, id: String, expected_version: Option<i64>) -> Result<DeleteReceipt> {
        self.call("customers.delete", &[("id", &id), ("expected_version", &expected_version)])
    }

    /// `customers.get`.
    pub fn customers_get(&self, id: String) -> Result<Customer> {
        self.call("customers.get", &[("id", &id)])
    }

    /// `customers.resolve`.
    pub fn customers_resolve(&self, customer: CustomerRef) -> Result<Customer> {
        self.call("customers.resolve", &[("customer", &customer)])
    }

    /// `customers.find`.
    pub fn customers_find(&self, query: CustomerQuery) -> Result<CustomerPage> {
        self.call("customers.find", &[("query", &query)])
    }

    /// `customers.list`.
    pub fn customers_list(&self, page: PageRequest) -> Result<CustomerPage> {
        self.call("customers.list", &[("page", &page)])
    }

    /// `customers.count`.
    pub fn customers_count(&self) -> Result<i64> {
        self.call("customers.count", &[])
    }

    /// `orders.record`.
    pub fn orders_record(&self, input: OrderInput) -> Result<OrderReceipt> {
        self.call("orders.record", &[("input", &input)])
    }

    /// `orders.record_many`.
    pub fn orders_record_many(&self, inputs: Vec<OrderInput>) -> Result<Vec<OrderReceipt>> {
        self.call("orders.record_many", &[("inputs", &inputs)])
    }

    /// `orders.refund`.
    pub fn orders_refund(&self, input: RefundInput) -> Result<RefundReceipt> {
        self.call("orders.refund", &[("input", &input)])
    }

    /// `orders.cancel`.
    pub fn orders_cancel(&self, order: OrderRef, reason: Option<String>) -> Result<OrderReceipt> {
        self.call("orders.cancel", &[("order", &order), ("reason", &reason)])
    }

    /// `orders.set_status`.
    pub fn orders_set_status(&self, order: OrderRef, status: StatusInput) -> Result<OrderReceipt> {
        self.call("orders.set_status", &[("order", &order), ("status", &status)])
    }

    /// `orders.get`.
    pub fn orders_get(&self, order: OrderRef) -> Result<Order> {
        self.call("orders.get", &[("order", &order)])
    }

    /// `orders.list`.
    pub fn orders_list(&self, customer: CustomerRef, page: PageRequest) -> Result<OrderPage> {
        self.call("orders.list", &[("customer", &customer), ("page", &page)])
    }

    /// `orders.metrics`.
    pub fn orders_metrics(&self, customer: String) -> Result<CustomerMetrics> {
        self.call("orders.metrics", &[("customer", &customer)])
    }

    /// `orders.count`.
    pub fn orders_count(&self) -> Result<i64> {
        self.call("orders.count", &[])
    }

    /// `products.upsert`.
    pub fn products_upsert(&self, input: ProductInput) -> Result<ProductReceipt> {
        self.call("products.upsert", &[("input", &input)])
    }

    /// `products.get`.
    pub fn products_get(&self, sku: String) -> Result<Product> {
        self.call("products.get", &[("sku", &sku)])
    }

    /// `products.list`.
    pub fn products_list(&self, page: PageRequest) -> Result<ProductPage> {
        self.call("products.list", &[("page", &page)])
    }

    /// `events.record`.
    pub fn events_record(&self, input: EventInput) -> Result<EventReceipt> {
        self.call("events.record", &[("input", &input)])
    }

    /// `events.record_many`.
    pub fn events_record_many(&self, inputs: Vec<EventInput>) -> Result<Vec<EventReceipt>> {
        self.call("events.record_many", &[("inputs", &inputs)])
    }

    /// `events.timeline`.
    pub fn events_timeline(&self, query: TimelineQuery) -> Result<TimelinePage> {
        self.call("events.timeline", &[("query", &query)])
    }

    /// `consents.record`.
    pub fn consents_record(&self, input: ConsentInput) -> Result<ConsentReceipt> {
        self.call("consents.record", &[("input", &input)])
    }

    /// `consents.request`.
    pub fn consents_request(&self, input: ConsentRequestInput) -> Result<ConsentRequest> {
        self.call("consents.request", &[("input", &input)])
    }

    /// `consents.confirm`.
    pub fn consents_confirm(&self, token: String) -> Result<ConsentReceipt> {
        self.call("consents.confirm", &[("token", &token)])
    }

    /// `consents.state`.
    pub fn consents_state(&self, query: ConsentQuery) -> Result<Vec<Consent>> {
        self.call("consents.state", &[("query", &query)])
    }

    /// `consents.may_contact`.
    pub fn consents_may_contact(&self, query: ContactQuery) -> Result<ContactDecision> {
        self.call("consents.may_contact", &[("query", &query)])
    }

    /// `loyalty.define_program`.
    pub fn loyalty_define_program(&self, name: String, terms: ProgramTerms) -> Result<ProgramReceipt> {
        self.call("loyalty.define_program", &[("name", &name), ("terms", &terms)])
    }

    /// `loyalty.programs`.
    pub fn loyalty_programs(&self) -> Result<Vec<Program>> {
        self.call("loyalty.programs", &[])
    }

    /// `loyalty.earn`.
    pub fn loyalty_earn(&self, input: EarnInput) -> Result<PointsReceipt> {
        self.call("loyalty.earn", &[("input", &input)])
    }

    /// `loyalty.earn_many`.
    pub fn loyalty_earn_many(&self, inputs: Vec<EarnInput>) -> Result<Vec<PointsReceipt>> {
        self.call("loyalty.earn_many", &[("inputs", &inputs)])
    }

    /// `loyalty.earn_event`.
    pub fn loyalty_earn_event(&self, input: EarnEventInput) -> Result<PointsReceipt> {
        self.call("loyalty.earn_event", &[("input", &input)])
    }

    /// `loyalty.preview`.
    pub fn loyalty_preview(&self, input: PreviewInput) -> Result<EarningExplanation> {
        self.call("loyalty.preview", &[("input", &input)])
    }

    /// `loyalty.redeem`.
    pub fn loyalty_redeem(&self, input: RedeemInput) -> Result<PointsReceipt> {
        self.call("loyalty.redeem", &[("input", &input)])
    }

    /// `loyalty.hold`.
    pub fn loyalty_hold(&self, input: RedeemInput) -> Result<PointsReceipt> {
        self.call("loyalty.hold", &[("input", &input)])
    }

    /// `loyalty.capture`.
    pub fn loyalty_capture(&self, input: CaptureInput) -> Result<PointsReceipt> {
        self.call("loyalty.capture", &[("input", &input)])
    }

    /// `loyalty.void_hold`.
    pub fn loyalty_void_hold(&self, hold: String) -> Result<PointsReceipt> {
        self.call("loyalty.void_hold", &[("hold", &hold)])
    }

    /// `loyalty.give_back`.
    pub fn loyalty_give_back(&self, input: GiveBackInput) -> Result<PointsReceipt> {
        self.call("loyalty.give_back", &[("input", &input)])
    }

    /// `loyalty.return_order`.
    pub fn loyalty_return_order(&self, input: ReturnInput) -> Result<ReturnReceipt> {
        self.call("loyalty.return_order", &[("input", &input)])
    }

    /// `loyalty.adjust`.
    pub fn loyalty_adjust(&self, input: AdjustInput) -> Result<PointsReceipt> {
        self.call("loyalty.adjust", &[("input", &input)])
    }

    /// `loyalty.import_points`.
    pub fn loyalty_import_points(&self, input: ImportPointsInput) -> Result<PointsReceipt> {
        self.call("loyalty.import_points", &[("input", &input)])
    }

    /// `loyalty.transfer`.
    pub fn loyalty_transfer(&self, input: TransferInput) -> Result<PointsReceipt> {
        self.call("loyalty.transfer", &[("input", &input)])
    }

    /// `loyalty.join_pool`.
    pub fn loyalty_join_pool(&self, input: PoolInput) -> Result<PointPool> {
        self.call("loyalty.join_pool", &[("input", &input)])
    }

    /// `loyalty.leave_pool`.
    pub fn loyalty_leave_pool(&self, customer: CustomerRef, program: Option<String>) -> Result<Option<PointPool>> {
        self.call("loyalty.leave_pool", &[("customer", &customer), ("program", &program)])
    }

    /// `loyalty.pool`.
    pub fn loyalty_pool(&self, customer: CustomerRef, program: Option<String>) -> Result<Option<PointPool>> {
        self.call("loyalty.pool", &[("customer", &customer), ("program", &program)])
    }

    /// `loyalty.balance`.
    pub fn loyalty_balance(&self, query: BalanceQuery) -> Result<PointBalance> {
        self.call("loyalty.balance", &[("query", &query)])
    }

    /// `loyalty.entries`.
    pub fn loyalty_entries(&self, query: EntryQuery) -> Result<EntryPage> {
        self.call("loyalty.entries", &[("query", &query)])
    }

    /// `loyalty.explain`.
    pub fn loyalty_explain(&self, entry: String) -> Result<EntryExplanation> {
        self.call("loyalty.explain", &[("entry", &entry)])
    }

    /// `loyalty.advance`.
    pub fn loyalty_advance(&self) -> Result<AdvanceReport> {
        self.call("loyalty.advance", &[])
    }

    /// `loyalty.liability`.
    pub fn loyalty_liability(&self, program: Option<String>, at: Option<Instant>) -> Result<LiabilityReport> {
        self.call("loyalty.liability", &[("program", &program), ("at", &at)])
    }

    /// `loyalty.point_cohorts`.
    pub fn loyalty_point_cohorts(&self, program: Option<String>, at: Option<Instant>) -> Result<PointCohortReport> {
        self.call("loyalty.point_cohorts", &[("program", &program), ("at", &at)])
    }

    /// `loyalty.program_cost`.
    pub fn loyalty_program_cost(&self, since: Option<Instant>, until: Option<Instant>, program: Option<String>) -> Result<ProgramCostReport> {
        self.call("loyalty.program_cost", &[("since", &since), ("until", &until), ("program", &program)])
    }

    /// `loyalty.simulate`.
    pub fn loyalty_simulate(&self, query: SimulationQuery) -> Result<SimulationPage> {
        self.call("loyalty.simulate", &[("query", &query)])
    }

    /// `loyalty.occasions`.
    pub fn loyalty_occasions(&self, query: OccasionQuery) -> Result<OccasionPage> {
        self.call("loyalty.occasions", &[("query", &query)])
    }

    /// `loyalty.holidays`.
    pub fn loyalty_holidays(&self, since: Day, until: Day) -> Result<Vec<Holiday>> {
        self.call("loyalty.holidays", &[("since", &since), ("until", &until)])
    }

    /// `loyalty.allocate`.
    pub fn loyalty_allocate(&self, input: AllocationInput) -> Result<Allocation> {
        self.call("loyalty.allocate", &[("input", &input)])
    }

    /// `loyalty.recognise`.
    pub fn loyalty_recognise(&self, input: RecognitionInput) -> Result<Recognition> {
        self.call("loyalty.recognise", &[("input", &input)])
    }

    /// `loyalty.tier`.
    pub fn loyalty_tier(&self, query: TierQuery) -> Result<TierStatus> {
        self.call("loyalty.tier", &[("query", &query)])
    }

    /// `loyalty.tier_history`.
    pub fn loyalty_tier_history(&self, query: TierQuery) -> Result<Vec<TierChange>> {
        self.call("loyalty.tier_history", &[("query", &query)])
    }

    /// `loyalty.tier_report`.
    pub fn loyalty_tier_report(&self, program: Option<String>, at: Option<Instant>) -> Result<TierReport> {
        self.call("loyalty.tier_report", &[("program", &program), ("at", &at)])
    }

    /// `loyalty.tier_movement`.
    pub fn loyalty_tier_movement(&self, since: Instant, until: Option<Instant>, program: Option<String>) -> Result<TierMovementReport> {
        self.call("loyalty.tier_movement", &[("since", &since), ("until", &until), ("program", &program)])
    }

    /// `loyalty.grant_tier`.
    pub fn loyalty_grant_tier(&self, input: TierGrantInput) -> Result<TierStatus> {
        self.call("loyalty.grant_tier", &[("input", &input)])
    }

    /// `rewards.define`.
    pub fn rewards_define(&self, name: String, terms: RewardTerms) -> Result<RewardReceipt> {
        self.call("rewards.define", &[("name", &name), ("terms", &terms)])
    }

    /// `rewards.catalogue`.
    pub fn rewards_catalogue(&self) -> Result<Vec<RewardOffer>> {
        self.call("rewards.catalogue", &[])
    }

    /// `rewards.redeem`.
    pub fn rewards_redeem(&self, input: RedeemRewardInput) -> Result<RedemptionReceipt> {
        self.call("rewards.redeem", &[("input", &input)])
    }

    /// `rewards.find_code`.
    pub fn rewards_find_code(&self, code: String) -> Result<RewardRedemption> {
        self.call("rewards.find_code", &[("code", &code)])
    }

    /// `rewards.use_code`.
    pub fn rewards_use_code(&self, input: UseCodeInput) -> Result<RedemptionReceipt> {
        self.call("rewards.use_code", &[("input", &input)])
    }

    /// `rewards.cancel`.
    pub fn rewards_cancel(&self, redemption: String, reason: Option<String>) -> Result<RedemptionReceipt> {
        self.call("rewards.cancel", &[("redemption", &redemption), ("reason", &reason)])
    }

    /// `rewards.list`.
    pub fn rewards_list(&self, query: RedemptionQuery) -> Result<RedemptionPage> {
        self.call("rewards.list", &[("query", &query)])
    }

    /// `referrals.define`.
    pub fn referrals_define(&self, name: String, terms: ReferralTerms) -> Result<ReferralProgram> {
        self.call("referrals.define", &[("name", &name), ("terms", &terms)])
    }

    /// `referrals.programs`.
    pub fn referrals_programs(&self) -> Result<Vec<ReferralProgram>> {
        self.call("referrals.programs", &[])
    }

    /// `referrals.code`.
    pub fn referrals_code(&self, customer: CustomerRef, program: Option<String>) -> Result<ReferralCode> {
        self.call("referrals.code", &[("customer", &customer), ("program", &program)])
    }

    /// `referrals.attribute`.
    pub fn referrals_attribute(&self, input: ReferralInput) -> Result<Referral> {
        self.call("referrals.attribute", &[("input", &input)])
    }

    /// `referrals.settle`.
    pub fn referrals_settle(&self, order: OrderRef) -> Result<Vec<Referral>> {
        self.call("referrals.settle", &[("order", &order)])
    }

    /// `referrals.list`.
    pub fn referrals_list(&self, query: ReferralQuery) -> Result<ReferralPage> {
        self.call("referrals.list", &[("query", &query)])
    }

    /// `segments.check`.
    pub fn segments_check(&self, query: String, profile: Option<Profile>) -> Result<QueryCheck> {
        self.call("segments.check", &[("query", &query), ("profile", &profile)])
    }

    /// `segments.define`.
    pub fn segments_define(&self, input: SegmentInput) -> Result<SegmentReceipt> {
        self.call("segments.define", &[("input", &input)])
    }

    /// `segments.define_many`.
    pub fn segments_define_many(&self, inputs: Vec<SegmentInput>) -> Result<Vec<SegmentReceipt>> {
        self.call("segments.define_many", &[("inputs", &inputs)])
    }

    /// `segments.get`.
    pub fn segments_get(&self, key: String) -> Result<Segment> {
        self.call("segments.get", &[("key", &key)])
    }

    /// `segments.list`.
    pub fn segments_list(&self) -> Result<Vec<Segment>> {
        self.call("segments.list", &[])
    }

    /// `segments.versions`.
    pub fn segments_versions(&self, key: String) -> Result<Vec<Segment>> {
        self.call("segments.versions", &[("key", &key)])
    }

    /// `segments.remove`.
    pub fn segments_remove(&self, key: String) -> Result<Segment> {
        self.call("segments.remove", &[("key", &key)])
    }

    /// `segments.members`.
    pub fn segments_members(&self, query: MemberQuery) -> Result<MemberPage> {
        self.call("segments.members", &[("query", &query)])
    }

    /// `segments.count`.
    pub fn segments_count(&self, query: String) -> Result<SegmentCount> {
        self.call("segments.count", &[("query", &query)])
    }

    /// `segments.sizes`.
    pub fn segments_sizes(&self) -> Result<SegmentSizes> {
        self.call("segments.sizes", &[])
    }

    /// `segments.overlap`.
    pub fn segments_overlap(&self, keys: Option<Vec<String>>) -> Result<SegmentOverlap> {
        self.call("segments.overlap", &[("keys", &keys)])
    }

    /// `segments.preview`.
    pub fn segments_preview(&self, input: SegmentInput) -> Result<SegmentPreview> {
        self.call("segments.preview", &[("input", &input)])
    }

    /// `segments.pin`.
    pub fn segments_pin(&self, key: String, customer: CustomerRef, change: PinChange) -> Result<PinReceipt> {
        self.call("segments.pin", &[("key", &key), ("customer", &customer), ("change", &change)])
    }

    /// `segments.explain`.
    pub fn segments_explain(&self, customer: CustomerRef, query: String) -> Result<SegmentExplanation> {
        self.call("segments.explain", &[("customer", &customer), ("query", &query)])
    }

    /// `segments.advance`.
    pub fn segments_advance(&self) -> Result<SegmentAdvance> {
        self.call("segments.advance", &[])
    }

    /// `segments.memberships`.
    pub fn segments_memberships(&self, customer: CustomerRef, at: Option<Instant>) -> Result<CustomerSegments> {
        self.call("segments.memberships", &[("customer", &customer), ("at", &at)])
    }

    /// `segments.history`.
    pub fn segments_history(&self, customer: CustomerRef) -> Result<Vec<SegmentMove>> {
        self.call("segments.history", &[("customer", &customer)])
    }

    /// `segments.size_by_day`.
    pub fn segments_size_by_day(&self, key: String, from: Day, to: Day) -> Result<Vec<SegmentDay>> {
        self.call("segments.size_by_day", &[("key", &key), ("from", &from), ("to", &to)])
    }

    /// `duplicates.find`.
    pub fn duplicates_find(&self, query: DuplicateQuery, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicatePage> {
        self.call_with("duplicates.find", &[("query", &query)], Beside::default().progress(progress).cancel(cancel))
    }

    /// `duplicates.find_new`.
    pub fn duplicates_find_new(&self, input: CustomerInput) -> Result<Vec<CustomerMatch>> {
        self.call("duplicates.find_new", &[("input", &input)])
    }

    /// `duplicates.train`.
    pub fn duplicates_train(&self, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicateModel> {
        self.call_with("duplicates.train", &[], Beside::default().progress(progress).cancel(cancel))
    }

    /// `duplicates.model`.
    pub fn duplicates_model(&self) -> Result<DuplicateModel> {
        self.call("duplicates.model", &[])
    }

    /// `duplicates.run`.
    pub fn duplicates_run(&self, link: Option<bool>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<DuplicateReport> {
        self.call_with("duplicates.run", &[("link", &link)], Beside::default().progress(progress).cancel(cancel))
    }

    /// `duplicates.reviews`.
    pub fn duplicates_reviews(&self, query: ReviewQuery) -> Result<ReviewPage> {
        self.call("duplicates.reviews", &[("query", &query)])
    }

    /// `duplicates.decide`.
    pub fn duplicates_decide(&self, customer: CustomerRef, other: CustomerRef, verdict: Verdict) -> Result<DecisionReceipt> {
        self.call("duplicates.decide", &[("customer", &customer), ("other", &other), ("verdict", &verdict)])
    }

    /// `duplicates.merge`.
    pub fn duplicates_merge(&self, customer: CustomerRef, other: CustomerRef) -> Result<MergeReceipt> {
        self.call("duplicates.merge", &[("customer", &customer), ("other", &other)])
    }

    /// `duplicates.unmerge`.
    pub fn duplicates_unmerge(&self, customer: CustomerRef, records: Vec<String>) -> Result<UnmergeReceipt> {
        self.call("duplicates.unmerge", &[("customer", &customer), ("records", &records)])
    }

    /// `duplicates.find_in_table`.
    pub fn duplicates_find_in_table(&self, columns: Vec<TableColumn>, query: TableQuery, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<TableDuplicates> {
        self.call_with("duplicates.find_in_table", &[("columns", &columns), ("query", &query)], Beside::default().progress(progress).cancel(cancel))
    }

    /// `duplicates.explain`.
    pub fn duplicates_explain(&self, customer: CustomerRef, other: CustomerRef) -> Result<PairExplanation> {
        self.call("duplicates.explain", &[("customer", &customer), ("other", &other)])
    }

    /// `duplicates.explain_customer`.
    pub fn duplicates_explain_customer(&self, customer: CustomerRef) -> Result<CustomerExplanation> {
        self.call("duplicates.explain_customer", &[("customer", &customer)])
    }

    /// `duplicates.history`.
    pub fn duplicates_history(&self, customer: CustomerRef) -> Result<Vec<LinkChange>> {
        self.call("duplicates.history", &[("customer", &customer)])
    }

    /// `privacy.erase`.
    pub fn privacy_erase(&self, customer: CustomerRef, reason: ErasureReason, suppress: Option<bool>) -> Result<ErasureReceipt> {
        self.call("privacy.erase", &[("customer", &customer), ("reason", &reason), ("suppress", &suppress)])
    }

    /// `privacy.restrict`.
    pub fn privacy_restrict(&self, customer: CustomerRef, reason: RestrictionReason) -> Result<RestrictionReceipt> {
        self.call("privacy.restrict", &[("customer", &customer), ("reason", &reason)])
    }

    /// `privacy.unrestrict`.
    pub fn privacy_unrestrict(&self, customer: CustomerRef) -> Result<RestrictionReceipt> {
        self.call("privacy.unrestrict", &[("customer", &customer)])
    }

    /// `privacy.object`.
    pub fn privacy_object(&self, input: ObjectionInput) -> Result<ConsentReceipt> {
        self.call("privacy.object", &[("input", &input)])
    }

    /// `privacy.erasures`.
    pub fn privacy_erasures(&self, page: PageRequest) -> Result<ErasurePage> {
        self.call("privacy.erasures", &[("page", &page)])
    }

    /// `privacy.advance`.
    pub fn privacy_advance(&self) -> Result<RetentionReport> {
        self.call("privacy.advance", &[])
    }

    /// `privacy.preview_retention`.
    pub fn privacy_preview_retention(&self, as_of: Option<Instant>) -> Result<RetentionReport> {
        self.call("privacy.preview_retention", &[("as_of", &as_of)])
    }

    /// `privacy.retention_runs`.
    pub fn privacy_retention_runs(&self, page: PageRequest) -> Result<RetentionRunPage> {
        self.call("privacy.retention_runs", &[("page", &page)])
    }

    /// `privacy.export`.
    pub fn privacy_export(&self, customer: CustomerRef) -> Result<CustomerDossier> {
        self.call("privacy.export", &[("customer", &customer)])
    }

    /// `privacy.export_page`.
    pub fn privacy_export_page(&self, customer: CustomerRef) -> Result<String> {
        self.call("privacy.export_page", &[("customer", &customer)])
    }

    /// `privacy.compact`.
    pub fn privacy_compact(&self) -> Result<i64> {
        self.call("privacy.compact", &[])
    }

    /// `privacy.suppressed_since`.
    pub fn privacy_suppressed_since(&self, address: String) -> Result<Option<Instant>> {
        self.call("privacy.suppressed_since", &[("address", &address)])
    }

    /// `imports.customers`.
    pub fn imports_customers(&self, source: Source, query: ImportQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<ImportReport> {
        self.call_with("imports.customers", &[("query", &query)], Beside::default().source(source).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.orders`.
    pub fn imports_orders(&self, source: Source, query: ImportQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<ImportReport> {
        self.call_with("imports.orders", &[("query", &query)], Beside::default().source(source).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.payload`.
    pub fn imports_payload(&self, source: Source, query: PayloadQuery, rejects: Option<String>, progress: Option<Box<dyn NativeProgress>>, cancel: Option<Arc<NativeCancel>>) -> Result<PayloadReport> {
        self.call_with("imports.payload", &[("query", &query)], Beside::default().source(source).sink(rejects).progress(progress).cancel(cancel))
    }

    /// `imports.verify_webhook`.
    pub fn imports_verify_webhook(&self, query: WebhookQuery) -> Result<WebhookReceipt> {
        self.call("imports.verify_webhook", &[("query", &query)])
    }

    /// `reports.stats`.
    pub fn reports_stats(&self) -> Result<Stats> {
        self.call("reports.stats", &[])
    }

    /// `reports.revenue_by_month`.
    pub fn reports_revenue_by_month(&self, as_of: Option<Day>) -> Result<RevenueReport> {
        self.call("reports.revenue_by_month", &[("as_of", &as_of)])
    }

    /// `reports.rfm`.
    pub fn reports_rfm(&self, query: RfmQuery) -> Result<RfmReport> {
        self.call("reports.rfm", &[("query", &query)])
    }

    /// `reports.rfm_scores`.
    pub fn reports_rfm_scores(&self, query: RfmQuery) -> Result<Vec<RfmScore>> {
        self.call("reports.rfm_scores", &[("query", &query)])
    }

    /// `reports.top_customers`.
    pub fn reports_top_customers(&self, limit: i64, as_of: Option<Day>) -> Result<Vec<TopCustomer>> {
        self.call("reports.top_customers", &[("limit", &limit), ("as_of", &as_of)])
    }

    /// `feed.changes`.
    pub fn feed_changes(&self, page: PageRequest) -> Result<FeedPage> {
        self.call("feed.changes", &[("page", &page)])
    }

    /// `feed.cursor_at`.
    pub fn feed_cursor_at(&self, at: Instant) -> Result<String> {
        self.call("feed.cursor_at", &[("at", &at)])
    }

    /// `feed.define_group`.
    pub fn feed_define_group(&self, name: String, start: Option<FeedStart>) -> Result<FeedGroup> {
        self.call("feed.define_group", &[("name", &name), ("start", &start)])
    }

    /// `feed.groups`.
    pub fn feed_groups(&self) -> Result<Vec<FeedGroup>> {
        self.call("feed.groups", &[])
    }

    /// `feed.take`.
    pub fn feed_take(&self, query: FeedTake) -> Result<FeedBatch> {
        self.call("feed.take", &[("query", &query)])
    }

    /// `feed.acknowledge`.
    pub fn feed_acknowledge(&self, group: String, lease: i64, done: Option<i64>) -> Result<FeedGroup> {
        self.call("feed.acknowledge", &[("group", &group), ("lease", &lease), ("done", &done)])
    }

    /// `feed.rewind`.
    pub fn feed_rewind(&self, group: String, cursor: Option<String>) -> Result<FeedGroup> {
        self.call("feed.rewind", &[("group", &group), ("cursor", &cursor)])
    }

    /// `feed.forget_group`.
    pub fn feed_forget_group(&self, name: String) -> Result<()> {
        self.call("feed.forget_group", &[("name", &name)])
    }

    /// `feed.trim`.
    pub fn feed_trim(&self) -> Result<FeedTrimReport> {
        self.call("feed.trim", &[])
    }

    /// `audit.list`.
    pub fn audit_list(&self, page: PageRequest) -> Result<AuditPage> {
        self.call("audit.list", &[("page", &page)])
    }

    /// `audit.find`.
    pub fn audit_find(&self, query: AuditQuery) -> Result<AuditPage> {
        self.call("audit.find", &[("query", &query)])
    }

    /// `audit.seal`.
    pub fn audit_seal(&self) -> Result<AuditHead> {
        self.call("audit.seal", &[])
    }

    /// `audit.verify`.
    pub fn audit_verify(&self, anchor: Option<AuditHead>) -> Result<AuditProof> {
        self.call("audit.verify", &[("anchor", &anchor)])
    }

    /// `audit.export`.
    pub fn audit_export(&self, page: PageRequest) -> Result<AuditExport> {
        self.call("audit.export", &[("page", &page)])
    }

    /// `proof.verify`.
    pub fn proof_verify(&self) -> Result<VerifyReport> {
        self.call("proof.verify", &[])
    }

    /// `proof.rebuild`.
    pub fn proof_rebuild(&self) -> Result<VerifyReport> {
        self.call("proof.rebuild", &[])
    }
}
