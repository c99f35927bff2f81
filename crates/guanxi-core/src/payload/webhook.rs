//! Whether a webhook comes from its platform: a signature over its body that only who knows the secret can make.
//!
//! | platform | header | signature |
//! | --- | --- | --- |
//! | Shopify | `X-Shopify-Hmac-SHA256` | HMAC-SHA-256 of the body, in Base64 |
//! | WooCommerce | `X-WC-Webhook-Signature` | the same |
//! | Stripe | `Stripe-Signature` | `t=…,v1=…`: HMAC-SHA-256 of the time, a dot and the body, in hexadecimal digits |
//! | Medusa | of the shop's own choice | HMAC-SHA-256 of the body, in hexadecimal digits or Base64 |

use base64::{Engine, engine::general_purpose::STANDARD};
use guanxi_macros::model;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::Platform;
use crate::{
    error::{Error, Result},
    time::Timestamp,
};

/// Seconds that a signed time may lie off, unless said otherwise; what Stripe's own libraries allow.
const TOLERANCE_SECONDS: u32 = 300;

/// A webhook as it came.
#[model(spread)]
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct WebhookQuery {
    /// Who is said to have sent it.
    pub platform: Platform,
    /// The body, byte by byte as it came: parsed and written anew it has another signature.
    pub body: String,
    /// What stands in the header of the signature.
    pub signature: String,
    /// The secret that platform and shop share for webhooks.
    pub secret: String,
    /// How many seconds a signed time may lie before or behind the present; 300 when left out. Of Stripe alone, as the
    /// others sign no time.
    pub tolerance_seconds: Option<u32>,
}

crate::customer::hidden_debug!(WebhookQuery);

impl WebhookQuery {
    /// A webhook with its signature and the secret that both sides know.
    pub fn new(
        platform: Platform,
        body: impl Into<String>,
        signature: impl Into<String>,
        secret: impl Into<String>,
    ) -> Self {
        let (body, signature, secret) = (body.into(), signature.into(), secret.into());
        Self { platform, body, signature, secret, tolerance_seconds: None }
    }

    /// Sets how far a signed time may lie off.
    #[must_use]
    pub fn tolerance_seconds(mut self, seconds: u32) -> Self {
        self.tolerance_seconds = Some(seconds);
        self
    }
}

/// What a verified webhook says of itself.
#[model]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookReceipt {
    /// When it was signed, where the signature holds a time.
    pub signed_at: Option<Timestamp>,
}

/// Verifies the signature of a webhook, in a time that does not depend on where it differs.
///
/// # Errors
/// `invalid_field` for a secret that is empty, for a signature that does not read or is another's, and for a time outside
/// of the tolerance.
pub fn verify(query: &WebhookQuery, now: Timestamp) -> Result<WebhookReceipt> {
    if query.secret.is_empty() {
        return Err(Error::invalid("secret", "expected the secret of the webhook"));
    }
    let body = query.body.as_bytes();
    let signature = query.signature.trim();
    match query.platform {
        Platform::Stripe => timed(query, signature, now),
        Platform::Shopify | Platform::Woocommerce => {
            matches(&query.secret, &[body], &base64(signature)?).map(|()| WebhookReceipt { signed_at: None })
        }
        Platform::Medusa => {
            let signature = match unhex(signature) {
                Some(bytes) if bytes.len() == SIGNATURE_BYTES => bytes,
                _ => base64(signature)?,
            };
            matches(&query.secret, &[body], &signature).map(|()| WebhookReceipt { signed_at: None })
        }
    }
}

/// Bytes of a signature.
const SIGNATURE_BYTES: usize = 32;

