//! A call: its arguments are read with the interpreter attached, it runs without, its answer is made attached again.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use guanxi::{
    Crm, Error,
    bridge::{Bridge, Done},
    import::{Sink, Source},
    progress::{self, CancelToken, ProgressListener},
};
use pyo3::{prelude::*, types::PyTuple};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    de::De,
    fault::raise,
    registry::Registry,
    ser::Ser,
    source::{self, Written},
    token,
};

/// How often a waiting thread looks for signals: Ctrl-C is felt within this time.
const SIGNALS: Duration = Duration::from_millis(50);

/// The marker of Python's bridge.
pub(crate) enum Python3 {}

/// The arguments of a call, one for each parameter, and what a long call adds.
pub(crate) struct Args<'py> {
    values: Bound<'py, PyTuple>,
    /// What is to be called with progress.
    on_progress: Option<Bound<'py, PyAny>>,
    /// Where progress goes to.
    progress: Option<Arc<dyn ProgressListener>>,
    /// What stops it, once somebody asked for it.
    cancel: Option<CancelToken>,
    /// What was written to objects of Python, to be handed over at the end.
    written: Vec<Written<'py>>,
}

/// An exception of Python, on its way through the core.
pub(crate) struct Raised(pub(crate) PyErr);

impl From<Error> for Raised {
    fn from(err: Error) -> Self {
        Self(Python::attach(|py| raise(py, &err)))
    }
}

impl From<PyErr> for Raised {
    fn from(err: PyErr) -> Self {
        Self(err)
    }
}

impl<'py> Args<'py> {
    fn new(values: Bound<'py, PyTuple>) -> Self {
        Self { values, on_progress: None, progress: None, cancel: None, written: Vec::new() }
    }

    fn given(&self, at: usize) -> PyResult<Option<Bound<'py, PyAny>>> {
        let value = self.values.get_item(at)?;
        Ok((!value.is_none()).then_some(value))
    }
}

impl Bridge for Python3 {
    type Args<'a> = Args<'a>;
    type Env<'a> = Python<'a>;
    type Value<'a> = Bound<'a, PyAny>;
    type Error = Raised;

    fn arg<T: DeserializeOwned>(args: &mut Args<'_>, at: usize, name: &'static str) -> Result<T, Raised> {
        read(&args.values.get_item(at)?, name).map_err(Raised)
    }

    fn source(args: &mut Args<'_>, at: usize, name: &'static str) -> Result<Source, Raised> {
        Ok(source::source(&args.values.get_item(at)?, name)?)
    }

    fn sink(args: &mut Args<'_>, at: usize, name: &'static str) -> Result<Option<Sink>, Raised> {
        let Some(value) = args.given(at)? else { return Ok(None) };
        let (sink, written) = source::sink(value, name)?;
        args.written.extend(written);
        Ok(Some(sink))
    }

    fn progress(
        args: &mut Args<'_>,
        at: usize,
        name: &'static str,
    ) -> Result<Option<Arc<dyn ProgressListener>>, Raised> {
        let Some(callable) = args.given(at)? else { return Ok(None) };
        if !callable.is_callable() {
            return Err(Error::argument(name, "expected something to call").into());
        }
        args.on_progress = Some(callable);
        Ok(args.progress.clone())
    }

    fn cancel(args: &mut Args<'_>, at: usize, name: &'static str) -> Result<CancelToken, Raised> {
        if let Some(token) = args.given(at)? {
            let token = token.cast::<token::CancelToken>();
            let token = token.map_err(|_| Error::argument(name, "expected CancelToken"))?.get().0.clone();
            args.cancel = Some(token);
        }
        Ok(args.cancel.get_or_insert_default().clone())
    }

    fn value<'a: 'a, T: Serialize>(py: Python<'a>, value: &T) -> Result<Bound<'a, PyAny>, Raised> {
        made(py, value).map_err(Raised)
    }
}

/// Makes a value of Python of one of the model.
pub(crate) fn made<'py, T: Serialize>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    let registry = Registry::get(py)?;
    value.serialize(Ser { py, registry }).map_err(|e| e.raise(py, "answer"))
}

/// Reads a value of the model.
pub(crate) fn read<T: DeserializeOwned>(value: &Bound<'_, PyAny>, name: &str) -> PyResult<T> {
    let registry = Registry::get(value.py())?;
    T::deserialize(De { value: value.clone(), registry }).map_err(|e| e.raise(value.py(), name))
}

