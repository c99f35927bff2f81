//! `dedupe FILE`: which rows of a file are one person. It needs no store.

mod apart;
mod ask;
mod blocking;
mod labels;
mod outcome;
mod rows;
mod settings;
mod whole;

use std::{path::PathBuf, time::Instant};

use clap::Args;
use guanxi::{
    Error, Result,
    import::{Delimiter, Encoding},
    progress::CancelToken,
};
use guanxi_match::{
    Again, Deduped, Label, Settings, Stage, Step, dedupe_labelled,
    evaluate::{Evaluation, evaluate},
    forecast,
    report::{PAIRS_MOST, Subject, page},
};

use self::{blocking::Ahead, labels::Labels, outcome::Outcome, rows::Rows, whole::Whole};
use crate::{commands::import::Input, context::Context, exit::Exit, interrupt, progress::Bar};

/// Find out which rows of a CSV file are the same person
///
/// Nothing has to be said: what each column holds is recognised, and how much agreement tells is learned from the
/// file itself. No store is read or made.
#[derive(Debug, Args)]
#[command(after_help = "\
The file of --out has one line for every row, in order: `row` (from 1, the
header does not count) and `cluster`. Rows of one cluster are one person.

The file of --labels has a line for every pair that was decided: `left` and
`right` (rows, from 1) and `same` (true or false). It is learned from and held
to; --ask shows the pairs to decide, nearest to the threshold first, and keeps
each answer there.

Examples:
  guanxi dedupe people.csv --out clusters.csv
  guanxi dedupe people.csv --report report.html
  guanxi dedupe people.csv --forecast
  guanxi dedupe people.csv --labels labels.csv --ask
  guanxi dedupe people.csv --settings settings.toml --json
  guanxi dedupe labelled.csv --truth person_id")]
pub(crate) struct Dedupe {
    /// The file; - is standard input
    file: PathBuf,
    /// Where the clusters go, as CSV: row, cluster
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What is not to be found out: a TOML or JSON file of settings
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// A column whose cells are equal for rows of one person: it decides nothing, the clusters are measured by it
    #[arg(long, value_name = "COLUMN")]
    truth: Option<String>,
    /// Where a report to look at goes: one HTML file. It shows rows of the file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Pairs of rows somebody decided about, as CSV: left, right, same
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Ask about the pairs that teach most, and keep the answers in the file of --labels
    ///
    /// Reads letters from standard input, a line each: m (match), n (not the same), s (skip), q (quit).
    #[arg(long, requires = "labels")]
    ask: bool,
    /// Only count the pairs that would be compared, by rule
    #[arg(long, conflicts_with_all = ["out", "truth", "report", "labels"])]
    forecast: bool,
    /// The encoding: utf-8, gb18030, windows-1252 and others [default: recognised]
    #[arg(long)]
    encoding: Option<Encoding>,
    /// What separates the cells: comma, semicolon, tab, pipe or a character [default: recognised]
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<Delimiter>,
}

/// What came of the work.
struct Worked {
    rows: Rows,
    found: Deduped,
    evaluation: Option<Evaluation>,
    page: Option<String>,
}

