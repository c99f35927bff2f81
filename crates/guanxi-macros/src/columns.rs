//! How a type becomes a column of a table: see `guanxi_core::columns`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Field, Fields, FieldsNamed, Ident, LitStr, Variant};

/// A newtype that is text.
pub(crate) fn text(ident: &Ident) -> TokenStream {
    quote! {
        #[cfg(feature = "arrow")]
        impl crate::columns::Cell for #ident { type Column = crate::columns::Texts; }
    }
}

/// A struct: a column per field. One with `items` and `next_cursor` is a page, whose rows are its items.
pub(crate) fn structs(ident: &Ident, fields: &FieldsNamed) -> TokenStream {
    let names: Vec<_> = fields.named.iter().filter_map(|field| field.ident.as_ref()).collect();
    let wires: Vec<_> = fields.named.iter().map(wire).collect();
    let types: Vec<_> = fields.named.iter().map(|field| &field.ty).collect();
    let is_page =
        names.iter().any(|name| *name == "items") && names.iter().any(|name| *name == "next_cursor");
    let rows = is_page.then(|| quote! {
        fn rows(&self) -> ::std::option::Option<crate::error::Result<crate::columns::Rows>> {
            ::std::option::Option::Some(crate::columns::rows(&self.items, self.next_cursor.clone().into()))
        }
    });
    quote! {
        #[cfg(feature = "arrow")]
        const _: () = {
            use crate::columns::{Answer, Cell, Column, Made, field, structs};
            #[derive(Default)]
            pub struct Columns { rows_: ::std::vec::Vec<bool>, #(#names: <#types as Cell>::Column,)* }
            impl Cell for #ident { type Column = Columns; }
            impl Column<#ident> for Columns {
                fn push(&mut self, value: ::std::option::Option<&#ident>) {
                    self.rows_.push(value.is_some());
                    #(Column::<#types>::push(&mut self.#names, value.map(|value| &value.#names));)*
                }
                fn finish(self) -> Made {
                    structs(self.rows_, ::std::vec![
                        #(field(#wires, Column::<#types>::finish(self.#names))?),*
                    ])
                }
            }
            impl Answer for #ident { #rows }
        };
    }
}

/// The name outside Rust, as serde was told.
fn wire(field: &Field) -> String {
    let mut name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        let _ = attr.parse_nested_meta(|meta| {
            let value = meta.value();
            if meta.path.is_ident("rename") {
                name = value?.parse::<LitStr>()?.value();
            } else if let Ok(value) = value {
                value.parse::<LitStr>()?;
            }
            Ok(())
        });
    }
    name
}

/// An enum: names where it is nothing but names, else JSON text.
pub(crate) fn enums<'a>(
    ident: &Ident,
    variants: impl Iterator<Item = &'a Variant>,
    wires: &[String],
) -> TokenStream {
    let variants: Vec<_> = variants.collect();
    let cell = if variants.iter().all(|variant| matches!(variant.fields, Fields::Unit)) {
        let (idents, at) = (variants.iter().map(|variant| &variant.ident), 0i32..);
        quote! {
            impl crate::columns::Cell for #ident { type Column = crate::columns::NameColumn<#ident>; }
            impl crate::columns::Names for #ident {
                const NAMES: &'static [&'static str] = &[#(#wires),*];
                fn position(&self) -> i32 { match self { #(Self::#idents => #at,)* } }
            }
        }
    } else {
        quote!(impl crate::columns::Cell for #ident { type Column = crate::columns::Jsons; })
    };
    quote! {
        #[cfg(feature = "arrow")]
        const _: () = { #cell impl crate::columns::Answer for #ident {} };
    }
}
