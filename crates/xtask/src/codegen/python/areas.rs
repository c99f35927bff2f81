//! `_client.py`: an area per class, a call per method, and the handles that lead to them; each with an async twin.

use anyhow::{Result, bail};
use guanxi_core::schema::{AreaDef, Interface, OpDef, ParamKind, Ty};

use crate::codegen::shared::{Spread, Types, loop_name, page_item, pascal, spread, struct_fields};

use super::{
    text::{call, docstring, name, quoted},
    types::{Annotations, Place},
};

const IMPORTS: &str = "\
from __future__ import annotations

import builtins
import os
from collections import abc
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import IO, Any

from . import _native, _wire  # noqa: F401
from ._base import AsyncBase, Base, Source, in_thread, long_in_thread, table_of_pages
from ._models import *  # noqa: F403
from ._values import Money, MoneyDict

";

pub(super) fn module(interface: &Interface) -> Result<String> {
    let mut body = String::new();
    let mut names = vec!["AsyncCrm".to_owned(), "Crm".to_owned()];
    for area in &interface.areas {
        let class = pascal(area.name);
        body += &sync_area(&interface.types, area, &class)?;
        body += &async_area(&interface.types, area, &class)?;
        names.extend([class.clone(), format!("Async{class}")]);
    }
    names.sort_unstable();
    let all: String = names.iter().map(|name| format!("    {},\n", quoted(name))).collect();
    Ok(format!("{IMPORTS}__all__ = [\n{all}]\n{body}{}", handles(&interface.areas)))
}

/// `Crm` and `AsyncCrm`, with one property per area.
fn handles(areas: &[AreaDef]) -> String {
    let mut out =
        "\n\nclass Crm(Base):\n    \"\"\"A shop's customer relationships: one handle per area.\"\"\"\n"
            .to_owned();
    for area in areas {
        let class = pascal(area.name);
        let doc = docstring(area.doc, 8);
        out += &format!(
            "\n    @cached_property\n    def {}(self) -> {class}:\n{doc}        return {class}(self._native)\n",
            area.name
        );
    }
    out += "\n\nclass AsyncCrm(AsyncBase[Crm]):\n    \"\"\"The same for asyncio: every call runs on a thread of its own.\"\"\"\n";
    for area in areas {
        let class = format!("Async{}", pascal(area.name));
        let doc = docstring(area.doc, 8);
        out += &format!(
            "\n    @cached_property\n    def {0}(self) -> {class}:\n{doc}        return {class}(self._crm.{0})\n",
            area.name
        );
    }
    out
}

fn sync_area(types: &Types, area: &AreaDef, class: &str) -> Result<String> {
    let mut out = format!(
        "\n\nclass {class}:\n{}\n    __slots__ = (\"_call\", \"_call_long\", \"_call_table\")\n\n    def __init__(self, native: _native.Crm) -> None:\n        self._call = native.call\n        self._call_long = native.call_long\n        self._call_table = native.call_table\n",
        docstring(area.doc, 4)
    );
    for op in &area.ops {
        let method = Method::of(types, area, op)?;
        out += &method.sync_call();
        out += &method.sync_loop();
        out += &method.sync_table();
    }
    Ok(out)
}

fn async_area(types: &Types, area: &AreaDef, class: &str) -> Result<String> {
    let mut out = format!(
        "\n\nclass Async{class}:\n{}\n    __slots__ = (\"_area\",)\n\n    def __init__(self, area: {class}) -> None:\n        self._area = area\n",
        docstring(area.doc, 4)
    );
    for op in &area.ops {
        let method = Method::of(types, area, op)?;
        out += &method.async_call();
        out += &method.async_loop();
        out += &method.async_table();
    }
    Ok(out)
}

/// An argument of a method.
struct Arg {
    name: String,
    ty: String,
    default: Option<&'static str>,
    keyword: bool,
    /// It says which page.
    paging: bool,
}

struct Method<'a> {
    op: &'a OpDef,
    /// `customers.get`
    path: String,
    returns: String,
    args: Vec<Arg>,
    /// What is handed to the native call, one expression per parameter.
    values: Vec<String>,
    /// What a page holds, of a call that gives pages.
    item: Option<String>,
    /// Whether its answer has rows.
    rows: bool,
}

