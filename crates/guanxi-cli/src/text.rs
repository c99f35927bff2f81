//! Text for people: headings, lines, tables, numbers.
//!
//! What came in from outside is shown without control characters, so that no name can move the cursor.

use std::fmt::{Display, Write};

use clap::builder::styling::Style;
use comfy_table::{
    Attribute, Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle,
};
use guanxi::Money;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// Text that is being written.
pub(crate) struct Text(String);

impl Text {
    pub(crate) fn new() -> Self {
        Self(String::new())
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }

    /// A heading, apart from what stands before it.
    pub(crate) fn heading(&mut self, heading: impl Display) {
        self.blank();
        self.line(format_args!("{BOLD}{}{BOLD:#}", clean(heading)));
    }

    /// A line as it is; cells and values from outside go through [`clean`] first.
    pub(crate) fn line(&mut self, line: impl Display) {
        let _ = writeln!(self.0, "{line}"); // writing into memory cannot fail
    }

    /// A line of less weight.
    pub(crate) fn remark(&mut self, line: impl Display) {
        self.line(format_args!("{FAINT}{line}{FAINT:#}"));
    }

    /// An empty line, unless nothing stands before it.
    pub(crate) fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    /// A table with a header; columns named in `right` stand to the right.
    pub(crate) fn table<const N: usize>(
        &mut self,
        header: [&str; N],
        right: &[usize],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        self.grid(&header, right, rows.into_iter().map(Vec::from));
    }

    /// The same with as many columns as there are names.
    pub(crate) fn grid(
        &mut self,
        header: &[&str],
        right: &[usize],
        rows: impl IntoIterator<Item = Vec<String>>,
    ) {
        let mut table = plain_table();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
        table.set_header(header.iter().map(|name| Cell::new(name).add_attribute(Attribute::Bold)));
        table.add_rows(rows.into_iter().map(|row| row.into_iter().map(clean)));
        for column in right {
            if let Some(column) = table.column_mut(*column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        // Ids are there to be copied, in one piece.
        for column in (0..header.len()).filter(|column| header[*column] == "id") {
            if let Some(column) = table.column_mut(column) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        self.line(table.trim_fmt());
    }

    /// Names with their values, those without a value left out.
    pub(crate) fn pairs<'a>(&mut self, pairs: impl IntoIterator<Item = (&'a str, Option<String>)>) {
        let mut table = plain_table();
        table.load_style(TableStyle::new());
        table.add_rows(pairs.into_iter().filter_map(|(name, value)| Some([name.to_owned(), clean(value?)])));
        if !table.is_empty() {
            self.line(table.trim_fmt());
        }
    }

    /// How to see what comes after a page.
    pub(crate) fn more(&mut self, next_cursor: Option<&str>) {
        if let Some(cursor) = next_cursor {
            self.remark(format_args!("more with --cursor {cursor}"));
        }
    }
}

/// Fits the terminal where there is one. Styles are always written; the output strips them.
fn plain_table() -> Table {
    let mut table = Table::new();
    table.set_content_arrangement(ContentArrangement::Dynamic).enforce_styling();
    // A terminal that does not say how wide it is has no width to fit into.
    if table.width() == Some(0) {
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.style_text_only();
    table
}

/// Text from outside without control characters.
pub(crate) fn clean(text: impl Display) -> String {
    text.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A number with a comma between thousands.
pub(crate) fn number(n: impl Into<i128>) -> String {
    let n = n.into();
    let digits = n.unsigned_abs().to_string();
    let mut out = String::from(if n < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// So many of something: `1 row`, `2,000 rows`.
pub(crate) fn count(n: u64, one: &str) -> String {
    format!("{} {one}{}", number(n), if n == 1 { "" } else { "s" })
}

/// An amount with a comma between thousands, and its currency.
pub(crate) fn money(money: &Money) -> String {
    format!("{} {}", amount(money), money.currency())
}

/// An amount with a comma between thousands.
pub(crate) fn amount(money: &Money) -> String {
    let text = money.amount();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let whole = whole.trim_start_matches('-').parse::<i128>().map_or_else(|_| whole.to_owned(), number);
    format!("{sign}{whole}{rest}")
}

/// Millionths as a percentage with two decimals, cut off: never a hundred unless it is.
pub(crate) fn percent(ppm: impl Into<i64>) -> String {
    let ppm = ppm.into();
    let (sign, hundredths) = (if ppm <= -100 { "-" } else { "" }, ppm.unsigned_abs() / 100);
    format!("{sign}{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// Something that may be missing, as text.
pub(crate) fn text_of(value: Option<impl Display>) -> Option<String> {
    value.map(|v| v.to_string())
}

/// The same for a cell of a table.
pub(crate) fn cell(value: Option<impl Display>) -> String {
    text_of(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_amounts() {
        for (n, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567")] {
            assert_eq!(number(n), text);
        }
        assert_eq!((count(1, "row"), count(2000, "row")), ("1 row".into(), "2,000 rows".into()));
        for (from, text) in
            [("244091.94 USD", "244,091.94 USD"), ("-0.50 USD", "-0.50 USD"), ("-1234 JPY", "-1,234 JPY")]
        {
            assert_eq!(money(&from.parse().unwrap()), text);
        }
        let shares = [percent(999_999), percent(1_000_000), percent(50_000)];
        assert_eq!(shares, ["99.99 %", "100.00 %", "5.00 %"]);
    }

    #[test]
    fn a_name_moves_no_cursor() {
        let mut text = Text::new();
        text.table(["name"], &[], [["\u{1b}[2JLi\tWei".to_owned()]]);
        assert!(!text.into_string().contains("\u{1b}[2J"));
    }
}
