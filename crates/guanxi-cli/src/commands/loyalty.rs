use clap::{Args, Subcommand, ValueEnum};
use guanxi::{
    BalanceQuery, CustomerRef, Date, EarnInput, EntryExplanation, EntryId, EntryPage, EntryQuery, Error,
    Greeting, Holiday, LeapPolicy, LiabilityReport, Money, OccasionKind, OccasionPage, OccasionQuery,
    OrderRef, PastMidnight, PointBalance, PointCohortReport, PointOutcome, PointPool, PointsReceipt,
    PoolInput, Program, ProgramCostReport, ProgramReceipt, ProgramTerms, RedeemInput, Result, ReturnInput,
    ReturnReceipt, RewardCost, SimulatedProgram, SimulationPage, SimulationQuery, TierChange,
    TierMovementReport, TierQuery, TierReport, TierStatus, TimeOfDay, Timestamp, ValuedPoints,
};
use serde::Serialize;

use crate::{
    args::{self, Page},
    context::Context,
    exit::Exit,
    output::Show,
    text::{Text, money, number, percent, text_of},
};

/// Points and tiers
#[derive(Debug, Subcommand)]
pub(crate) enum Loyalty {
    #[command(after_help = "\
Examples:
  guanxi loyalty program
  guanxi loyalty program club --earn-amount '1.00 CNY' --redeem-points 100 --redeem-amount '1.00 CNY'
  guanxi loyalty program club --terms '{\"earn_amount\": \"1.00 CNY\", \"expiry\": \"rolling\", \"expiry_months\": 12}'")]
    Program(ProgramCommand),
    #[command(after_help = "Examples:\n  guanxi loyalty earn shopify:1001")]
    Earn(Earn),
    #[command(after_help = "\
Examples:
  guanxi loyalty redeem shopify:6940095 500 --order shopify:1002
  guanxi loyalty redeem mei@example.cn 500 --id till:r-17")]
    Redeem(Redeem),
    #[command(after_help = "\
Examples:
  guanxi loyalty return shopify:1001 --id r-1
  guanxi loyalty return shopify:1001 --line 0:2 --line 1:1")]
    Return(Return),
    #[command(
        after_help = "Examples:\n  guanxi loyalty balance shopify:6940095\n  guanxi loyalty balance shopify:6940095 --at 2026-03-01T00:00:00+08:00"
    )]
    Balance(Balance),
    #[command(after_help = "Examples:\n  guanxi loyalty entries shopify:6940095 --limit 10")]
    Entries(Entries),
    #[command(after_help = "Examples:\n  guanxi loyalty explain ent_01kj…")]
    Explain(Explain),
    #[command(after_help = "\
Examples:
  guanxi loyalty pool shopify:6940095
  guanxi loyalty pool shopify:6940095 --join 'the Wolfs'
  guanxi loyalty pool shopify:6940095 --leave")]
    Pool(Pool),
    #[command(after_help = "Examples:\n  guanxi loyalty tiers\n  guanxi loyalty tiers shopify:6940095")]
    Tiers(Tiers),
    #[command(after_help = "Examples:\n  guanxi loyalty liability --at 2026-12-31T23:59:59+08:00")]
    Liability(AsOf),
    #[command(
        after_help = "Examples:\n  guanxi loyalty movement --since 2026-01-01T00:00:00+08:00 --until 2026-04-01T00:00:00+08:00"
    )]
    Movement(Movement),
    #[command(
        after_help = "Examples:\n  guanxi loyalty cohorts\n  guanxi loyalty cohorts --at 2026-12-31T23:59:59+08:00"
    )]
    Cohorts(Cohorts),
    #[command(
        after_help = "Examples:\n  guanxi loyalty cost --since 2026-01-01T00:00:00+08:00 --until 2026-04-01T00:00:00+08:00"
    )]
    Cost(Cost),
    #[command(after_help = "\