impl<'a> Method<'a> {
    fn of(types: &'a Types, area: &AreaDef, op: &'a OpDef) -> Result<Self> {
        let annotations = Annotations { types, list: "builtins.list" };
        let spread = spread(types, op);
        let (mut args, mut values) = (Vec::new(), Vec::new());
        for param in &op.params {
            let spread = spread.as_ref().filter(|spread| std::ptr::eq(spread.param, param));
            match (&param.kind, spread) {
                (ParamKind::Value(_), Some(spread)) => {
                    values.push(keywords(spread));
                    args.extend(spread_args(&annotations, types, spread));
                }
                (kind, _) => {
                    args.push(plain_arg(&annotations, param.name, kind));
                    values.push(args.last().map(|arg| arg.name.clone()).unwrap_or_default());
                }
            }
        }
        let mut names: Vec<_> = args.iter().map(|arg| &arg.name).collect();
        names.sort_unstable();
        if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            bail!("Python: {}.{} has two arguments called {}", area.name, op.name, twice[0]);
        }
        // Positional ones first; those that must be given before those that need not.
        args.sort_by_key(|arg| (arg.keyword, arg.default.is_some()));
        let item = page_item(types, op).map(|item| annotations.of(item, Place::Given));
        let list = matches!(&op.returns, Ty::List(inner) if struct_fields(types, inner).is_some());
        Ok(Self {
            op,
            path: format!("{}.{}", area.name, op.name),
            returns: annotations.of(&op.returns, Place::Given),
            args,
            values,
            rows: list || item.is_some(),
            item,
        })
    }

    fn signature(&self, with: impl Fn(&Arg) -> bool, more: &[&str]) -> Vec<String> {
        let mut out = vec!["self".to_owned()];
        let mut starred = false;
        for arg in self.args.iter().filter(|arg| with(arg)) {
            if arg.keyword && !starred {
                out.push("*".to_owned());
                starred = true;
            }
            let default = arg.default.map(|default| format!(" = {default}")).unwrap_or_default();
            out.push(format!("{}: {}{default}", arg.name, arg.ty));
        }
        if !more.is_empty() && !starred {
            out.push("*".to_owned());
        }
        out.extend(more.iter().map(|more| (*more).to_owned()));
        out
    }

    /// The arguments once more, as they are passed on.
    fn passed(&self, with: impl Fn(&Arg) -> bool) -> Vec<String> {
        let pass = |arg: &Arg| if arg.keyword { format!("{0}={0}", arg.name) } else { arg.name.clone() };
        self.args.iter().filter(|arg| with(arg)).map(pass).collect()
    }

    fn sync_call(&self) -> String {
        let head = call(
            4,
            &format!("def {}", name(self.op.name)),
            &self.signature(|_| true, &[]),
            &format!(" -> {}:", self.returns),
        );
        let native = if self.op.is_long() { "_call_long" } else { "_call" };
        let values: Vec<_> = [quoted(&self.path)].into_iter().chain(self.values.iter().cloned()).collect();
        let doc = docstring(self.op.doc, 8);
        if self.op.returns == Ty::Unit {
            return format!("\n{head}{doc}{}", call(8, &format!("self.{native}"), &values, ""));
        }
        let answer = call(8, &format!("answer: {} = self.{native}", self.returns), &values, "");
        format!("\n{head}{doc}{answer}        return answer\n")
    }

    fn async_call(&self) -> String {
        let head = call(
            4,
            &format!("async def {}", name(self.op.name)),
            &self.signature(|_| true, &[]),
            &format!(" -> {}:", self.returns),
        );
        let how = if self.op.is_long() { "long_in_thread" } else { "in_thread" };
        let parts: Vec<_> =
            [format!("self._area.{}", name(self.op.name))].into_iter().chain(self.passed(|_| true)).collect();
        format!(
            "\n{head}{}{}",
            docstring(self.op.doc, 8),
            call(8, &format!("return await {how}"), &parts, "")
        )
    }

    /// The parameters of the loop, its doc, and how it asks for a page.
    fn loop_parts(&self, item: &str, awaited: &str) -> (Vec<String>, String, String) {
        let more = ["page_size: int | None = None", "cursor: str | None = None"];
        let signature = self.signature(|arg| !arg.paging, &more);
        let doc = format!("Goes through all pages of `{}`, `page_size` of `{item}` at a time.", self.op.name);
        let asked =
            [self.passed(|arg| !arg.paging), vec!["limit=page_size".to_owned(), "cursor=cursor".to_owned()]]
                .concat();
        let page = call(12, &format!("page = {awaited}self.{}", name(self.op.name)), &asked, "");
        (signature, docstring(&doc, 8), page)
    }

    fn sync_loop(&self) -> String {
        let Some(item) = &self.item else { return String::new() };
        let (signature, doc, page) = self.loop_parts(item, "");
        let head = call(
            4,
            &format!("def {}", loop_name(self.op)),
            &signature,
            &format!(" -> abc.Iterator[{item}]:"),
        );
        format!(
            "\n{head}{doc}        while True:\n{page}            yield from page.items\n            if not page.items or page.next_cursor is None:\n                return\n            cursor = page.next_cursor\n"
        )
    }

    fn async_loop(&self) -> String {
        let Some(item) = &self.item else { return String::new() };
        let (signature, doc, page) = self.loop_parts(item, "await ");
        let head = call(
            4,
            &format!("async def {}", loop_name(self.op)),
            &signature,
            &format!(" -> abc.AsyncIterator[{item}]:"),
        );
        format!(
            "\n{head}{doc}        while True:\n{page}            for item in page.items:\n                yield item\n            if not page.items or page.next_cursor is None:\n                return\n            cursor = page.next_cursor\n"
        )
    }

    fn table_doc(&self) -> String {
        let what = match &self.item {
            Some(_) => "all its pages, or the first `max_rows` rows of them",
            None => "its answer",
        };
        docstring(
            &format!("As `{}`: {what} as columns, for pyarrow, pandas, polars or duckdb.", self.op.name),
            8,
        )
    }

    fn table_signature(&self) -> Vec<String> {
        match &self.item {
            Some(_) => self.signature(|arg| !arg.paging, &["max_rows: int | None = None"]),
            None => self.signature(|_| true, &[]),
        }
    }

    fn sync_table(&self) -> String {
        if !self.rows {
            return String::new();
        }
        let head =
            call(4, &format!("def {}_table", self.op.name), &self.table_signature(), " -> _native.Table:");
        let values: Vec<_> = [quoted(&self.path)].into_iter().chain(self.values.iter().cloned()).collect();
        let body = match &self.item {
            None => call(8, "return self._call_table", &values, ""),
            Some(_) => {
                let ask = call(12, "return self._call_table", &values, "");
                format!(
                    "\n        def page(limit: int, cursor: str | None) -> _native.Table:\n{ask}\n        return table_of_pages(page, max_rows)\n"
                )
            }
        };
        format!("\n{head}{}{body}", self.table_doc())
    }

    fn async_table(&self) -> String {
        if !self.rows {
            return String::new();
        }
        let table = format!("{}_table", self.op.name);
        let head = call(4, &format!("async def {table}"), &self.table_signature(), " -> _native.Table:");
        let mut parts = vec![format!("self._area.{table}")];
        if self.item.is_some() {
            parts.extend(self.passed(|arg| !arg.paging));
            parts.push("max_rows=max_rows".to_owned());
        } else {
            parts.extend(self.passed(|_| true));
        }
        format!("\n{head}{}{}", self.table_doc(), call(8, "return await in_thread", &parts, ""))
    }
}

