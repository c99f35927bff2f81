//! `index.d.ts`: the declarations, with the core's doc comments.

use std::fmt::Write;

use anyhow::Result;
use guanxi_core::schema::{AreaDef, FieldDef, Interface, Shape, Ty, TypeDef, VariantDef};

use super::{
    HEAD,
    codec::{flat, inner_spread},
    errors,
    method::{Method, Param, ParamTy},
};
use crate::codegen::shared::{Types, camel, directions, doc_and_errors, loop_name, page_item, plain_doc};

/// Which way values of a type go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    In,
    Back,
    Both,
}

/// `index.d.ts`.
pub(super) fn typescript(interface: &Interface) -> Result<String> {
    let (handed_in, given_back) = directions(interface);
    let mut out = format!("{HEAD}{LEAVES}");
    for (name, def) in &interface.types {
        let way = match (handed_in.contains(name), given_back.contains(name)) {
            (true, true) => Way::Both,
            (true, false) => Way::In,
            _ => Way::Back,
        };
        write_type(&mut out, &interface.types, name, def, way)?;
    }
    for area in &interface.areas {
        write_area(&mut out, &interface.types, area)?;
    }
    out.push_str(CRM);
    for area in &interface.areas {
        doc(&mut out, "  ", &plain_doc(area.doc));
        let _ = writeln!(out, "  readonly {}: {};", camel(area.name), area.handle);
    }
    out.push_str("}\n");
    errors::typescript(&mut out);
    Ok(out)
}

/// A comment.
pub(super) fn doc(out: &mut String, indent: &str, text: &str) {
    let text = plain_doc(text).replace("*/", "*\u{200b}/");
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    if !text.contains('\n') {
        let _ = writeln!(out, "{indent}/** {text} */");
        return;
    }
    let _ = writeln!(out, "{indent}/**");
    for line in text.lines() {
        let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
    }
    let _ = writeln!(out, "{indent} */");
}

fn ty(of: &Ty, way: Way) -> String {
    match of {
        Ty::Unit => "void".into(),
        Ty::Bool => "boolean".into(),
        Ty::Integer(_) => "number".into(),
        Ty::Text => "string".into(),
        Ty::Json => "JsonObject".into(),
        Ty::Timestamp if way == Way::In => "Date | string".into(),
        Ty::Timestamp => "Date".into(),
        Ty::Date => "CalendarDay".into(),
        Ty::Money if way == Way::In => "Money | string".into(),
        Ty::Money => "Money".into(),
        Ty::Decimal => "Decimal".into(),
        Ty::Option(inner) => format!("{} | null", ty(inner, way)),
        Ty::List(inner) => match (ty(inner, way), way) {
            (inner, Way::In) => format!("ReadonlyArray<{inner}>"),
            (inner, _) if inner.contains(' ') => format!("Array<{inner}>"),
            (inner, _) => format!("{inner}[]"),
        },
        Ty::Map(inner) => format!("Record<string, {}>", ty(inner, way)),
        Ty::Ref(name) => (*name).to_owned(),
    }
}

fn write_type(out: &mut String, types: &Types, name: &'static str, def: &TypeDef, way: Way) -> Result<()> {
    out.push('\n');
    match def {
        TypeDef::Text { doc: text, prefix } => {
            doc(out, "", text);
            // The brand may be missing, so plain text will do; an id of another kind will not.
            let brand =
                if prefix.is_some() { format!(" & {{ readonly __kind?: '{name}' }}") } else { String::new() };
            let _ = writeln!(out, "export type {name} = string{brand};");
        }
        TypeDef::Struct { doc: text, spread, fields, .. } => {
            doc(out, "", text);
            let is_inner = |field: &&FieldDef| *spread && inner_spread(types, &field.ty).is_some();
            flat(types, name)?;
            let parents: Vec<_> = fields.iter().filter(is_inner).map(|f| ty(&f.ty, way)).collect();
            let extends =
                if parents.is_empty() { String::new() } else { format!(" extends {}", parents.join(", ")) };
            let _ = writeln!(out, "export interface {name}{extends} {{");
            fields.iter().filter(|f| !is_inner(f)).for_each(|f| write_field(out, "  ", f, way));
            out.push_str("}\n");
        }
        TypeDef::Enum { doc: text, native, or_text, variants } => {
            if variants.iter().all(|v| v.shape == Shape::Unit) {
                let meanings: Vec<_> = variants
                    .iter()
                    .filter(|v| !v.doc.is_empty())
                    .map(|v| format!("- `{}`: {}", v.wire, plain_doc(v.doc).replace('\n', " ")))
                    .collect();
                doc(out, "", &format!("{text}\n\n{}", meanings.join("\n")));
                let names: Vec<_> = variants.iter().map(|v| format!("'{}'", v.wire)).collect();
                let _ = writeln!(out, "export type {name} = {};", names.join(" | "));
            } else {
                doc(out, "", text);
                write_union(out, name, variants, *native, *or_text, way);
            }
        }
    }
    Ok(())
}