impl Dedupe {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        // While it asks Ctrl-C ends it at once: each answer is written.
        let mut cancel = if self.ask { CancelToken::new() } else { interrupt::token()? };
        let started = Instant::now();
        let settings = self.settings.as_deref().map(settings::read).transpose()?.unwrap_or_default();
        self.check_ask(context.out.json)?;
        let input = Input::open(&self.file)?;
        let out = self.out.as_deref().map(|path| Whole::begin(path, &self.file)).transpose()?;
        let report = self.report.as_deref().map(|path| Whole::begin(path, &self.file)).transpose()?;
        let (name, quiet) = (input.name().to_owned(), context.out.json);
        let rows = {
            let bar = Bar::bytes(input.size_bytes(), &name, quiet);
            rows::read(input, &self, cancel.clone(), &bar)?
        };
        settings::fit(&settings, self.settings.as_deref(), &rows.table)?;
        if self.forecast {
            let found = {
                let _bar = Bar::busy("looking for pairs", quiet);
                apart::work(&cancel, move || forecast(&rows.table, &settings))?
            };
            context.out.answer(&Ahead::of(name, started.elapsed().as_millis() as u64, &found))?;
            return Ok(Exit::Done);
        }
        let labels = self.labels.as_deref().map(|path| Labels::read(path, &rows, self.ask)).transpose()?;
        let (rows, labels) = match labels {
            Some(mut labels) if self.ask => {
                let rows = ask::walk(rows, &settings, &mut labels, (context, &self.file, &cancel))?;
                cancel = interrupt::token()?;
                (rows, labels.all)
            }
            labels => (rows, labels.map_or_else(Vec::new, |labels| labels.all)),
        };
        let worked = {
            let bar = Bar::busy("reading", quiet);
            let (title, draw, tell) = (name.clone(), report.is_some(), bar.teller());
            let token = cancel.clone();
            let mut go_on = move |what| {
                tell(what);
                !token.is_cancelled()
            };
            apart::work(&cancel, move || work(rows, (&settings, &labels), &title, draw, &mut go_on))??
        };
        let numbers = worked.rows.clusters(&worked.found.clusters);
        let out_file = out.map(|out| outcome::write_clusters(out, &numbers)).transpose()?;
        let report_file =
            report.zip(worked.page.as_ref()).map(|(file, page)| file.finish(page.as_bytes())).transpose()?;
        let millis = started.elapsed().as_millis() as u64;
        context.out.answer(&Outcome::of(name, millis, &worked, &numbers, out_file, report_file))?;
        Ok(Exit::Done)
    }
}

impl Dedupe {
    /// Whether answers can be read and kept, before anything is compared.
    fn check_ask(&self, json: bool) -> Result<()> {
        let Some(labels) = self.labels.as_deref().filter(|_| self.ask) else { return Ok(()) };
        if json {
            let reason = "--json asks nothing; `next_question` in its answer is the pair to ask about";
            return Err(Error::invalid("ask", reason));
        }
        if self.file.as_os_str() == "-" {
            let reason = "answers are read from standard input, so the rows cannot be; name their file";
            return Err(Error::invalid("ask", reason));
        }
        Whole::begin(labels, &self.file).map(drop)
    }
}

/// Deduplicates, measures where there is a truth, and draws the report where one is asked for. `go_on` hears what
/// comes next, and may end it there.
fn work(
    rows: Rows,
    (settings, labels): (&Settings, &[Label]),
    title: &str,
    draw: bool,
    go_on: &mut dyn FnMut(String) -> bool,
) -> Result<Worked> {
    let found = dedupe_labelled(&rows.table, settings, labels, &mut |step| go_on(told(step)));
    // Its one other error is of models that do not read.
    let found = found.map_err(|_| Error::cancelled())?;
    if (draw || rows.truth.is_some()) && !go_on("measuring".to_owned()) {
        return Err(Error::cancelled());
    }
    let again = (draw || rows.truth.is_some()).then(|| Again::of(&rows.table, &found));
    let truth = again.as_ref().zip(rows.truth.clone());
    let evaluation = truth.map(|(again, (_, truth))| evaluate(again, &found, truth, PAIRS_MOST));
    let page = again.filter(|_| draw).map(|again| {
        let subject = Subject {
            title,
            table: &rows.table,
            found: &found,
            rows: &rows.numbers,
            evaluation: evaluation.as_ref(),
        };
        page(&subject, &again)
    });
    Ok(Worked { rows, found, evaluation, page })
}

fn told(step: Step) -> String {
    let what = match step.stage {
        Stage::Reading => "reading values",
        Stage::Blocking => "looking for pairs",
        Stage::Comparing => "comparing pairs",
        Stage::Learning => "learning what agreement says",
        Stage::Scoring => "scoring pairs",
        Stage::Clustering => "making clusters",
    };
    format!("{what} {:>3}%", (step.done * 100).checked_div(step.total).unwrap_or(100))
}
