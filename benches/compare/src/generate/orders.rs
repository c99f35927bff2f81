//! `orders.csv`: a row per line of an order, the lines of an order one behind the other.

use std::{io::Write, path::Path};

use anyhow::Result;

use super::{SEED, customers::external_id, write_file};
use crate::random::Sequence;

/// Most lines of an order; the mean is 4.
const LINES_MAX: u64 = 7;
/// Kinds of goods.
const SKUS: u64 = 5_000;
/// The first order: 2023-11-14T22:13:20Z.
const FIRST_AT: u64 = 1_700_000_000;
/// Seconds from the first order to the last.
const SPAN: u64 = 3 * 365 * 86_400;

/// Writes so many lines, of orders of the web shop's first so many customers.
pub(crate) fn orders(path: &Path, lines: u64, customers: u64) -> Result<()> {
    write_file(path, |out| {
        writeln!(out, "order_id,source,customer_ref,placed_at,sku,quantity,unit_price,currency")?;
        let mut random = Sequence::new(SEED + 2);
        let (mut written, mut order) = (0, 0);
        while written < lines {
            // The lower of two: some customers order often, many hardly ever.
            let customer = random.below(customers).min(random.below(customers));
            let at = instant(FIRST_AT + (written as u128 * u128::from(SPAN) / u128::from(lines)) as u64);
            let of_this = (1 + random.below(LINES_MAX)).min(lines - written);
            for _ in 0..of_this {
                let (sku, quantity, cents) =
                    (random.below(SKUS), 1 + random.below(3), 199 + random.below(20_000));
                let (id, customer) = (10_000_000 + order, external_id(customer));
                let (whole, part) = (cents / 100, cents % 100);
                writeln!(out, "{id},shop,{customer},{at},SKU-{sku:05},{quantity},{whole}.{part:02},EUR")?;
            }
            written += of_this;
            order += 1;
        }
        Ok(())
    })
}

/// Seconds since 1970 as RFC 3339 (days to a civil date: Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn instant(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn instants() {
        assert_eq!(instant(1_700_000_000), "2023-11-14T22:13:20Z");
        assert_eq!(instant(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(instant(1_709_251_199), "2024-02-29T23:59:59Z");
    }
}