Examples:
  guanxi loyalty simulate --terms '{\"earn_amount\": \"1.00 CNY\", \"earn_points\": 2}'
  guanxi loyalty simulate --terms '{…}' --since 2026-01-01T00:00:00+08:00 --until 2026-02-01T00:00:00+08:00 --limit 10")]
    Simulate(Simulate),
    #[command(after_help = "\
Examples:
  guanxi loyalty occasions --since 2026-03-01 --until 2026-04-01
  guanxi loyalty occasions --since 2026-03-01 --until 2026-03-08 --kind birthday --kind lunar-birthday --leap-day mar1
  guanxi loyalty occasions --since 2026-03-01 --until 2026-04-01 --greet-at 10:00 --quiet-from 21:00 --quiet-until 08:00")]
    Occasions(Occasions),
    #[command(after_help = "Examples:\n  guanxi loyalty holidays --since 2026-01-01 --until 2027-01-01")]
    Holidays(Days),
    #[command(after_help = "Examples:\n  guanxi loyalty advance")]
    Advance(Advance),
}

/// Define a program, or show all
#[derive(Debug, Args)]
pub(crate) struct ProgramCommand {
    /// Its name; without one all are shown
    name: Option<String>,
    /// All of its terms as JSON; what is left out is as in an empty program
    #[arg(long, value_name = "JSON", requires = "name")]
    terms: Option<String>,
    /// The amount that earns points, such as '1.00 CNY'
    #[arg(long, value_name = "MONEY", requires = "name")]
    earn_amount: Option<Money>,
    /// How many points it earns [default: 1]
    #[arg(long, value_name = "N", requires = "earn_amount")]
    earn_points: Option<i64>,
    /// What redeem-points are worth
    #[arg(long, value_name = "MONEY", requires = "name")]
    redeem_amount: Option<Money>,
    /// How many points are worth redeem-amount [default: 1]
    #[arg(long, value_name = "N", requires = "redeem_amount")]
    redeem_points: Option<i64>,
}

