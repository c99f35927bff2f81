//! The layer in Swift: a class per area, each call asynchronous and blocking, loops over pages, errors by kind.

use std::fmt::Write;

use anyhow::Result;
use guanxi_core::{
    error::ErrorKind,
    schema::{AreaDef, Interface, Ty, TypeDef},
};

use super::{
    super::shared::{Types, camel, kind_class, plain_doc},
    NOTE,
    kotlin::codes_of,
    layer::{Arg, ArgKind, Call, calls, handed, or_texts},
    types::Left,
};

/// `Areas.swift`.
pub(super) fn areas(interface: &Interface) -> Result<String> {
    let mut out = format!(
        "// {NOTE}\n\nimport Foundation\n\n/// One handle per area.\npublic class CrmAreas: @unchecked Sendable {{\n    let native: NativeCrm\n"
    );
    for area in &interface.areas {
        write!(out, "\n{}    public let {}: {}\n", docs("    ", area.doc), camel(area.name), area.handle)?;
    }
    out += "\n    init(_ native: NativeCrm) {\n        self.native = native\n";
    for area in &interface.areas {
        writeln!(out, "        {} = {}(native)", camel(area.name), area.handle)?;
    }
    out += "    }\n}\n";
    for area in &interface.areas {
        out += &class(interface, area)?;
    }
    for name in or_texts(interface) {
        write!(
            out,
            "\nextension {name}: ExpressibleByStringLiteral {{\n    /// From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`.\n    \
             public static func of(_ text: String) -> {name} {{ .text(text: text) }}\n\n    /// From text, which the core reads.\n    \
             public init(stringLiteral text: String) {{ self = .text(text: text) }}\n}}\n"
        )?;
    }
    Ok(out)
}

fn class(interface: &Interface, area: &AreaDef) -> Result<String> {
    let mut out = format!(
        "\n{}public final class {}: @unchecked Sendable {{\n    private let native: NativeCrm\n\n    init(_ native: NativeCrm) {{ self.native = native }}\n\n",
        docs("", area.doc),
        area.handle
    );
    for call in calls(interface, area)? {
        out += &methods(&interface.types, &call);
        out += &pages(&interface.types, &call);
    }
    out.truncate(out.trim_end().len());
    Ok(out + "\n}\n")
}

/// A call, asynchronous and blocking.
fn methods(types: &Types, call: &Call<'_>) -> String {
    let name = word(&camel(call.op.name));
    let twin = format!("{}Blocking", camel(call.op.name));
    let returns = match &call.op.returns {
        Ty::Unit => String::new(),
        ty => format!(" -> {}", swift(types, ty)),
    };
    let native =
        handed(types, call.op, &word, ": ").into_iter().map(|(label, value)| format!("{label}: {value}"));
    let native = format!("try self.native.{}({})", call.native, native.collect::<Vec<_>>().join(", "));
    let plain = params(types, call);
    let (doc, blocking) = (described(call), docs("    ", &format!("``{name}``, on the calling thread.")));
    if call.op.is_long() {
        let long = with(&plain, "onProgress: (@Sendable (Progress) -> Void)? = nil");
        let stopped = with(&long, "cancel: CancelToken? = nil");
        return format!(
            "{doc}    public func {name}({long}) async throws{returns} {{\n        try await cancellable(onProgress) {{ progress, cancel in {native} }}\n    }}\n\n\
             {blocking}    public func {twin}({stopped}) throws{returns} {{\n        try long(onProgress, cancel) {{ progress, cancel in {native} }}\n    }}\n\n"
        );
    }
    format!(
        "{doc}    public func {name}({plain}) async throws{returns} {{\n        try await offThread {{ {native} }}\n    }}\n\n\
         {blocking}    public func {twin}({plain}) throws{returns} {{\n        try translated {{ {native} }}\n    }}\n\n"
    )
}

fn with(params: &str, more: &str) -> String {
    if params.is_empty() { more.to_owned() } else { format!("{params}, {more}") }
}

/// The loop over pages.
fn pages(types: &Types, call: &Call<'_>) -> String {
    let Some((item, name)) = &call.pages else { return String::new() };
    let (item, once) = (swift(types, item), camel(call.op.name));
    let doc = docs(
        "    ",
        &format!(
            "All that ``{once}`` gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin."
        ),
    );
    let args = call.args.iter().enumerate().map(|(at, arg)| {
        let value = if arg.name == "cursor" { "at".to_owned() } else { word(&arg.name) };
        if has_label(types, at, arg) { format!("{}: {value}", arg.name) } else { value }
    });
    let args = args.collect::<Vec<_>>().join(", ");
    format!(
        "{doc}    public func {name}({}) -> Pages<{item}> {{\n        Pages(from: cursor) {{ at in\n            let page = try self.{once}Blocking({args})\n            \
         return (page.items, page.nextCursor)\n        }}\n    }}\n\n",
        params(types, call)
    )
}

/// An argument has a label unless it is the first and its type says all.
fn has_label(types: &Types, at: usize, arg: &Arg<'_>) -> bool {
    fn is_struct(types: &Types, ty: &Ty) -> bool {
        match ty {
            Ty::List(inner) => is_struct(types, inner),
            Ty::Ref(name) => matches!(types.get(name), Some(TypeDef::Struct { .. })),
            _ => false,
        }
    }
    let says_all = match &arg.kind {
        ArgKind::Value(ty) => arg.left == Left::Never && is_struct(types, ty),
        ArgKind::Source => true,
        ArgKind::Sink => false,
    };
    at > 0 || !says_all
}

