use guanxi_macros::model;

use crate::{
    change::Outcome,
    customer::{Customer, CustomerRef},
    id::{CustomerId, RecordId},
    identity::LinkCause,
    page::PageRequest,
    time::Timestamp,
};

/// Which pairs to find.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DuplicateQuery {
    /// Pairs of this customer only.
    pub customer: Option<CustomerRef>,
    /// Pairs of this probability and above, in millionths; the shop's `review_above_ppm` when left out.
    pub above_ppm: Option<u32>,
    /// How many, and from where on.
    pub page: PageRequest,
}

/// Two customers that may be one person.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicatePair {
    /// The older one.
    pub customer_id: CustomerId,
    /// The younger one.
    pub other_id: CustomerId,
    /// The record of the older one that agrees most with one of the other.
    pub record_id: RecordId,
    /// That one.
    pub other_record_id: RecordId,
    /// The binary logarithm of the odds that they are one person, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: u32,
    /// Whether the probability reaches the shop's `match_above_ppm`.
    pub likely: bool,
    /// The oldest customer of all that are likely one person with both; absent when these two are not, all pairs
    /// considered.
    pub group: Option<CustomerId>,
}

/// One page of pairs.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicatePage {
    /// The pairs, most likely first.
    pub items: Vec<DuplicatePair>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// A customer that somebody may be.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomerMatch {
    /// The customer.
    pub customer_id: CustomerId,
    /// The record of it that agrees most.
    pub record_id: RecordId,
    /// The binary logarithm of the odds, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: u32,
    /// Whether it reaches the shop's `match_above_ppm`.
    pub likely: bool,
}

/// What pairs are weighed by.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateModel {
    /// Grows with every training that learned something else.
    pub version: i64,
    /// When it was trained.
    pub trained_at: Timestamp,
    /// On how many records. When the shop has many more by now, train again.
    pub records: u64,
    /// The fields it compares: those that any record filled.
    pub fields: Vec<String>,
    /// What could not be learned from the records, and why; expectations stand in its place.
    pub warnings: Vec<String>,
}

/// What a run did.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateReport {
    /// Records that were compared; those that say nothing of a person are not.
    pub records: u64,
    /// Customers they are of.
    pub customers: u64,
    /// Pairs of customers that reach `review_above_ppm`.
    pub pairs: u64,
    /// Those of them that reach `match_above_ppm`.
    pub likely: u64,
    /// Customers that were linked.
    pub merges: Vec<DuplicateMerge>,
    /// Customers that were not linked though they score high enough.
    pub blocked: Vec<BlockedMerge>,
    /// Pairs in the review queue now.
    pub for_review: u64,
    /// What could not be learned from the records, and why; expectations stand in its place.
    pub warnings: Vec<String>,
}

/// A customer that went into another.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DuplicateMerge {
    /// The one that keeps its id.
    pub customer_id: CustomerId,
    /// The one whose id leads there now.
    pub merged_id: CustomerId,
    /// The weight of the pair that they were linked by, in thousandths; absent when others of a group link them.
    pub weight_milli: Option<i64>,
}

/// Why customers were not linked.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockedReason {
    /// It was decided that they are two persons.
    Decided,
    /// Together they would have more records than `records_max`.
    TooManyRecords,
}

/// Customers that were not linked though they score high enough.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BlockedMerge {
    /// The older one.
    pub customer_id: CustomerId,
    /// The younger one.
    pub other_id: CustomerId,
    /// Why not.
    pub reason: BlockedReason,
}

/// Which part of the review queue to show.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReviewQuery {
    /// The pairs that somebody put off, in place of those that nobody decided about.
    #[model(default)]
    pub later: bool,
    /// How many, and from where on.
    pub page: PageRequest,
}

/// A pair to decide about.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Review {
    /// The older customer.
    pub customer: Customer,
    /// The younger one.
    pub other: Customer,
    /// Why they score as they do, as of the run that found them.
    pub explanation: PairExplanation,
    /// When it was put off.
    pub put_off_at: Option<Timestamp>,
}

/// One page of the review queue.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReviewPage {
    /// The pairs, most likely first.
    pub items: Vec<Review>,
    /// From where to go on; absent on the last page.
    pub next_cursor: Option<String>,
}

