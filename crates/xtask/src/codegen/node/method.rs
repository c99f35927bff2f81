//! A call as a method: what it takes in JavaScript, and how that becomes the arguments of the core.

use anyhow::{Result, bail};
use guanxi_core::schema::{OpDef, ParamKind, Ty};

use super::codec::{Codec, flat};
use crate::codegen::shared::{Types, camel, spread};

/// A parameter of a method.
pub(super) struct Param {
    /// Its name in JavaScript.
    pub(super) name: String,
    pub(super) ty: ParamTy,
    /// It may be left out.
    pub(super) optional: bool,
}

/// What a parameter is.
pub(super) enum ParamTy {
    /// A value of the model.
    Value(Ty),
    /// A file to read.
    Source,
    /// What is said beside the arguments, and the fields of this struct of the model.
    Options(Option<&'static str>),
}

/// A call as a method.
pub(super) struct Method<'a> {
    pub(super) op: &'a OpDef,
    pub(super) params: Vec<Param>,
    /// What stands in the options beside fields of the model.
    pub(super) extras: Vec<&'static str>,
}

impl<'a> Method<'a> {
    pub(super) fn new(types: &'a Types, op: &'a OpDef) -> Result<Self> {
        let extras = extras(op);
        let spread = spread(types, op);
        let mut params = Vec::new();
        for param in &op.params {
            let name = own_name(param.name);
            match &param.kind {
                ParamKind::Source => params.push(Param { name, ty: ParamTy::Source, optional: false }),
                ParamKind::Value(ty) => {
                    let is_spread = spread.as_ref().is_some_and(|s| s.param.name == param.name);
                    let optional =
                        if is_spread { all_optional(types, ty)? } else { matches!(ty, Ty::Option(_)) };
                    if !is_spread || extras.is_empty() {
                        params.push(Param { name, ty: ParamTy::Value(ty.clone()), optional });
                    }
                }
                ParamKind::Sink | ParamKind::Progress | ParamKind::Cancel => {}
            }
        }
        if !extras.is_empty() {
            if let Some(first) =
                spread.as_ref().filter(|s| s.fields.iter().any(|f| extras.contains(&&*camel(f.field.name))))
            {
                bail!("{}: a field of {} has the name of an option", op.name, first.type_name);
            }
            let type_name = spread.map(|s| s.type_name);
            let optional = type_name.map_or(Ok(true), |name| all_optional(types, &Ty::Ref(name)))?;
            params.push(Param { name: "options".into(), ty: ParamTy::Options(type_name), optional });
        }
        let mut rest_optional = true;
        for param in params.iter_mut().rev() {
            rest_optional &= param.optional;
            param.optional = rest_optional;
        }
        Ok(Self { op, params, extras })
    }

    /// Whether it reads or writes files, tells how far it is, or can be stopped.
    pub(super) fn is_special(&self) -> bool {
        !self.extras.is_empty() || self.source().is_some()
    }

    fn source(&self) -> Option<&Param> {
        self.params.iter().find(|p| matches!(p.ty, ParamTy::Source))
    }

    /// The parameters of the function.
    pub(super) fn parameters(&self) -> String {
        self.params.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The text of the arguments.
    pub(super) fn arguments(&self, codec: &Codec<'_>) -> Result<String> {
        let mut fields = Vec::new();
        for param in self.op.params.iter() {
            let ParamKind::Value(ty) = &param.kind else { continue };
            let own = own_name(param.name);
            let given = self.params.iter().find(|p| p.name == own && matches!(p.ty, ParamTy::Value(_)));
            let made = match given {
                Some(given) if given.optional && !matches!(ty, Ty::Option(_)) => {
                    format!("arg('{own}', {}, {own} ?? {{}})", codec.encoder(ty))
                }
                Some(_) => format!("arg('{own}', {}, {own})", codec.encoder(ty)),
                None => format!("arg('options', {}, rest)", codec.encoder(ty)),
            };
            fields.push(format!("{}: {made}", param.name));
        }
        Ok(match fields.is_empty() {
            true => "undefined".to_owned(),
            false => format!("JSON.stringify({{ {} }})", fields.join(", ")),
        })
    }

    /// The files of the call.
    pub(super) fn files(&self) -> String {
        match (self.source(), self.extras.contains(&"rejects")) {
            (Some(source), true) => format!("files('{0}', {0}, own.rejects)", source.name),
            (Some(source), false) => format!("files('{0}', {0})", source.name),
            _ => "undefined".to_owned(),
        }
    }

    /// Names by which the core knows places, and the caller's: where structs were laid open.
    pub(super) fn renamed(&self, types: &Types) -> Result<Vec<(String, String)>> {
        let mut out = Vec::new();
        let Some(spread) = spread(types, self.op) else { return Ok(out) };
        let own = if self.extras.is_empty() { own_name(spread.param.name) } else { "options".to_owned() };
        let mut within: Vec<_> = flat(types, spread.type_name)?.iter().filter_map(|f| f.within).collect();
        within.dedup();
        out.extend(within.into_iter().map(|inner| (format!("{}.{inner}", spread.param.name), own.clone())));
        if own != spread.param.name {
            out.push((spread.param.name.to_owned(), own));
        }
        Ok(out)
    }
}

/// What stands in the options of a call beside fields of the model.
fn extras(op: &OpDef) -> Vec<&'static str> {
    let extra = |kind: &ParamKind| match kind {
        ParamKind::Sink => Some("rejects"),
        ParamKind::Progress => Some("onProgress"),
        ParamKind::Cancel => Some("signal"),
        _ => None,
    };
    op.params.iter().filter_map(|p| extra(&p.kind)).collect()
}

fn all_optional(types: &Types, ty: &Ty) -> Result<bool> {
    match ty {
        Ty::Ref(name) => Ok(flat(types, name)?.iter().all(|f| f.field.optional)),
        _ => Ok(false),
    }
}

/// A name that is no word of JavaScript's.
fn own_name(name: &str) -> String {
    const WORDS: &[&str] = &[
        "new",
        "delete",
        "function",
        "var",
        "let",
        "with",
        "default",
        "class",
        "export",
        "import",
        "this",
        "void",
        "arguments",
        "case",
        "switch",
        "package",
        "in",
        "if",
        "else",
        "for",
        "return",
        "enum",
        "own",
        "rest",
        "options",
    ];
    let name = camel(name);
    if WORDS.contains(&name.as_str()) { name + "_" } else { name }
}
