//! The classes of errors: one per kind, and one per code below it.

use std::fmt::Write;

use guanxi_core::error::{CODES, CodeInfo, ErrorKind};

use super::{HEAD, declare::doc};
use crate::codegen::shared::{kind_class, pascal};

/// The class of a kind.
fn of_kind(kind: ErrorKind) -> String {
    kind_class(kind) + "Error"
}

/// The class of a code: its kind's when they are called the same.
fn of_code(code: &CodeInfo) -> String {
    pascal(code.code) + "Error"
}

fn has_own_class(code: &CodeInfo) -> bool {
    of_code(code) != of_kind(code.kind)
}

/// The names of all classes.
pub(super) fn names() -> Vec<String> {
    let kinds = ErrorKind::ALL.iter().copied().map(of_kind);
    let codes = CODES.iter().filter(|code| has_own_class(code)).map(of_code);
    ["GuanxiError".to_owned()].into_iter().chain(kinds).chain(codes).collect()
}

/// `lib/errors.js`.
pub(super) fn javascript() -> String {
    let mut out = format!("{HEAD}'use strict';\n{BASE}");
    for kind in ErrorKind::ALL {
        let _ = writeln!(out, "class {} extends GuanxiError {{}}", of_kind(*kind));
    }
    for code in CODES.iter().filter(|code| has_own_class(code)) {
        let path = if code.code == "invalid_argument" { PATH } else { "" };
        let _ = writeln!(out, "class {} extends {} {{{path}}}", of_code(code), of_kind(code.kind));
    }
    out.push_str("\n// The class and the kind of each code.\nconst byCode = {\n");
    for code in CODES {
        let _ = writeln!(out, "  {}: [{}, '{}'],", code.code, of_code(code), code.kind.name());
    }
    let names = names().join(", ");
    let _ = write!(out, "}};\n\nconst classes = {{ {names} }};\n{NAMES}");
    out
}

const BASE: &str = "
class GuanxiError extends Error {
  constructor(code, kind, message, fields) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.fields = Object.freeze(fields);
  }
}

";

const PATH: &str = "
  get path() {
    return this.fields.path;
  }
";

/// Names stand on the prototype, so that they outlive a minifier.
const NAMES: &str = "for (const [name, Class] of Object.entries(classes)) {
  Object.defineProperty(Class.prototype, 'name', { value: name, configurable: true, writable: true });
}

module.exports = { ...classes, byCode };
";

/// The declarations.
pub(super) fn typescript(out: &mut String) {
    let of = |names: Vec<&str>| names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" | ");
    let _ = writeln!(out, "\n/** What an error is about: stays the same between versions. */");
    let _ = writeln!(
        out,
        "export type ErrorKind = {};",
        of(ErrorKind::ALL.iter().map(|kind| kind.name()).collect())
    );
    let _ = writeln!(out, "\n/** Which error it is: stays the same between versions. */");
    let _ = writeln!(out, "export type ErrorCode = {};", of(CODES.iter().map(|code| code.code).collect()));
    out.push_str(DECLARED);
    for kind in ErrorKind::ALL {
        doc(out, "", kind.doc());
        let same = CODES.iter().find(|code| code.kind == *kind && !has_own_class(code));
        let only = CODES.iter().filter(|code| code.kind == *kind).count() == 1;
        let fields = same.filter(|_| only).map(fields_of).unwrap_or_default();
        let (class, name) = (of_kind(*kind), kind.name());
        let _ = writeln!(
            out,
            "export class {class} extends GuanxiError {{\n  readonly kind: '{name}';{fields}\n}}\n"
        );
    }
    for code in CODES.iter().filter(|code| has_own_class(code)) {
        doc(out, "", code.doc);
        let class = of_code(code);
        let path = if code.code == "invalid_argument" { DECLARED_PATH } else { "" };
        let (kind, fields) = (of_kind(code.kind), fields_of(code));
        let _ = writeln!(out, "export class {class} extends {kind} {{{fields}{path}\n}}\n");
    }
}

fn fields_of(code: &CodeInfo) -> String {
    let fields: Vec<_> = code.fields.iter().map(|field| format!("readonly {field}: string")).collect();
    let fields = if fields.is_empty() {
        "Readonly<Record<string, string>>".to_owned()
    } else {
        format!("{{ {} }}", fields.join("; "))
    };
    format!("\n  readonly code: '{}';\n  readonly fields: {fields};", code.code)
}

const DECLARED: &str = "
/** Every error of guanxi. `message` is for people; programs look at the class or at `code`. */
export class GuanxiError extends Error {
  protected constructor();
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  /** What the message is made of, by the core's names. */
  readonly fields: Readonly<Record<string, string>>;
}

";

const DECLARED_PATH: &str = "
  /** Where it is, as the caller wrote it: `inputs[3].email`. */
  get path(): string;";
