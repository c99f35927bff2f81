//! Rows inside a transaction: reads are answered from what is known already or go out with all that waits; writes wait for
//! the next read, or for the commit.

use std::cell::RefCell;

use guanxi_core::{
    error::{Error, Result},
    storage::{
        Expect, Flow, Index, KeyRange, Op, Read, RowRef, Table, Value, Want, Write,
        key::decode_key,
        sql::{Ends, Order, Sql, Statements, own_columns},
        tables::{
            Added, check_expected, check_shape, encode_columns, index_entry, index_range, misuse, must_look,
        },
    },
};

use crate::{
    ahead,
    failure::Failure,
    known::Known,
    lanes::Lanes,
    pool::{Lease, Pool},
    statements::{APPEND, COMMIT, MARK},
    together::{Told, Wish},
    values::{Cells, Kept, Parameter},
    wire::Connection,
};

/// Statements that go out at most before their answers are read: neither side can block the other then.
pub(crate) const TOGETHER: usize = 256;
/// Rows of the first page of a scan; each further one is four times as long, up to the last.
const FIRST_PAGE: usize = 100;
const LAST_PAGE: usize = 3200;
/// Rows of a page that are remembered; longer scans are not asked again.
const REMEMBERED: usize = 400;
/// Lanes that are noted of one transaction.
const LANES_MAX: usize = 128;

/// The row that a statement is about.
type Place<'a> = (&'a Table, &'a [u8]);

/// Key, row, and the key or entry that the order of a scan goes by.
type Placed = (Vec<u8>, Kept, Vec<u8>);

/// One state, or a transaction under way.
pub(crate) struct Rows<'a> {
    pub(crate) sql: &'a Sql,
    /// Where keys are noted that are written.
    lanes: Option<&'a Lanes>,
    /// Every write is looked at when it is made: an earlier run failed on a condition, and this one is to say which.
    careful: bool,
    inner: RefCell<Inner<'a>>,
}

struct Inner<'a> {
    pool: &'a Pool,
    /// Since the first question, or since much was told.
    lease: Option<Lease<'a>>,
    /// What was told before.
    waiting: Vec<Told>,
    begin: &'static str,
    known: Known,
    /// What ended it on the server's side.
    failure: Option<Failure>,
    /// No connection was to be had.
    away: bool,
    /// A write failed: the transaction must not be kept, whatever its closure makes of that.
    refused: bool,
    wrote: bool,
    /// Something that waits expects something: it may fail.
    expecting: bool,
    /// Its rows depend on each other, by a unique index: what it tells keeps its order.
    in_order: bool,
    mark: [u8; 16],
    feed: i64,
    written: Vec<u16>,
}

/// What a transaction is left as.
pub(crate) struct Ended {
    pub(crate) failure: Option<Failure>,
    pub(crate) away: bool,
    pub(crate) refused: bool,
    pub(crate) written: Vec<u16>,
}

impl<'a> Rows<'a> {
    /// A transaction that begins, and takes a connection, with its first question.
    pub(crate) fn new(sql: &'a Sql, pool: &'a Pool, begin: &'static str) -> Self {
        let inner = Inner {
            pool,
            lease: None,
            waiting: Vec::new(),
            begin,
            known: Known::default(),
            failure: None,
            away: false,
            refused: false,
            wrote: false,
            expecting: false,
            in_order: false,
            mark: [0; 16],
            feed: 0,
            written: Vec::new(),
        };
        Self { sql, lanes: None, careful: false, inner: RefCell::new(inner) }
    }

    /// The same for writing; `mark` is its own alone.
    pub(crate) fn writing(mut self, lanes: &'a Lanes, mark: [u8; 16], careful: bool) -> Self {
        (self.lanes, self.careful) = (Some(lanes), careful);
        self.inner.get_mut().mark = mark;
        self
    }

    /// Lanes of the keys written so far.
    pub(crate) fn written(&self) -> Vec<u16> {
        self.inner.borrow().written.clone()
    }

    /// Whether the server ended it, or a write of it failed.
    pub(crate) fn is_stopped(&self) -> bool {
        let inner = self.inner.borrow();
        inner.failure.is_some() || inner.refused
    }

