use std::io::Read;

use clap::{Args, Subcommand, ValueEnum};
use guanxi::{
    CustomerRef, CustomerSegments, Error, Join, MemberPage, MemberQuery, OverlapRow, Problem, Profile,
    QueryCheck, Reason, Result, Segment, SegmentAdvance, SegmentCount, SegmentExplanation, SegmentInput,
    SegmentMove, SegmentOverlap, SegmentPreview, SegmentReceipt, SegmentSizes, Segments as Area, Severity,
};
use serde::Serialize;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, count, number, percent},
};

/// Groups of customers by what is known of them
#[derive(Debug, Subcommand)]
pub(crate) enum Segments {
    #[command(after_help = "\
Exits with 0 when the query is valid and with 2 when it is not. Without a store only the shop's own fields and segments are
not known.

Examples:
  guanxi segments check \"number_of_orders >= 3 AND last_order_date < -90d\"
  guanxi segments check --profile shopify --json < query.txt")]
    Check(Check),
    #[command(after_help = "Examples:\n  guanxi segments fmt \"products_purchased(tag: 'summer') = true\"")]
    Fmt(Fmt),
    #[command(
        after_help = "Examples:\n  guanxi segments define vip \"amount_spent >= 500\" --name VIP\n  guanxi segments define invited --list"
    )]
    Define(Define),
    #[command(after_help = "Examples:\n  guanxi segments list --sizes\n  guanxi segments list --json")]
    List(Listed),
    #[command(after_help = "Examples:\n  guanxi segments count \"segment('vip')\"")]
    Count(Query),
    #[command(after_help = "Examples:\n  guanxi segments members \"last_order_date < -180d\" --limit 100")]
    Members(Members),
    #[command(after_help = "Examples:\n  guanxi segments diff vip \"amount_spent >= 800\"")]
    Diff(Diff),
    #[command(
        after_help = "Examples:\n  guanxi segments overlap\n  guanxi segments overlap vip dormant --json"
    )]
    Overlap(Overlap),
    #[command(after_help = "Examples:\n  guanxi segments explain shopify:6940095 \"segment('vip')\"")]
    Explain(Explain),
    #[command(
        after_help = "Examples:\n  guanxi segments of shopify:6940095\n  guanxi segments of li@example.com --history"
    )]
    Of(Of),
    /// Have time move customers into segments and out of them, for the feed to tell
    #[command(after_help = "Examples:\n  guanxi segments advance")]
    Advance,
}

/// The segments that a customer is in, and what comes next
#[derive(Debug, Args)]
pub(crate) struct Of {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// How it came into segments and fell out of them, instead
    #[arg(long)]
    history: bool,
}

/// Check a query: tells all that is wrong with it, and how it is written today
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    query: Query,
    /// Which language it must keep to
    #[arg(long, value_enum, default_value_t = Language::Guanxi)]
    profile: Language,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// All of it
    Guanxi,
    /// What Shopify takes
    Shopify,
}

/// Write a query as it is written today
#[derive(Debug, Args)]
pub(crate) struct Fmt {
    #[command(flatten)]
    query: Query,
}

#[derive(Debug, Args)]
pub(crate) struct Query {
    /// The query; from standard input when left out
    query: Option<String>,
}

/// Define a segment, or a new version of one
#[derive(Debug, Args)]
pub(crate) struct Define {
    /// Its short name in queries
    key: String,
    #[command(flatten)]
    query: Query,
    /// What people call it
    #[arg(long)]
    name: Option<String>,
    /// A list that customers are put on by hand, without a query
    #[arg(long, conflicts_with = "query")]
    list: bool,
}

/// Every segment
#[derive(Debug, Args)]
pub(crate) struct Listed {
    /// With how many customers are in each
    #[arg(long)]
    sizes: bool,
}

/// How many customers segments have in common, two by two
#[derive(Debug, Args)]
pub(crate) struct Overlap {
    /// Short names of segments, 100 at most; all of them when left out
    #[arg(value_name = "KEY")]
    keys: Vec<String>,
}

/// The customers that a query holds for, by their ids
#[derive(Debug, Args)]
pub(crate) struct Members {
    #[command(flatten)]
    query: Query,
    #[command(flatten)]
    page: Page,
}

/// Who would enter and leave a segment with another query
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Its short name
    key: String,
    #[command(flatten)]
    query: Query,
}

/// Why a query holds for a customer, or does not
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    query: Query,
}

