use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Error, Fields, FieldsNamed, Generics, Ident, Item, ItemEnum, ItemStruct, LitStr, Result, Type,
    Variant, meta::ParseNestedMeta, parse_quote,
};

use crate::{
    columns,
    parts::{doc, is_named, is_wide, snake},
};

/// Names that a generated language has already: a variant of this name would hide it there.
const HIDING: &[&str] = &["List", "Map", "String", "Error", "Result", "Any", "Unit", "Set", "Optional"];

/// Fields that objects of some language have already.
const TAKEN: &[&str] = &["constructor", "prototype", "hash_code", "to_string", "copy", "self", "description"];

/// See [`model`](macro@crate::model).
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let args = Args::read(args)?;
    match syn::parse2(item)? {
        Item::Struct(item) if args.leaf.is_some() => leaf_struct(&item, &args),
        Item::Struct(item) => plain_struct(item, &args),
        Item::Enum(item) => plain_enum(item, &args),
        other => Err(Error::new_spanned(other, "#[model] goes on a struct or an enum")),
    }
}

/// What stands in `#[model(…)]` on a type.
#[derive(Default)]
struct Args {
    input: bool,
    spread: bool,
    default: bool,
    sparse: bool,
    upper: bool,
    native: bool,
    or_text: bool,
    name: Option<String>,
    leaf: Option<Leaf>,
}

enum Leaf {
    Id,
    Text,
    Own(Ident),
}

impl Args {
    fn read(tokens: TokenStream) -> Result<Self> {
        let mut args = Self::default();
        let parser = syn::meta::parser(|meta| args.one(&meta));
        syn::parse::Parser::parse2(parser, tokens)?;
        Ok(args)
    }

    fn one(&mut self, meta: &ParseNestedMeta<'_>) -> Result<()> {
        let Some(name) = meta.path.get_ident().map(ToString::to_string) else {
            return Err(meta.error("expected a word"));
        };
        match name.as_str() {
            "input" => self.input = true,
            "spread" => (self.input, self.spread) = (true, true),
            "default" => self.default = true,
            "sparse" => self.sparse = true,
            "upper" => self.upper = true,
            "native" => self.native = true,
            "or_text" => self.or_text = true,
            "name" => self.name = Some(meta.value()?.parse::<LitStr>()?.value()),
            "id" => self.leaf = Some(Leaf::Id),
            "text" => self.leaf = Some(Leaf::Text),
            "leaf" => self.leaf = Some(Leaf::Own(meta.value()?.parse()?)),
            _ => {
                return Err(
                    meta.error("expected input, spread, default, sparse, upper, native, or_text, name = \"…\", id, text or leaf = …")
                );
            }
        }
        Ok(())
    }
}

