use std::sync::Arc;

use guanxi::{
    Crm, Error,
    bridge::json::{Json, JsonArgs},
    progress::ProgressListener,
};
use serde_json::Value;

use crate::{
    crm::NativeCrm,
    error::Result,
    long::{Listener, NativeCancel, NativeProgress, Source, sink},
    packed::{Answer, Argument},
    unpack::{Broken, quote},
};

/// The arguments of a call that are values, by name.
type Values<'a> = &'a [(&'a str, &'a dyn Argument)];

/// What long calls take beside values.
#[derive(Default)]
pub(crate) struct Beside {
    source: Option<Source>,
    rejects: Option<String>,
    progress: Option<Box<dyn NativeProgress>>,
    cancel: Option<Arc<NativeCancel>>,
}

impl Beside {
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
    pub(crate) fn call<T: Answer>(&self, name: &str, values: Values<'_>) -> Result<T> {
        self.call_with(name, values, Beside::default())
    }

    /// The same with more than values.
    pub(crate) fn call_with<T: Answer>(&self, name: &str, values: Values<'_>, beside: Beside) -> Result<T> {
        let answer = self.answer(name, values, beside)?;
        T::read(&answer).map_err(|_| differ(name).into())
    }

    #[inline(never)] // the same for every type, and a library for phones is small
    fn answer(&self, name: &str, values: Values<'_>, beside: Beside) -> Result<Value> {
        let json = object(name, values)?;
        let mut args = JsonArgs::new(&json)?;
        args.source = beside.source.map(Source::open).transpose()?;
        args.sink = beside.rejects.map(sink).transpose()?;
        args.progress =
            beside.progress.map(|listener| Arc::new(Listener(listener)) as Arc<dyn ProgressListener>);
        args.cancel = beside.cancel.map(|cancel| cancel.0.clone()).unwrap_or_default();
        let job = Crm::prepare::<Json>(name, &mut args)?;
        let answer = self.crm.run(job)?.finish(())?;
        serde_json::from_str(&answer).map_err(|_| differ(name).into())
    }
}

/// The values as one JSON object by name.
fn object(call: &str, values: Values<'_>) -> Result<String> {
    let mut json = String::from("{");
    for (at, (name, value)) in values.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        quote(name, &mut json);
        json.push(':');
        value.write(&mut json).map_err(|broken| match broken {
            Broken::Unlike => differ(call),
            Broken::TooDeep => Error::argument(name, &broken),
        })?;
    }
    json.push('}');
    Ok(json)
}

/// The error of a value that is not what the generated code expects. Without the value.
#[cold]
fn differ(name: &str) -> Error {
    Error::internal(format_args!("{name}: generated code and library differ"))
}
