//! The layer in Kotlin: a class per area, each call suspending and blocking, loops over pages, exceptions by kind.

use std::fmt::Write;

use anyhow::Result;
use guanxi_core::{
    error::{CODES, ErrorKind},
    schema::{AreaDef, Interface, Ty, TypeDef},
};

use super::{
    super::shared::{Types, camel, kind_class, plain_doc},
    NOTE,
    layer::{Arg, ArgKind, Call, calls, handed, is_or_text, or_texts},
    types::Left,
};

/// `Areas.kt`.
pub(super) fn areas(interface: &Interface) -> Result<String> {
    let mut out = format!(
        "// {NOTE}\n\npackage io.guanxi\n\nimport java.math.BigDecimal\nimport java.time.Instant\nimport java.time.LocalDate\n\
         import kotlinx.coroutines.flow.Flow\n\n{}sealed class CrmAreas(native: NativeCrm) {{\n",
        kdoc("", "One handle per area.", None)
    );
    for area in &interface.areas {
        let (name, class) = (camel(area.name), area.handle);
        writeln!(out, "{}    val {name}: {class} = {class}(native)\n", kdoc("    ", area.doc, None))?;
    }
    out.truncate(out.trim_end().len());
    out += "\n}\n";
    for area in &interface.areas {
        out += &class(interface, area)?;
    }
    for name in or_texts(interface) {
        let doc = kdoc(
            "",
            "From text, which the core reads: an id, an e-mail address, a phone number, `source:external id`.",
            None,
        );
        write!(out, "\n{doc}fun {name}.Companion.of(text: String): {name} = {name}.Text(text)\n")?;
    }
    Ok(out)
}

fn class(interface: &Interface, area: &AreaDef) -> Result<String> {
    let types = &interface.types;
    let doc = kdoc("", area.doc, None);
    let mut out =
        format!("\n{doc}class {} internal constructor(private val native: NativeCrm) {{\n", area.handle);
    for call in calls(interface, area)? {
        out += &methods(types, &call);
        if call.pages.is_some() {
            out += &loops(types, &call);
        }
    }
    out.truncate(out.trim_end().len());
    Ok(out + "\n}\n")
}

/// A call, suspending and blocking, and both once more for what is also read from text.
fn methods(types: &Types, call: &Call<'_>) -> String {
    let name = word(&camel(call.op.name));
    let twin = format!("{}Blocking", camel(call.op.name));
    let returns = kotlin(types, &call.op.returns);
    let native = handed(types, call.op, &word, " = ")
        .into_iter()
        .map(|(_, value)| value)
        .collect::<Vec<_>>()
        .join(", ");
    let native = format!("native.{}({native})", call.native);
    let doc = described(call);
    let blocking = kdoc("    ", &format!("[{name}], on the calling thread."), None);
    let plain = params(types, call, false);
    let (waits, blocks) = if call.op.is_long() {
        (
            format!(
                "({}): {returns} =\n        cancellable(onProgress) {{ progress, cancel -> {native} }}",
                with(&plain, PROGRESS)
            ),
            format!(
                "({}): {returns} =\n        long(onProgress, cancel) {{ progress, cancel -> {native} }}",
                with(&with(&plain, PROGRESS), "cancel: CancelToken? = null")
            ),
        )
    } else {
        (
            format!("({plain}): {returns} =\n        offThread {{ {native} }}"),
            format!("({plain}): {returns} =\n        translated {{ {native} }}"),
        )
    };
    let mut out = format!("{doc}    suspend fun {name}{waits}\n\n{blocking}    fun {twin}{blocks}\n\n");
    if reads_text(types, call) {
        let (texts, again) = (params(types, call, true), arguments(types, call, None));
        out += &format!("{doc}    suspend fun {name}({texts}): {returns} =\n        {name}({again})\n\n");
        out += &format!("{blocking}    fun {twin}({texts}): {returns} =\n        {twin}({again})\n\n");
    }
    out
}

const PROGRESS: &str = "onProgress: ((Progress) -> Unit)? = null";

fn with(params: &str, more: &str) -> String {
    if params.is_empty() { more.to_owned() } else { format!("{params}, {more}") }
}

