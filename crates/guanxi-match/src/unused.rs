//! Columns that are not compared, and why.

use crate::{
    schema::{LeftOut, Schema, columns_of},
    table::{Column, Table},
};

impl Schema {
    /// Every column of a table that is not compared, in the table's order, with the reason.
    pub fn unused(&self, table: &Table) -> Vec<LeftOut> {
        let used: Vec<&str> = self.fields.iter().flat_map(columns_of).collect();
        let unused = table.columns().iter().filter(|column| !used.contains(&column.name()));
        unused
            .map(|column| {
                let told = self.left_out.iter().find(|left| left.column == column.name());
                let reason =
                    told.map_or_else(|| reason(column, table.rows()).to_owned(), |left| left.reason.clone());
                LeftOut { column: column.name().to_owned(), reason }
            })
            .collect()
    }
}

fn reason(column: &Column, rows: usize) -> &'static str {
    match column.distinct() {
        0 => "it is empty",
        1 => "every row says the same",
        n if n == rows => "every row says something else: a number of the row, not of a person",
        _ => "nothing was recognised in it that tells people apart",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_left_out_has_its_reason() {
        let mut table = Table::new(["rec", "email", "empty", "shop"]);
        for row in 0..40 {
            table.push([
                format!("r-{row}"),
                format!("a{}@mailbox.org", row / 2),
                String::new(),
                "Berlin".to_owned(),
            ]);
        }
        let unused = Schema::of(&table).unused(&table);
        let names: Vec<&str> = unused.iter().map(|left| left.column.as_str()).collect();
        assert_eq!(names, ["rec", "empty", "shop"]);
        assert!(unused[0].reason.contains("row"), "{unused:?}");
        assert_eq!(
            (unused[1].reason.as_str(), unused[2].reason.as_str()),
            ("it is empty", "every row says the same")
        );
    }
}
