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
        self.push(name, serde_json::to_string(value));
        self
    }

    #[inline(never)] // the same for every type, and a library for phones is small
    fn push(&mut self, name: &str, text: serde_json::Result<String>) {
        match text {
            Ok(text) => {
                self.json.push(if self.json.is_empty() { '{' } else { ',' });
                self.json.extend(["\"", name, "\":", &text]);
            }
            Err(e) => self.broken = Some(e),
        }
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
    pub(crate) fn call<T: DeserializeOwned>(&self, name: &str, args: Args) -> Result<T> {
        let answer = self.answer(name, args)?;
        serde_json::from_str(&answer).map_err(|e| differ(name, &e).into())
    }

    #[inline(never)] // as with `push`
    fn answer(&self, name: &str, mut args: Args) -> Result<String> {
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
        Ok(self.crm.run(job)?.finish(())?)
    }
}

/// The error of an answer that is not what the generated code expects. Without the text of `e`, which may hold what the
/// answer holds.
#[cold]
fn differ(name: &str, e: &serde_json::Error) -> Error {
    let (line, column) = (e.line(), e.column());
    Error::internal(format_args!("{name}: generated code and library differ (line {line}, column {column})"))
}
