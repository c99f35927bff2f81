//! A plain webhook, signed as [Standard Webhooks](https://www.standardwebhooks.com) says: HMAC-SHA-256 (RFC 2104) over id,
//! time and body.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use guanxi::FeedChange;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use ureq::Agent;

use crate::{Result, Target};

/// How long a receiver may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Posts each change to a URL.
pub struct Webhook {
    agent: Agent,
    url: String,
    secret: Vec<u8>,
}

impl Webhook {
    /// Signs with a secret that the receiver has too.
    pub fn new(url: &str, secret: &str) -> Self {
        let agent = Agent::config_builder().timeout_global(Some(TIMEOUT)).build().into();
        Self { agent, url: url.to_owned(), secret: secret.as_bytes().to_vec() }
    }

    fn signature(&self, id: &str, time: u64, body: &[u8]) -> Result<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret)?;
        mac.update(format!("{id}.{time}.").as_bytes());
        mac.update(body);
        Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    }
}

impl Target for Webhook {
    /// Any answer but 2xx is an error.
    fn deliver(&mut self, change: &FeedChange) -> Result<()> {
        let body = serde_json::to_vec(change)?;
        let time = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
        let request = self
            .agent
            .post(&self.url)
            .header("content-type", "application/json")
            .header("webhook-id", &change.key)
            .header("webhook-timestamp", time.to_string())
            .header("webhook-signature", self.signature(&change.key, time, &body)?);
        request.send(&body)?;
        Ok(())
    }
}
