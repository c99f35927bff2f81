use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use guanxi::{Error, PayloadOptions, PayloadQuery, PayloadReject, PayloadReport, Platform, Result, Zone};
use serde::Serialize;

use super::{
    Input,
    outcome::{by_name, seconds},
    store,
};
use crate::{
    context::{Context, Opened},
    exit::Exit,
    interrupt,
    output::Show,
    progress::Bar,
    text::{Text, count, number},
};

const EXAMPLES: &str = "\
Takes customers, orders, refunds and consents as the platform has them: one
object, a list, the envelope of an export or a webhook, or an object on each
line. The same again changes nothing; an older version of an object never takes
the place of a newer one. What no field is for is kept with its record.

Examples:
  guanxi import payload orders.json --platform shopify
  guanxi import payload order.json --platform shopify --kind order --dry-run
  zcat export.jsonl.gz | guanxi import payload - --rejects bad.jsonl";

/// Take in what a commerce platform sends, as JSON
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Payload {
    /// The file; - is standard input
    file: PathBuf,
    /// Which platform sent it [default: looked for in each object]
    #[arg(long, value_name = "NAME")]
    platform: Option<Platform>,
    /// What the objects are: order, customer, refund [default: looked for]
    #[arg(long)]
    kind: Option<String>,
    /// What the source is called [default: the platform's name]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The zone of times that have none: Europe/Berlin [default: the shop's]
    #[arg(long)]
    zone: Option<Zone>,
    /// Work everything out and tell it, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Where to tell of objects that are refused, as JSON Lines
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Objects that are committed at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    batch_objects: Option<u32>,
}

impl Payload {
    pub(super) fn run(self, context: &Context) -> Result<Exit> {
        let cancel = interrupt::token()?;
        let input = Input::open(&self.file)?;
        let Opened { crm, created } = store(context, self.dry_run)?;
        let bar = Bar::bytes(input.size_bytes(), input.name(), context.out.json);
        let mut rejects = self.rejects.as_deref().map(Rejects::create).transpose()?;
        let options = PayloadOptions::new(input.name())
            .size_bytes(input.size_bytes())
            .query(self.query())
            .progress(bar.listener())
            .cancel(cancel)
            .rejects(|reject| rejects.as_mut().map_or(Ok(()), |file| file.write(reject)));
        let (name, started) = (input.name().to_owned(), Instant::now());
        let report = crm.imports().payload(input, options)?;
        let millis = started.elapsed().as_millis() as u64;
        drop(bar);
        let rejects_file = rejects.map(Rejects::end).transpose()?;
        let store_created = created && !self.dry_run;
        let url = context.url();
        context.out.answer(&Outcome {
            url,
            store_created,
            dry_run: self.dry_run,
            file: name,
            millis,
            rejects_file,
            report,
        })?;
        Ok(Exit::Done)
    }

    fn query(&self) -> PayloadQuery {
        let mut query = PayloadQuery::default();
        query.platform = self.platform;
        query.kind.clone_from(&self.kind);
        query.source_name.clone_from(&self.source);
        query.zone = self.zone;
        query.batch_objects = self.batch_objects;
        query
    }
}

/// The file that refused objects are told in.
struct Rejects {
    name: String,
    file: BufWriter<File>,
}

impl Rejects {
    fn create(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let file = File::create(path).map_err(|e| Error::io(&name, e))?;
        Ok(Self { name, file: BufWriter::new(file) })
    }

    fn write(&mut self, reject: &PayloadReject) -> Result<()> {
        let line = serde_json::to_string(reject).map_err(Error::internal)?;
        writeln!(self.file, "{line}").map_err(|e| Error::io(&self.name, e))
    }

    fn end(mut self) -> Result<String> {
        self.file.flush().map_err(|e| Error::io(&self.name, e))?;
        Ok(self.name)
    }
}

/// What taking payloads in did.
#[derive(Serialize)]
struct Outcome {
    url: String,
    /// Whether the store was made for it.
    store_created: bool,
    dry_run: bool,
    file: String,
    /// How long it took, in milliseconds.
    millis: u64,
    /// Where refused objects are told, if that was asked for.
    rejects_file: Option<String>,
    report: PayloadReport,
}

impl Show for Outcome {
    fn show(&self, text: &mut Text) {
        let what = if self.dry_run { "Dry run: would take in" } else { "Took in" };
        let objects = count(self.report.objects, "object");
        text.line(format_args!("{what} {objects} of {} in {}.", self.file, seconds(self.millis)));
        if self.store_created {
            text.line(format_args!("Made a store at {}.", self.url));
        }
        text.blank();
        let kinds = self.report.kinds.iter().map(|kind| {
            [kind.kind.clone(), number(kind.created), number(kind.updated), number(kind.unchanged)]
        });
        text.table(["what", "created", "updated", "unchanged"], &[1, 2, 3], kinds);
        text.blank();
        let some = |n: u64| (n > 0).then(|| number(n));
        text.pairs([
            ("rejected", Some(number(self.report.rejected))),
            ("consents", some(self.report.consents)),
            ("new customers", some(self.report.customers_created)),
            ("merged customers", some(self.report.customers_merged)),
            ("kept unread", by_name(&self.report.unreadable)),
            ("not joined", by_name(&self.report.held_back)),
        ]);
        self.rejected(text);
    }
}

/// Refused objects that people are shown.
const SHOWN: usize = 5;

impl Outcome {
    fn rejected(&self, text: &mut Text) {
        if self.report.rejected == 0 {
            return;
        }
        text.heading(format_args!("{} refused", number(self.report.rejected)));
        let first = self.report.rejects.iter().take(SHOWN);
        let rows = first.map(|r| [number(r.offset), r.path.clone(), r.code.clone(), r.reason.clone()]);
        text.table(["byte", "path", "why", "what mends it"], &[0], rows);
        if let Some(file) = &self.rejects_file {
            text.line(format_args!("All of them: {file}"));
        }
    }
}
