//! Files taken in by the import.

use std::{fs::File, path::Path};

use anyhow::{Result, ensure};
use guanxi::{Crm, Result as Answer};
use guanxi_core::import::{ImportOptions, ImportReport, Imports};

use crate::measure::{Figures, Meter, disk_mb};

pub(super) fn customers(crm: &Crm, file: &Path, store: &Path) -> Result<Figures> {
    take_in(crm, file, store, |imports, file, options| imports.customers(file, options))
}

pub(super) fn orders(crm: &Crm, file: &Path, store: &Path) -> Result<Figures> {
    take_in(crm, file, store, |imports, file, options| imports.orders(file, options))
}

fn take_in(
    crm: &Crm,
    file: &Path,
    store: &Path,
    verb: impl Fn(&Imports, File, ImportOptions<'_>) -> Answer<ImportReport>,
) -> Result<Figures> {
    let meter = Meter::start();
    let report = verb(&crm.imports(), File::open(file)?, ImportOptions::new("bench"))?;
    let mut figures = meter.figures()?;
    ensure!(report.rejected == 0, "{} rows were refused: {:?}", report.rejected, report.rejected_by_code);
    figures.insert("created".into(), report.created as f64);
    figures.insert("customers".into(), report.customers_created as f64);
    figures.insert("merged".into(), report.customers_merged as f64);
    figures.insert("held_back".into(), report.held_back.values().sum::<u64>() as f64);
    figures.insert("unreadable".into(), report.unreadable.values().sum::<u64>() as f64);
    crm.close()?;
    figures.insert("disk".into(), disk_mb(store)?);
    Ok(figures)
}