/// Points for an order; again they are the same
#[derive(Debug, Args)]
pub(crate) struct Earn {
    /// ord_… or SOURCE:ID
    #[arg(value_parser = args::order)]
    order: OrderRef,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// Spend points
#[derive(Debug, Args)]
pub(crate) struct Redeem {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// How many
    points: i64,
    /// For which order: ord_… or SOURCE:ID
    #[arg(long, value_parser = args::order)]
    order: Option<OrderRef>,
    /// What its source calls it, so that the same again counts once: SOURCE:ID
    #[arg(long, value_name = "SOURCE:ID", value_parser = args::external)]
    id: Option<(String, String)>,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// Goods came back: points go back and are taken back
#[derive(Debug, Args)]
pub(crate) struct Return {
    /// ord_… or SOURCE:ID
    #[arg(value_parser = args::order)]
    order: OrderRef,
    /// Units of a line, counted from 0; all that is left when left out
    #[arg(long = "line", value_name = "LINE:UNITS", value_parser = line)]
    lines: Vec<(u32, i64)>,
    /// What the order's source calls the return, so that the same again counts once
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

fn line(text: &str) -> Result<(u32, i64)> {
    let parts =
        text.split_once(':').and_then(|(line, units)| Some((line.parse().ok()?, units.parse().ok()?)));
    parts.ok_or_else(|| Error::invalid("line", "expected LINE:UNITS such as 0:2"))
}

/// What a member has
#[derive(Debug, Args)]
pub(crate) struct Balance {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    #[command(flatten)]
    as_of: AsOf,
}

/// What moved a member's points, newest first
#[derive(Debug, Args)]
pub(crate) struct Entries {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
    #[command(flatten)]
    page: Page,
}

/// Why an entry is what it is
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// ent_…
    entry: EntryId,
}

/// The pool of a member, whose members spend each other's points
#[derive(Debug, Args)]
pub(crate) struct Pool {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: CustomerRef,
    /// Bring the member into the pool of this name
    #[arg(long, value_name = "NAME", conflicts_with = "leave")]
    join: Option<String>,
    /// Take the member out of its pool
    #[arg(long)]
    leave: bool,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// A member's tier and how it came to it, or how many members each tier has
#[derive(Debug, Args)]
pub(crate) struct Tiers {
    /// cus_…, SOURCE:ID, an e-mail or a phone
    #[arg(value_parser = args::customer)]
    customer: Option<CustomerRef>,
    #[command(flatten)]
    as_of: AsOf,
}

/// What a program owes its members
#[derive(Debug, Args)]
pub(crate) struct AsOf {
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
    /// As of this instant; now when left out
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
}

/// Who moved between tiers from one instant to another
#[derive(Debug, Args)]
pub(crate) struct Movement {
    /// From this instant on
    #[arg(long, value_name = "TIME")]
    since: Timestamp,
    /// Up to this instant; now when left out
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// What became of points, by the month they were earned
#[derive(Debug, Args)]
pub(crate) struct Cohorts {
    #[command(flatten)]
    as_of: AsOf,
}

/// What a program cost in a period, and its share of sales
#[derive(Debug, Args)]
pub(crate) struct Cost {
    /// From this instant on
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Before this instant
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
}

/// What other terms would have meant for past orders; nothing is written
#[derive(Debug, Args)]
pub(crate) struct Simulate {
    /// All of the terms as JSON, as they would be
    #[arg(long, value_name = "JSON")]
    terms: String,
    /// The program, where the shop has several
    #[arg(long)]
    program: Option<String>,
    /// Orders placed at this instant or later
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Orders placed before this instant
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    #[command(flatten)]
    page: Page,
}

/// Whose birthdays and anniversaries come on some days
#[derive(Debug, Args)]
pub(crate) struct Occasions {
    #[command(flatten)]
    days: Days,
    /// Which; all when left out
    #[arg(long = "kind", value_name = "KIND", value_enum)]
    kinds: Vec<Kind>,
    /// When those of 29 February are kept in common years
    #[arg(long, value_enum, default_value_t = LeapDay::Feb28)]
    leap_day: LeapDay,
    /// At what time of the day to greet, by the shop's clocks
    #[arg(long, value_name = "HH:MM")]
    greet_at: Option<TimeOfDay>,
    /// From this time on nobody is disturbed
    #[arg(long, value_name = "HH:MM", requires_all = ["greet_at", "quiet_until"])]
    quiet_from: Option<TimeOfDay>,
    /// Until this time, on the next day where it is earlier
    #[arg(long, value_name = "HH:MM", requires = "quiet_from")]
    quiet_until: Option<TimeOfDay>,
    /// What would wait past midnight is sent after it, not before
    #[arg(long, requires = "quiet_from")]
    next_day: bool,
    #[command(flatten)]
    page: Page,
}

impl Occasions {
    fn greeting(&self) -> Option<Greeting> {
        let mut greeting = Greeting::new(self.greet_at?);
        (greeting.quiet_from, greeting.quiet_until) = (self.quiet_from, self.quiet_until);
        if self.next_day {
            greeting.past_midnight = PastMidnight::NextDay;
        }
        Some(greeting)
    }
}

/// Holidays of the Chinese lunar calendar on some days
#[derive(Debug, Args)]
pub(crate) struct Days {
    /// The first day
    #[arg(long, value_name = "DATE")]
    since: Date,
    /// The day after the last
    #[arg(long, value_name = "DATE")]
    until: Date,
}

/// A day of a customer's own.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    Birthday,
    LunarBirthday,
    FirstOrder,
    SignUp,
}

impl From<Kind> for OccasionKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Birthday => Self::Birthday,
            Kind::LunarBirthday => Self::LunarBirthday,
            Kind::FirstOrder => Self::FirstOrder,
            Kind::SignUp => Self::SignUp,
        }
    }
}

