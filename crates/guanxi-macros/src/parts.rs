//! What both attributes need of the syntax.

use syn::{Attribute, Expr, GenericArgument, Lit, Meta, PathArguments, Type};

/// The text of the doc comments, without the blank that stands before each line.
pub(crate) fn doc(attrs: &[Attribute]) -> String {
    let lines: Vec<String> = attrs.iter().filter_map(doc_line).collect();
    lines.join("\n").trim().to_owned()
}

fn doc_line(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    let (true, Expr::Lit(value)) = (pair.path.is_ident("doc"), &pair.value) else { return None };
    let Lit::Str(text) = &value.lit else { return None };
    let text = text.value();
    Some(text.strip_prefix(' ').unwrap_or(&text).trim_end().to_owned())
}

/// Whether a type is called so, whatever its path and its arguments.
pub(crate) fn is_named(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|s| s.ident == name))
}

/// The first argument of a generic type: the `T` of `Option<T>` and of `Result<T>`.
pub(crate) fn argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Whether a type is a whole number of 64 bits, or perhaps one: wider than JavaScript counts.
pub(crate) fn is_wide(ty: &Type) -> bool {
    let inner = if is_named(ty, "Option") { argument(ty) } else { Some(ty) };
    inner.is_some_and(|ty| is_named(ty, "i64") || is_named(ty, "u64"))
}

/// `OrderRecorded` as `order_recorded`.
pub(crate) fn snake(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(letter.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_docs() {
        assert_eq!(snake("PartiallyPaid"), "partially_paid");
        let item: syn::ItemStruct = syn::parse_quote! {
            /// One line.
            ///
            ///   - indented
            struct A;
        };
        assert_eq!(doc(&item.attrs), "One line.\n\n  - indented");
        let wide = |ty: Type| is_wide(&ty);
        assert!(wide(syn::parse_quote!(Option<u64>)) && wide(syn::parse_quote!(i64)));
        assert!(!wide(syn::parse_quote!(u32)) && !wide(syn::parse_quote!(Vec<i64>)));
        let ty: Type = syn::parse_quote!(std::option::Option<CustomerId>);
        assert!(is_named(&ty, "Option") && is_named(argument(&ty).unwrap(), "CustomerId"));
    }
}