/// Stripe's signature: a time, and one signature for each secret in force.
fn timed(query: &WebhookQuery, signature: &str, now: Timestamp) -> Result<WebhookReceipt> {
    let unread = || Error::invalid("signature", "expected t=… and v1=…, as the header Stripe-Signature has");
    let parts: Vec<_> = signature.split(',').filter_map(|part| part.trim().split_once('=')).collect();
    let (_, time) = parts.iter().find(|(key, _)| *key == "t").ok_or_else(unread)?;
    let seconds = time.parse::<i64>().ok().and_then(|seconds| seconds.checked_mul(1_000_000));
    let signed_at = seconds.and_then(Timestamp::from_micros).ok_or_else(unread)?;
    let signed = [time.as_bytes(), b".", query.body.as_bytes()];
    let all: Vec<_> =
        parts.iter().filter(|(key, _)| *key == "v1").filter_map(|(_, hex)| unhex(hex)).collect();
    if all.is_empty() {
        return Err(unread());
    }
    if all.iter().all(|signature| matches(&query.secret, &signed, signature).is_err()) {
        return Err(another());
    }
    let tolerance = i64::from(query.tolerance_seconds.unwrap_or(TOLERANCE_SECONDS)) * 1_000_000;
    if (now.micros() - signed_at.micros()).abs() > tolerance {
        return Err(Error::invalid("signature", "it was signed too long ago, or ahead of this clock"));
    }
    Ok(WebhookReceipt { signed_at: Some(signed_at) })
}

fn matches(secret: &str, signed: &[&[u8]], signature: &[u8]) -> Result<()> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(Error::internal)?;
    signed.iter().for_each(|part| mac.update(part));
    mac.verify_slice(signature).map_err(|_| another())
}

fn another() -> Error {
    Error::invalid("signature", "it is not that of this body under this secret; hand in the body as it came")
}

fn base64(text: &str) -> Result<Vec<u8>> {
    STANDARD.decode(text).map_err(|_| Error::invalid("signature", "expected Base64"))
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.is_ascii() || !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `openssl dgst -sha256 -hmac secret` gives for these bytes.
    const BODY: &str = r#"{"id":1,"email":"ü@web.de"}"#;
    const HEX: &str = "ce4b5950ff31e48732fc62442ac03c2d0249847f81beca51d56451f1fcb56310";
    const BASE64: &str = "zktZUP8x5Icy/GJEKsA8LQJJhH+BvspR1WRR8fy1YxA=";
    const TIMED: &str = "0d3fb877399c86cc0af86d44b91c085bac048c192b478e430ea94a4b77b010fe";

    fn check(platform: Platform, body: &str, signature: &str, secret: &str) -> Result<WebhookReceipt> {
        let now = Timestamp::from_micros(1_772_331_300_000_000).unwrap();
        verify(&WebhookQuery::new(platform, body, signature, secret), now)
    }

    #[test]
    fn signatures_of_each_platform() {
        for platform in [Platform::Shopify, Platform::Woocommerce, Platform::Medusa] {
            assert!(check(platform, BODY, BASE64, "secret").is_ok());
            for (body, signature, secret) in [
                ("{}", BASE64, "secret"),
                (BODY, BASE64, "Secret"),
                (BODY, "", "secret"),
                (BODY, "!", "secret"),
                (BODY, BASE64, ""),
            ] {
                assert_eq!(check(platform, body, signature, secret).unwrap_err().code(), "invalid_field");
            }
        }
        assert!(check(Platform::Medusa, BODY, HEX, "secret").is_ok());
        assert!(check(Platform::Shopify, BODY, HEX, "secret").is_err());
    }

    #[test]
    fn a_signed_time_keeps_replays_out() {
        let other = "0".repeat(64);
        let header = format!("t=1772331100,v1={other},v1={TIMED},v0=x");
        let receipt = check(Platform::Stripe, BODY, &header, "secret").unwrap();
        assert_eq!(receipt.signed_at, Timestamp::from_micros(1_772_331_100_000_000));
        for late in [1_772_331_401, 1_772_330_799] {
            let query = WebhookQuery::new(Platform::Stripe, BODY, &header, "secret");
            assert!(verify(&query, Timestamp::from_micros(late * 1_000_000).unwrap()).is_err());
        }
        for header in
            ["", "t=1772331100", "v1=00", "t=x,v1=00", "t=1772331101,v1=TIMED", "t=99999999999999999,v1=00"]
        {
            let header = header.replace("TIMED", TIMED);
            assert!(check(Platform::Stripe, BODY, &header, "secret").is_err(), "{header}");
        }
    }

    #[test]
    fn nothing_of_it_is_shown() {
        let query = WebhookQuery::new(Platform::Shopify, BODY, BASE64, "secret");
        assert_eq!(format!("{query:?}"), "WebhookQuery { … }");
    }
}
