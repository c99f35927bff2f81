//! Dedupe: which customers are one person, and taking apart what was put together.
//!
//! A *pair* is two customers that may be one person, weighed by the record of each that agree most. Weights are binary
//! logarithms of the odds, learned from the shop's own records ([`guanxi_match`]). `run` links what the shop's policy
//! allows and puts the rest in the *review queue*, where somebody says *match*, *not the same*, or *later*. To merge is
//! to link the records of one customer to another, to un-merge is to link some back; neither loses anything.
//!
//! The *model* is what was learned; `train` and `run` learn it anew, and until then everything is weighed by the same.
//! All records are kept in memory under it from the first use on, and follow what is committed; a process
//! that holds a million has taken 1.4 GB. While nothing was trained, each call learns from the records as they are.
//!
//! Invariants: records of one customer count as one person already; a decision holds, whatever later runs and upserts
//! say, until somebody decides otherwise; the older of two customers keeps its id and the other id leads there; a merge
//! that is taken back with nothing between leaves every row of state as it was; nothing here is random.
//!
//! Running example: `shopify:6940095`, "Li Wei, li.wei@example.cn", and `till:88`, "LI Wei, 138 0013 8001", born on the
//! same day: no identifier joins them, their names and birth dates do.

mod arrive;
mod cells;
mod evaluation;
mod evidence;
mod explain;
mod explain_customer;
mod find;
mod kept;
mod merge;
mod model;
mod review;
pub(crate) mod rows;
mod run;
mod table;
mod teller;
mod train;

use std::sync::Arc;

use guanxi_macros::ops;

pub(crate) use self::arrive::NewRecords;
pub use self::model::{
    BlockedMerge, BlockedReason, BookedCounts, CustomerExplanation, CustomerMatch, DecisionReceipt,
    DuplicateMerge, DuplicateModel, DuplicatePage, DuplicatePair, DuplicateQuery, DuplicateReport,
    FieldEvidence, LinkChange, LinkEvidence, MergeReceipt, PairExplanation, RecordLink, Review, ReviewPage,
    ReviewQuery, TableColumn, TableDuplicates, TableEvaluation, TableLabel, TableMeasure, TableMistake,
    TablePair, TableQuality, TableQuery, UnmergeReceipt,
};
use self::teller::Teller;
use crate::{
    customer::{CustomerInput, CustomerRef},
    error::Result,
    id::RecordId,
    identity::Verdict,
    progress::{CancelToken, ProgressListener},
    scope::Scope,
};

/// Customers that may be one person.
#[derive(Clone)]
pub struct Duplicates {
    pub(crate) scope: Scope,
}

