//! Forwards the change feed of a store to another system: a webhook, or NATS JetStream.
//!
//! ```sh
//! GUANXI_WEBHOOK_SECRET=… guanxi-forward sqlite:shop.db webhook https://example.cn/hooks/guanxi
//! guanxi-forward sqlite:shop.db nats nats://localhost:4222 guanxi
//! ```
//!
//! Each target is a group of the feed, so the store keeps how far it is. Several processes may run for one target: one has a
//! batch at a time, and when it dies the next goes on. What was delivered but not yet acknowledged then comes again with the
//! same key: the webhook's receiver tells by `webhook-id`, JetStream by `Nats-Msg-Id`. `--once` ends when nothing is left.

mod forward;
mod nats;
mod webhook;

use std::{error::Error, process::ExitCode};

use guanxi::FeedTake;

use crate::{forward::Forward, nats::Nats, webhook::Webhook};

/// Why something could not be done, for people.
pub type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// Where changes go.
pub trait Target {
    /// Hands a change over; when it is done, the other system has it for good.
    fn deliver(&mut self, change: &guanxi::FeedChange) -> Result<()>;
}

const USAGE: &str = "usage: guanxi-forward STORE_URL (webhook URL | nats SERVER SUBJECT) [--once]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let once = args.iter().position(|arg| arg == "--once").map(|at| args.remove(at)).is_some();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (store, target): (_, Box<dyn Target>) = match args[..] {
        [store, "webhook", url] => (store, Box::new(Webhook::new(url, &setting("GUANXI_WEBHOOK_SECRET")?))),
        [store, "nats", server, subject] => (store, Box::new(Nats::connect(server, subject)?)),
        _ => return Err(USAGE.into()),
    };
    let lease = setting("GUANXI_LEASE_SECONDS").map_or(Ok(60), |text| text.parse())?;
    let take =
        FeedTake::new(args[1], format!("process {}", std::process::id())).limit(20).lease_seconds(lease);
    Forward { feed: guanxi::open(store)?.feed(), take, target, once }.run()
}

fn setting(name: &str) -> Result<String> {
    std::env::var(name).map_err(|_| format!("set {name}").into())
}
