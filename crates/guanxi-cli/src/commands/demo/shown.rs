use guanxi::{Date, RevenueReport, RfmReport, Stats, import::ImportReport};
use serde::Serialize;

use super::{groups::Groups, people::Deduped, points::Points};
use crate::{
    commands::{
        import::{by_name, rejected, seconds},
        reports::TopList,
    },
    output::Show,
    text::{Text, money, number},
};

/// What the demo did and found.
#[derive(Serialize)]
pub(super) struct Tour {
    /// The store, when it was kept.
    pub(super) url: Option<String>,
    pub(super) as_of: Date,
    /// How long both imports took, in milliseconds.
    pub(super) import_millis: u64,
    /// How long everything took, in milliseconds.
    pub(super) millis: u64,
    pub(super) customers: ImportReport,
    pub(super) orders: ImportReport,
    pub(super) deduped: Deduped,
    pub(super) stats: Stats,
    pub(super) revenue: RevenueReport,
    pub(super) rfm: RfmReport,
    pub(super) top: TopList,
    pub(super) points: Points,
    pub(super) segments: Groups,
}

impl Show for Tour {
    fn show(&self, text: &mut Text) {
        text.heading("A shop of 1997 and 1998, out of two CSV files");
        self.counts(text);
        rejected(text, &self.customers, None);
        rejected(text, &self.orders, None);
        text.heading("Who is who");
        self.deduped.show(text);
        text.heading(format_args!("Net revenue by month, up to {}", self.as_of));
        self.revenue.show(text);
        text.heading("Groups by recency, frequency and money");
        self.rfm.show(text);
        text.heading("Who spent most");
        self.top.show(text);
        text.heading(format_args!("Points and tiers of a club, up to {}", self.as_of));
        self.points.show(text);
        text.heading(format_args!("Segments as of {}", self.as_of));
        self.segments.show(text);
        text.heading("Time");
        self.time(text);
        text.heading("What to try next");
        self.next(text);
    }
}

impl Tour {
    fn counts(&self, text: &mut Text) {
        let net: Vec<_> = self.stats.net_revenue.iter().map(money).collect();
        text.pairs([
            (
                "records in",
                Some(format!("{}, {} refused", number(self.customers.rows), number(self.customers.rejected))),
            ),
            (
                "customers",
                Some(format!(
                    "{}: who those records are, by what identifies them",
                    number(self.deduped.before.customers)
                )),
            ),
            ("kept unread", by_name(&self.customers.unreadable)),
            ("not joined", by_name(&self.customers.held_back)),
            (
                "orders",
                Some(format!("{}, {} refused", number(self.stats.orders), number(self.orders.rejected))),
            ),
            ("net revenue", Some(net.join(", "))),
        ]);
    }

    fn time(&self, text: &mut Text) {
        let rows = self.customers.rows + self.orders.rows;
        let speed = number(rows * 1000 / self.import_millis.max(1));
        text.pairs([
            (
                "import",
                Some(format!(
                    "{} rows in {}: {speed} rows/s, on disk",
                    number(rows),
                    seconds(self.import_millis)
                )),
            ),
            ("all", Some(seconds(self.millis))),
        ]);
    }

    fn next(&self, text: &mut Text) {
        let (url, kept) = match &self.url {
            Some(url) => (url.as_str(), true),
            None => ("./guanxi-demo", false),
        };
        if !kept {
            text.line(format_args!(
                "  guanxi demo --dir {url}    the store of this run is gone; this keeps it. Then:"
            ));
        }
        let day = self.as_of;
        for command in [
            "customers find marie".to_owned(),
            "customers show pos:3545".to_owned(),
            "timeline pos:3545".to_owned(),
            "duplicates review".to_owned(),
            "segments overlap".to_owned(),
            format!("reports rfm --as-of {day}"),
            "stats --json".to_owned(),
            "verify".to_owned(),
        ] {
            text.line(format_args!("  guanxi --url {url} {command}"));
        }
    }
}