/// What a decision did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DecisionReceipt {
    /// `unchanged` when it had been decided so.
    pub outcome: Outcome,
    /// The customer as it is now.
    pub customer: Customer,
    /// The other one; absent when both are one.
    pub other: Option<Customer>,
}

/// What a merge did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MergeReceipt {
    /// `unchanged` when both were one customer already.
    pub outcome: Outcome,
    /// The customer as it is now.
    pub customer: Customer,
    /// The customer that went into it.
    pub merged: Option<CustomerId>,
}

/// How much is booked on records.
#[model]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct BookedCounts {
    /// Orders.
    pub orders: u64,
    /// Events.
    pub events: u64,
    /// Entries of consents.
    pub consents: u64,
}

/// What an un-merge did.
#[model]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnmergeReceipt {
    /// Whose the records are now.
    pub customer: Customer,
    /// Whose the others are.
    pub left: Customer,
    /// What went with the records.
    pub booked: BookedCounts,
    /// Of that, what came in after the records had come together.
    pub booked_since: BookedCounts,
    /// What came in since and stays with the others.
    pub left_since: BookedCounts,
}

/// What one field says about a pair. Weights are binary logarithms of odds, in thousandths.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[non_exhaustive]
pub struct FieldEvidence {
    /// The field.
    #[n(0)]
    pub field: String,
    /// The level of agreement; `missing` where one of both says nothing.
    #[n(1)]
    pub level: String,
    /// What is known of the field it lies within, such as the address around a city: `around agrees`, `around differs`.
    #[n(2)]
    pub around: Option<String>,
    /// What the level says: `log2(m / u)`.
    #[n(3)]
    pub weight_milli: i64,
    /// What the frequency of the value adds: a rare one says more.
    #[n(4)]
    pub frequency_milli: i64,
    /// How often pairs of one person are at this level, in thousand-millionths.
    #[n(5)]
    pub m_ppb: u32,
    /// How often two at random are, in thousand-millionths.
    #[n(6)]
    pub u_ppb: u32,
}

/// Why two customers score as they do. Weights are binary logarithms of odds, in thousandths; they add up, save for
/// rounding.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairExplanation {
    /// The older customer.
    pub customer_id: CustomerId,
    /// The younger one.
    pub other_id: CustomerId,
    /// The record of the older one that was compared.
    pub record_id: RecordId,
    /// The record of the younger one.
    pub other_record_id: RecordId,
    /// The sum.
    pub weight_milli: i64,
    /// The probability that both are one person, in millionths.
    pub probability_ppm: u32,
    /// What holds for any two records.
    pub prior_milli: i64,
    /// What is taken off because people of one household agree like this, too.
    pub household_milli: i64,
    /// What each field says.
    pub evidence: Vec<FieldEvidence>,
}

/// A record of a customer, and why it is its.
#[model]
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordLink {
    /// The record.
    pub record_id: RecordId,
    /// Where it comes from.
    pub source: String,
    /// What its source calls it.
    pub external_id: Option<String>,
    /// Since when it has been this customer's.
    pub since: Timestamp,
    /// Why.
    pub cause: LinkCause,
    /// The customer that it came from.
    pub came_from: Option<CustomerId>,
}

crate::customer::hidden_debug!(RecordLink);

/// Why two records are one person.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkEvidence {
    /// A record.
    pub record_id: RecordId,
    /// Another one.
    pub other_record_id: RecordId,
    /// Why: they bear the same e-mail or phone, somebody merged them, or the policy linked them.
    pub cause: LinkCause,
    /// The weight of the pair, in thousandths, where it was linked by weight.
    pub weight_milli: Option<i64>,
}

/// What makes the records of a customer one person.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CustomerExplanation {
    /// The customer.
    pub customer_id: CustomerId,
    /// Its records.
    pub records: Vec<RecordLink>,
    /// One link fewer than there are records: a path from each to each.
    pub evidence: Vec<LinkEvidence>,
}

/// One link of a record, at its time.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkChange {
    /// When.
    pub at: Timestamp,
    /// Which record.
    pub record_id: RecordId,
    /// To which customer; absent when its customer was deleted.
    pub customer_id: Option<CustomerId>,
    /// Why.
    pub cause: LinkCause,
    /// The record that it was weighed against, where it was linked by weight.
    pub other_record_id: Option<RecordId>,
    /// The weight, in thousandths.
    pub weight_milli: Option<i64>,
}

