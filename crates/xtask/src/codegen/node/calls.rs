//! `index.js`: the codecs, a class per area, and `Crm`.

use std::fmt::Write;

use anyhow::Result;
use guanxi_core::schema::{AreaDef, Interface, OpDef, Ty};

use super::{HEAD, codec::Codec, errors, method::Method};
use crate::codegen::shared::{camel, directions, loop_name, page_item};

/// The names that the package exports.
pub(super) fn exported(_: &Interface) -> Vec<String> {
    ["Crm".to_owned()].into_iter().chain(errors::names()).collect()
}

/// `index.js`.
pub(super) fn javascript(interface: &Interface) -> Result<String> {
    let codec = Codec { types: &interface.types };
    let (handed_in, given_back) = directions(interface);
    let mut out = format!("{HEAD}'use strict';\n{IMPORTS}");
    for name in interface.types.keys() {
        if handed_in.contains(name) {
            codec.write_encoder(&mut out, name)?;
        }
        if given_back.contains(name) {
            codec.write_decoder(&mut out, name)?;
        }
    }
    for area in &interface.areas {
        write_area(&mut out, &codec, area)?;
    }
    write_renamed(&mut out, interface)?;
    let areas: Vec<_> = interface.areas.iter().map(|a| format!("{}: {}", camel(a.name), a.handle)).collect();
    let classes = errors::names().join(", ");
    let _ = writeln!(out, "const Crm = withAreas({{ {} }});\n", areas.join(", "));
    let _ = writeln!(out, "const {{ {classes} }} = errors;\n\nmodule.exports = {{ Crm, {classes} }};");
    Ok(out)
}

const IMPORTS: &str = "
const { files, later, long, now, renamed, split } = require('./lib/call.js');
const { withAreas } = require('./lib/crm.js');
const errors = require('./lib/errors.js');
const {
  arg, bare, bool, date, decimal, each, eachOf, expected, inside, integer, jsonObject, list, map, missing, money, object, oneOf, optional, payload, text,
  timestamp, unknown, wrong,
} = require('./lib/values.js');

";

fn write_area(out: &mut String, codec: &Codec<'_>, area: &AreaDef) -> Result<()> {
    let _ = writeln!(
        out,
        "class {} {{\n  #crm;\n\n  constructor(crm) {{\n    this.#crm = crm;\n  }}",
        area.handle
    );
    for op in &area.ops {
        let method = Method::new(codec.types, op)?;
        if method.is_special() {
            write_special(out, codec, area, &method)?;
        } else {
            write_plain(out, codec, area, &method)?;
        }
        if page_item(codec.types, op).is_some() {
            write_loops(out, op, &method);
        }
    }
    out.push_str("}\n\n");
    Ok(())
}

fn write_plain(out: &mut String, codec: &Codec<'_>, area: &AreaDef, method: &Method<'_>) -> Result<()> {
    let (name, params) = (camel(method.op.name), method.parameters());
    let call = format!("this.#crm, '{}.{}', {}", area.name, method.op.name, method.arguments(codec)?);
    let later = given(codec, &method.op.returns, &format!("await later({call})"));
    let now = given(codec, &method.op.returns, &format!("now({call})"));
    let _ = writeln!(
        out,
        "\n  async {name}({params}) {{\n    {later}\n  }}\n\n  {name}Sync({params}) {{\n    {now}\n  }}"
    );
    Ok(())
}

fn write_special(out: &mut String, codec: &Codec<'_>, area: &AreaDef, method: &Method<'_>) -> Result<()> {
    let (name, params, arguments) = (camel(method.op.name), method.parameters(), method.arguments(codec)?);
    let known = |of: &[&str]| of.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
    // Nobody hears or stops a call that blocks the event loop.
    let blocking: Vec<_> = method.extras.iter().copied().filter(|extra| *extra == "rejects").collect();
    let options = if method.extras.is_empty() { "{}" } else { "options" };
    let call = format!("this.#crm, '{}.{}', {arguments}, {}", area.name, method.op.name, method.files());
    let progress = codec.decoder(&Ty::Ref("Progress"));
    let later = given(codec, &method.op.returns, &format!("await long({call}, own, {progress})"));
    let now = given(codec, &method.op.returns, &format!("now({call})"));
    let _ = writeln!(
        out,
        "\n  async {name}({params}) {{\n    const [rest, own] = split({options}, [{}]);\n    {later}\n  }}",
        known(&method.extras)
    );
    let _ = writeln!(
        out,
        "\n  {name}Sync({params}) {{\n    const [rest, own] = split({options}, [{}]);\n    {now}\n  }}",
        known(&blocking)
    );
    Ok(())
}

/// The statement that gives a call's answer back.
fn given(codec: &Codec<'_>, ty: &Ty, call: &str) -> String {
    match codec.decoded(ty, "answer") {
        plain if plain == "answer" => format!("return {call};"),
        made => format!("const answer = {call};\n    return {made};"),
    }
}

fn write_loops(out: &mut String, op: &OpDef, method: &Method<'_>) {
    let (name, each, params) = (camel(op.name), camel(&loop_name(op)), method.parameters());
    let query = method.params.last().map_or("", |p| &p.name);
    for (head, suffix, wait) in [("async *", "", "await "), ("*", "Sync", "")] {
        let _ = writeln!(
            out,
            "\n  {head}{each}{suffix}({params}) {{\n    for (;;) {{\n      const got = {wait}this.{name}{suffix}({params});\n      yield* got.items;\n      if (got.items.length === 0 || got.nextCursor === null) return;\n      {query} = {{ ...{query}, cursor: got.nextCursor }};\n    }}\n  }}"
        );
    }
}

/// Where the core and the caller know a place by different names.
fn write_renamed(out: &mut String, interface: &Interface) -> Result<()> {
    out.push_str("Object.assign(renamed, {\n");
    for area in &interface.areas {
        for op in &area.ops {
            let names = Method::new(&interface.types, op)?.renamed(&interface.types)?;
            let names: Vec<_> = names.iter().map(|(core, own)| format!("['{core}', '{own}']")).collect();
            if !names.is_empty() {
                let _ = writeln!(out, "  '{}.{}': [{}],", area.name, op.name, names.join(", "));
            }
        }
    }
    out.push_str("});\n\n");
    Ok(())
}