/// Both loops over pages, and once more for what is also read from text.
fn loops(types: &Types, call: &Call<'_>) -> String {
    let Some((item, name)) = &call.pages else { return String::new() };
    let (item, once) = (kotlin(types, item), camel(call.op.name));
    let doc = kdoc(
        "    ",
        &format!(
            "All that [{once}] gives, page by page: the next page is asked for when the one before is used up. `limit` is the size of a page, `cursor` where to begin."
        ),
        None,
    );
    let twin = kdoc("    ", &format!("[{name}], on the calling thread."), None);
    let params_of = |text| params(types, call, text);
    let again = arguments(types, call, Some("at"));
    let page = "let { Page(it.items, it.nextCursor) }";
    let plain = params_of(false);
    let mut out = format!(
        "{doc}    fun {name}({plain}): Flow<{item}> =\n        pages(cursor) {{ at -> {once}({again}).{page} }}\n\n\
         {twin}    fun {name}Blocking({plain}): Sequence<{item}> =\n        pagesBlocking(cursor) {{ at -> {once}Blocking({again}).{page} }}\n\n"
    );
    if reads_text(types, call) {
        let (texts, again) = (params_of(true), arguments(types, call, None));
        out += &format!("{doc}    fun {name}({texts}): Flow<{item}> =\n        {name}({again})\n\n");
        out += &format!(
            "{twin}    fun {name}Blocking({texts}): Sequence<{item}> =\n        {name}Blocking({again})\n\n"
        );
    }
    out
}

fn reads_text(types: &Types, call: &Call<'_>) -> bool {
    call.args.iter().any(|arg| text_of(types, arg).is_some())
}

