use std::sync::Arc;

use minicbor::bytes::ByteArray;
use zeroize::Zeroizing;

use super::{Deliveries, Keyed, Linker, OrderFollower, PersonalData, Tx, memory::Memory, shown::Shown};
use crate::{
    error::Result,
    id::IdSource,
    settings::ShopSettings,
    storage::{
        Cached, Column, Expect, Flow, KeyRange, Kind, Op, Schema, Storage, Table, Want, key::KeyWriter, row,
    },
    time::Clock,
};

/// Keys that the store was made with.
pub(crate) static SECRETS: Table = Table::plain(2, "shop_secrets", Kind::Definition, &[Column::text("name")]);

/// What rooms above hand down.
pub(crate) struct Above {
    pub(crate) areas: &'static [&'static dyn PersonalData],
    pub(crate) shown: &'static [&'static Shown],
    pub(crate) linker: &'static dyn Linker,
    pub(crate) orders: &'static [&'static dyn OrderFollower],
    pub(crate) deliveries: &'static dyn Deliveries,
    pub(crate) rebuild: fn(&mut Tx<'_>) -> Result<()>,
    pub(crate) follow: Follow,
}

/// Who follows what a commit does to customers, before it is committed.
#[derive(Clone, Copy)]
pub(crate) struct Follow {
    pub(crate) run: fn(&mut Tx<'_>) -> Result<()>,
    /// What it reads in every commit.
    pub(crate) want: fn() -> Want,
}

/// What one store has once, however many handles look at it.
pub(crate) struct Engine {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: IdSource,
    pub(crate) keyed: Keyed,
    /// The settings in force when somebody last looked.
    pub(crate) settings: Cached<ShopSettings>,
    /// What areas keep in memory.
    pub(crate) memory: Memory,
    /// Every area that holds data of persons: told when a customer's records change.
    pub(crate) areas: &'static [&'static dyn PersonalData],
    /// Every table.
    pub(crate) schema: &'static Schema,
    /// What SQL shows of rows.
    pub(crate) shown: &'static [&'static Shown],
    /// Whether anybody reads the storage with SQL.
    pub(crate) shows: bool,
    /// Whether it is worth telling the storage ahead what will be read.
    pub(crate) asks_ahead: bool,
    /// Who links what came in.
    pub(crate) linker: &'static dyn Linker,
    /// Who is told what happens to orders.
    pub(crate) orders: &'static [&'static dyn OrderFollower],
    /// Who knows what came back of what was sent.
    pub(crate) deliveries: &'static dyn Deliveries,
    /// Derives all state again, for a change of settings that it depends on.
    pub(crate) rebuild: fn(&mut Tx<'_>) -> Result<()>,
    /// Keeps what depends on customers current in the commit that changes them.
    pub(crate) follow: Follow,
}

impl Engine {
    /// Takes a prepared storage; the key for look-ups is made when there is none.
    pub(crate) fn new(
        storage: Arc<dyn Storage>,
        clock: Arc<dyn Clock>,
        ids: IdSource,
        schema: &'static Schema,
        above: Above,
    ) -> Result<Self> {
        let Above { areas, shown, linker, orders, deliveries, rebuild, follow } = above;
        go_on_after_stored(&*storage, schema, &ids)?;
        let key = lookup_key(&*storage, &ids)?;
        let keyed = Keyed::new(&key);
        let capabilities = storage.capabilities();
        let (shows, asks_ahead) = (capabilities.sql, capabilities.asks_ahead);
        let (settings, memory) = (Cached::default(), Memory::default());
        Ok(Self {
            storage,
            clock,
            ids,
            keyed,
            settings,
            memory,
            areas,
            schema,
            shown,
            shows,
            asks_ahead,
            linker,
            orders,
            deliveries,
            rebuild,
            follow,
        })
    }
}

/// Has ids go on after those that are stored: opened again with the same time and seed, a store would get them twice.
fn go_on_after_stored(storage: &dyn Storage, schema: &Schema, ids: &IdSource) -> Result<()> {
    storage.read(&mut |rows| {
        for table in schema.tables.iter().filter(|t| t.key[0].name.ends_with("_id")) {
            rows.scan(table, &KeyRange::all().reversed(), &mut |row| {
                if let Some((id, _)) = row.key.split_first_chunk() {
                    ids.go_on_after(id);
                }
                Flow::Break(())
            })?;
        }
        Ok(())
    })
}

fn lookup_key(storage: &dyn Storage, ids: &IdSource) -> Result<Zeroizing<[u8; 32]>> {
    let place = KeyWriter::new().text("lookup").finish();
    let mut found: Option<Result<ByteArray<32>>> = None;
    storage.read(&mut |rows| {
        rows.get(&SECRETS, &place, &mut |r| found = Some(row::decode(SECRETS.name(), r.body)))?;
        Ok(())
    })?;
    if let Some(stored) = found {
        return Ok(Zeroizing::new(*stored?));
    }
    let mut fresh = Zeroizing::new([0; 32]);
    ids.fill(&mut *fresh);
    let body = row::encode(&ByteArray::from(*fresh));
    let key = place;
    let made =
        storage.apply(&[Op::Put { table: &SECRETS, key, columns: vec![], body, expect: Expect::Absent }]);
    match made {
        Ok(()) => Ok(fresh),
        // Another process that opened the new store at the same time was faster; its key is there now.
        Err(e) if e.code() == "duplicate" => lookup_key(storage, ids),
        Err(e) => Err(e),
    }
}
