//! The reference of the segment language: every attribute and function, out of the core's registry.

use std::fmt::Write;

use guanxi_core::{
    rule::{Attribute, Function, Registry},
    segment,
};

use super::Generated;

const PATH: &str = "docs/guide/segment-reference.md";

pub(super) fn file() -> Generated {
    let registry = segment::language(&[]);
    let mut text = String::from(
        "# Segments: attributes and functions\n\nWritten by `cargo xtask codegen` from the registry in the core. \
         How queries are built of them stands in [segments](segments.md). What is marked ◇ is not in Shopify's language and \
         is refused under `--profile shopify`.\n",
    );
    attributes(&mut text, &registry);
    functions(&mut text, &registry);
    Generated::new(PATH, text)
}

fn mark(extension: bool) -> &'static str {
    if extension { " ◇" } else { "" }
}

fn attributes(text: &mut String, registry: &Registry) {
    text.push_str("\n## Attributes\n\n| attribute | type | meaning |\n| --- | --- | --- |\n");
    for Attribute { name, ty, doc, extension, .. } in &registry.attributes {
        let _ = writeln!(text, "| `{name}`{} | {} | {doc} |", mark(*extension), ty.about());
    }
    text.push_str(
        "| `customer.…` | by definition | a field of the shop's own, also as `customer.metafields.….…` |\n",
    );
}

fn functions(text: &mut String, registry: &Registry) {
    text.push_str("\n## Functions\n");
    for Function { name, doc, extension, columns, sums, properties, timed, shopify } in &registry.functions {
        let _ = writeln!(text, "\n### `{name}`{}\n\nA row is {doc}.\n", mark(*extension));
        text.push_str("| parameter | type | meaning |\n| --- | --- | --- |\n");
        let own = |name: &str| mark(!extension && !shopify.contains(&name));
        for column in columns {
            let _ = writeln!(
                text,
                "| `{}`{} | {} | {} |",
                column.name,
                own(&column.name),
                column.ty.about(),
                column.doc
            );
        }
        if *properties {
            text.push_str("| `properties.…` | any | a property, also inside others |\n");
        }
        if name == "customer_within_distance" {
            text.push_str("| `distance_km`, `distance_mi` | number | one of them: how far at most, on a great circle |\n");
        }
        if *timed {
            let _ = writeln!(text, "| `date`{} | date | when |", own("date"));
            let _ = writeln!(text, "| `count`{} | integer | how many |", own("count"));
        }
        for (sum, column) in sums {
            let _ = writeln!(text, "| `{sum}`{} | number | the sum of `{column}` |", own(sum));
        }
    }
    text.push_str(
        "\n## Of every function with a date\n\n◇ `day_of_week` (`MON` to `SUN`), `hour` (0 to 23), `first_date`, \
         `last_date`, `days_active`, `active_periods('week', 8)`, and `sum`, `avg`, `min`, `max`, `median`, \
         `count_distinct` of a parameter: `avg(amount) >= 80`.\n",
    );
}