/// When 29 February is kept in common years.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum LeapDay {
    Feb28,
    Mar1,
    LeapOnly,
}

impl From<LeapDay> for LeapPolicy {
    fn from(day: LeapDay) -> Self {
        match day {
            LeapDay::Feb28 => Self::Feb28,
            LeapDay::Mar1 => Self::Mar1,
            LeapDay::LeapOnly => Self::LeapOnly,
        }
    }
}

/// Book what time alone did: points that expired, holds that ran out, tiers
#[derive(Debug, Args)]
pub(crate) struct Advance {}

impl Loyalty {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        let out = &context.out;
        match self {
            Self::Program(command) => return command.run(context),
            Self::Earn(Earn { order, program }) => {
                let mut input = EarnInput::new(order);
                input.program = program;
                out.answer(&context.existing()?.loyalty().earn(input)?)?;
            }
            Self::Redeem(redeem) => {
                out.answer(&context.existing()?.loyalty().redeem(redeem.into_input())?)?
            }
            Self::Return(Return { order, lines, id, program }) => {
                let input = ReturnInput::new(order);
                let mut input = lines.into_iter().fold(input, |input, (line, units)| input.line(line, units));
                (input.external_id, input.program) = (id, program);
                out.answer(&context.existing()?.loyalty().return_order(input)?)?;
            }
            Self::Balance(Balance { customer, as_of }) => {
                let mut query = BalanceQuery::new(customer);
                (query.program, query.at) = (as_of.program, as_of.at);
                out.answer(&context.existing()?.loyalty().balance(query)?)?;
            }
            Self::Entries(Entries { customer, program, page }) => {
                let mut query = EntryQuery::new(customer);
                (query.program, query.page) = (program, page.into());
                out.answer(&context.existing()?.loyalty().entries(query)?)?;
            }
            Self::Explain(Explain { entry }) => out.answer(&context.existing()?.loyalty().explain(entry)?)?,
            Self::Pool(pool) => out.answer(&pool.run(&context.existing()?.loyalty())?)?,
            Self::Tiers(tiers) => return tiers.run(context),
            Self::Liability(AsOf { program, at }) => {
                out.answer(&context.existing()?.loyalty().liability(program, at)?)?;
            }
            Self::Movement(Movement { since, until, program }) => {
                out.answer(&context.existing()?.loyalty().tier_movement(since, until, program)?)?;
            }
            Self::Cohorts(Cohorts { as_of: AsOf { program, at } }) => {
                out.answer(&context.existing()?.loyalty().point_cohorts(program, at)?)?;
            }
            Self::Cost(Cost { since, until, program }) => {
                out.answer(&context.existing()?.loyalty().program_cost(since, until, program)?)?;
            }
            Self::Simulate(Simulate { terms, program, since, until, page }) => {
                let mut query = SimulationQuery::new(read_terms(&terms)?);
                (query.program, query.since, query.until, query.page) = (program, since, until, page.into());
                out.answer(&context.existing()?.loyalty().simulate(query)?)?;
            }
            Self::Occasions(asked) => {
                let mut query = OccasionQuery::new(asked.days.since, asked.days.until);
                query.greeting = asked.greeting();
                query.kinds = asked.kinds.into_iter().map(Into::into).collect();
                (query.leap_day, query.page) = (asked.leap_day.into(), asked.page.into());
                out.answer(&context.existing()?.loyalty().occasions(query)?)?;
            }
            Self::Holidays(Days { since, until }) => {
                out.answer(&Holidays(context.existing()?.loyalty().holidays(since, until)?))?;
            }
            Self::Advance(Advance {}) => out.answer(&context.existing()?.loyalty().advance()?)?,
        }
        Ok(Exit::Done)
    }
}

fn read_terms(text: &str) -> Result<ProgramTerms> {
    serde_json::from_str(text).map_err(|e| Error::argument("terms", e))
}

