//! A call: what it is handed, and how it runs on whatever thread.

use std::sync::Arc;

use guanxi::{
    Crm, Result,
    bridge::json::{Json, JsonArgs},
    progress::CancelToken,
};
use napi::{Env, Task};

use crate::{
    control::{Control, Listener, OnProgress},
    failure::answer,
    file::{Files, Places},
    names::name_of,
};

/// A call by its name, with everything that it is handed.
pub(crate) struct Request {
    name: Arc<str>,
    arguments: Option<String>,
    places: Places,
    listener: Option<Arc<Listener>>,
    cancel: Option<CancelToken>,
}

impl Request {
    pub(crate) fn new(
        call: u32,
        arguments: Option<String>,
        files: Option<Files>,
        on_progress: Option<OnProgress>,
        control: Option<&Control>,
    ) -> Self {
        Self {
            name: name_of(call),
            arguments,
            places: files.map(Places::from).unwrap_or_default(),
            listener: on_progress.map(|tell| Arc::new(Listener::new(tell, control))),
            cancel: control.map(|c| c.token.clone()),
        }
    }

    /// Makes the call.
    ///
    /// # Errors
    /// Those of the call; `cancelled` when it was stopped before it began, `io` for its files.
    pub(crate) fn run(mut self, crm: &Crm) -> Result<String> {
        match &*self.name {
            "crm.size_on_disk" => crm.size_on_disk().map(|bytes| bytes.to_string()),
            "crm.suspend" => crm.suspend().map(|()| "null".to_owned()),
            "crm.close" => crm.close().map(|()| "null".to_owned()),
            _ => self.call(crm),
        }
    }

    fn call(&mut self, crm: &Crm) -> Result<String> {
        let mut args = self.arguments.as_deref().map_or_else(|| Ok(JsonArgs::default()), JsonArgs::new)?;
        if let Some(cancel) = self.cancel.take() {
            cancel.check()?;
            args.cancel = cancel;
        }
        args.source = self.places.source()?;
        args.progress = self.listener.take().map(|listener| listener as _);
        args.sink = self.places.sink()?;
        crm.run(Crm::prepare::<Json>(&self.name, &mut args)?)?.finish(())
    }
}

/// A call on a thread of Node's pool. Its answer is text when it comes back: only `JSON.parse` is left for the event
/// loop.
pub struct Call {
    crm: Crm,
    request: Option<Request>,
}

impl Call {
    pub(crate) fn new(crm: Crm, request: Request) -> Self {
        Self { crm, request: Some(request) }
    }
}

impl Task for Call {
    type Output = String;
    type JsValue = String;

    fn compute(&mut self) -> napi::Result<String> {
        let request = self.request.take().ok_or_else(|| napi::Error::from_reason("computed twice"))?;
        Ok(answer(request.run(&self.crm)))
    }

    fn resolve(&mut self, _: Env, answer: String) -> napi::Result<String> {
        Ok(answer)
    }
}
