//! How a host language calls: by name, in three steps.
//!
//! A binding implements [`Bridge`] once and has every call, those to come included. [`Crm::prepare`] reads the arguments
//! under the host's lock; [`Crm::run`] works without it, on any thread, and turns a panic into an `internal` error;
//! [`Done::finish`] makes the host's value, under the lock again. [`json`] is the bridge of hosts that speak JSON.
//!
//! [`Crm::prepare`]: crate::Crm::prepare
//! [`Crm::run`]: crate::Crm::run

pub mod json;

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    error::Error,
    import::{Sink, Source},
    progress::{CancelToken, ProgressListener},
    scope::Scope,
};

/// What a host language has to supply.
pub trait Bridge: Sized + 'static {
    /// The arguments of a call, as the host holds them.
    type Args<'a>;
    /// What is needed to make values of the host.
    type Env<'a>;
    /// A value of the host.
    type Value<'a>;
    /// An error of the host.
    type Error: From<Error>;

    /// Reads an argument; the path of whatever is wrong in it starts with its name.
    ///
    /// # Errors
    /// The host's form of `invalid_argument`.
    fn arg<T: DeserializeOwned>(
        args: &mut Self::Args<'_>,
        at: usize,
        name: &'static str,
    ) -> Result<T, Self::Error>;

    /// A file or table to read.
    ///
    /// # Errors
    /// The host's form of `invalid_argument`, or of `io`.
    fn source(args: &mut Self::Args<'_>, at: usize, name: &'static str) -> Result<Source, Self::Error>;

    /// A file to write, or none.
    ///
    /// # Errors
    /// As [`source`](Self::source).
    fn sink(args: &mut Self::Args<'_>, at: usize, name: &'static str) -> Result<Option<Sink>, Self::Error>;

    /// Who hears how far the call is.
    ///
    /// # Errors
    /// The host's form of `invalid_argument`.
    fn progress(
        args: &mut Self::Args<'_>,
        at: usize,
        name: &'static str,
    ) -> Result<Option<Arc<dyn ProgressListener>>, Self::Error>;

    /// What stops the call; a token nobody can cancel when the host gives none.
    ///
    /// # Errors
    /// The host's form of `invalid_argument`.
    fn cancel(args: &mut Self::Args<'_>, at: usize, name: &'static str) -> Result<CancelToken, Self::Error>;

    /// Makes a value of the host.
    ///
    /// # Errors
    /// Whatever the host cannot do.
    fn value<'a: 'a, T: Serialize>(env: Self::Env<'a>, value: &T) -> Result<Self::Value<'a>, Self::Error>;
}

#[cfg(feature = "arrow")]
pub use crate::columns::Answer;
#[cfg(feature = "arrow")]
use crate::{columns::Rows, error::Result};

/// What a call gives back.
#[cfg(not(feature = "arrow"))]
pub trait Answer {}
#[cfg(not(feature = "arrow"))]
impl<T> Answer for T {}

type Run<B> = Box<dyn FnOnce(&Scope) -> Result<Done<B>, Error> + Send>;

/// A call with its arguments read.
pub struct Job<B: Bridge>(Run<B>);

impl<B: Bridge> Job<B> {
    pub(crate) fn new<T: Serialize + Answer + Send + 'static>(
        call: impl FnOnce(&Scope) -> Result<T, Error> + Send + 'static,
    ) -> Self {
        Self(Box::new(move |scope| call(scope).map(|value| Done(Box::new(value)))))
    }

    /// Makes the call. A panic becomes an error here, so that no binding has to think of it.
    pub(crate) fn run(self, scope: &Scope) -> Result<Done<B>, Error> {
        catch_unwind(AssertUnwindSafe(|| (self.0)(scope))).unwrap_or_else(|panic| Err(of_panic(&*panic)))
    }
}

impl<B: Bridge> std::fmt::Debug for Job<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Job")
    }
}

/// The error of a panic. Its text is kept only where it stands in the code as it is: one that was put together may show
/// what a person is called, as that of a string cut inside a letter does.
pub fn of_panic(panic: &(dyn Any + Send)) -> Error {
    Error::internal(panic.downcast_ref::<&str>().copied().unwrap_or("a panic"))
}

/// An answer that is not a value of the host yet.
pub struct Done<B: Bridge>(Box<dyn Finish<B>>);

impl<B: Bridge> Done<B> {
    /// Makes it one.
    ///
    /// # Errors
    /// Whatever the host cannot do.
    pub fn finish<'a>(&self, env: B::Env<'a>) -> Result<B::Value<'a>, B::Error> {
        self.0.finish(env)
    }

    /// Its rows as a table; `None` for one that is neither a list nor a page.
    ///
    /// # Errors
    /// `internal` when they do not fit into Arrow's columns.
    #[cfg(feature = "arrow")]
    pub fn rows(&self) -> Option<Result<Rows>> {
        self.0.rows()
    }
}

impl<B: Bridge> std::fmt::Debug for Done<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Done")
    }
}

trait Finish<B: Bridge>: Send {
    fn finish<'a>(&self, env: B::Env<'a>) -> Result<B::Value<'a>, B::Error>;
    #[cfg(feature = "arrow")]
    fn rows(&self) -> Option<Result<Rows>>;
}

impl<B: Bridge, T: Serialize + Answer + Send> Finish<B> for T {
    fn finish<'a>(&self, env: B::Env<'a>) -> Result<B::Value<'a>, B::Error> {
        B::value(env, self)
    }
    #[cfg(feature = "arrow")]
    fn rows(&self) -> Option<Result<Rows>> {
        Answer::rows(self)
    }
}