impl Query {
    fn read(self) -> Result<String> {
        if let Some(query) = self.query {
            return Ok(query);
        }
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(|e| Error::io("standard input", e))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::invalid("query", "it is no UTF-8"))?;
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

/// The segments of the store, or of an empty one where there is none: for queries that stand for themselves.
fn area(context: &Context) -> Result<Area> {
    match context.existing() {
        Err(e) if e.code() == "no_store" && context.asked_url.is_none() => {
            Ok(context.open("memory:")?.segments())
        }
        crm => Ok(crm?.segments()),
    }
}

impl Segments {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let out = &context.out;
        match self {
            Self::Check(Check { query, profile }) => {
                let profile = match profile {
                    Language::Guanxi => Profile::Guanxi,
                    Language::Shopify => Profile::Shopify,
                };
                let check = area(context)?.check(&query.read()?, Some(profile))?;
                out.answer(&check)?;
                return Ok(if check.valid { Exit::Done } else { Exit::NotValid });
            }
            Self::Fmt(Fmt { query }) => {
                let check = area(context)?.check(&query.read()?, None)?;
                let Some(formatted) = check.formatted.clone() else {
                    out.answer(&check)?;
                    return Ok(Exit::NotValid);
                };
                out.answer(&Formatted { formatted })?;
            }
            Self::Define(Define { key, query, name, list }) => {
                let query = if list { None } else { Some(query.read()?) };
                let mut input = SegmentInput::list(key);
                (input.name, input.query) = (name, query);
                out.answer(&context.existing_or_new()?.crm.segments().define(input)?)?;
            }
            Self::List(Listed { sizes: true }) => out.answer(&context.existing()?.segments().sizes()?)?,
            Self::List(Listed { sizes: false }) => {
                out.answer(&List { items: context.existing()?.segments().list()? })?;
            }
            Self::Overlap(Overlap { keys }) => {
                let keys = Some(keys).filter(|keys| !keys.is_empty());
                out.answer(&context.existing()?.segments().overlap(keys)?)?;
            }
            Self::Count(query) => out.answer(&context.existing()?.segments().count(&query.read()?)?)?,
            Self::Members(Members { query, page }) => {
                let query = MemberQuery::new(query.read()?).page(page.into());
                out.answer(&context.existing()?.segments().members(query)?)?;
            }
            Self::Diff(Diff { key, query }) => {
                let input = SegmentInput::new(key, query.read()?);
                out.answer(&context.existing()?.segments().preview(input)?)?;
            }
            Self::Explain(Explain { customer, query }) => {
                out.answer(&context.existing()?.segments().explain(customer, &query.read()?)?)?;
            }
            Self::Of(Of { customer, history: true }) => {
                out.answer(&Moves { items: context.existing()?.segments().history(customer)? })?;
            }
            Self::Of(Of { customer, history: false }) => {
                out.answer(&context.existing()?.segments().memberships(customer, None)?)?;
            }
            Self::Advance => out.answer(&context.existing()?.segments().advance()?)?,
        }
        Ok(Exit::Done)
    }
}

impl Show for QueryCheck {
    fn show(&self, text: &mut Text) {
        text.line(if self.valid { "Valid." } else { "Not valid." });
        problems(text, &self.problems);
        if let Some(formatted) = &self.formatted {
            text.pairs([("query", Some(formatted.clone()))]);
        }
    }
}

fn problems(text: &mut Text, problems: &[Problem]) {
    for problem in problems {
        let kind = if problem.severity == Severity::Fault { "error" } else { "warning" };
        text.line(format_args!("{kind}: {problem}"));
        if let Some(suggestion) = &problem.suggestion {
            text.remark(format_args!("suggestion: {suggestion}"));
        }
    }
}

/// A query as it is written today.
#[derive(Serialize)]
struct Formatted {
    formatted: String,
}

impl Show for Formatted {
    fn show(&self, text: &mut Text) {
        text.line(&self.formatted);
    }
}

impl Show for SegmentReceipt {
    fn show(&self, text: &mut Text) {
        let Segment { key, version, name, query, .. } = &self.segment;
        text.line(format_args!(
            "{}: version {version} of {key}.",
            match self.outcome {
                guanxi::Outcome::Created => "Defined",
                guanxi::Outcome::Updated => "Changed",
                guanxi::Outcome::Unchanged => "Unchanged",
            }
        ));
        text.pairs([("name", Some(name.clone())), ("query", query.clone())]);
        problems(text, &self.warnings);
    }
}

/// Every segment.
#[derive(Serialize)]
struct List {
    items: Vec<Segment>,
}

impl Show for List {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No segment yet.");
            return;
        }
        let rows = self.items.iter().map(|segment| {
            let query = segment.query.clone().unwrap_or_else(|| "(a list)".to_owned());
            [segment.key.clone(), segment.name.clone(), number(segment.version), query]
        });
        text.table(["key", "name", "version", "query"], &[2], rows);
    }
}

impl Show for SegmentSizes {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No segment yet.");
            return;
        }
        let rows = self.items.iter().map(|size| {
            let Segment { key, name, query, .. } = size.segment.clone();
            let query = query.unwrap_or_else(|| "(a list)".to_owned());
            [key, name, number(size.members), percent(size.share_ppm), query]
        });
        text.table(["key", "name", "members", "share", "query"], &[2, 3], rows);
        text.remark(format_args!("of {}", count(self.customers, "customer")));
    }
}

impl Show for CustomerSegments {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("In no segment.");
        } else {
            let rows = self.items.iter().map(|item| [item.segment.clone(), item.since.to_string()]);
            text.table(["segment", "since"], &[], rows);
        }
        if let Some(next) = &self.next_change {
            let (enters, leaves) = (next.enters.iter().map(|key| format!("into {key}")), next.leaves.iter());
            let moves: Vec<_> = enters.chain(leaves.map(|key| format!("out of {key}"))).collect();
            text.remark(format_args!("next, if nothing happens: {} at {}", moves.join(", "), next.at));
        }
    }
}

