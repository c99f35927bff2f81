//! E-mail addresses.

/// An address, as it compares.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email {
    /// The one way to write the mailbox: `local@domain`, both as below.
    pub canonical: String,
    /// What stands before the `@`, without what the domain ignores.
    pub local: String,
    /// The domain, slips mended.
    pub domain: String,
}

/// Reads an address as people write it. `None` for what is none, and for placeholders.
pub fn parse(text: &str) -> Option<Email> {
    let folded = super::fold::text(text);
    let (local, domain) = folded.rsplit_once('@')?;
    (!local.is_empty() && domain.contains('.')).then(|| Email {
        canonical: folded.clone(),
        local: local.to_owned(),
        domain: domain.to_owned(),
    })
}