/// Makes a call and waits for it.
pub(crate) fn call<'py>(crm: &Crm, name: &str, values: Bound<'py, PyTuple>) -> PyResult<Done<Python3>> {
    let py = values.py();
    let job = Crm::prepare::<Python3>(name, &mut Args::new(values)).map_err(|e| e.0)?;
    py.detach(|| crm.run(job)).map_err(|e| raise(py, &e))
}

/// Makes a call on a thread of its own, while this one hears of progress and looks for signals.
pub(crate) fn call_long<'py>(crm: &Crm, name: &str, values: Bound<'py, PyTuple>) -> PyResult<Done<Python3>> {
    // Nothing waits in the channel: a worker is never further ahead than what was heard.
    let (to, from) = sync_channel(0);
    let mut args = Args { progress: Some(Arc::new(Listener(to.clone()))), ..Args::new(values) };
    let job = Crm::prepare::<Python3>(name, &mut args).map_err(|e| e.0)?;
    let crm = crm.clone();
    work(from, to, &args, move || crm.run(job))
}

/// The same for work that is no call of a store. It is given what hears of progress and what stops it.
pub(crate) fn work_long<'py, T: Send + 'static>(
    values: Bound<'py, PyTuple>,
    (on_progress, cancel): (usize, usize),
    run: impl FnOnce(Option<Arc<dyn ProgressListener>>, CancelToken) -> Result<T, Error> + Send + 'static,
) -> PyResult<T> {
    let (to, from) = sync_channel(0);
    let mut args = Args { progress: Some(Arc::new(Listener(to.clone()))), ..Args::new(values) };
    let listener = Python3::progress(&mut args, on_progress, "on_progress").map_err(|e| e.0)?;
    let token = Python3::cancel(&mut args, cancel, "cancel").map_err(|e| e.0)?;
    work(from, to, &args, move || run(listener, token))
}

/// Works on a thread of its own, and waits for it.
fn work<T: Send + 'static>(
    from: Receiver<Message<T>>,
    to: SyncSender<Message<T>>,
    args: &Args<'_>,
    run: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> PyResult<T> {
    let py = args.values.py();
    let thread = thread::Builder::new().name("guanxi call".to_owned());
    let started = thread.spawn(move || drop(to.send(Message::Answer(run()))));
    started.map_err(|e| raise(py, &Error::io("a thread", e)))?;
    let (answer, interruption) = wait(py, from, args);
    let written = args.written.iter().try_for_each(Written::hand_over);
    if let Some(err) = interruption {
        return Err(err);
    }
    let done = answer.map_err(|e| raise(py, &e))?;
    written.map(|()| done)
}

/// What a worker says.
enum Message<T> {
    Progress(progress::Progress),
    Answer(Result<T, Error>),
}

/// Waits for the answer. A signal or an exception of the callback cancels the call, which then answers soon.
fn wait<T: Send>(
    py: Python<'_>,
    from: Receiver<Message<T>>,
    args: &Args<'_>,
) -> (Result<T, Error>, Option<PyErr>) {
    let mut from = Some(from);
    let mut interruption = None;
    loop {
        let Some(receiver) = from.take() else {
            return (Err(Error::internal("the worker is gone")), interruption);
        };
        let (receiver, heard) = py.detach(move || {
            let heard = receiver.recv_timeout(SIGNALS);
            (receiver, heard)
        });
        from = Some(receiver);
        let checked = match heard {
            Ok(Message::Answer(answer)) => return (answer, interruption),
            Ok(Message::Progress(progress)) if interruption.is_none() => tell(py, args, &progress),
            Ok(Message::Progress(_)) => Ok(()),
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Err(RecvTimeoutError::Disconnected) => {
                return (Err(Error::internal("the worker ended without an answer")), interruption);
            }
        };
        if let Err(err) = checked.and_then(|()| py.check_signals()) {
            args.cancel.iter().for_each(CancelToken::cancel);
            interruption.get_or_insert(err);
        }
    }
}

fn tell(py: Python<'_>, args: &Args<'_>, progress: &progress::Progress) -> PyResult<()> {
    let Some(callable) = &args.on_progress else { return Ok(()) };
    let progress = Python3::value(py, progress).map_err(|e| e.0)?;
    callable.call1((progress,)).map(drop)
}

/// Sends progress to the thread that made the call, which calls back.
struct Listener<T>(SyncSender<Message<T>>);

impl<T: Send> ProgressListener for Listener<T> {
    fn progress(&self, progress: &progress::Progress) {
        // Nobody listens any more once the caller has gone on.
        let _ = self.0.send(Message::Progress(progress.clone()));
    }
}
