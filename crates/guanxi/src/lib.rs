//! A complete e-commerce CRM engine that lives inside your own app: what SQLite is to data, guanxi (关系) is to customer
//! relationships.
//!
//! ```
//! use guanxi::{CustomerInput, CustomerRef, OrderInput};
//!
//! let crm = guanxi::open("memory:")?; // a path keeps it on disk
//! let saved = crm.customers().upsert(
//!     CustomerInput::new().name("Li Wei").email("li.wei@example.cn").external_id("shopify", "6940095"),
//! )?;
//! let order = OrderInput::new("shopify", "SO-1001", "2026-03-01T10:15:00+08:00".parse()?)
//!     .customer(CustomerRef::Id(saved.customer.id))
//!     .line("SKU-9", 2, "134.00 CNY".parse()?);
//! crm.orders().record(order)?;
//! let metrics = crm.orders().metrics(saved.customer.id)?;
//! assert_eq!(metrics.amount_spent, Some("268.00 CNY".parse()?));
//! # Ok::<(), guanxi::Error>(())
//! ```
//!
//! The types to know: [`Crm`] is the handle, with one accessor per area; [`CustomerInput`] and [`OrderInput`] are what
//! is handed in; [`Customer`] and [`Order`] are what is handed back; [`Error`] says what was wrong and how to mend it.
//!
//! | feature | what it adds | default |
//! | --- | --- | --- |
//! | `redb` | the embedded storage of a bare path and of `redb:` | yes |
//! | `sled` | the embedded storage of `sled:` | no |
//! | `sqlite` | the storage of `sqlite:`: one file with real tables, for several processes; built from C | no |
//! | `postgres` | the storage of `postgres://`: a schema of a PostgreSQL database, for many machines | no |
//! | `quick-phones` | the quick engine for phone numbers; without it the library is 0.9 MB smaller, and answers the same | yes |
//! | `tracing` | events of what happens, without personal data | no |

#[cfg(feature = "arrow")]
pub use guanxi_core::columns;
#[cfg(feature = "bridge")]
pub use guanxi_core::{bridge, leaf, number};

mod open;
mod system;