impl ProgramCommand {
    fn run(self, context: &Context) -> Result<Exit> {
        let Some(name) = &self.name else {
            context.out.answer(&Programs { programs: context.existing()?.loyalty().programs()? })?;
            return Ok(Exit::Done);
        };
        let mut terms: ProgramTerms = match &self.terms {
            Some(text) => read_terms(text)?,
            None => ProgramTerms::default(),
        };
        terms.earn_amount = self.earn_amount.or(terms.earn_amount);
        terms.earn_points = self.earn_points.or(terms.earn_points);
        terms.redeem_amount = self.redeem_amount.or(terms.redeem_amount);
        terms.redeem_points = self.redeem_points.or(terms.redeem_points);
        let opened = context.existing_or_new()?;
        context.out.answer(&opened.crm.loyalty().define_program(name, terms)?)?;
        Ok(Exit::Done)
    }
}

impl Redeem {
    fn into_input(self) -> RedeemInput {
        let mut input = RedeemInput::new(self.customer, self.points);
        (input.order, input.program) = (self.order, self.program);
        (input.source, input.external_id) = self.id.unzip();
        input
    }
}

impl Pool {
    fn run(self, loyalty: &guanxi::Loyalty) -> Result<MemberPool> {
        let Self { customer, join, leave, program } = self;
        let pool = match join {
            Some(name) => {
                let mut input = PoolInput::new(customer, name);
                input.program = program;
                Some(loyalty.join_pool(input)?)
            }
            None if leave => loyalty.leave_pool(customer, program)?,
            None => loyalty.pool(customer, program)?,
        };
        Ok(MemberPool { pool })
    }
}

impl Tiers {
    fn run(self, context: &Context) -> Result<Exit> {
        let loyalty = context.existing()?.loyalty();
        let AsOf { program, at } = self.as_of;
        let Some(customer) = self.customer else {
            context.out.answer(&loyalty.tier_report(program, at)?)?;
            return Ok(Exit::Done);
        };
        let mut query = TierQuery::new(customer);
        (query.program, query.at) = (program, at);
        let history = loyalty.tier_history(query.clone())?;
        context.out.answer(&MemberTier { status: loyalty.tier(query)?, history })?;
        Ok(Exit::Done)
    }
}

/// The pool of a member, if it is in one, or the one that it left.
#[derive(Debug, Serialize)]
struct MemberPool {
    pool: Option<PointPool>,
}

/// Holidays by day.
#[derive(Debug, Serialize)]
#[serde(transparent)]
struct Holidays(Vec<Holiday>);

/// All programs.
#[derive(Serialize)]
struct Programs {
    programs: Vec<Program>,
}

/// A member's tier and how it came to it.
#[derive(Serialize)]
struct MemberTier {
    status: TierStatus,
    history: Vec<TierChange>,
}

impl Show for Programs {
    fn show(&self, text: &mut Text) {
        if self.programs.is_empty() {
            text.line("No program yet.");
            return;
        }
        let rows = self.programs.iter().map(|program| {
            let Program { name, version, terms, .. } = program;
            [name.clone(), version.to_string(), earns(terms), worth(terms)]
        });
        text.table(["program", "version", "earns", "worth"], &[1], rows);
    }
}

fn earns(terms: &ProgramTerms) -> String {
    let points = terms.earn_points.unwrap_or(1);
    terms.earn_amount.map_or_else(String::new, |amount| format!("{} per {}", number(points), money(&amount)))
}

fn worth(terms: &ProgramTerms) -> String {
    let points = terms.redeem_points.unwrap_or(1);
    terms.redeem_amount.map_or_else(String::new, |amount| format!("{} = {}", number(points), money(&amount)))
}

impl Show for ProgramReceipt {
    fn show(&self, text: &mut Text) {
        let Program { name, version, terms, .. } = &self.program;
        text.pairs([
            ("program", Some(name.clone())),
            ("version", Some(version.to_string())),
            ("earns", Some(earns(terms)).filter(|t| !t.is_empty())),
            ("worth", Some(worth(terms)).filter(|t| !t.is_empty())),
        ]);
    }
}

