//! `_errors.py`: an exception per kind, and below it one per code.

use std::collections::BTreeMap;

use guanxi_core::error::{CODES, CodeInfo, ErrorKind};

use crate::codegen::shared::{kind_class, pascal};

use super::text::{docstring, quoted};

const HEAD: &str = r#"from __future__ import annotations

from collections.abc import Mapping


class Error(Exception):
    """Whatever a call is refused with.

    `code` is stable and the same in every language; `kind` says what can be done about it; `fields` holds the named
    values of the message. None of them holds personal data.
    """

    code: str = "internal"
    kind: str = "internal"
    fields: dict[str, str]

    def __init__(self, message: str = "", fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields or {})

    def _field(self, name: str) -> str:
        return self.fields.get(name, "")
"#;

/// The exception of a kind, and what else it is to Python. A word that says too little alone has `Error` behind it.
fn of_kind(kind: ErrorKind) -> (String, &'static str) {
    let class = kind_class(kind);
    match kind {
        ErrorKind::Invalid => (class, ", ValueError"),
        ErrorKind::NotFound => (class, ", LookupError"),
        ErrorKind::Storage | ErrorKind::Data | ErrorKind::Internal => (class + "Error", ""),
        _ => (class, ""),
    }
}

/// The exception of each code.
pub(super) fn classes() -> BTreeMap<&'static str, String> {
    CODES.iter().map(|info| (info.code, pascal(info.code))).collect()
}

pub(super) fn module() -> String {
    let mut names = vec!["Error".to_owned()];
    let mut out = String::new();
    for kind in ErrorKind::ALL {
        let (class, bases) = of_kind(*kind);
        let own = CODES.iter().find(|info| pascal(info.code) == class);
        names.push(class.clone());
        out += &format!(
            "\n\nclass {class}(Error{bases}):\n{}\n    kind = {}\n",
            docstring(kind.doc(), 4),
            quoted(kind.name())
        );
        if let Some(info) = own {
            out += &format!("    code = {}\n{}", quoted(info.code), properties(info));
        }
        for info in CODES.iter().filter(|info| info.kind == *kind && pascal(info.code) != class) {
            names.push(pascal(info.code));
            out += &of_code(info, &class);
        }
    }
    names.sort_unstable();
    let all: String = names.iter().map(|name| format!("    {},\n", quoted(name))).collect();
    format!("{HEAD}{out}\n\n__all__ = [\n{all}]\n")
}

fn of_code(info: &CodeInfo, kind: &str) -> String {
    // An argument of another type than it must be is what Python calls a TypeError.
    let also = if info.code == "invalid_argument" { ", TypeError" } else { "" };
    let (doc, code) = (docstring(info.doc, 4), quoted(info.code));
    format!("\n\nclass {}({kind}{also}):\n{doc}\n    code = {code}\n{}", pascal(info.code), properties(info))
}

fn properties(info: &CodeInfo) -> String {
    info.fields.iter().map(|field| {
        format!(
            "\n    @property\n    def {field}(self) -> str:\n        \"\"\"The `{field}` of the message.\"\"\"\n        return self._field({})\n",
            quoted(field)
        )
    }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_class_below_its_kind() {
        let module = module();
        for (code, class) in classes() {
            assert!(module.contains(&format!("class {class}(")), "{code}");
        }
        assert!(module.contains("class StaleVersion(Conflict):"));
        assert_eq!(module.matches("class NotFound(").count(), 1);
    }
}