pub use guanxi_core::{
    Crm, Error, ErrorKind, Result,
    audit::{Audit, AuditEntry, AuditExport, AuditHead, AuditPage, AuditProof, AuditQuery},
    change::{ChangeKind, Outcome},
    consent::{
        Consent, ConsentInput, ConsentQuery, ConsentReceipt, ConsentRequest, ConsentRequestInput,
        ConsentState, Consents, ContactDecision, ContactQuery, ContactReason, ObjectionInput,
        RestrictionReason, RestrictionReceipt,
    },
    copy::{CopyOptions, CopyReport},
    customer::{
        AddressInput, Customer, CustomerInput, CustomerPage, CustomerPatch, CustomerQuery, CustomerRef,
        Customers, DeleteReceipt, Issue, UpsertReceipt,
    },
    dedupe::{
        BlockedMerge, BlockedReason, BookedCounts, CustomerExplanation, CustomerMatch, DecisionReceipt,
        DuplicateMerge, DuplicateModel, DuplicatePage, DuplicatePair, DuplicateQuery, DuplicateReport,
        Duplicates, FieldEvidence, LinkChange, LinkEvidence, MergeReceipt, PairExplanation, RecordLink,
        Review, ReviewPage, ReviewQuery, TableColumn, TableDuplicates, TableEvaluation, TableLabel,
        TableMeasure, TableMistake, TablePair, TableQuality, TableQuery, UnmergeReceipt,
    },
    error,
    event::{
        Direction, Event, EventInput, EventReceipt, Events, TimelineItem, TimelineKind, TimelinePage,
        TimelineQuery,
    },
    feed::{Feed, FeedBatch, FeedChange, FeedGroup, FeedPage, FeedStart, FeedTake, FeedTrimReport},
    id::{CustomerId, EntryId, EventId, OrderId, Random, RecordId, SeededRandom},
    identity::{HeldBack, HeldBackReason, IdentifierKind, LinkCause, Verdict},
    import,
    loyalty::{
        AdjustInput, AdvanceReport, Allocation, AllocationInput, BalanceQuery, CaptureInput, ClawbackPolicy,
        CustomerSimulation, EarnEventInput, EarnInput, EarningBonus, EarningExplanation, EarningLine,
        EarningRule, EntryExplanation, EntryKind, EntryPage, EntryQuery, EventRule, ExpiringPoints,
        ExpiryPolicy, GiveBackInput, Greeting, Holiday, ImportPointsInput, LiabilityReport, LotDraw, Loyalty,
        Occasion, OccasionKind, OccasionPage, OccasionQuery, OccasionRule, PastMidnight, PointBalance,
        PointCause, PointCohort, PointCohortReport, PointEntry, PointKind, PointOutcome, PointPool,
        PointRounding, PointsReceipt, PoolInput, PoolMember, PreviewInput, Program, ProgramCostReport,
        ProgramReceipt, ProgramTerms, Recognition, RecognitionInput, RedeemInput, ReturnInput, ReturnReceipt,
        RewardCost, SimulatedProgram, SimulationPage, SimulationQuery, SimulationTotals, Stacking,
        TierChange, TierCount, TierDowngrade, TierFlow, TierGrantInput, TierLevel, TierMetric, TierMove,
        TierMovementReport, TierQuery, TierReason, TierReport, TierStatus, TierTerms, TierWindow,
        TransferInput, ValuedPoints,
    },
    money::{Currency, Money},
    order::{
        CustomerMetrics, Discount, FinancialStatus, FulfillmentStatus, Order, OrderInput, OrderLine,
        OrderLineInput, OrderPage, OrderReceipt, OrderRef, OrderStatus, Orders, Rate, Refund, RefundInput,
        RefundLine, RefundReceipt, StatusInput,
    },
    page::PageRequest,
    payload::{
        self, PayloadCount, PayloadOptions, PayloadQuery, PayloadReject, PayloadReport, Platform,
        WebhookQuery, WebhookReceipt,
    },
    privacy::{
        CustomerDossier, DossierSection, ErasedArea, ErasurePage, ErasureReason, ErasureReceipt, KeptReason,
        Privacy, RetentionCount, RetentionReport, RetentionRun, RetentionRunPage,
    },
    product::{Product, ProductInput, ProductPage, ProductReceipt, Products},
    progress,
    proof::{Difference, DifferenceKind, Proof, TableProof, VerifyReport},
    referral::{
        Referral, ReferralCheck, ReferralCode, ReferralInput, ReferralPage, ReferralProgram, ReferralQuery,
        ReferralState, ReferralTerms, Referrals,
    },
    report::{
        MonthRevenue, Reports, RevenueReport, RfmCuts, RfmGroup, RfmGroupRow, RfmMethod, RfmQuery, RfmReport,
        RfmScore, Stats, TopCustomer,
    },
    reward::{
        RedeemRewardInput, RedemptionPage, RedemptionQuery, RedemptionReceipt, RedemptionState, Reward,
        RewardKind, RewardOffer, RewardReceipt, RewardRedemption, RewardTerms, Rewards, UseCodeInput,
    },
    rule::{self, Join, Problem, ProblemCode, Reason, Severity},
    scope::Actor,
    segment::{
        self, CustomerSegments, MemberPage, MemberQuery, OverlapRow, PinChange, PinReceipt, Profile,
        QueryCheck, Segment, SegmentAdvance, SegmentChange, SegmentCount, SegmentDay, SegmentExplanation,
        SegmentInput, SegmentMember, SegmentMembership, SegmentMove, SegmentOverlap, SegmentPreview,
        SegmentReceipt, SegmentSize, SegmentSizes, Segments,
    },
    settings::{
        DuplicatePolicy, FieldDefinition, FieldType, FieldValue, LegalBasis, Policy, PurposeBasis,
        RetentionAction, RetentionData, RetentionRule, ShopSettings, Store, Survivorship,
    },
    shop::{SettingsReceipt, ShopHandle, ShopPatch},
    shown, storage,
    text::{
        Address, BirthDate, Country, DateOrder, DecimalMark, Email, Language, LeapPolicy, PersonName, Phone,
        TimeOfDay,
    },
    time::{Clock, Date, FixedClock, LunarDate, LunarHoliday, Timestamp, Zone},
};

pub use self::{
    open::{Options, copy, open, open_with},
    system::{SystemClock, SystemRandom},
};

/// The READMEs' examples, compiled and run with the other examples in the docs.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[doc = include_str!("../../../README.zh-CN.md")]
struct Readme;
