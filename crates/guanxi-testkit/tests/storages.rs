//! Every storage keeps what a storage keeps.

use guanxi_core::storage::OpenOptions;
use guanxi_redb::Redb;
use guanxi_sled::Sled;
use guanxi_sqlite::Sqlite;
use guanxi_testkit::{storage_suite, suite::Home};

storage_suite!(memory, Home::in_memory);
storage_suite!(redb, || Home::key_value(|path| Redb::open(path, &OpenOptions::new())));
storage_suite!(sled, || Home::key_value(|path| Sled::open(path, &OpenOptions::new())));
storage_suite!(sqlite, || Home::new(|path| Sqlite::open(path, &OpenOptions::new())));

#[cfg(unix)]
storage_suite!(postgres, || Home::new(guanxi_testkit::server::open));