fn params(types: &Types, call: &Call<'_>) -> String {
    let one = |(at, arg): (usize, &Arg<'_>)| {
        let ty = match &arg.kind {
            ArgKind::Value(ty) => swift(types, ty),
            ArgKind::Source => "Source".to_owned(),
            ArgKind::Sink => "String?".to_owned(),
        };
        let left = match arg.left {
            Left::Never => "",
            Left::Absent => " = nil",
            Left::AbsentWhenHandedIn => "? = nil",
            Left::List => " = []",
            Left::Map => " = [:]",
            Left::Text => " = \"\"",
            Left::False => " = false",
        };
        let label = if has_label(types, at, arg) { "" } else { "_ " };
        format!("{label}{}: {ty}{left}", word(&arg.name))
    };
    call.args.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
}

/// A type of the description in Swift.
fn swift(types: &Types, ty: &Ty) -> String {
    match ty {
        Ty::Unit => "Void".into(),
        Ty::Bool => "Bool".into(),
        Ty::Integer(_) => "Int64".into(),
        Ty::Text => "String".into(),
        Ty::Json => "[String: JsonValue]".into(),
        Ty::Timestamp => "Date".into(),
        Ty::Date => "CalendarDay".into(),
        Ty::Money => "Money".into(),
        Ty::Decimal => "Foundation.Decimal".into(),
        Ty::Option(inner) => format!("{}?", swift(types, inner)),
        Ty::List(inner) => format!("[{}]", swift(types, inner)),
        Ty::Map(inner) => format!("[String: {}]", swift(types, inner)),
        Ty::Ref(name) => match &types[name] {
            TypeDef::Text { .. } => "String".into(),
            _ => (*name).to_owned(),
        },
    }
}

/// A name in Swift, where it may be a keyword.
fn word(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "as",
        "break",
        "case",
        "catch",
        "class",
        "continue",
        "default",
        "defer",
        "do",
        "else",
        "enum",
        "extension",
        "false",
        "for",
        "func",
        "guard",
        "if",
        "import",
        "in",
        "init",
        "internal",
        "is",
        "let",
        "nil",
        "operator",
        "protocol",
        "repeat",
        "return",
        "self",
        "static",
        "struct",
        "super",
        "switch",
        "throw",
        "true",
        "try",
        "var",
        "where",
        "while",
    ];
    if KEYWORDS.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

/// The doc comment of a call.
fn described(call: &Call<'_>) -> String {
    let mut doc = call.doc.clone();
    let with_docs: Vec<_> = call.args.iter().filter(|arg| !arg.doc.is_empty()).collect();
    if !with_docs.is_empty() {
        doc += "\n\n- Parameters:";
        for arg in with_docs {
            doc += &format!("\n  - {}: {}", arg.name, plain_doc(arg.doc).replace('\n', " "));
        }
    }
    if let Some(errors) = &call.errors {
        doc += if doc.contains("\n- Parameters:") { "\n" } else { "\n\n" };
        doc += &format!("- Throws: ``GuanxiError``: {}", errors.replace('\n', " "));
    }
    docs("    ", &doc)
}

fn docs(indent: &str, doc: &str) -> String {
    let doc = plain_doc(doc);
    doc.trim().lines().map(|line| format!("{indent}/// {line}").trim_end().to_owned() + "\n").collect()
}

/// `GuanxiError.swift`.
pub(super) fn errors() -> String {
    let case = |kind: &ErrorKind| {
        let class = kind_class(*kind);
        class[..1].to_lowercase() + &class[1..]
    };
    let mut out = format!(
        "// {NOTE}\n\nimport Foundation\n\n/// Why a call failed: one case per kind, which says what can be done about it.\npublic enum GuanxiError: Error, Sendable {{\n"
    );
    for kind in ErrorKind::ALL {
        let codes: Vec<_> = codes_of(*kind).lines().map(|line| format!("- {line}")).collect();
        out += &format!("{}    case {}(Failure)\n\n", docs("    ", &codes.join("\n")), word(&case(kind)));
    }
    out += "    /// What went wrong.\n    public struct Failure: Sendable, Hashable {\n        /// Its stable name, the same in every language.\n        public let code: String\n        \
            /// What went wrong and how to mend it, for people. Without personal data.\n        public let message: String\n        \
            /// The named values of the message, for programs.\n        public let fields: [String: String]\n    }\n\n";
    let all: Vec<_> = ErrorKind::ALL.iter().map(|kind| format!(".{}(let failure)", case(kind))).collect();
    out += &format!(
        "    /// What went wrong, whatever the kind.\n    public var failure: Failure {{\n        switch self {{\n        case {}:\n            return failure\n        }}\n    }}\n\n",
        all.join(",\n             ")
    );
    out += "    /// The stable name of what went wrong.\n    public var code: String { failure.code }\n\n    /// What went wrong and how to mend it, for people.\n    public var message: String { failure.message }\n\n    \
            /// The named values of the message.\n    public var fields: [String: String] { failure.fields }\n\n    \
            static func of(kind: String, _ failure: Failure) -> GuanxiError {\n        switch kind {\n";
    for kind in ErrorKind::ALL.iter().filter(|kind| **kind != ErrorKind::Internal) {
        out += &format!("        case \"{}\": return .{}(failure)\n", kind.name(), case(kind));
    }
    out + "        default: return .internal(failure)\n        }\n    }\n}\n\nextension GuanxiError: LocalizedError {\n    public var errorDescription: String? { message }\n}\n"
}