/// The enum that a required argument is, if it is also read from text.
fn text_of(types: &Types, arg: &Arg<'_>) -> Option<&'static str> {
    match (&arg.kind, arg.left) {
        (ArgKind::Value(ty), Left::Never) => is_or_text(types, ty),
        _ => None,
    }
}

/// The parameters; those that are also read from text as text if asked for.
fn params(types: &Types, call: &Call<'_>, text: bool) -> String {
    let one = |arg: &Arg<'_>| {
        let ty = match &arg.kind {
            ArgKind::Value(_) if text && text_of(types, arg).is_some() => "String".to_owned(),
            ArgKind::Value(ty) => kotlin(types, ty),
            ArgKind::Source => "Source".to_owned(),
            ArgKind::Sink => "String?".to_owned(),
        };
        let left = match arg.left {
            Left::Never => "",
            Left::Absent => " = null",
            Left::AbsentWhenHandedIn => "? = null",
            Left::List => " = emptyList()",
            Left::Map => " = emptyMap()",
            Left::Text => " = \"\"",
            Left::False => " = false",
        };
        format!("{}: {ty}{left}", word(&arg.name))
    };
    call.args.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The arguments handed on to the same call: with another cursor in a loop, else read from text.
fn arguments(types: &Types, call: &Call<'_>, cursor: Option<&str>) -> String {
    let one = |arg: &Arg<'_>| {
        let name = word(&arg.name);
        let value = match (cursor, text_of(types, arg)) {
            (Some(at), _) if arg.name == "cursor" => at.to_owned(),
            (None, Some(of)) => format!("{of}.of({name})"),
            _ => name.clone(),
        };
        format!("{name} = {value}")
    };
    call.args.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A type of the description in Kotlin.
fn kotlin(types: &Types, ty: &Ty) -> String {
    match ty {
        Ty::Unit => "Unit".into(),
        Ty::Bool => "Boolean".into(),
        Ty::Integer(_) => "Long".into(),
        Ty::Text => "String".into(),
        Ty::Json => "Map<String, JsonValue>".into(),
        Ty::Timestamp => "Instant".into(),
        Ty::Date => "LocalDate".into(),
        Ty::Money => "Money".into(),
        Ty::Decimal => "BigDecimal".into(),
        Ty::Option(inner) => format!("{}?", kotlin(types, inner)),
        Ty::List(inner) => format!("List<{}>", kotlin(types, inner)),
        Ty::Map(inner) => format!("Map<String, {}>", kotlin(types, inner)),
        Ty::Ref(name) => match &types[name] {
            TypeDef::Text { .. } => "String".into(),
            _ => (*name).to_owned(),
        },
    }
}

/// A name in Kotlin, where it may be a keyword.
fn word(name: &str) -> String {
    const KEYWORDS: &[&str] = &[
        "as",
        "break",
        "class",
        "continue",
        "do",
        "else",
        "false",
        "for",
        "fun",
        "if",
        "in",
        "interface",
        "is",
        "null",
        "object",
        "package",
        "return",
        "super",
        "this",
        "throw",
        "true",
        "try",
        "typealias",
        "typeof",
        "val",
        "var",
        "when",
        "while",
    ];
    if KEYWORDS.contains(&name) { format!("`{name}`") } else { name.to_owned() }
}

/// The KDoc of a call.
fn described(call: &Call<'_>) -> String {
    let args = call.args.iter().filter(|arg| !arg.doc.is_empty());
    let args = args.map(|arg| format!("@param {} {}", arg.name, plain_doc(arg.doc).replace('\n', " ")));
    let mut tags: Vec<_> = args.collect();
    if call.op.is_long() {
        tags.push("@param onProgress hears how far the call is, on the thread that does the work".into());
    }
    tags.extend(
        call.errors.as_ref().map(|errors| format!("@throws GuanxiException {}", errors.replace('\n', " "))),
    );
    kdoc("    ", &call.doc, Some(&tags.join("\n")))
}

/// A KDoc comment.
fn kdoc(indent: &str, doc: &str, tags: Option<&str>) -> String {
    let doc = plain_doc(doc).replace("*/", "*\u{2060}/");
    let tags = tags.unwrap_or_default().replace("*/", "*\u{2060}/");
    let lines: Vec<_> = match (doc.trim(), tags.trim()) {
        (doc, "") => doc.lines().collect(),
        (doc, tags) => doc.lines().chain([""]).chain(tags.lines()).collect(),
    };
    match &*lines {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String =
                lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n").collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}

/// What a kind is about: its codes.
pub(super) fn codes_of(kind: ErrorKind) -> String {
    let codes = CODES.iter().filter(|info| info.kind == kind);
    codes
        .map(|info| format!("`{}`: {}", info.code, plain_doc(info.doc).replace('\n', " ")))
        .collect::<Vec<_>>()
        .join("\n")
}

/// `GuanxiException.kt`.
pub(super) fn exceptions() -> String {
    let mut out = format!(
        "// {NOTE}\n\npackage io.guanxi\n\n{}sealed class GuanxiException(\n    /** The stable name of what can be done about it, the same in every language. */\n    val kind: String,\n    \
         /** The stable name of what went wrong, the same in every language. */\n    val code: String,\n    \
         /** What went wrong and how to mend it, for people. Without personal data. */\n    override val message: String,\n    \
         /** The named values of the message, for programs. */\n    val fields: Map<String, String>,\n) : RuntimeException(message) {{\n",
        kdoc("", "Why a call failed: one class per kind, which says what can be done about it.", None)
    );
    for kind in ErrorKind::ALL {
        let class = kind_class(*kind);
        let doc = kdoc(
            "    ",
            &codes_of(*kind).lines().map(|l| format!("- {l}")).collect::<Vec<_>>().join("\n"),
            None,
        );
        out += &format!(
            "{doc}    class {class} internal constructor(code: String, message: String, fields: Map<String, String>) :\n        \
             GuanxiException(\"{}\", code, message, fields)\n\n",
            kind.name()
        );
    }
    out += "    internal companion object {\n        fun of(kind: String, code: String, message: String, fields: Map<String, String>): GuanxiException =\n            when (kind) {\n";
    for kind in ErrorKind::ALL.iter().filter(|kind| **kind != ErrorKind::Internal) {
        let (name, class) = (kind.name(), kind_class(*kind));
        out += &format!("                \"{name}\" -> {class}(code, message, fields)\n");
    }
    out + "                else -> Internal(code, message, fields)\n            }\n    }\n}\n"
}

#[cfg(test)]
mod tests {
    use guanxi_core::crm::interface;

    use super::*;

    #[test]
    fn a_query_is_handed_over_by_name_and_has_loops() {
        let text = areas(&interface()).unwrap();
        let find = "suspend fun find(text: String = \"\", limit: Long? = null, cursor: String? = null): CustomerPage =\n        \
                    offThread { native.customersFind(CustomerQuery(text = text, page = PageRequest(limit = limit, cursor = cursor))) }";
        assert!(text.contains(find), "{text}");
        assert!(text.contains("fun iterFindBlocking("), "{text}");
        assert!(text.contains("suspend fun resolve(customer: String): Customer =\n        resolve(customer = CustomerRef.of(customer))"));
    }
}
