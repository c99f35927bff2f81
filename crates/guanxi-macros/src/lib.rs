//! Two attributes with which guanxi-core says each type and each call once, for every language.
//!
//! [`model`] on a type gives it its wire form (serde) and its description; [`ops`] on the handle of an area gives every
//! public method a description and a place in the dispatch by name. What would break in Python, TypeScript, Kotlin or
//! Swift is refused when it is compiled. Made for guanxi-core alone: the code they write names its modules.

mod columns;
mod model;
mod ops;
mod parts;

use proc_macro::TokenStream;

/// Marks a type of the public model.
///
/// | on | gives |
/// | --- | --- |
/// | a struct with named fields, an enum | serde in both directions, `Describe` |
/// | `#[model(input)]` | the same; fields nobody knows are refused |
/// | `#[model(spread)]` | as `input`; handed over field by field where a language has named arguments |
/// | `#[model(default)]` | beside one of these: all fields may be left out, the type's `Default` fills them |
/// | `#[model(sparse)]` | what is empty is left out: for what people keep in files |
/// | `#[model(upper)]` | variants are `IN_CAPITALS` |
/// | `#[model(native)]` | an enum of single values that a language with union types shows without their names |
/// | `#[model(or_text)]` | an enum that is also read from text, by its `FromStr` |
/// | `#[model(name = "…")]` | a struct has another name outside Rust |
/// | `#[model(id)]`, `#[model(text)]` | a newtype with serde of its own that is text everywhere |
/// | `#[model(leaf = Money)]` | a type with serde of its own that each language has a form for |
///
/// A field marked `#[model(default)]` may be left out, and so may every `Option`; `#[model(rename = "type")]` gives it
/// another name outside Rust, also on a variant.
#[proc_macro_attribute]
pub fn model(args: TokenStream, input: TokenStream) -> TokenStream {
    model::expand(args.into(), input.into()).unwrap_or_else(|e| e.to_compile_error()).into()
}

/// Marks the `impl` block whose public methods are the calls of an area in every language.
///
/// A method returns `Result<T>` and takes owned values of the model, `&str`, and at most one each of these, which every
/// language has its own form for: `Source`, `Option<Sink>`, `Option<Arc<dyn ProgressListener>>`, `CancelToken`.
/// `#[op(name = "…")]` on a method gives it another name outside Rust.
#[proc_macro_attribute]
pub fn ops(args: TokenStream, input: TokenStream) -> TokenStream {
    ops::expand(args.into(), input.into()).unwrap_or_else(|e| e.to_compile_error()).into()
}
