use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Error, FnArg, ImplItem, ImplItemFn, ItemImpl, LitStr, Pat, PatType, ReceiverKind, Result, ReturnType,
    Type, Visibility,
};

use crate::parts::{argument, doc, is_named, is_wide};

/// Methods that every handle of Kotlin has already.
const TAKEN: &[&str] = &["close", "destroy", "dispose"];

/// See [`ops`](macro@crate::ops).
pub(crate) fn expand(args: TokenStream, item: TokenStream) -> Result<TokenStream> {
    if !args.is_empty() {
        return Err(Error::new_spanned(args, "#[ops] takes nothing"));
    }
    let mut block: ItemImpl = syn::parse2(item)?;
    let handle = block.self_ty.clone();
    let mut ops = Vec::new();
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item
            && matches!(method.vis, Visibility::Public(_))
        {
            ops.push(Op::read(method)?);
        }
    }
    let (prepare, describe) = (ops.iter().map(|op| op.prepare(&handle)), ops.iter().map(Op::describe));
    Ok(quote! {
        #block

        #[cfg(feature = "bridge")]
        impl #handle {
            /// Reads the arguments of a call and returns it, ready to run on any thread; `None` for a verb it does not have.
            pub(crate) fn prepare<B: crate::bridge::Bridge>(
                verb: &str, args: &mut B::Args<'_>,
            ) -> ::std::option::Option<::std::result::Result<crate::bridge::Job<B>, B::Error>> {
                ::std::option::Option::Some(match verb { #(#prepare)* _ => return ::std::option::Option::None })
            }
        }

        #[cfg(feature = "bridge")]
        impl #handle {
            pub(crate) fn describe_ops(registry: &mut crate::schema::Registry) -> ::std::vec::Vec<crate::schema::OpDef> {
                ::std::vec![#(#describe),*]
            }
        }
    })
}

/// One call of an area.
struct Op {
    method: syn::Ident,
    name: String,
    doc: String,
    params: Vec<Param>,
    returns: Type,
}

struct Param {
    name: String,
    ty: Type,
    kind: Kind,
}

/// How an argument reaches the call.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Value,
    Text,
    Source,
    Sink,
    Progress,
    Cancel,
}

impl Op {
    fn read(method: &mut ImplItemFn) -> Result<Self> {
        let name = own_name(method)?;
        if TAKEN.contains(&name.as_str()) {
            return Err(Error::new_spanned(
                &method.sig.ident,
                format!("every handle of Kotlin has a {name} already"),
            ));
        }
        let Some(returns) = returned(&method.sig.output) else {
            return Err(Error::new_spanned(
                &method.sig,
                "a call returns Result<T>: any of them can find the store closed",
            ));
        };
        if !method.sig.generics.params.is_empty() || method.sig.asyncness.is_some() {
            return Err(Error::new_spanned(
                &method.sig,
                "a call is neither generic nor async: other languages call it, too",
            ));
        }
        let mut params = Vec::new();
        for input in &method.sig.inputs {
            match input {
                FnArg::Typed(param) => params.push(Param::read(param)?),
                FnArg::Receiver(me) if matches!(me.kind, ReceiverKind::Reference(_, _, None)) => {}
                FnArg::Receiver(me) => return Err(Error::new_spanned(me, "a call takes &self")),
            }
        }
        Ok(Self { method: method.sig.ident.clone(), name, doc: doc(&method.attrs), params, returns })
    }