/// Keyword arguments as the native call takes them: dicts in a tuple of one, so that errors name the keyword alone.
fn keywords(spread: &Spread<'_>) -> String {
    let mut entries = Vec::new();
    let mut nested: Vec<(&str, Vec<String>)> = Vec::new();
    for field in &spread.fields {
        let last = field.path.last().copied().unwrap_or_default();
        let entry = format!("{}: {}", quoted(last), name(last));
        match &*field.path {
            [outer, _] => match nested.iter_mut().find(|(name, _)| name == outer) {
                Some((_, inner)) => inner.push(entry),
                None => nested.push((outer, vec![entry])),
            },
            _ => entries.push(entry),
        }
    }
    let nested =
        nested.into_iter().map(|(outer, inner)| format!("{}: ({{{}}},)", quoted(outer), inner.join(", ")));
    entries.extend(nested);
    format!("({{{}}},)", entries.join(", "))
}

/// One argument per field. What must be given comes by position, and so does what a query with pages asks for.
fn spread_args(annotations: &Annotations<'_>, types: &Types, spread: &Spread<'_>) -> Vec<Arg> {
    let pages = struct_fields(types, &Ty::Ref("PageRequest")).unwrap_or_default();
    let is_query = spread.fields.iter().any(|field| field.path.len() > 1);
    spread
        .fields
        .iter()
        .map(|spread_field| {
            let field = spread_field.field;
            let paging = pages.iter().any(|page| std::ptr::eq(page, field));
            let ty = annotations.of(&field.ty, Place::Taken);
            let nothing = field.optional && !matches!(field.ty, Ty::Option(_));
            Arg {
                name: name(field.name),
                ty: if nothing { format!("{ty} | None") } else { ty },
                default: field.optional.then_some("None"),
                keyword: field.optional && (paging || !is_query),
                paging,
            }
        })
        .collect()
}

fn plain_arg(annotations: &Annotations<'_>, param: &str, kind: &ParamKind) -> Arg {
    let (name, ty, default, keyword) = match kind {
        ParamKind::Value(ty) => {
            let default = matches!(ty, Ty::Option(_)).then_some("None");
            (name(param), annotations.of(ty, Place::Taken), default, false)
        }
        ParamKind::Source => (name(param), "Source".to_owned(), None, false),
        ParamKind::Sink => {
            let ty = "str | os.PathLike[str] | IO[str] | IO[bytes] | None".to_owned();
            (name(param), ty, Some("None"), true)
        }
        ParamKind::Progress => (
            "on_progress".to_owned(),
            "abc.Callable[[Progress], object] | None".to_owned(),
            Some("None"),
            true,
        ),
        ParamKind::Cancel => (name(param), "_native.CancelToken | None".to_owned(), Some("None"), true),
    };
    Arg { name, ty, default, keyword, paging: false }
}