impl Show for PointsReceipt {
    fn show(&self, text: &mut Text) {
        if self.replayed {
            text.line("The same had come before; nothing was written.");
        }
        text.pairs([
            ("entry", Some(self.entry.id.to_string())),
            ("points", Some(number(self.entry.points))),
            ("worth", self.entry.value.as_ref().map(money)),
            ("customer", Some(self.customer_id.to_string())),
        ]);
        self.balance.show(text);
    }
}

impl Show for ReturnReceipt {
    fn show(&self, text: &mut Text) {
        if self.replayed {
            text.line("The same had come before; nothing was written.");
        }
        let some = |points: i64| Some(points).filter(|p| *p != 0).map(number);
        text.pairs([
            ("entry", Some(self.entry.id.to_string())),
            ("points given back", Some(number(self.given_back))),
            ("points taken back", Some(number(self.clawed_back))),
            ("of them owed", some(self.owed)),
            ("of them expired before", some(self.lapsed)),
            ("of them written off", some(self.written_off)),
            ("money to pay back", Some(money(&self.cash))),
        ]);
        self.balance.show(text);
    }
}

impl Show for PointBalance {
    fn show(&self, text: &mut Text) {
        let some = |points: i64| Some(points).filter(|p| *p != 0).map(number);
        text.pairs([
            ("available", Some(number(self.available))),
            ("pending", some(self.pending)),
            ("held", some(self.held)),
            ("owed", some(self.debt)),
        ]);
        for expiring in &self.expiring {
            text.remark(format_args!("{} expire at {}", number(expiring.points), expiring.at));
        }
    }
}

impl Show for MemberPool {
    fn show(&self, text: &mut Text) {
        let Some(pool) = &self.pool else {
            text.line("In no pool.");
            return;
        };
        text.pairs([("pool", Some(pool.name.clone())), ("available", Some(number(pool.available)))]);
        let rows = pool.members.iter().map(|member| {
            [member.customer_id.to_string(), member.joined_at.to_string(), number(member.available)]
        });
        text.table(["member", "since", "available"], &[2], rows);
    }
}

impl Show for OccasionPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("Nobody.");
            return;
        }
        let rows = self.items.iter().map(|occasion| {
            let years = occasion.years.map_or_else(String::new, number);
            let greet_at = occasion.greet_at.map_or_else(String::new, |at| at.to_string());
            let customer = occasion.customer_id.to_string();
            [occasion.on.to_string(), name(occasion.kind), years, customer, greet_at]
        });
        if self.items.iter().any(|occasion| occasion.greet_at.is_some()) {
            text.table(["day", "what", "years", "customer", "greet at"], &[2], rows);
        } else {
            let rows = rows.map(|[day, what, years, customer, _]| [day, what, years, customer]);
            text.table(["day", "what", "years", "customer"], &[2], rows);
        }
        text.more(self.next_cursor.as_deref());
    }
}

impl Show for Holidays {
    fn show(&self, text: &mut Text) {
        if self.0.is_empty() {
            text.line("None.");
            return;
        }
        let rows = self.0.iter().map(|holiday| [holiday.on.to_string(), name(holiday.holiday)]);
        text.table(["day", "holiday"], &[], rows);
    }
}

impl Show for EntryPage {
    fn show(&self, text: &mut Text) {
        if self.items.is_empty() {
            text.line("No entry.");
            return;
        }
        let rows = self.items.iter().map(|entry| {
            [entry.at.to_string(), name(entry.kind), number(entry.points), entry.id.to_string()]
        });
        text.table(["when", "what", "points", "id"], &[2], rows);
        text.more(self.next_cursor.as_deref());
    }
}

/// What something is, as JSON has it.
fn name(kind: impl Serialize) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

