//! A dossier as a page that people read: one file, that needs nothing else.

use serde_json::{Map, Value};

use super::CustomerDossier;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
color:#222;background:#fff}h2{margin-top:2.5rem;border-bottom:1px solid #ccc}table{border-collapse:collapse;\
margin:.75rem 0;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem;\
border-bottom:1px solid #eee;overflow-wrap:anywhere}th{width:14rem;font-weight:600;color:#555}";

/// The page of a dossier.
pub(super) fn page(dossier: &CustomerDossier) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\"><title>What is known of ");
    escape(&dossier.customer_id.to_string(), &mut out);
    out.push_str("</title><style>");
    out.push_str(STYLE);
    out.push_str("</style></head><body><h1>What is known of ");
    escape(&dossier.customer_id.to_string(), &mut out);
    out.push_str("</h1><p>Put together at ");
    escape(&dossier.exported_at.to_string(), &mut out);
    out.push_str(".</p>\n");
    for section in &dossier.sections {
        out.push_str("<h2>");
        escape(&words(&section.name), &mut out);
        out.push_str("</h2>\n");
        section.items.iter().for_each(|item| table(item, &mut out));
    }
    out.push_str("</body></html>\n");
    out
}

fn words(name: &str) -> String {
    let mut words = name.replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn table(fields: &Map<String, Value>, out: &mut String) {
    out.push_str("<table>");
    for (name, value) in fields.iter().filter(|(_, value)| !is_empty(value)) {
        out.push_str("<tr><th>");
        escape(&words(name), out);
        out.push_str("</th><td>");
        cell(value, out);
        out.push_str("</td></tr>");
    }
    out.push_str("</table>\n");
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Values nest no deeper than what came in, which is read with a limit.
fn cell(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => escape(text, out),
        Value::Object(fields) => match amount(fields) {
            Some(text) => escape(&text, out),
            None => table(fields, out),
        },
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                if n > 0 && !item.is_object() {
                    out.push_str(", ");
                }
                cell(item, out);
            }
        }
        other => escape(&other.to_string(), out),
    }
}

/// Money as people write it.
fn amount(fields: &Map<String, Value>) -> Option<String> {
    let (amount, currency) = (fields.get("amount")?.as_str()?, fields.get("currency")?.as_str()?);
    (fields.len() == 2).then(|| format!("{amount} {currency}"))
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{id::CustomerId, scope::DossierSection, time::Timestamp};

    #[test]
    fn what_people_wrote_is_text_and_no_markup() {
        let item = json!({
            "name": "<script>alert('1')</script>", "tags": ["a&b", "c"], "nothing": null,
            "total": { "amount": "134.00", "currency": "CNY" }, "address": { "city": "\"Köln\"" }
        });
        let dossier = CustomerDossier {
            customer_id: CustomerId::from_bytes([1; 16]),
            former_ids: vec![],
            exported_at: Timestamp::MIN,
            sections: vec![DossierSection {
                name: "more_of_it".to_owned(),
                items: vec![item.as_object().unwrap().clone()],
            }],
        };
        let page = page(&dossier);
        assert!(!page.contains("<script"), "{page}");
        for part in [
            "<h2>More of it</h2>",
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;",
            "<td>a&amp;b, c</td>",
            "<td>134.00 CNY</td>",
            "&quot;Köln&quot;",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        assert!(!page.contains("Nothing"), "{page}");
    }
}