    /// Whether anything was written.
    pub(crate) fn wrote(&self) -> bool {
        self.inner.borrow().wrote
    }

    /// Has the server check what waiting writes expect, before a transaction ends with an error of its closure's.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let mut inner = self.inner.borrow_mut();
        if inner.failure.is_none() && inner.expecting && inner.is_waiting() {
            inner.connection()?.go(&mut |_, _| ())
        } else {
            Ok(())
        }
    }

    /// What it wants of the server, when that is all it ever wanted; nothing waits here any more then.
    pub(crate) fn wish(&self, is_taken: impl FnOnce(usize) -> bool) -> Option<Wish> {
        let mut inner = self.inner.borrow_mut();
        if inner.lease.is_some() || !inner.wrote || inner.in_order || !is_taken(inner.waiting.len()) {
            return None;
        }
        let told = std::mem::take(&mut inner.waiting);
        Some(Wish { told, lanes: inner.written.clone(), mark: inner.mark })
    }

    /// Sends what waits, and commits.
    pub(crate) fn commit(&self) -> Result<(), Failure> {
        let mut inner = self.inner.borrow_mut();
        if inner.lease.is_none() && inner.waiting.is_empty() {
            return Ok(()); // nothing was asked and nothing written
        }
        let mark = inner.wrote.then_some(inner.mark);
        let connection = inner.connection()?;
        if let Some(mark) = mark {
            connection.queue(MARK, &[Parameter::Bytes(&mark)])?;
        }
        connection.queue(COMMIT, &[])?;
        connection.go(&mut |_, _| ())
    }

    /// Ends without a commit, unless one was made.
    pub(crate) fn end(self) -> Ended {
        let inner = self.inner.into_inner();
        let Inner { failure, away, refused, written, .. } = inner;
        Ended { failure, away, refused, written }
    }

    /// Asks all of these at once, behind all that waits. A row comes with the position of its question.
    pub(crate) fn ask(
        &self,
        questions: &[(&str, Vec<Parameter<'_>>)],
        on_row: &mut dyn FnMut(usize, Cells<'_>),
    ) -> Result<()> {
        let mut inner = self.inner.borrow_mut();
        let asked = inner.ask(questions, on_row);
        asked.map_err(|failure| inner.stop(failure))
    }

    /// Adds a statement of an upgrade to what waits: no mark stands for it.
    pub(crate) fn tell_set(&self, sql: &str, parameters: &[Parameter<'_>]) -> Result<()> {
        self.tell(sql, parameters, None)?;
        self.inner.borrow_mut().wrote = false;
        Ok(())
    }

    /// What can be said of the failure that ended it; then it counts as told.
    pub(crate) fn why<T>(&self, say: impl FnOnce(&Failure) -> Option<T>) -> Option<T> {
        let mut inner = self.inner.borrow_mut();
        let said = say(inner.failure.as_ref()?)?;
        inner.failure = None;
        Some(said)
    }

    /// Adds a write to what waits; when much does, it goes out.
    pub(crate) fn tell(&self, sql: &str, parameters: &[Parameter<'_>], of: Option<Place<'_>>) -> Result<()> {
        let mut inner = self.inner.borrow_mut();
        inner.wrote = true;
        inner.tell(sql, parameters, of).map_err(|failure| inner.stop(failure))
    }

    /// Sends what waits. A unique key that is taken is named.
    fn send(&self, table: &Table) -> Result<()> {
        let mut inner = self.inner.borrow_mut();
        let sent = inner.connection().and_then(|connection| connection.go(&mut |_, _| ()));
        sent.map_err(|failure| match taken(table, &failure) {
            Some(index) => Error::duplicate(table.name(), index),
            None if is_too_large(&failure) => Error::money("the sum is larger than can be kept"),
            None => inner.stop(failure),
        })
    }

    /// The next rows between two ends, as many as a page has.
    fn page(
        &self,
        table: &'static Table,
        (order, ends, reverse): (Order, &Ends, bool),
        length: usize,
    ) -> Result<Vec<Placed>> {
        let statements = self.sql.of(table);
        let mut parameters = vec![Parameter::Bytes(&ends.from)];
        parameters.extend(ends.to.as_ref().map(|to| Parameter::Bytes(to)));
        parameters.push(Parameter::Int(length as i64));
        let mut rows = Vec::new();
        let sql = statements.scan(order, ends.to.is_some(), reverse);
        self.ask(&[(sql, parameters)], &mut |_, cells| rows.push(cells.row(table)))?;
        rows.into_iter().collect()
    }

    fn visit(
        &self,
        table: &'static Table,
        order: Order,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        let Some(mut ends) = Ends::of(range) else { return Ok(None) };
        if order == Order::Key
            && let Some(rows) = self.known_rows(table, &ends)
        {
            return Ok(show_known(rows, range.reverse, f));
        }
        let mut length = FIRST_PAGE;
        loop {
            let rows = self.page(table, (order, &ends, range.reverse), length)?;
            let rest = (rows.len() == length).then(|| rest(&ends, &rows[length - 1].2, range.reverse));
            if order == Order::Key && rows.len() <= REMEMBERED {
                let seen =
                    rest.as_ref().map_or_else(|| ends.clone(), |rest| before(&ends, rest, range.reverse));
                let noted = rows.iter().map(|(key, row, _)| (key.clone(), row.clone()));
                self.inner.borrow_mut().known.note_all(table, noted, seen);
            }
            for (key, row, place) in rows {
                if f(shown(&key, &row)).is_break() {
                    return Ok(Some(place));
                }
            }
            let Some(rest) = rest else { return Ok(None) };
            (ends, length) = (rest, (4 * length).min(LAST_PAGE));
        }
    }

    fn known_rows(&self, table: &Table, ends: &Ends) -> Option<Vec<(Vec<u8>, Kept)>> {
        let inner = self.inner.borrow();
        let rows = inner.known.scan(table, ends)?;
        Some(rows.into_iter().map(|(key, row)| (key.clone(), row.clone())).collect())
    }

    /// The row of a key, where it is known: `Some(None)` when there is none.
    fn known(&self, table: &Table, key: &[u8]) -> Option<Option<Kept>> {
        self.inner.borrow().known.get(table, key).map(|row| row.cloned())
    }

    pub(crate) fn with_known<T>(&self, look: impl FnOnce(&Known) -> T) -> T {
        look(&self.inner.borrow().known)
    }

    pub(crate) fn with_known_mut<T>(&self, note: impl FnOnce(&mut Known) -> T) -> T {
        note(&mut self.inner.borrow_mut().known)
    }

    fn find(&self, table: &'static Table, key: &[u8]) -> Result<Option<Kept>> {
        if let Some(known) = self.known(table, key) {
            return Ok(known);
        }
        let statements = self.sql.of(table);
        let mut found = None;
        let question = (&*statements.get, vec![Parameter::Bytes(key)]);
        self.ask(&[question], &mut |_, cells| found = Some(cells.row(table)))?;
        let row = found.transpose()?.map(|(_, row, _)| row);
        self.inner.borrow_mut().known.note(table, key.to_vec(), row.clone());
        Ok(row)
    }
}

impl Inner<'_> {
    /// The connection, with all queued that waited for it.
    fn connection(&mut self) -> Result<&mut Connection, Failure> {
        let Self { pool, lease, waiting, begin, away, .. } = self;
        if lease.is_none() {
            let taken = lease.insert(pool.lease().inspect_err(|_| *away = true)?);
            taken.queue(begin, &[])?;
            for told in waiting.drain(..) {
                taken.queue(&told.sql, &told.parameters)?;
            }
        }
        lease.as_deref_mut().ok_or_else(|| Failure::Lost(std::io::ErrorKind::NotConnected.into()))
    }

    fn is_waiting(&self) -> bool {
        !self.waiting.is_empty() || self.lease.as_ref().is_some_and(|lease| lease.queued() > 0)
    }

    fn tell(
        &mut self,
        sql: &str,
        parameters: &[Parameter<'_>],
        of: Option<Place<'_>>,
    ) -> Result<(), Failure> {
        let Some(lease) = &mut self.lease else {
            let parameters = parameters.iter().map(Parameter::to_kept).collect();
            let place = of.map(|(table, key)| (table.space.number, key.to_vec()));
            self.waiting.push(Told { sql: sql.into(), parameters, place });
            return if self.waiting.len() < TOGETHER {
                Ok(())
            } else {
                self.connection()?.go(&mut |_, _| ())
            };
        };
        lease.queue(sql, parameters)?;
        if lease.queued() < TOGETHER { Ok(()) } else { lease.go(&mut |_, _| ()) }
    }

    fn ask(
        &mut self,
        questions: &[(&str, Vec<Parameter<'_>>)],
        on_row: &mut dyn FnMut(usize, Cells<'_>),
    ) -> Result<(), Failure> {
        let connection = self.connection()?;
        let first = connection.queued();
        for (sql, parameters) in questions {
            connection.queue(sql, parameters)?;
        }
        connection.go(&mut |at, cells| {
            if at >= first {
                on_row(at - first, cells);
            }
        })
    }

    /// The transaction is over: why is kept for whoever runs it, and its closure is told to end.
    fn stop(&mut self, failure: Failure) -> Error {
        self.failure.get_or_insert(failure);
        Error::contended(1)
    }
}

/// What is left of a range behind a place in it.
fn rest(ends: &Ends, place: &[u8], reverse: bool) -> Ends {
    if reverse {
        Ends { from: ends.from.clone(), to: Some(place.to_vec()) }
    } else {
        Ends { from: [place, &[0]].concat(), to: ends.to.clone() }
    }
}

/// What of a range came before its rest.
fn before(ends: &Ends, rest: &Ends, reverse: bool) -> Ends {
    if reverse {
        Ends { from: rest.to.clone().unwrap_or_default(), to: ends.to.clone() }
    } else {
        Ends { from: ends.from.clone(), to: Some(rest.from.clone()) }
    }
}

fn show_known(
    mut rows: Vec<(Vec<u8>, Kept)>,
    reverse: bool,
    f: &mut dyn FnMut(RowRef<'_>) -> Flow,
) -> Option<Vec<u8>> {
    if reverse {
        rows.reverse();
    }
    let mut rows = rows.into_iter();
    rows.find_map(|(key, row)| f(shown(&key, &row)).is_break().then_some(key))
}

fn shown<'r>(key: &'r [u8], row: &'r Kept) -> RowRef<'r> {
    RowRef { key, version: row.version, encoded_columns: &row.columns, body: &row.body }
}

/// The unique index that a write would break.
pub(crate) fn taken(table: &Table, failure: &Failure) -> Option<&'static str> {
    let Failure::Server(refusal) = failure else { return None };
    let mut names = table.indexes.iter().map(|index| index.space.name);
    names.find(|name| refusal.code == "23505" && refusal.constraint == *name)
}

fn is_too_large(failure: &Failure) -> bool {
    matches!(failure, Failure::Server(refusal) if refusal.code == "22003")
}

impl Read for Rows<'_> {
    fn get(&self, table: &'static Table, key: &[u8], f: &mut dyn FnMut(RowRef<'_>)) -> Result<bool> {
        let row = self.find(table, key)?;
        if let Some(row) = &row {
            f(shown(key, row));
        }
        Ok(row.is_some())
    }

    fn get_many(
        &self,
        table: &'static Table,
        keys: &[Vec<u8>],
        f: &mut dyn FnMut(usize, RowRef<'_>),
    ) -> Result<()> {
        let statements = self.sql.of(table);
        for (part, keys) in keys.chunks(TOGETHER).enumerate() {
            let unknown: Vec<_> = keys.iter().filter(|key| self.known(table, key).is_none()).collect();
            let mut found: Vec<_> = unknown.iter().map(|_| None).collect();
            if !unknown.is_empty() {
                let questions: Vec<_> =
                    unknown.iter().map(|key| (&*statements.get, vec![Parameter::Bytes(key)])).collect();
                self.ask(&questions, &mut |at, cells| found[at] = Some(cells.row(table)))?;
            }
            for (key, row) in unknown.into_iter().zip(found) {
                let row = row.transpose()?.map(|(_, row, _)| row);
                self.inner.borrow_mut().known.note(table, key.clone(), row);
            }
            for (at, key) in keys.iter().enumerate() {
                self.get(table, key, &mut |row| f(part * TOGETHER + at, row))?;
            }
        }
        Ok(())
    }

    fn scan(
        &self,
        table: &'static Table,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        self.visit(table, Order::Key, range, f)
    }

    fn scan_index(
        &self,
        table: &'static Table,
        index: &'static Index,
        range: &KeyRange,
        f: &mut dyn FnMut(RowRef<'_>) -> Flow,
    ) -> Result<Option<Vec<u8>>> {
        let position = table.indexes.iter().position(|i| i.space == index.space);
        let order = Order::Index(position.ok_or_else(|| misuse(table, "an index of another table"))?);
        self.visit(table, order, &index_range(table, index, range), f)
    }

    fn count(&self, table: &'static Table, range: &KeyRange, at_most: u64) -> Result<u64> {
        let Some(ends) = Ends::of(range) else { return Ok(0) };
        let statements = self.sql.of(table);
        let mut parameters = vec![Parameter::Bytes(&ends.from)];
        parameters.extend(ends.to.as_ref().map(|to| Parameter::Bytes(to)));
        parameters.push(Parameter::Int(i64::try_from(at_most).unwrap_or(i64::MAX)));
        let mut count = None;
        let question = (statements.count(ends.to.is_some()), parameters);
        self.ask(&[question], &mut |_, cells| count = cells.int())?;
        count.map(i64::unsigned_abs).ok_or_else(|| Error::corrupt(table.name(), "a count does not read"))
    }

    fn want(&self, wants: &[Want]) -> Result<()> {
        ahead::fetch(self, wants)
    }
}

impl Write for Rows<'_> {
    fn op(&mut self, op: &Op) -> Result<()> {
        let done = match op {
            Op::Put { table, key, columns, body, expect } => self.put(table, key, columns, body, *expect),
            Op::Delete { table, key, expect } => self.delete(table, key, *expect),
            Op::Add { table, key, column, delta, floor } => self.add(table, key, (*column, *delta), *floor),
        };
        done.inspect_err(|_| self.inner.borrow_mut().refused = true)
    }

    fn append_feed(&mut self, entry: &[u8]) -> Result<()> {
        let (mark, number) = {
            let mut inner = self.inner.borrow_mut();
            inner.feed += 1;
            (inner.mark, inner.feed)
        };
        self.tell(APPEND, &[Parameter::Bytes(&mark), Parameter::Int(number), Parameter::Bytes(entry)], None)
    }
}

/// A row that is not there yet, or one whose version the server counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Insert,
    Put,
}

impl Rows<'_> {
    fn put(
        &self,
        table: &'static Table,
        key: &[u8],
        columns: &[Value],
        body: &[u8],
        expect: Expect,
    ) -> Result<()> {
        check_shape(table, columns)?;
        self.expect(table, key, expect)?;
        self.inner.borrow_mut().expecting |=
            expect != Expect::Any || table.indexes.iter().any(|index| index.unique);
        // Not there is best proved by making it: that looks at one key, where a question guards the place around it.
        let how = if expect == Expect::Absent { How::Insert } else { How::Put };
        self.write(table, key, columns, body, how)
    }

    fn delete(&self, table: &'static Table, key: &[u8], expect: Expect) -> Result<()> {
        self.expect(table, key, expect)?;
        self.inner.borrow_mut().expecting |= expect != Expect::Any;
        let statements = self.sql.of(table);
        if expect == Expect::Absent {
            self.tell(&statements.expect_none, &[Parameter::Bytes(key)], Some((table, key)))?;
        }
        self.note_write(table, key);
        self.tell(&statements.delete, &[Parameter::Bytes(key)], Some((table, key)))?;
        self.inner.borrow_mut().known.note(table, key.to_vec(), None);
        if self.careful { self.send(table) } else { Ok(()) }
    }

    /// Checks what a write expects here where the row is known, or must be looked at; else has the server check it.
    fn expect(&self, table: &'static Table, key: &[u8], expect: Expect) -> Result<()> {
        let known = match self.known(table, key) {
            None if self.careful && must_look(table, expect) => Some(self.find(table, key)?),
            known => known,
        };
        if let Some(known) = known {
            return check_expected(table, expect, known.map(|row| row.version));
        }
        let statements = self.sql.of(table);
        match (expect, &statements.expect_version) {
            (Expect::Any | Expect::Absent, _) => Ok(()),
            (Expect::Version(0), Some(_)) => {
                self.tell(&statements.expect_none, &[Parameter::Bytes(key)], Some((table, key)))
            }
            (Expect::Version(version), Some(sql)) => {
                let version = Parameter::Int(version.cast_signed());
                self.tell(sql, &[Parameter::Bytes(key), version], Some((table, key)))
            }
            (Expect::Version(_), None) => check_expected(table, expect, None),
        }
    }

    fn add(
        &self,
        table: &'static Table,
        key: &[u8],
        (column, delta): (usize, i64),
        floor: Option<i64>,
    ) -> Result<()> {
        let statements = self.sql.of(table);
        if let Some(add) = statements.add(column)
            && !self.careful
            && self.known(table, key).is_none()
        {
            let mut columns = vec![Value::Null; table.columns.len()];
            columns[column] = Value::Int(delta);
            self.note_write(table, key);
            self.inner.borrow_mut().expecting = true;
            let sql = if floor.is_some() { &add.add_above } else { &add.add };
            return self.tell_row(&statements, sql, (key, &columns, &[]), (None, floor));
        }
        let before = self.find(table, key)?.map(|row| shown(key, &row).to_owned(table)).transpose()?;
        let after = Added::new(table, before, column, delta)?;
        self.write(table, key, &after.columns, &after.body, How::Put)?;
        after.check_floor(table, floor)
    }

    /// Writes a row whole; one that is known is known afterwards, too.
    fn write(
        &self,
        table: &'static Table,
        key: &[u8],
        columns: &[Value],
        body: &[u8],
        how: How,
    ) -> Result<()> {
        let statements = self.sql.of(table);
        self.note_write(table, key);
        let row = (key, columns, body);
        match (how, &statements.count_up) {
            (How::Insert, _) => {
                self.tell_row(&statements, &statements.insert, row, (table.tracked.then_some(1), None))?
            }
            (How::Put, Some(count_up)) => self.tell_row(&statements, count_up, row, (None, None))?,
            (How::Put, None) => self.tell_row(&statements, &statements.put, row, (None, None))?,
        }
        let version = match self.known(table, key) {
            _ if !table.tracked => Some(0),
            _ if how == How::Insert => Some(1),
            known => known.map(|row| row.map_or(0, |row| row.version) + 1),
        };
        if let Some(version) = version {
            let kept = Kept { version, columns: encode_columns(columns), body: body.to_vec() };
            self.inner.borrow_mut().known.note(table, key.to_vec(), Some(kept));
        }
        if self.careful { self.send(table) } else { Ok(()) }
    }

    fn tell_row(
        &self,
        statements: &Statements,
        sql: &str,
        (key, columns, body): (&[u8], &[Value], &[u8]),
        (version, floor): (Option<i64>, Option<i64>),
    ) -> Result<()> {
        let table = statements.table();
        let parts = decode_key(table, key)?;
        let entries: Vec<_> = table.indexes.iter().map(|index| index_entry(index, columns, key)).collect();
        let mut parameters = vec![Parameter::Bytes(key)];
        parameters.extend(version.map(Parameter::Int));
        parameters.extend(parts.iter().zip(table.key).map(|(part, column)| Parameter::of(part, column.ty)));
        parameters.extend(own_columns(table).map(|(i, column)| Parameter::of(&columns[i], column.ty)));
        parameters.extend(entries.iter().map(|entry| Parameter::bytes_or_null(entry.as_ref())));
        parameters.push(Parameter::Bytes(body));
        parameters.extend(floor.map(Parameter::Int));
        self.tell(sql, &parameters, Some((table, key)))
    }

    fn note_write(&self, table: &Table, key: &[u8]) {
        let Some(lanes) = self.lanes else { return };
        let (lane, mut inner) = (lanes.of(key), self.inner.borrow_mut());
        inner.in_order |= table.indexes.iter().any(|index| index.unique);
        if inner.written.len() < LANES_MAX && !inner.written.contains(&lane) {
            inner.written.push(lane);
        }
    }
}
