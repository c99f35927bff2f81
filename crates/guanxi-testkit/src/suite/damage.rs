//! `check` passes sound data and finds what was damaged.

use guanxi_core::storage::{Expect, Space, Storage, kv::Batch};

use super::{Home, tables::*};

fn differences(storage: &dyn Storage) -> Vec<String> {
    let mut differences = Vec::new();
    storage.check(&mut |difference| differences.push(difference)).expect("the check reads");
    differences
}

/// After many changes nothing is told.
pub fn sound_data_passes(home: &Home) {
    let storage = home.open();
    for i in 0..60 {
        let owner = (i % 3 == 0).then_some(i as u8);
        storage
            .apply(&[put(i % 7, i, owner, "a"), put(i % 11 + 20, i, None, "b"), put_entry(i, i, Expect::Any)])
            .unwrap();
        storage.apply(&[delete((i + 3) % 7, Expect::Any), add(i % 5 + 20, 1)]).unwrap();
    }
    assert_eq!(differences(&*storage), [""; 0]);
}

/// A lost entry, an entry too many, one that differs, a row that does not read: each is told, without what it holds.
pub fn damage_is_found(home: &Home) {
    let storage = home.open();
    storage.apply(&[put(1, 5, Some(1), "Mei"), put(2, 6, Some(2), "Wei")]).unwrap();
    storage.close().unwrap();
    drop(storage);
    let points = |n: i64, number| {
        use guanxi_core::storage::{Value, key::KeyWriter};
        [KeyWriter::new().value(&Value::Int(n)).finish(), account(number)].concat()
    };
    let by_points = ACCOUNTS.indexes[0].space;
    let owner = |n: u8| [&[1][..], &[n; 16]].concat();
    let by_owner = ACCOUNTS.indexes[1].space;
    type Damage<'a> = (&'a str, Vec<(Space, Vec<u8>, Option<Vec<u8>>)>, usize);
    let damages: [Damage<'_>; 6] = [
        ("no entry in accounts_by_points", vec![(by_points, points(5, 1), None)], 1),
        ("an entry without a row in accounts_by_points", vec![(by_points, points(5, 9), Some(vec![]))], 1),
        ("an entry that differs", vec![(by_points, points(7, 1), Some(vec![]))], 1),
        ("no entry in accounts_by_owner", vec![(by_owner, owner(1), Some(account(2)))], 2),
        ("do not read", vec![(by_points, vec![9], Some(vec![]))], 1),
        ("does not read", vec![(ACCOUNTS.space, account(1), Some(vec![]))], 1),
    ];
    for (told, changes, count) in damages {
        let mut batch = Batch::new();
        let mut undo = Batch::new();
        for (space, key, value) in changes {
            undo.delete(space, key.clone());
            match value {
                Some(value) => batch.put(space, key, value),
                None => batch.delete(space, key),
            }
        }
        if !home.tamper(&batch) {
            return;
        }
        let storage = home.open();
        let found = differences(&*storage);
        assert_eq!(found.len(), count, "{told}: {found:?}");
        assert!(found.iter().any(|found| found.contains(told)), "{told}: {found:?}");
        assert!(found.iter().all(|found| !found.contains("Mei")), "{found:?}");
        storage.close().unwrap();
        drop(storage);
        home.tamper(&undo);
        let storage = home.open();
        storage.apply(&[delete(1, Expect::Any)]).ok();
        storage.close().unwrap();
        drop(storage);
        home.tamper(&sound());
    }
}

/// What the engine holds for the two sound rows.
fn sound() -> Batch {
    let memory = std::sync::Arc::new(guanxi_core::storage::Memory::new());
    let storage = guanxi_core::storage::KvStorage::new(memory.clone());
    storage.prepare(&FIRST).expect("the schema is taken");
    storage.apply(&[put(1, 5, Some(1), "Mei"), put(2, 6, Some(2), "Wei")]).expect("a write");
    let mut batch = Batch::new();
    let spaces = std::iter::once(ACCOUNTS.space).chain(ACCOUNTS.indexes.iter().map(|index| index.space));
    for space in spaces {
        let mut all = Vec::new();
        guanxi_core::storage::KeyValue::view(&*memory, &mut |view| {
            all = super::home::dump(view, space);
            Ok(())
        })
        .expect("a view");
        all.into_iter().for_each(|(key, value)| batch.put(space, key, value));
    }
    batch
}