/// A type whose form outside Rust is its own: only described.
fn leaf_struct(item: &ItemStruct, args: &Args) -> Result<TokenStream> {
    no_generics(&item.generics)?;
    let (ident, name, doc) = (&item.ident, item.ident.to_string(), doc(&item.attrs));
    let describe = match &args.leaf {
        Some(Leaf::Own(leaf)) => quote!(crate::schema::Ty::#leaf),
        Some(Leaf::Id) => {
            quote!(registry.text(#name, #doc, ::std::option::Option::Some(<#ident>::PREFIX)))
        }
        _ => quote!(registry.text(#name, #doc, ::std::option::Option::None)),
    };
    let text = match &args.leaf {
        // The others are columns of their own kinds, written beside them.
        Some(Leaf::Own(_)) => None,
        _ => Some(columns::text(ident)),
    };
    Ok(quote! {
        #item
        #text
        #[cfg(feature = "bridge")]
        impl crate::schema::Describe for #ident {
            fn describe(registry: &mut crate::schema::Registry) -> crate::schema::Ty { let _ = &registry; #describe }
        }
    })
}

fn plain_struct(mut item: ItemStruct, args: &Args) -> Result<TokenStream> {
    no_generics(&item.generics)?;
    item.attrs.iter().try_for_each(no_serde)?;
    let Fields::Named(named) = &mut item.fields else {
        return Err(Error::new_spanned(
            &item,
            "a struct of the model has named fields; mark a newtype id, text or leaf",
        ));
    };
    let fields = fields(named, args)?;
    // What is only handed in is never a column.
    let columns = (!args.input).then(|| columns::structs(&item.ident, named));
    let serde = struct_serde(args);
    let (ident, doc) = (&item.ident, doc(&item.attrs));
    let name = args.name.clone().unwrap_or_else(|| ident.to_string());
    let (input, spread) = (args.input, args.spread);
    Ok(quote! {
        #[derive(::serde::Serialize, ::serde::Deserialize)]
        #serde
        #item
        #columns
        #[cfg(feature = "bridge")]
        impl crate::schema::Describe for #ident {
            fn describe(registry: &mut crate::schema::Registry) -> crate::schema::Ty {
                registry.define(#name, |registry| crate::schema::TypeDef::Struct {
                    doc: #doc, input: #input, spread: #spread, fields: ::std::vec![#(#fields),*],
                })
            }
        }
    })
}

fn struct_serde(args: &Args) -> TokenStream {
    let default = args.default.then(|| quote!(#[serde(default)]));
    let strict = args.input.then(|| quote!(#[serde(deny_unknown_fields)]));
    let name = args.name.as_ref().map(|name| quote!(#[serde(rename = #name)]));
    quote!(#default #strict #name)
}

/// Takes the attributes off each field, puts serde's on, and gives its description.
fn fields(named: &mut FieldsNamed, args: &Args) -> Result<Vec<TokenStream>> {
    named.named.iter_mut().map(|field| {
        field.attrs.iter().try_for_each(no_serde)?;
        let own = FieldArgs::take(&mut field.attrs)?;
        let Some(ident) = &field.ident else { return Err(Error::new_spanned(field, "a field has a name")) };
        let name = own.rename.unwrap_or_else(|| ident.to_string().trim_end_matches('_').to_owned());
        if TAKEN.contains(&name.as_str()) {
            return Err(Error::new_spanned(ident, format!("objects of some language have a {name} already")));
        }
        let ty = &field.ty;
        if *ident != name {
            field.attrs.push(parse_quote!(#[serde(rename = #name)]));
        }
        let optional = own.default || args.default || is_named(ty, "Option");
        if optional && !args.default {
            field.attrs.push(parse_quote!(#[serde(default)]));
        }
        if let Some(is_empty) = is_empty(ty).filter(|_| args.sparse) {
            field.attrs.push(parse_quote!(#[serde(skip_serializing_if = #is_empty)]));
        }
        if let Some(reader) = number_reader(ty) {
            field.attrs.push(parse_quote!(#[serde(deserialize_with = #reader)]));
        }
        let doc = doc(&field.attrs);
        Ok(quote! {
            crate::schema::FieldDef {
                name: #name, doc: #doc, ty: <#ty as crate::schema::Describe>::describe(registry), optional: #optional,
            }
        })
    }).collect()
}

/// How serde asks whether there is anything in a field.
fn is_empty(ty: &Type) -> Option<&'static str> {
    let empty = [("Option", "Option::is_none"), ("Vec", "Vec::is_empty"), ("BTreeMap", "BTreeMap::is_empty")];
    empty.iter().find(|(name, _)| is_named(ty, name)).map(|(_, is_empty)| *is_empty)
}

/// Whole numbers that JavaScript cannot hold are refused where they come in, in every language alike.
fn number_reader(ty: &Type) -> Option<&'static str> {
    match (is_wide(ty), is_named(ty, "Option")) {
        (true, true) => Some("crate::number::safe_option"),
        (true, false) => Some("crate::number::safe"),
        (false, _) => None,
    }
}

/// What stands in `#[model(…)]` on a field.
#[derive(Default)]
struct FieldArgs {
    default: bool,
    rename: Option<String>,
}

impl FieldArgs {
    fn take(attrs: &mut Vec<Attribute>) -> Result<Self> {
        let mut own = Self::default();
        for attr in attrs.iter().filter(|a| a.path().is_ident("model")) {
            attr.parse_nested_meta(|meta| {
                if meta.path.is_ident("default") {
                    own.default = true;
                } else if meta.path.is_ident("rename") {
                    own.rename = Some(meta.value()?.parse::<LitStr>()?.value());
                } else {
                    return Err(meta.error("expected default or rename = \"…\""));
                }
                Ok(())
            })?;
        }
        attrs.retain(|a| !a.path().is_ident("model"));
        Ok(own)
    }
}

fn plain_enum(mut item: ItemEnum, args: &Args) -> Result<TokenStream> {
    no_generics(&item.generics)?;
    item.attrs.iter().try_for_each(no_serde)?;
    let (variants, wires): (Vec<_>, Vec<_>) =
        item.variants.iter_mut().map(|v| variant(v, args)).collect::<Result<Vec<_>>>()?.into_iter().unzip();
    let columns = columns::enums(&item.ident, item.variants.iter(), &wires);
    let (ident, name, doc) = (&item.ident, item.ident.to_string(), doc(&item.attrs));
    let (native, or_text) = (args.native, args.or_text);
    let case = if args.upper { "SCREAMING_SNAKE_CASE" } else { "snake_case" };
    let serde = if or_text {
        text_or_form(&item, case)
    } else {
        quote!(#[derive(::serde::Serialize, ::serde::Deserialize)] #[serde(rename_all = #case)] #item)
    };
    Ok(quote! {
        #serde
        #columns
        #[cfg(feature = "bridge")]
        impl crate::schema::Describe for #ident {
            fn describe(registry: &mut crate::schema::Registry) -> crate::schema::Ty {
                registry.define(#name, |registry| crate::schema::TypeDef::Enum {
                    doc: #doc, native: #native, or_text: #or_text, variants: ::std::vec![#(#variants),*],
                })
            }
        }
    })
}

/// The enum with a reader that takes text, too: the rest is read by a twin that only this reader sees.
fn text_or_form(item: &ItemEnum, case: &str) -> TokenStream {
    let (ident, name, variants) = (&item.ident, item.ident.to_string(), &item.variants);
    let bare = variants.iter().map(|v| {
        let mut v = v.clone();
        v.attrs.clear();
        v.fields.iter_mut().for_each(|f| f.attrs.retain(|a| a.path().is_ident("serde")));
        v
    });
    let back = variants.iter().map(|v| {
        let variant = &v.ident;
        match &v.fields {
            Fields::Named(named) => {
                let fields: Vec<_> = named.named.iter().filter_map(|f| f.ident.as_ref()).collect();
                quote!(Form::#variant { #(#fields),* } => #ident::#variant { #(#fields),* })
            }
            Fields::Unnamed(_) => quote!(Form::#variant(value) => #ident::#variant(value)),
            Fields::Unit => quote!(Form::#variant => #ident::#variant),
        }
    });
    quote! {
        #[derive(::serde::Serialize)]
        #[serde(rename_all = #case)]
        #item
        impl<'de> ::serde::Deserialize<'de> for #ident {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> ::std::result::Result<Self, D::Error> {
                #[derive(::serde::Deserialize)]
                #[serde(rename = #name, rename_all = #case)]
                enum Form { #(#bare),* }
                crate::text_form::deserialize(d, |form: Form| match form { #(#back),* })
            }
        }
    }
}

/// Its description, and its name outside Rust.
fn variant(variant: &mut Variant, args: &Args) -> Result<(TokenStream, String)> {
    variant.attrs.iter().try_for_each(no_serde)?;
    let (ident, doc) = (variant.ident.clone(), doc(&variant.attrs));
    if HIDING.contains(&ident.to_string().as_str()) {
        let message = format!(
            "a variant named {ident} hides {ident} in generated Kotlin or Swift; choose another name"
        );
        return Err(Error::new_spanned(ident, message));
    }
    let rename = FieldArgs::take(&mut variant.attrs)?.rename;
    if let Some(wire) = &rename {
        variant.attrs.push(parse_quote!(#[serde(rename = #wire)]));
    }
    let shape = match &mut variant.fields {
        Fields::Unit => quote!(crate::schema::Shape::Unit),
        Fields::Named(named) => {
            let fields = fields(named, &Args::default())?;
            quote!(crate::schema::Shape::Fields(::std::vec![#(#fields),*]))
        }
        Fields::Unnamed(payload) if payload.unnamed.len() == 1 => {
            payload.unnamed[0].attrs.iter().try_for_each(no_serde)?;
            let ty = &payload.unnamed[0].ty;
            quote!(crate::schema::Shape::Value(<#ty as crate::schema::Describe>::describe(registry)))
        }
        Fields::Unnamed(payload) => {
            return Err(Error::new_spanned(payload, "a variant has one payload or named fields"));
        }
    };
    let snake = snake(&ident.to_string());
    let wire = rename.unwrap_or(if args.upper { snake.to_uppercase() } else { snake });
    let name = ident.to_string();
    let described = quote!(crate::schema::VariantDef { name: #name, wire: #wire, doc: #doc, shape: #shape });
    Ok((described, wire))
}

fn no_serde(attr: &Attribute) -> Result<()> {
    if attr.path().is_ident("serde") {
        let message =
            "no serde attributes in the model: one wire form for all languages; see what #[model(…)] offers";
        return Err(Error::new_spanned(attr, message));
    }
    Ok(())
}

fn no_generics(generics: &Generics) -> Result<()> {
    if generics.params.is_empty() {
        return Ok(());
    }
    let message = "no generics in the model: Kotlin and Swift would not get them; write a type per use, such as CustomerPage";
    Err(Error::new_spanned(generics, message))
}