    fn prepare(&self, handle: &Type) -> TokenStream {
        let (method, name) = (&self.method, &self.name);
        let vars: Vec<_> = (0..self.params.len()).map(|i| format_ident!("a{i}")).collect();
        let reads = self.params.iter().zip(&vars).enumerate().map(|(i, (param, var))| param.reading(i, var));
        let passed = self.params.iter().zip(&vars).map(|(param, var)| match param.kind {
            Kind::Text => quote!(&#var),
            _ => quote!(#var),
        });
        quote! {
            #name => (|| {
                #(#reads)*
                Ok(crate::bridge::Job::new(move |scope| #handle { scope: scope.clone() }.#method(#(#passed),*)))
            })(),
        }
    }

    fn describe(&self) -> TokenStream {
        let (name, doc, returns) = (&self.name, &self.doc, &self.returns);
        let params = self.params.iter().map(Param::describe);
        quote! {
            crate::schema::OpDef {
                name: #name, doc: #doc, params: ::std::vec![#(#params),*],
                returns: <#returns as crate::schema::Describe>::describe(registry),
            }
        }
    }
}

impl Param {
    fn read(param: &PatType) -> Result<Self> {
        let Pat::Ident(pattern) = &*param.pat else {
            return Err(Error::new_spanned(&param.pat, "an argument has a name"));
        };
        let kind = kind(&param.ty)?;
        let name = pattern.ident.to_string().trim_end_matches('_').to_owned();
        Ok(Self { name, ty: (*param.ty).clone(), kind })
    }

    fn reading(&self, at: usize, var: &syn::Ident) -> TokenStream {
        let (name, ty) = (&self.name, &self.ty);
        match self.kind {
            // Fields of the model are checked by #[model]; what comes by itself is checked here.
            Kind::Value if is_wide(ty) => {
                quote!(let #var = B::arg::<crate::number::Safe<#ty>>(args, #at, #name)?.0;)
            }
            Kind::Value => quote!(let #var: #ty = B::arg(args, #at, #name)?;),
            Kind::Text => quote!(let #var: ::std::string::String = B::arg(args, #at, #name)?;),
            Kind::Source => quote!(let #var = B::source(args, #at, #name)?;),
            Kind::Sink => quote!(let #var = B::sink(args, #at, #name)?;),
            Kind::Progress => quote!(let #var = B::progress(args, #at, #name)?;),
            Kind::Cancel => quote!(let #var = B::cancel(args, #at, #name)?;),
        }
    }

    fn describe(&self) -> TokenStream {
        let (name, ty) = (&self.name, &self.ty);
        let kind = match self.kind {
            Kind::Value => quote!(Value(<#ty as crate::schema::Describe>::describe(registry))),
            Kind::Text => quote!(Value(crate::schema::Ty::Text)),
            Kind::Source => quote!(Source),
            Kind::Sink => quote!(Sink),
            Kind::Progress => quote!(Progress),
            Kind::Cancel => quote!(Cancel),
        };
        quote!(crate::schema::ParamDef { name: #name, kind: crate::schema::ParamKind::#kind })
    }
}

fn kind(ty: &Type) -> Result<Kind> {
    if let Type::Reference(reference) = ty {
        return match &*reference.elem {
            inner if is_named(inner, "str") => Ok(Kind::Text),
            _ => Err(Error::new_spanned(ty, "an argument is owned, or &str")),
        };
    }
    if is_named(ty, "Source") {
        return Ok(Kind::Source);
    }
    if is_named(ty, "CancelToken") {
        return Ok(Kind::Cancel);
    }
    match argument(ty) {
        Some(inner) if is_named(inner, "Sink") => Ok(Kind::Sink),
        Some(inner) if argument(inner).is_some_and(is_listener) => Ok(Kind::Progress),
        _ => Ok(Kind::Value),
    }
}

fn is_listener(ty: &Type) -> bool {
    quote!(#ty).to_string().ends_with("ProgressListener")
}

/// The name outside Rust: that of the method without the `_` that keeps it from being a keyword, or what `#[op]` says.
fn own_name(method: &mut ImplItemFn) -> Result<String> {
    let mut name = method.sig.ident.to_string().trim_end_matches('_').to_owned();
    for attr in method.attrs.iter().filter(|a| a.path().is_ident("op")) {
        attr.parse_nested_meta(|meta| {
            if !meta.path.is_ident("name") {
                return Err(meta.error("expected name = \"…\""));
            }
            name = meta.value()?.parse::<LitStr>()?.value();
            Ok(())
        })?;
    }
    method.attrs.retain(|a| !a.path().is_ident("op"));
    Ok(name)
}

fn returned(output: &ReturnType) -> Option<Type> {
    let ReturnType::Type(_, ty) = output else { return None };
    is_named(ty, "Result").then(|| argument(ty).cloned()).flatten()
}
