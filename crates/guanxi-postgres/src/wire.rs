//! One connection: statements go out together and are answered together.
//!
//! The protocol is that of PostgreSQL's documentation, chapter 55, its extended form; messages are written and read by
//! `postgres-protocol`. All that is queued goes out in one piece with one `Sync` behind it, so the server passes over the
//! rest of it when one statement fails: a `COMMIT` at its end is reached by success alone.

use std::{
    collections::HashMap,
    io::{self, Read as _, Write as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::{BufMut as _, BytesMut};
use postgres_protocol::{
    IsNull,
    authentication::{md5_hash, sasl},
    message::{backend::Message, frontend},
};

use crate::{
    address::Address,
    failure::{Failure, Refusal},
    statements,
    stream::{self, Stream},
    values::{Cells, Parameter},
};

/// Statements that a connection keeps ready.
const STATEMENTS_MAX: u32 = 2000;
/// Bytes asked of the system at once.
const READ: usize = 16 << 10;

/// See the [module](self).
pub(crate) struct Connection {
    stream: Box<dyn Stream>,
    input: BytesMut,
    output: BytesMut,
    /// The numbers of statements that the server knows, by their text.
    ready: HashMap<Box<str>, u32>,
    numbered: u32,
    /// Of what is queued, in its order: the text of each statement that the server is told of.
    parsed: Vec<Box<str>>,
    /// Statements queued.
    queued: usize,
    /// Answers on their way that nobody waits for.
    owed: usize,
    /// What the server said last: idle, in a transaction, in one that failed.
    status: u8,
    trips: Arc<AtomicU64>,
    broken: bool,
}

impl Connection {
    /// Reaches the server, is let in, and sets the session up.
    pub(crate) fn open(address: &Address, setup: &str, trips: Arc<AtomicU64>) -> Result<Self, Failure> {
        let stream = stream::connect(address)?;
        let mut connection = Self {
            stream,
            input: BytesMut::with_capacity(READ),
            output: BytesMut::with_capacity(READ),
            ready: HashMap::new(),
            numbered: 0,
            parsed: Vec::new(),
            queued: 0,
            owed: 0,
            status: b'I',
            trips,
            broken: false,
        };
        connection.greet(address)?;
        connection.simple(setup)?;
        match connection.simple(statements::BY_KEYS) {
            // A server that knows no such setting does without.
            Ok(()) | Err(Failure::Server(_)) => {}
            Err(failure) => return Err(failure),
        }
        connection.stream.set_deadline(address.statement)?;
        Ok(connection)
    }

    fn greet(&mut self, address: &Address) -> Result<(), Failure> {
        let parameters = [
            ("user", &*address.user),
            ("database", &address.database),
            ("client_encoding", "UTF8"),
            ("application_name", "guanxi"),
        ];
        frontend::startup_message(parameters, &mut self.output)?;
        self.flush()?;
        let password = address.password.as_deref().unwrap_or_default().as_bytes();
        let mut scram = None;
        loop {
            match self.message()? {
                Message::AuthenticationOk => {}
                Message::AuthenticationCleartextPassword => {
                    frontend::password_message(password, &mut self.output)?;
                }
                Message::AuthenticationMd5Password(body) => {
                    let hash = md5_hash(address.user.as_bytes(), password, body.salt());
                    frontend::password_message(hash.as_bytes(), &mut self.output)?;
                }
                Message::AuthenticationSasl(_) => {
                    let start = sasl::ScramSha256::new(password, sasl::ChannelBinding::unsupported());
                    let name = sasl::SCRAM_SHA_256;
                    frontend::sasl_initial_response(name, start.message(), &mut self.output)?;
                    scram = Some(start);
                }
                Message::AuthenticationSaslContinue(body) => {
                    let scram = scram.as_mut().ok_or_else(confused)?;
                    scram.update(body.data())?;
                    frontend::sasl_response(scram.message(), &mut self.output)?;
                }
                Message::AuthenticationSaslFinal(body) => {
                    scram.as_mut().ok_or_else(confused)?.finish(body.data())?;
                }
                Message::ErrorResponse(body) => return Err(Failure::Server(Refusal::read(&body))),
                Message::ReadyForQuery(_) => return Ok(()),
                Message::BackendKeyData(_) | Message::ParameterStatus(_) | Message::NoticeResponse(_) => {}
                _ => return Err(confused().into()),
            }
            self.flush()?;
        }
    }

    /// Runs statements without parameters that give no rows, one after the other.
    pub(crate) fn simple(&mut self, sql: &str) -> Result<(), Failure> {
        self.later(sql)?;
        self.trips.fetch_add(1, Ordering::Relaxed);
        self.settle()
    }

    /// Sends a statement whose answer nobody needs to wait for: the end of a transaction that kept nothing.
    pub(crate) fn later(&mut self, sql: &str) -> Result<(), Failure> {
        self.forget_queue();
        frontend::query(sql, &mut self.output)?;
        self.owed += 1;
        self.flush()
    }

    /// Reads the answers that were not waited for.
    fn settle(&mut self) -> Result<(), Failure> {
        let mut failed = None;
        while self.owed > 0 {
            match self.message()? {
                Message::ReadyForQuery(body) => {
                    self.status = body.status();
                    self.owed -= 1;
                }
                Message::ErrorResponse(body) => failed = Some(Refusal::read(&body)),
                _ => {}
            }
        }
        failed.map_or(Ok(()), |refusal| Err(Failure::Server(refusal)))
    }

    /// Adds a statement to those that go out next.
    pub(crate) fn queue(&mut self, sql: &str, parameters: &[Parameter<'_>]) -> Result<(), Failure> {
        let number = match self.ready.get(sql) {
            Some(number) => Some(*number),
            None => self.tell(sql, parameters)?,
        };
        let name = number.map_or_else(String::new, |n| format!("s{n}"));
        let write = |parameter: &Parameter<'_>, out: &mut BytesMut| Ok(parameter.write(out));
        frontend::bind("", &name, [1], parameters, write, [1], &mut self.output).map_err(|_| confused())?;
        frontend::execute("", 0, &mut self.output)?;
        self.queued += 1;
        Ok(())
    }

    /// Tells the server a statement, under a number when there is room for one more.
    fn tell(&mut self, sql: &str, parameters: &[Parameter<'_>]) -> Result<Option<u32>, Failure> {
        let number = (self.numbered < STATEMENTS_MAX).then_some(self.numbered);
        let name = number.map_or_else(String::new, |n| format!("s{n}"));
        frontend::parse(&name, sql, parameters.iter().map(Parameter::type_number), &mut self.output)?;
        if let Some(number) = number {
            self.numbered += 1;
            self.ready.insert(sql.into(), number);
        }
        self.parsed.push(sql.into());
        Ok(number)
    }

    /// Statements queued and not sent.
    pub(crate) fn queued(&self) -> usize {
        self.queued
    }

    /// Sends what is queued and waits for the answers; a row comes with the position of its statement among what was queued.
    ///
    /// # Errors
    /// That of the first statement that failed: none after it was run.
    pub(crate) fn go(&mut self, on_row: &mut dyn FnMut(usize, Cells<'_>)) -> Result<(), Failure> {
        frontend::sync(&mut self.output);
        self.trips.fetch_add(1, Ordering::Relaxed);
        let parsed = std::mem::take(&mut self.parsed);
        self.queued = 0;
        self.flush()?;
        // What was said last may have failed, as a transaction does that is ended after a failure: it is over.
        if let Err(Failure::Lost(e)) = self.settle() {
            return Err(Failure::Lost(e));
        }
        let (mut at, mut known, mut failed) = (0, 0, None);
        loop {
            match self.message()? {
                Message::ParseComplete => known += 1,
                Message::DataRow(body) => on_row(at, Cells(&body)),
                Message::CommandComplete(_) | Message::EmptyQueryResponse => at += 1,
                Message::ErrorResponse(body) => failed = Some(Refusal::read(&body)),
                Message::ReadyForQuery(body) => {
                    self.status = body.status();
                    break;
                }
                _ => {}
            }
        }
        // Statements behind the one that failed were passed over: the server does not know them.
        for sql in &parsed[known.min(parsed.len())..] {
            self.ready.remove(sql);
        }
        failed.map_or(Ok(()), |refusal| Err(Failure::Server(refusal)))
    }

    /// Drops what is queued and not sent.
    fn forget_queue(&mut self) {
        for sql in std::mem::take(&mut self.parsed) {
            self.ready.remove(&sql);
        }
        self.queued = 0;
        self.output.clear();
    }

    /// Ends a transaction that keeps nothing, if one is open, without waiting.
    pub(crate) fn end(&mut self, sql: &str) -> Result<(), Failure> {
        self.forget_queue();
        if self.status == b'I' { Ok(()) } else { self.later(sql) }
    }

    /// Whether it can be used again.
    pub(crate) fn is_sound(&self) -> bool {
        !self.broken
    }

    /// Whether the server ended it while nobody used it.
    pub(crate) fn is_over(&self) -> bool {
        self.stream.is_over()
    }

    fn flush(&mut self) -> Result<(), Failure> {
        let sent = self.stream.write_all(&self.output).and_then(|()| self.stream.flush());
        self.output.clear();
        sent.map_err(|e| self.lost(e))
    }

    fn message(&mut self) -> Result<Message, Failure> {
        loop {
            if let Some(message) = Message::parse(&mut self.input).map_err(|e| self.lost(e))? {
                if let Message::ErrorResponse(body) = &message {
                    let refusal = Refusal::read(body);
                    self.broken |= Failure::Server(refusal).is_lost();
                }
                return Ok(message);
            }
            let mut bytes = [0; READ];
            let length = match self.stream.read(&mut bytes) {
                Ok(0) => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
                Ok(length) => Ok(length),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => Err(e),
            };
            let length = length.map_err(|e| self.lost(e))?;
            self.input.put_slice(&bytes[..length]);
        }
    }

    fn lost(&mut self, e: io::Error) -> Failure {
        self.broken = true;
        Failure::Lost(e)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if !self.broken {
            self.output.clear();
            frontend::terminate(&mut self.output);
            // Where this fails, the server has noticed by itself.
            let _ = self.stream.write_all(&self.output);
        }
    }
}

fn confused() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the server answered as PostgreSQL does not")
}

/// Whether a parameter was written as nothing.
pub(crate) fn null_or(written: bool) -> IsNull {
    if written { IsNull::No } else { IsNull::Yes }
}