impl Show for EntryExplanation {
    fn show(&self, text: &mut Text) {
        text.line(crate::text::clean(&self.text));
        text.line(crate::text::clean(&self.text_zh));
        let Some(earning) = &self.earning else { return };
        if earning.lines.is_empty() {
            return;
        }
        let rows = earning.lines.iter().map(|line| {
            let times = format!("{}.{:03}", line.multiplier_milli / 1000, line.multiplier_milli % 1000);
            let times = times.trim_end_matches('0').trim_end_matches('.').to_owned();
            [
                (line.line + 1).to_string(),
                money(&line.net),
                number(line.points_paid),
                money(&line.base),
                times,
                line.rules.join(", "),
                number(line.points),
            ]
        });
        let header = ["line", "net", "points paid", "earns on", "times", "rules", "points"];
        text.table(header, &[0, 1, 2, 3, 4, 6], rows);
    }
}

impl Show for SimulationPage {
    fn show(&self, text: &mut Text) {
        if let Some(totals) = &self.totals {
            let side = |name: &str, side: &SimulatedProgram| {
                let amount = |amount: &Option<Money>| amount.as_ref().map_or_else(String::new, money);
                [
                    name.to_owned(),
                    number(side.earned),
                    number(side.outstanding),
                    amount(&side.value),
                    amount(&side.liability),
                ]
            };
            let rows = [side("as it is", &totals.current), side("as it would be", &totals.changed)];
            text.table(["terms", "earned", "outstanding", "worth", "liability"], &[1, 2, 3, 4], rows);
            text.line(format_args!(
                "{} orders of {} customers, {} of whom would have another number of points.",
                totals.orders, totals.customers, totals.differing
            ));
        }
        if self.items.is_empty() {
            return;
        }
        let rows = self
            .items
            .iter()
            .map(|c| [c.customer_id.to_string(), c.orders.to_string(), number(c.current), number(c.changed)]);
        text.table(["customer", "orders", "points", "would be"], &[1, 2, 3], rows);
        text.more(self.next_cursor.as_deref());
    }
}

impl Show for TierReport {
    fn show(&self, text: &mut Text) {
        let rows = self
            .tiers
            .iter()
            .map(|count| [count.tier.clone().unwrap_or_else(|| "-".to_owned()), number(count.members)]);
        text.table(["tier", "members"], &[1], rows);
    }
}

impl Show for TierMovementReport {
    fn show(&self, text: &mut Text) {
        let name = |tier: &Option<String>| tier.clone().unwrap_or_else(|| "none".to_owned());
        let tiers: Vec<_> = self.tiers.iter().map(|flow| name(&flow.tier)).collect();
        let header: Vec<_> = ["from"].into_iter().chain(tiers.iter().map(String::as_str)).collect();
        let right: Vec<usize> = (1..header.len()).collect();
        let members = |from: &Option<String>, to: &Option<String>| {
            let moved = self.moves.iter().find(|moved| moved.from_tier == *from && moved.to_tier == *to);
            number(moved.map_or(0, |moved| moved.members))
        };
        let rows = self.tiers.iter().map(|from| {
            let to = self.tiers.iter().map(|to| members(&from.tier, &to.tier));
            [name(&from.tier)].into_iter().chain(to).collect()
        });
        text.grid(&header, &right, rows);
        text.line(format_args!(
            "{} entered, {} upgraded, {} downgraded, {} left.",
            number(self.entered),
            number(self.upgraded),
            number(self.downgraded),
            number(self.left)
        ));
    }
}

