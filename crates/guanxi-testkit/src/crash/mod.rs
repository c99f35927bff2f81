//! Crashes: a child process posts to a storage, dies, and the parent checks what is left.
//!
//! - The [`workload`]: threads that post. Each posting reads a balance, inserts an entry with a unique key,
//!   moves the balance and a total, rewrites a profile, and appends to the feed; every so often one is large. All of
//!   it is a function of the thread and the posting's number, so that the parent knows every byte.
//! - The [`child`]: opens a storage by URL, posts for ever, and acknowledges each posting to its parent after
//!   the write returned.
//! - A round ([`rounds`]): the child is killed, for a power cut the files are rolled back, and a copy is opened and
//!   checked ([`check`](mod@check)). The next child gets the files as the crash left them, so recoveries are interrupted too.
//! - The power cut (`powercut`): a shim that logs how to undo what no fsync covered. Linux only.
//! - [`storages`]: those that must hold, and some that must not, which prove the rounds.

pub mod check;
pub mod child;
#[cfg(target_os = "linux")]
pub mod powercut;
pub mod rounds;
#[cfg(unix)]
pub mod script;
pub mod storages;
pub mod workload;