/// A column of a table.
#[model(input)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TableColumn {
    /// What it is called: `email`, `Nachname`, `手机`. No two of a table are called the same.
    pub name: String,
    /// Its cells, one a row; an empty one says nothing.
    pub cells: Vec<String>,
}

crate::customer::hidden_debug!(TableColumn);

/// What is known of a table beforehand.
#[model(spread, default)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableQuery {
    /// What is not to be found out: the text of a settings file, TOML or JSON.
    pub settings: Option<String>,
    /// Pairs of rows that somebody decided about. It is learned from and held to; what is said last of a pair counts.
    #[model(default)]
    pub labels: Vec<TableLabel>,
    /// A column whose cells are equal for rows of one person, and empty where that is not known. It decides nothing: the
    /// clusters are measured by it.
    pub truth: Option<String>,
}

/// Two rows of a table that somebody decided about.
#[model(input)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableLabel {
    /// A row, from 1.
    pub row: u64,
    /// Another row.
    pub other_row: u64,
    /// Whether they are one person.
    pub same: bool,
}

/// Two rows of a table that may be one person.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TablePair {
    /// The earlier row, from 1.
    pub row: u64,
    /// The later one.
    pub other_row: u64,
    /// The binary logarithm of the odds that they are one person, in thousandths.
    pub weight_milli: i64,
    /// The probability, in millionths.
    pub probability_ppm: u32,
}

/// Which rows of a table are one person.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableDuplicates {
    /// For each row the number of its cluster, from 1, in the order of their first rows: rows of one are one person.
    pub clusters: Vec<u64>,
    /// Pairs of rows that are likely enough to be looked at.
    pub pairs: Vec<TablePair>,
    /// The pair an answer about would teach most: of those that nobody decided about the one nearest to the threshold.
    pub next_question: Option<TablePair>,
    /// The clusters against the truth, where there is one.
    pub evaluation: Option<TableEvaluation>,
    /// What to take note of: what could not be learned from the table, and keys that were not used.
    pub notes: Vec<String>,
}

/// Clusters of a table's rows against the truth, over the rows whose truth is known.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableEvaluation {
    /// Rows whose truth is known.
    pub rows: u64,
    /// At the threshold of the settings.
    pub default: TableMeasure,
    /// At the threshold with the highest pairwise F1 of the curve.
    pub best: TableMeasure,
    /// By threshold, the lowest first.
    pub curve: Vec<TableMeasure>,
    /// The share of the pairs of one person that were compared, in millionths.
    pub block_recall_ppm: u32,
    /// Pairs of rows in one cluster that are of two people.
    pub false_positives: u64,
    /// Pairs of rows of one person that are in two clusters.
    pub false_negatives: u64,
    /// Some of both, false positives first, the most convincing on top.
    pub mistakes: Vec<TableMistake>,
}

/// How good clusters are when pairs from a threshold on count as one person.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableMeasure {
    /// The threshold, a probability in millionths.
    pub threshold_ppm: u32,
    /// Over pairs of rows.
    pub pairwise: TableQuality,
    /// B-cubed (Bagga and Baldwin 1998): the mean over rows.
    pub b_cubed: TableQuality,
}

/// Precision and recall, in millionths.
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableQuality {
    /// The share of what was said that is true.
    pub precision_ppm: u32,
    /// The share of what is true that was said.
    pub recall_ppm: u32,
    /// The harmonic mean of both.
    pub f1_ppm: u32,
}

/// Two rows that were decided wrongly, and what they score. Weights are binary logarithms of odds, in thousandths.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableMistake {
    /// Whether both are one person, and were left apart; else two people were taken for one.
    pub same: bool,
    /// The earlier row, from 1.
    pub row: u64,
    /// The later one.
    pub other_row: u64,
    /// The sum of what follows.
    pub weight_milli: i64,
    /// The probability that they are one person, in millionths.
    pub probability_ppm: u32,
    /// What speaks for any two rows.
    pub prior_milli: i64,
    /// What is taken off because people of one household agree like this too.
    pub household_milli: i64,
    /// What each field says.
    pub evidence: Vec<FieldEvidence>,
}
