use guanxi_macros::model;

use super::ShopSettings;

/// What lets a shop contact a customer for a purpose (GDPR article 6(1), PIPL article 13).
#[model]
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
#[non_exhaustive]
pub enum LegalBasis {
    /// The customer agreed, to this purpose by this channel, and can take it back as easily as it was given (GDPR articles
    /// 6(1)(a) and 7, PIPL articles 13(1), 14 and 15).
    #[n(1)]
    Consent,
    /// A contract with the customer needs it: confirmations, deliveries, service (GDPR article 6(1)(b), PIPL article
    /// 13(2)).
    #[n(2)]
    Contract,
    /// A law orders it: a recall, the notice of a breach (GDPR article 6(1)(c), PIPL article 13(3)).
    #[n(3)]
    LegalObligation,
    /// An interest of the shop that outweighs the customer's, until the customer objects (GDPR articles 6(1)(f) and 21).
    /// PIPL does not know it: with customers in China the purpose needs another one.
    #[n(4)]
    LegitimateInterest,
}

impl LegalBasis {
    /// Its name in texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::LegalObligation => "legal_obligation",
            Self::LegitimateInterest => "legitimate_interest",
        }
    }
}

/// What a purpose stands on.
#[model]
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PurposeBasis {
    /// For what customers are contacted, as consents name it; letter case does not matter.
    #[n(1)]
    pub purpose: String,
    /// What it stands on.
    #[n(2)]
    pub basis: LegalBasis,
}

/// Purposes that a contract with the customer needs, unless the shop says otherwise.
const OF_CONTRACTS: [&str; 3] = ["service", "order", "transaction"];

impl ShopSettings {
    /// What a purpose stands on: what the shop set, else a contract for `service`, `order` and `transaction`, else consent.
    pub fn basis_of(&self, purpose: &str) -> LegalBasis {
        let is_it = |name: &str| name.eq_ignore_ascii_case(purpose);
        match self.purposes.iter().find(|set| is_it(&set.purpose)) {
            Some(set) => set.basis,
            None if OF_CONTRACTS.into_iter().any(is_it) => LegalBasis::Contract,
            None => LegalBasis::Consent,
        }
    }
}
