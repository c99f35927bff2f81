//! `import customers|orders|payload FILE`.

mod input;
mod options;
mod outcome;
mod payload;
mod rejects;

use std::{path::PathBuf, time::Instant};

use clap::{Args, Subcommand};
use guanxi::{
    Crm, Result,
    import::{CustomerField, Field, ImportOptions, ImportReport, OrderField},
};

pub(crate) use self::{
    input::Input,
    outcome::{by_name, rejected, seconds},
};
use self::{options::Reading, outcome::Outcome, payload::Payload, rejects::RejectsFile};
use crate::{
    context::{Context, Opened},
    exit::Exit,
    interrupt,
    progress::Bar,
};

const EXAMPLES: &str = "\
The same file again changes nothing; a run that was cut off goes on where it
stopped. Columns are found by their headers, encoding and delimiter by looking.
What is not found right is said by options or by a mapping file:

  source = \"till\"
  date_order = \"dmy\"
  [columns]
  \"Kundennummer\" = \"external_id\"
  \"Stufe\" = \"custom:tier\"
  \"Intern\" = \"ignore\"

A missing store is made. Its currency is that of the first order, its zone UTC,
and phones and dates are read for the country of their row; `guanxi shop set`
changes that.

Examples:
";

/// Take in CSV files, or what a platform sends
#[derive(Debug, Subcommand)]
pub(crate) enum Import {
    #[command(after_help = format!("{EXAMPLES}  guanxi import customers customers.csv
  guanxi import customers crm.csv --source crm --country DE --dry-run
  zcat customers.csv.gz | guanxi import customers -"))]
    Customers(File),
    #[command(after_help = format!("{EXAMPLES}  guanxi import orders orders.csv
  guanxi import orders till.csv --source till --currency EUR --date-order dmy --decimal comma
  guanxi import orders orders.csv --mapping orders.toml --rejects bad.csv"))]
    Orders(File),
    Payload(Payload),
}

/// Take rows in: each names its record by its source's id, else by e-mail or phone
#[derive(Debug, Args)]
pub(crate) struct File {
    /// The file; - is standard input
    file: PathBuf,
    /// Work everything out and tell it, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Where rows that are refused go, with their reasons [default: beside the file, as FILE.rejects.csv; none in a
    /// dry run]
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Rows that are committed at once: fewer take less memory, more are faster
    #[arg(long, value_name = "N", default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..))]
    batch_rows: u32,
    #[command(flatten)]
    reading: Reading,
}

/// Which of the two calls.
type Call<'a> = &'a dyn Fn(&Crm, Input, ImportOptions<'_>) -> Result<ImportReport>;

impl Import {
    pub(crate) fn run(self, context: &Context) -> Result<Exit> {
        match self {
            Self::Customers(file) => file.run::<CustomerField>(context, &|crm, input, options| {
                crm.imports().customers(input, options)
            }),
            Self::Orders(file) => {
                file.run::<OrderField>(context, &|crm, input, options| crm.imports().orders(input, options))
            }
            Self::Payload(payload) => payload.run(context),
        }
    }
}

impl File {
    fn run<F: Field>(self, context: &Context, call: Call<'_>) -> Result<Exit> {
        let cancel = interrupt::token()?;
        let mapping = self.reading.mapping::<F>()?;
        let input = Input::open(&self.file)?;
        let Opened { crm, created } = store(context, self.dry_run)?;
        let bar = Bar::bytes(input.size_bytes(), input.name(), context.out.json);
        let mut rejects = RejectsFile::new(self.rejects_path());
        let options = ImportOptions::new(input.name())
            .size_bytes(input.size_bytes())
            .mapping(mapping)
            .progress(bar.listener())
            .cancel(cancel)
            .batch_rows(self.batch_rows as usize)
            .rejects(|reject| rejects.write(reject));
        let (name, started) = (input.name().to_owned(), Instant::now());
        let report = call(&crm, input, options)?;
        let millis = started.elapsed().as_millis();
        drop(bar);
        let rejects_file = rejects.end(report.rows_skipped > 0)?;
        let settings = crm.shop().get()?;
        let outcome = Outcome {
            url: context.url(),
            store_created: created && !self.dry_run,
            dry_run: self.dry_run,
            file: name,
            millis: millis as u64,
            rejects_file,
            report,
            settings,
        };
        context.out.answer(&outcome)?;
        Ok(Exit::Done)
    }

    fn rejects_path(&self) -> Option<PathBuf> {
        let beside = || match self.file.to_str() {
            Some("-") => PathBuf::from("import.rejects.csv"),
            _ => self.file.with_extension("rejects.csv"),
        };
        self.rejects.clone().or_else(|| (!self.dry_run).then(beside))
    }
}

/// The store to write to. A dry run makes none: where there is none it goes to an empty one in memory.
fn store(context: &Context, dry_run: bool) -> Result<Opened> {
    if !dry_run {
        return context.existing_or_new();
    }
    let crm = match context.existing() {
        Err(e) if e.code() == "no_store" => guanxi::open("memory:")?,
        crm => crm?,
    };
    Ok(Opened { crm: crm.dry_run(), created: false })
}
