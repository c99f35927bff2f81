//! guanxi for Node.js: the addon.
//!
//! Arguments and answers cross as JSON text, which generated JavaScript writes and reads; so this crate knows no type and
//! no call of the core, and stays as it is when they grow. A failed call answers with `!` and the error, so that the
//! error is made in JavaScript: of its own class, with the caller's stack.
#![cfg_attr(test, allow(dead_code))] // napi registers nothing in tests, so nobody calls anything

mod call;
mod control;
mod failure;
mod file;
mod names;
mod open;

use guanxi::Actor;
use napi::{Result, bindgen_prelude::AsyncTask};
use napi_derive::napi;

use crate::{
    call::{Call, Request},
    control::{Control, OnProgress},
    failure::{answer, thrown},
    file::Files,
    open::Open,
};

/// A store, as somebody uses it.
#[napi]
pub struct NativeCrm {
    crm: guanxi::Crm,
}

#[napi]
impl NativeCrm {
    /// Opens a store off the event loop; `options` is a JSON object.
    #[napi]
    pub fn open(url: String, options: String) -> AsyncTask<Open> {
        AsyncTask::new(Open { url, options })
    }

    /// Opens a store at once.
    #[napi]
    pub fn open_sync(url: String, options: String) -> Result<Self> {
        open::open(&url, &options).map_err(|e| thrown(&e))
    }

    /// Makes a call at once; it is named by its [number](names::number_of).
    #[napi]
    pub fn call(&self, call: u32, arguments: Option<String>) -> String {
        answer(Request::new(call, arguments, None, None, None).run(&self.crm))
    }

    /// Makes a call that reads or writes files at once: apart, as looking for files costs the others time.
    #[napi]
    pub fn call_with_files(&self, call: u32, arguments: Option<String>, files: Option<Files>) -> String {
        answer(Request::new(call, arguments, files, None, None).run(&self.crm))
    }

    /// Makes a call off the event loop.
    #[napi]
    pub fn call_async(
        &self,
        call: u32,
        arguments: Option<String>,
        files: Option<Files>,
        on_progress: Option<OnProgress>,
        control: Option<&Control>,
    ) -> AsyncTask<Call> {
        let request = Request::new(call, arguments, files, on_progress, control);
        AsyncTask::new(Call::new(self.crm.clone(), request))
    }

    /// The same store, used by somebody else.
    #[napi]
    pub fn acting_as(&self, actor: String) -> Result<Self> {
        let actor = actor.parse::<Actor>().map_err(|e| thrown(&e))?;
        Ok(Self { crm: self.crm.acting_as(actor) })
    }

    /// The same store; nothing is kept.
    #[napi]
    pub fn dry_run(&self) -> Self {
        Self { crm: self.crm.dry_run() }
    }

    /// Moves the clock of a store that was opened with `now`.
    #[napi]
    pub fn set_now(&self, now: String) -> String {
        answer(open::set_now(&self.crm, &now))
    }
}