fn write_field(out: &mut String, indent: &str, field: &FieldDef, way: Way) {
    doc(out, indent, field.doc);
    let _ = writeln!(out, "{indent}{};", field_type(field, way));
}

fn field_type(field: &FieldDef, way: Way) -> String {
    let left_out = field.optional && way != Way::Back;
    let (mark, undefined) = if left_out { ("?", " | undefined") } else { ("", "") };
    format!("{}{mark}: {}{undefined}", camel(field.name), ty(&field.ty, way))
}

fn write_union(out: &mut String, name: &str, variants: &[VariantDef], native: bool, or_text: bool, way: Way) {
    let _ = writeln!(out, "export type {name} =");
    if or_text {
        out.push_str("  | string\n");
    }
    for v in variants {
        if !native {
            doc(out, "  ", v.doc);
        }
        let tag = v.wire;
        let _ = match &v.shape {
            Shape::Value(of) if native => writeln!(out, "  | {}", ty(of, way)),
            Shape::Unit => writeln!(out, "  | {{ type: '{tag}' }}"),
            Shape::Value(of) => writeln!(out, "  | {{ type: '{tag}'; {}: {} }}", camel(tag), ty(of, way)),
            Shape::Fields(fields) => {
                let fields: Vec<_> = fields.iter().map(|f| field_type(f, way)).collect();
                writeln!(out, "  | {{ type: '{tag}'; {} }}", fields.join("; "))
            }
        };
    }
    out.truncate(out.trim_end().len());
    out.push_str(";\n");
}

fn write_area(out: &mut String, types: &Types, area: &AreaDef) -> Result<()> {
    out.push('\n');
    doc(out, "", area.doc);
    let _ = writeln!(out, "export interface {} {{", area.handle);
    for op in &area.ops {
        let method = Method::new(types, op)?;
        let (name, returns) = (camel(op.name), ty(&op.returns, Way::Back));
        let (text, errors) = doc_and_errors(op.doc);
        let text = errors.map_or(text.clone(), |e| format!("{text}\n\n@throws {e}"));
        doc(out, "  ", &text);
        let _ = writeln!(out, "  {name}({}): Promise<{returns}>;", parameters(&method, false));
        doc(out, "  ", &format!("`{name}`, at once: the event loop waits."));
        let _ = writeln!(out, "  {name}Sync({}): {returns};", parameters(&method, true));
        if let Some(item) = page_item(types, op) {
            let (each, item) = (camel(&loop_name(op)), ty(item, Way::Back));
            let params = parameters(&method, false);
            doc(
                out,
                "  ",
                &format!("Loops over what `{name}` gives, page by page; `limit` is the size of a page."),
            );
            let _ = writeln!(out, "  {each}({params}): AsyncGenerator<{item}, void, undefined>;");
            doc(out, "  ", &format!("`{each}`, at once: the event loop waits for each page."));
            let params = parameters(&method, true);
            let _ = writeln!(out, "  {each}Sync({params}): Generator<{item}, void, undefined>;");
        }
    }
    out.push_str("}\n");
    Ok(())
}

fn parameters(method: &Method<'_>, sync: bool) -> String {
    let params = method.params.iter().filter_map(|p| parameter(method, p, sync));
    params.collect::<Vec<_>>().join(", ")
}

fn parameter(method: &Method<'_>, param: &Param, sync: bool) -> Option<String> {
    let of = match &param.ty {
        ParamTy::Value(Ty::Option(inner)) => format!("{} | null", ty(inner, Way::In)),
        ParamTy::Value(of) => ty(of, Way::In),
        ParamTy::Source => "ImportSource".into(),
        ParamTy::Options(fields) => {
            let extras: Vec<_> = method
                .extras
                .iter()
                .filter(|extra| !sync || **extra == "rejects")
                .map(|extra| extra_type(extra))
                .collect();
            let parts: Vec<_> = fields
                .iter()
                .map(|name| (*name).to_owned())
                .chain(extras.into_iter().map(str::to_owned))
                .collect();
            if parts.is_empty() {
                return None;
            }
            parts.join(" & ")
        }
    };
    let mark = if param.optional { "?" } else { "" };
    Some(format!("{}{mark}: {of}", param.name))
}

