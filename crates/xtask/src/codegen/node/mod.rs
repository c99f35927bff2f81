//! The generated files of `bindings/node`: the codecs and calls in JavaScript, the classes of errors, the declarations.

mod calls;
mod codec;
mod declare;
mod errors;
mod method;

use anyhow::Result;
use guanxi_core::schema::Interface;

use super::Generated;

const HEAD: &str =
    "// Written by `cargo xtask codegen` from the core's description of itself; not to be edited.\n";

/// The files.
pub(crate) fn files(interface: &Interface) -> Result<Vec<Generated>> {
    let names = calls::exported(interface);
    Ok(vec![
        Generated::new("bindings/node/index.js", calls::javascript(interface)?),
        Generated::new("bindings/node/index.mjs", module(&names)),
        Generated::new("bindings/node/index.d.ts", declare::typescript(interface)?),
        Generated::new("bindings/node/index.d.mts", format!("{HEAD}export * from './index.js';\n")),
        Generated::new("bindings/node/lib/errors.js", errors::javascript()),
    ])
}

/// The same classes for `import`: there is one of each, however it was loaded.
fn module(names: &[String]) -> String {
    let names = names.join(", ");
    format!("{HEAD}import guanxi from './index.js';\n\nexport const {{ {names} }} = guanxi;\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use guanxi_core::schema::{
        AreaDef, FieldDef, OpDef, ParamDef, ParamKind, Shape, Ty, TypeDef, VariantDef,
    };

    use super::*;

    fn field(name: &'static str, ty: Ty, optional: bool) -> FieldDef {
        FieldDef { name, doc: "", ty, optional }
    }

    fn spread(fields: Vec<FieldDef>) -> TypeDef {
        TypeDef::Struct { doc: "", input: true, spread: true, fields }
    }

    fn value(name: &'static str, ty: Ty) -> ParamDef {
        ParamDef { name, kind: ParamKind::Value(ty) }
    }

    /// A shop that keeps cats.
    fn cats(query: Vec<FieldDef>, params: Vec<ParamDef>) -> Interface {
        let back = |fields| TypeDef::Struct { doc: "", input: false, spread: false, fields };
        let variant = |name, wire, shape| VariantDef { name, wire, doc: "", shape };
        let kind = vec![
            variant("Stray", "stray", Shape::Unit),
            variant("Owned", "owned", Shape::Fields(vec![field("since_day", Ty::Date, false)])),
        ];
        let text = Ty::Option(Box::new(Ty::Text));
        let types = BTreeMap::from([
            ("CatId", TypeDef::Text { doc: "A cat's id.", prefix: Some("cat") }),
            (
                "Cat",
                back(vec![field("born_at", Ty::Timestamp, false), field("kind", Ty::Ref("CatKind"), false)]),
            ),
            ("CatKind", TypeDef::Enum { doc: "", native: false, or_text: true, variants: kind }),
            (
                "CatPage",
                back(vec![
                    field("items", Ty::List(Box::new(Ty::Ref("Cat"))), false),
                    field("next_cursor", text.clone(), true),
                ]),
            ),
            ("CatQuery", spread(query)),
            (
                "Page",
                spread(vec![
                    field("limit", Ty::Option(Box::new(Ty::Integer("u32"))), true),
                    field("cursor", text, true),
                ]),
            ),
            ("Progress", back(vec![])),
            ("Stage", back(vec![])),
        ]);
        let op = OpDef {
            name: "find",
            doc: "Finds.\n\n# Errors\n`not_found`.",
            params,
            returns: Ty::Ref("CatPage"),
        };
        Interface {
            types,
            areas: vec![AreaDef { name: "cats", handle: "Cats", doc: "Cats.", ops: vec![op] }],
        }
    }

    fn query() -> Vec<FieldDef> {
        vec![field("kind", Ty::Ref("CatKind"), true), field("page", Ty::Ref("Page"), true)]
    }

    fn text(interface: &Interface, end: &str) -> String {
        files(interface).unwrap().into_iter().find(|f| f.path.ends_with(end)).unwrap().text
    }

    #[test]
    fn a_call_gets_promise_twin_loops_and_types() {
        let interface =
            cats(query(), vec![value("id", Ty::Ref("CatId")), value("query", Ty::Ref("CatQuery"))]);
        let declared = text(&interface, "index.d.ts");
        for line in [
            "find(id: CatId, query?: CatQuery): Promise<CatPage>;",
            "findSync(id: CatId, query?: CatQuery): CatPage;",
            "iterFind(id: CatId, query?: CatQuery): AsyncGenerator<Cat, void, undefined>;",
            "export type CatId = string & { readonly __kind?: 'CatId' };",
            "export interface CatQuery extends Page {",
            "bornAt: Date;",
            "| { type: 'owned'; sinceDay: CalendarDay }",
            "@throws `not_found`.",
            "readonly cats: Cats;",
        ] {
            assert!(declared.contains(line), "{line}");
        }
        let code = text(&interface, "index.js");
        for line in [
            "bornAt: new Date(o.born_at),",
            "case 'limit': if (value !== null) (out.page ??= {}).limit = integer(value); break;",
            "case 'stray': return 'stray';",
            "'cats.find': [['query.page', 'query']],",
        ] {
            assert!(code.contains(line), "{line}");
        }
    }

    #[test]
    fn a_long_call_takes_options_beside_its_query() {
        let mut params = vec![ParamDef { name: "source", kind: ParamKind::Source }];
        params.push(value("query", Ty::Ref("CatQuery")));
        params.push(ParamDef { name: "progress", kind: ParamKind::Progress });
        params.push(ParamDef { name: "cancel", kind: ParamKind::Cancel });
        let interface = cats(query(), params);
        let declared = text(&interface, "index.d.ts");
        assert!(
            declared.contains("find(source: ImportSource, options?: CatQuery & WithProgress & WithSignal)")
        );
        assert!(declared.contains("findSync(source: ImportSource, options?: CatQuery): CatPage;"));
        assert!(text(&interface, "index.js").contains("split(options, ['onProgress', 'signal'])"));
    }

    #[test]
    fn names_that_meet_are_refused() {
        let mut twice = query();
        twice.push(field("limit", Ty::Bool, true));
        let interface = cats(twice, vec![value("query", Ty::Ref("CatQuery"))]);
        assert!(files(&interface).map(drop).unwrap_err().to_string().contains("limit"));
    }
}
