//! What the columns were taken for.

use super::{
    Subject,
    html::{Section, escaped},
};
use crate::{schema::columns_of, value::Kind};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let schema = subject.found.model.schema();
    let fields: String = schema
        .fields
        .iter()
        .map(|field| {
            let within =
                field.within.and_then(|at| schema.fields.get(at)).map_or("", |outer| outer.name.as_str());
            let columns = columns_of(field).join(", ");
            format!(
                "<tr><td>{}<td>{}<td>{}<td>{}",
                escaped(&field.name),
                kind(field.kind),
                escaped(columns),
                escaped(within)
            )
        })
        .collect();
    let left: String = schema
        .unused(subject.table)
        .iter()
        .map(|left| {
            format!("<tr><td>{}<td colspan=3>left out: {}", escaped(&left.column), escaped(&left.reason))
        })
        .collect();
    let about = "What is compared, out of which columns it comes, and within which other field it is judged.";
    Section {
        id: "fields",
        title: "Fields",
        about: about.to_owned(),
        body: format!(
            "<table class=blocks><thead><tr><th>field<th>kind<th>columns<th>within<tbody>{fields}{left}</table>"
        ),
    }
}

/// Its name in settings.
fn kind(kind: Kind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
