//! The shop: its currency, zone, country, channels, physical stores, and fields of its own.
//!
//! Its *settings* are a definition with versions (see [`settings`](crate::settings)). Changing the currency, the zone or
//! the survivorship changes what profiles and figures are: all state is derived anew then, in the same call.
//!
//! Running example: a shop in Shanghai, CNY, with a web shop and two stores.

mod set;

use guanxi_macros::ops;

pub use self::set::{SettingsReceipt, ShopPatch};
use crate::{
    error::Result,
    scope::Scope,
    settings::{FieldDefinition, ShopSettings, Store},
};

/// The shop's settings.
#[derive(Clone)]
pub struct ShopHandle {
    pub(crate) scope: Scope,
}

#[ops]
impl ShopHandle {
    /// The settings in force.
    ///
    /// # Errors
    /// Those of every call: `closed`, `io`, `corrupt`.
    pub fn get(&self) -> Result<ShopSettings> {
        self.scope.read(|look| Ok(look.settings.clone()))
    }

    /// Changes settings; what is left out stays. Where profiles or figures depend on what changed they are derived
    /// anew, which takes a while on a large store.
    ///
    /// # Errors
    /// `invalid_field`.
    pub fn set(&self, patch: ShopPatch) -> Result<SettingsReceipt> {
        self.scope.write("shop.set", |tx| set::set(tx, &patch))
    }

    /// Defines a field of the shop's own that customers have, or changes its limits. Its type stays.
    ///
    /// # Errors
    /// `invalid_field` for a name that is no identifier or is taken, another type than before, choices without values.
    pub fn define_field(&self, field: FieldDefinition) -> Result<SettingsReceipt> {
        self.scope.write("shop.define_field", |tx| set::define_field(tx, &field))
    }

    /// Defines a physical store, or changes it; its code names it.
    ///
    /// # Errors
    /// `invalid_field` for a code that is empty.
    pub fn define_store(&self, store: Store) -> Result<SettingsReceipt> {
        self.scope.write("shop.define_store", |tx| set::define_store(tx, &store))
    }
}