#[ops]
impl Duplicates {
    /// The pairs of customers that may be one person, most likely first; of all customers, or of one. Pairs that were
    /// decided to be two persons are left out. Writes nothing.
    ///
    /// # Errors
    /// `invalid_cursor`; `invalid_field`; `not_found` for a customer that does not exist; `cancelled`.
    pub fn find(
        &self,
        query: DuplicateQuery,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<DuplicatePage> {
        find::find(&self.scope, &query, &mut Teller::new(progress, cancel))
    }

    /// The customers that somebody may be who is not stored yet, most likely first, a hundred at most. Writes nothing.
    ///
    /// # Errors
    /// `invalid_field` for a value that does not read.
    pub fn find_new(&self, input: CustomerInput) -> Result<Vec<CustomerMatch>> {
        find::find_new(&self.scope, &input)
    }

    /// Learns from all records what agreement says, and has pairs be weighed by that from now on. Nobody is linked. The
    /// same records give the same model.
    ///
    /// # Errors
    /// `cancelled`; those of every write.
    pub fn train(
        &self,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<DuplicateModel> {
        train::train(&self.scope, &mut Teller::new(progress, cancel))
    }

    /// What pairs are weighed by.
    ///
    /// # Errors
    /// `not_found` while neither `train` nor `run` made one.
    pub fn model(&self) -> Result<DuplicateModel> {
        self.scope.read(train::show)
    }

    /// Trains on all records, links the customers that the policy allows to link, and makes the review queue anew out of
    /// the other pairs. `link` overrules the policy for this run: `false` links nobody, `true` links from
    /// `link_above_ppm` on, or `match_above_ppm` while that is not set. Links of long runs are committed in parts, each
    /// whole; cancelled between them, a run leaves what it linked, and the review queue as it was.
    ///
    /// # Errors
    /// `cancelled`; those of every write.
    pub fn run(
        &self,
        link: Option<bool>,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<DuplicateReport> {
        run::run(&self.scope, link, &mut Teller::new(progress, cancel))
    }

    /// The review queue, most likely pairs first: what the last run found, without what was decided or merged since.
    ///
    /// # Errors
    /// `invalid_cursor`.
    pub fn reviews(&self, query: ReviewQuery) -> Result<ReviewPage> {
        self.scope.read(|look| review::list(look, &query))
    }

    /// Decides about two customers. `match` merges them; `not_the_same` keeps every record of the one from every record
    /// of the other, until somebody decides otherwise; `later` takes the pair
    /// out of the queue, to be asked for.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` when both are one customer already and the verdict is not `match`.
    pub fn decide(
        &self,
        customer: CustomerRef,
        other: CustomerRef,
        verdict: Verdict,
    ) -> Result<DecisionReceipt> {
        self.scope.write("duplicates.decide", |tx| review::decide(tx, &customer, &other, verdict))
    }

    /// Makes one of two customers. The older keeps its id, the id of the other leads there; the profile is that of all
    /// records, and orders, events and consents follow. What was decided against it holds no more.
    ///
    /// # Errors
    /// `not_found`; `invalid_field`.
    pub fn merge(&self, customer: CustomerRef, other: CustomerRef) -> Result<MergeReceipt> {
        self.scope.write("duplicates.merge", |tx| merge::merge(tx, &customer, &other))
    }

    /// Gives records of a customer back to one of their own, with their orders, events and consents; a customer that had
    /// been merged away has its old id again. An old id of a customer with no records named means those that came with
    /// it. What happened after the merge stays with the record it was booked on: that whose identifier it named, else the
    /// survivor's. Identifiers and later runs join the two parts no more.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` for records that are not the customer's, or all of them.
    pub fn unmerge(&self, customer: CustomerRef, records: Vec<RecordId>) -> Result<UnmergeReceipt> {
        self.scope.write("duplicates.unmerge", |tx| merge::unmerge(tx, &customer, &records))
    }

    /// Which rows of a table are one person: a list, a file, whatever has columns. What each column holds is recognised
    /// by its name and cells, and what agreement says is learned from the table itself, and from what was decided before.
    /// Against a truth the clusters are measured. Customers are not looked at, and nothing is written.
    ///
    /// # Errors
    /// `invalid_field` for columns of unequal length or one name, a truth that is no column, settings that do not read,
    /// and labels of rows that are not there; `cancelled`.
    pub fn find_in_table(
        &self,
        columns: Vec<TableColumn>,
        query: TableQuery,
        progress: Option<Arc<dyn ProgressListener>>,
        cancel: CancelToken,
    ) -> Result<TableDuplicates> {
        table::find(&columns, &query, &mut Teller::new(progress, cancel))
    }

    /// Why two customers score as they do: by the records of each that agree most, the level of agreement of each field
    /// with its weight and what the frequency of the value adds.
    ///
    /// # Errors
    /// `not_found`; `invalid_field` when both are one customer, or nothing of one can be compared.
    pub fn explain(&self, customer: CustomerRef, other: CustomerRef) -> Result<PairExplanation> {
        explain::explain(&self.scope, &customer, &other)
    }

    /// What makes the records of a customer one person: each record with its link, and a path of evidence through all.
    ///
    /// # Errors
    /// `not_found`.
    pub fn explain_customer(&self, customer: CustomerRef) -> Result<CustomerExplanation> {
        self.scope.read(|look| explain_customer::explain(look, &customer))
    }

    /// Every link of a customer's records, and of those that were taken from it, oldest first.
    ///
    /// # Errors
    /// `not_found`.
    pub fn history(&self, customer: CustomerRef) -> Result<Vec<LinkChange>> {
        self.scope.read(|look| explain_customer::history(look, &customer))
    }
}