/// How a customer moved.
#[derive(Serialize)]
struct Moves {
    items: Vec<SegmentMove>,
}

impl Show for Moves {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("It was in no segment yet.");
            return;
        }
        let rows = self.items.iter().map(|moved| {
            let way = if moved.entered { "entered" } else { "left" };
            let cause = moved.cause.clone().unwrap_or_default();
            [moved.at.to_string(), way.to_owned(), moved.segment.clone(), moved.verb.clone(), cause]
        });
        text.table(["at", "", "segment", "call", "cause"], &[], rows);
    }
}

impl Show for SegmentAdvance {
    fn show(&self, text: &mut Text) {
        text.line(format_args!("{} entered, {} left.", number(self.entered), number(self.left)));
        if let Some(next) = self.next_due {
            text.remark(format_args!("somebody may move next at {next}"));
        }
    }
}

/// Segments that stand beside each other as columns at most; more are told pair by pair.
const BESIDE: usize = 5;

impl Show for SegmentOverlap {
    fn show(&self, text: &mut Text) {
        match self.rows.len() {
            0 => text.line("No segment yet."),
            1..=BESIDE => beside(text, &self.rows),
            _ => pair_by_pair(text, &self.rows),
        }
        text.remark(format_args!("of {}", count(self.customers, "customer")));
    }
}

/// A column for each segment: how many of the row's members are in it, and what part of them that is.
fn beside(text: &mut Text, rows: &[OverlapRow]) {
    let mut header = vec!["", "members"];
    header.extend(rows.iter().map(|row| row.key.as_str()));
    let right: Vec<_> = (1..header.len()).collect();
    let cells = rows.iter().enumerate().map(|(at, row)| {
        let shared = row.both.iter().zip(&row.share_ppm).enumerate();
        let shared = shared.map(|(other, (both, share))| {
            if other == at { String::new() } else { format!("{}, {}", number(*both), percent(*share)) }
        });
        [row.key.clone(), number(row.members)].into_iter().chain(shared).collect()
    });
    text.grid(&header, &right, cells);
}

/// A line for each two that have somebody in common, most first.
fn pair_by_pair(text: &mut Text, rows: &[OverlapRow]) {
    let mut pairs = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        for (other, with) in rows.iter().enumerate().skip(at + 1).filter(|(other, _)| row.both[*other] > 0) {
            pairs.push((row.both[other], row, row.share_ppm[other], with, with.share_ppm[at]));
        }
    }
    pairs.sort_by_key(|(both, ..)| std::cmp::Reverse(*both));
    let lines = pairs.into_iter().map(|(both, row, share, with, with_share)| {
        [row.key.clone(), with.key.clone(), number(both), percent(share), percent(with_share)]
    });
    text.table(["key", "other", "both", "of key", "of other"], &[2, 3, 4], lines);
}

impl Show for SegmentCount {
    fn show(&self, text: &mut Text) {
        text.line(format_args!("{} of {}.", number(self.members), count(self.customers, "customer")));
    }
}

impl Show for MemberPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nobody.");
            return;
        }
        self.items.iter().for_each(|member| text.line(member.customer_id));
        text.more(self.next_cursor.as_deref());
    }
}

impl Show for SegmentPreview {
    fn show(&self, text: &mut Text) {
        text.line(format_args!(
            "From {} to {}: {} would enter, {} would leave.",
            number(self.members_before),
            count(self.members_after, "member"),
            number(self.enter),
            number(self.leave),
        ));
        self.entering.iter().for_each(|id| text.line(format_args!("  + {id}")));
        self.leaving.iter().for_each(|id| text.line(format_args!("  - {id}")));
        problems(text, &self.warnings);
    }
}

impl Show for SegmentExplanation {
    fn show(&self, text: &mut Text) {
        text.line(format_args!("{}: {}", self.customer_id, if self.holds { "yes" } else { "no" }));
        if let Some(pinned) = self.pinned {
            text.line(if pinned { "put in by hand" } else { "kept out by hand" });
        }
        self.reasons.iter().for_each(|reason| text.line(shown(reason)));
        text.remark(format_args!("as of {}, days of {}", self.as_of, self.zone));
    }
}

fn shown(reason: &Reason) -> String {
    let mark = if reason.holds { "✓" } else { "✗" };
    let what = match (&reason.clause, reason.join) {
        (Some(clause), _) => clause.clone(),
        (None, Join::And) => "all of".to_owned(),
        (None, Join::Or) => "one of".to_owned(),
        (None, _) => "not".to_owned(),
    };
    let mut found = reason.found.clone();
    found.extend(reason.rows.map(|rows| count(rows, "row")));
    let found = if found.is_empty() { String::new() } else { format!("  [{}]", found.join(", ")) };
    format!("{}{mark} {what}{found}", "  ".repeat(reason.depth as usize + 1))
}
