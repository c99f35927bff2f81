use std::sync::Arc;

use guanxi::{
    Crm, Error,
    bridge::json::{Json, JsonArgs},
    progress::ProgressListener,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    crm::NativeCrm,
    error::Result,
    long::{Listener, NativeCancel, NativeProgress, Source, sink},
};

/// The arguments of a call: values as one JSON object by name, and what long calls take beside them.
#[derive(Default)]
pub(crate) struct Args {
    json: String,
    source: Option<Source>,
    rejects: Option<String>,
    progress: Option<Box<dyn NativeProgress>>,
    cancel: Option<Arc<NativeCancel>>,
    broken: Option<serde_json::Error>,
}

impl Args {
    /// Hands a value in.
    pub(crate) fn value(mut self, name: &str, value: &impl Serialize) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => {
                self.json.push(if self.json.is_empty() { '{' } else { ',' });
                self.json.extend(["\"", name, "\":", &text]);
            }
            Err(e) => self.broken = Some(e),
        }
        self
    }

    /// Hands in what is read.
    pub(crate) fn source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Hands in the path of what is written.
    pub(crate) fn sink(mut self, rejects: Option<String>) -> Self {
        self.rejects = rejects;
        self
    }

    /// Hands in who hears how far the call is.
    pub(crate) fn progress(mut self, progress: Option<Box<dyn NativeProgress>>) -> Self {
        self.progress = progress;
        self
    }

    /// Hands in what stops the call.
    pub(crate) fn cancel(mut self, cancel: Option<Arc<NativeCancel>>) -> Self {
        self.cancel = cancel;
        self
    }
}

impl NativeCrm {
    /// Makes a call. The core reads the arguments, with the path of what is wrong; a panic in it is an error here.
    pub(crate) fn call<T: DeserializeOwned>(&self, name: &str, mut args: Args) -> Result<T> {
        if let Some(e) = args.broken {
            return Err(Error::internal(format_args!("an argument has no JSON form: {e}")).into());
        }
        args.json.push_str(if args.json.is_empty() { "{}" } else { "}" });
        let mut json = JsonArgs::new(&args.json)?;
        json.source = args.source.map(Source::open).transpose()?;
        json.sink = args.rejects.map(sink).transpose()?;
        json.progress =
            args.progress.map(|listener| Arc::new(Listener(listener)) as Arc<dyn ProgressListener>);
        json.cancel = args.cancel.map(|cancel| cancel.0.clone()).unwrap_or_default();
        let job = Crm::prepare::<Json>(name, &mut json)?;
        let answer = self.crm.run(job)?.finish(())?;
        serde_json::from_str(&answer).map_err(|e| {
            // Not the text of the error: it may hold what the answer holds.
            let place = format_args!(
                "{name}: generated code and library differ (line {}, column {})",
                e.line(),
                e.column()
            );
            Error::internal(place).into()
        })
    }
}