fn extra_type(extra: &str) -> &'static str {
    match extra {
        "rejects" => "WithRejects",
        "onProgress" => "WithProgress",
        _ => "WithSignal",
    }
}

const LEAVES: &str = "/// <reference lib=\"esnext.disposable\" />

/** A calendar day, `YYYY-MM-DD`. */
export type CalendarDay = string;

/** A decimal number as text, exact. */
export type Decimal = string;

/** An amount of money: `{ amount: '134.00', currency: 'CNY' }`. Where money is handed in, `'134.00 CNY'` is read, too. */
export interface Money {
  /** The amount, exact, in the currency's own number of digits. */
  amount: Decimal;
  /** The currency's code of ISO 4217. */
  currency: string;
}

/** What JSON can hold. Whole numbers stay within ±(2^53 − 1). */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** A file to take in: its path, its bytes, or either with more said. `name` is what messages call it. */
export type ImportSource = string | Uint8Array | { path: string } | { data: Uint8Array | string; name?: string | undefined };

/** A call that may refuse rows. */
export interface WithRejects {
  /** The path of a file that refused rows are written to: personal data. */
  rejects?: string | null | undefined;
}

/** A call that tells how far it is. */
export interface WithProgress {
  /** Hears how far the call is. What it throws stops the call, and is what the promise is rejected with. */
  onProgress?: ((progress: Progress) => void) | null | undefined;
}

/** A call that can be stopped. */
export interface WithSignal {
  /** Aborting it stops the call at the next safe place with a `CancelledError`, whose `cause` is the signal's reason. */
  signal?: AbortSignalLike | null | undefined;
}

/** What an `AbortSignal` is. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** How to open a store. */
export interface OpenOptions {
  /** Stops the clock, for tests and simulations; `setNow` moves it. */
  now?: Date | string | null | undefined;
  /** Makes ids and keys repeatable, for tests and simulations. Never for real shops, as the keys are no secret then. */
  seed?: number | null | undefined;
  /** Who acts: `system` when left out. */
  actor?: string | null | undefined;
  /** Bytes of cache; the storage's own default when left out. */
  cacheBytes?: number | null | undefined;
  /** Refuse with a `NoStoreError` when nothing is stored there yet. */
  mustExist?: boolean | null | undefined;
}
";

const CRM: &str = "
/**
 * A shop's customer relationships: one handle per area. Each call returns a promise and runs off the event loop; its twin
 * that ends in `Sync` blocks.
 */
export class Crm {
  private constructor();
  /**
   * Opens a store, making it when there is none: a path, `redb:PATH` or `memory:`.
   *
   * @throws `unknown_storage`; `locked` when another process holds it; `no_store`, `newer_format`, `corrupt`, `io`.
   */
  static open(url: string, options?: OpenOptions): Promise<Crm>;
  /** `open`, at once: the event loop waits. */
  static openSync(url: string, options?: OpenOptions): Crm;
  /** The same store, used by somebody else: who stands in feed and audit. */
  actingAs(actor: string): Crm;
  /** The same store; writes are worked out and answered, and not kept. */
  dryRun(): Crm;
  /**
   * Moves the clock of a store that was opened with `now`.
   *
   * @throws `invalid_argument` on the system's clock.
   */
  setNow(now: Date | string): void;
  /** Bytes on disk; 0 for a store in memory. */
  sizeOnDisk(): Promise<number>;
  /** `sizeOnDisk`, at once. */
  sizeOnDiskSync(): number;
  /** Lets go of every file lock. The next call takes them again. */
  suspend(): Promise<void>;
  /** `suspend`, at once. */
  suspendSync(): void;
  /** Closes the store for every handle on it, after the calls under way. Closing again does nothing. */
  close(): Promise<void>;
  /** `close`, at once. */
  closeSync(): void;
  /** Closes it, where the runtime knows `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
  /** Closes it, where the runtime knows `using`. */
  [Symbol.dispose](): void;
";