impl Show for MemberTier {
    fn show(&self, text: &mut Text) {
        let TierStatus { tier, since, figure, next_tier, next_missing, next_change, .. } = &self.status;
        let next = next_tier.as_ref().zip(*next_missing);
        let change =
            next_change.as_ref().map(|c| format!("{} at {}", c.to_tier.as_deref().unwrap_or("none"), c.at));
        text.pairs([
            ("tier", Some(tier.clone().unwrap_or_else(|| "none".to_owned()))),
            ("since", text_of(*since)),
            ("counts towards tiers", Some(number(*figure))),
            ("missing for the next", next.map(|(tier, missing)| format!("{} for {tier}", number(missing)))),
            ("if nothing happens", change),
        ]);
        for change in &self.history {
            let name = |tier: &Option<String>| tier.clone().unwrap_or_else(|| "none".to_owned());
            let (from, to) = (name(&change.from_tier), name(&change.to_tier));
            text.remark(crate::text::clean(format_args!("{}: {from} to {to}", change.at)));
        }
    }
}

impl Show for LiabilityReport {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("program", Some(self.program.clone())),
            ("accounts", Some(number(self.accounts))),
            ("points outstanding", Some(number(self.outstanding))),
            ("points owed by members", Some(number(self.debt))),
            ("value", self.value.as_ref().map(money)),
            ("liability after breakage", self.liability.as_ref().map(money)),
        ]);
    }
}

impl Show for PointCohortReport {
    fn show(&self, text: &mut Text) {
        if self.cohorts.is_empty() {
            text.line("No points yet.");
            return;
        }
        let sum = |points: &[i64]| number(points.iter().map(|points| i128::from(*points)).sum::<i128>());
        let row = |month: &str, points: &PointOutcome| {
            [
                month.to_owned(),
                sum(&[points.earned, points.added, points.transferred]),
                sum(&[points.redeemed, points.given_back.saturating_neg(), points.settled]),
                sum(&[points.clawed_back, points.withdrawn]),
                number(points.expired),
                number(points.forfeited),
                number(points.outstanding),
                points.breakage_ppm.map_or_else(String::new, percent),
            ]
        };
        let rows = self.cohorts.iter().map(|cohort| row(&cohort.month, &cohort.points));
        let rows = rows.chain([row("all", &self.total)]);
        let header =
            ["month", "came in", "used", "taken back", "expired", "forfeited", "outstanding", "breakage"];
        text.table(header, &[1, 2, 3, 4, 5, 6, 7], rows);
    }
}

impl Show for ProgramCostReport {
    fn show(&self, text: &mut Text) {
        let amount = |amount: &Option<Money>| amount.as_ref().map_or_else(String::new, money);
        let row = |what: &str, of: &ValuedPoints| [what.to_owned(), number(of.points), amount(&of.value)];
        let rows = [
            row("earned", &self.earned),
            row("taken back", &self.clawed_back),
            row("by hand", &self.adjusted),
            row("brought along", &self.imported),
            row("spent", &self.redeemed),
            row("given back", &self.given_back),
            row("expired", &self.expired),
        ];
        text.table(["points", "number", "worth"], &[1, 2], rows);
        if !self.rewards.is_empty() {
            text.blank();
            let rows =
                self.rewards.iter().map(|RewardCost { reward, redeemed, cancelled, spent, .. }| {
                    let counts = [number(*redeemed), number(*cancelled), number(spent.points)];
                    let [redeemed, cancelled, points] = counts;
                    [reward.clone(), redeemed, cancelled, points, amount(&spent.value)]
                });
            text.table(["reward", "redeemed", "cancelled", "points", "worth"], &[1, 2, 3, 4], rows);
        }
        text.blank();
        text.pairs([
            ("cost", self.cost.as_ref().map(money)),
            ("orders that earned", Some(number(self.orders))),
            ("their net revenue", self.net_revenue.as_ref().map(money)),
            ("cost as a share of it", self.cost_ppm.map(percent)),
            ("earned as a share of it", self.earned_ppm.map(percent)),
        ]);
    }
}

impl Show for guanxi::AdvanceReport {
    fn show(&self, text: &mut Text) {
        text.pairs([
            ("points expired", Some(number(self.expired))),
            ("holds run out", Some(number(self.voided))),
            ("occasions that earned", Some(number(self.occasions))),
            ("changes of tiers", Some(number(self.tier_changes))),
        ]);
    }
}
