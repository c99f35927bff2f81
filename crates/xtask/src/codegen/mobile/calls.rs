//! The calls of the facade: each hands its arguments to the core by name.

use anyhow::Result;
use guanxi_core::schema::{AreaDef, Interface, OpDef, ParamDef, ParamKind, Ty};

use super::{
    super::shared::Types,
    NOTE,
    types::{ident, is_used, rust},
};

/// `calls.rs`.
pub(super) fn file(interface: &Interface) -> Result<String> {
    let types = &interface.types;
    let ops = interface.areas.iter().flat_map(|area| area.ops.iter().map(move |op| (area, op)));
    let calls: Vec<_> = ops.map(|(area, op)| call(types, area, op)).collect();
    let calls = calls.join("\n");
    let leaves = ["Day", "Decimal", "Instant", "JsonValue", "Money"];
    let leaves: Vec<_> = leaves.into_iter().filter(|leaf| is_used(&calls, leaf)).collect();
    Ok(format!(
        "//! {NOTE}\n\nuse std::sync::Arc;\n\nuse super::packed::*;\nuse crate::{{\n    call::Beside,\n    crm::NativeCrm,\n    \
         error::Result,\n    leaf::{{{}}},\n    long::{{NativeCancel, NativeProgress, Source}},\n}};\n\n\
         #[uniffi::export]\nimpl NativeCrm {{\n{calls}}}\n",
        leaves.join(", ")
    ))
}

fn call(types: &Types, area: &AreaDef, op: &OpDef) -> String {
    let name = format!("{}.{}", area.name, op.name);
    let params: String =
        op.params.iter().map(|p| format!(", {}: {}", ident(p.name), param(types, p))).collect();
    let values: Vec<_> = op.params.iter().filter_map(value).collect();
    let beside: String = op.params.iter().filter_map(beside).collect();
    let values = format!("&[{}]", values.join(", "));
    let call = match beside.as_str() {
        "" => format!("call(\"{name}\", {values})"),
        _ => format!("call_with(\"{name}\", {values}, Beside::default(){beside})"),
    };
    let returns = match &op.returns {
        Ty::Unit => "Result<()>".to_owned(),
        ty => format!("Result<{}>", rust(types, ty)),
    };
    format!(
        "    /// `{name}`.\n    pub fn {}(&self{params}) -> {returns} {{\n        self.{call}\n    }}\n",
        native(area, op)
    )
}

/// What a call is called on the facade: `customers_get`.
pub(super) fn native(area: &AreaDef, op: &OpDef) -> String {
    format!("{}_{}", area.name, op.name)
}

fn param(types: &Types, param: &ParamDef) -> String {
    match &param.kind {
        ParamKind::Value(ty) => rust(types, ty),
        ParamKind::Source => "Source".into(),
        ParamKind::Sink => "Option<String>".into(),
        ParamKind::Progress => "Option<Box<dyn NativeProgress>>".into(),
        ParamKind::Cancel => "Option<Arc<NativeCancel>>".into(),
    }
}

fn value(param: &ParamDef) -> Option<String> {
    let is_value = matches!(param.kind, ParamKind::Value(_));
    is_value.then(|| format!("(\"{}\", &{})", param.name, ident(param.name)))
}

fn beside(param: &ParamDef) -> Option<String> {
    let name = ident(param.name);
    match &param.kind {
        ParamKind::Value(_) => None,
        ParamKind::Source => Some(format!(".source({name})")),
        ParamKind::Sink => Some(format!(".sink({name})")),
        ParamKind::Progress => Some(format!(".progress({name})")),
        ParamKind::Cancel => Some(format!(".cancel({name})")),
    }
}
