//! NATS JetStream: a message is there for good once it is acknowledged, and the same `Nats-Msg-Id` is kept once within the
//! stream's window.

use std::time::Duration;

use async_nats::jetstream::{self, Context, message::PublishMessage, stream::Config};
use guanxi::FeedChange;
use tokio::runtime::Runtime;

use crate::{Result, Target};

/// How long the stream remembers ids: longer than any lease, so that what comes again after a crash is known.
const WINDOW: Duration = Duration::from_secs(2 * 60 * 60);

/// Publishes each change under `SUBJECT.kind`.
pub struct Nats {
    runtime: Runtime,
    context: Context,
    subject: String,
}

impl Nats {
    /// Connects, and makes the stream of the subject when there is none.
    pub fn connect(server: &str, subject: &str) -> Result<Self> {
        let runtime = Runtime::new()?;
        let context = runtime.block_on(async {
            let context = jetstream::new(async_nats::connect(server).await?);
            let config = Config {
                name: subject.to_uppercase(),
                subjects: vec![format!("{subject}.>")],
                duplicate_window: WINDOW,
                ..Config::default()
            };
            context.get_or_create_stream(config).await?;
            Ok::<_, Box<dyn std::error::Error>>(context)
        })?;
        Ok(Self { runtime, context, subject: subject.to_owned() })
    }
}

impl Target for Nats {
    fn deliver(&mut self, change: &FeedChange) -> Result<()> {
        let payload = serde_json::to_vec(change)?;
        let kind = serde_json::to_value(change.kind)?;
        let subject = format!("{}.{}", self.subject, kind.as_str().unwrap_or("other"));
        self.runtime.block_on(async {
            let message = PublishMessage::build().payload(payload.into()).message_id(&change.key);
            self.context.send_publish(subject, message).await?.await?;
            Ok(())
        })
    }
}
