//! The shim, call by call.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "tests and their helpers")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use guanxi_testkit::crash::{
    powercut::{Cut, Loss, PowerCut, Undone},
    rounds::Child,
};

const EVERYTHING: Cut = Cut { loss: Loss::Everything, names: false };
const AND_NAMES: Cut = Cut { loss: Loss::Everything, names: true };

/// A folder, watched while a script runs in it.
struct Scene {
    _root: tempfile::TempDir,
    dir: PathBuf,
    shim: PowerCut,
}

impl Scene {
    fn new() -> Self {
        let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let dir = root.path().join("files");
        fs::create_dir(&dir).unwrap();
        let shim = PowerCut::new(&dir, &root.path().join("log")).unwrap();
        Self { _root: root, dir, shim }
    }

    /// Runs a script up to its end, or its death, and kills it; what it told of each call.
    fn play(&self, calls: &str) -> Vec<String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crash-child"));
        command.arg("script").arg(&self.dir).args(calls.split_whitespace());
        self.shim.attach(&mut command).unwrap();
        let child = Child::start(command).unwrap();
        let told = calls.split_whitespace().map_while(|_| child.line()).collect();
        child.kill().unwrap();
        told
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read(self.dir.join(name)).ok().map(|bytes| String::from_utf8(bytes).unwrap())
    }
}

#[test]
fn what_no_fsync_covers_is_lost() {
    let scene = Scene::new();
    let told = scene.play(
        "write:a:0:hello sync:a write:a:0:j append:a:! \
         write:b:0:never \
         write:c:0:all sync:c \
         write:d:0:long sync:d cut:d:1 \
         write:e:0:full sync:e empty:e write:e:0:em",
    );
    assert_eq!(told, ["ok"; 14]);
    assert_eq!(scene.read("a").as_deref(), Some("jello!"), "the kernel has it all");
    let (dir, root) = (scene.dir.clone(), scene._root);
    let undone = scene.shim.cut(EVERYTHING).unwrap();
    let read = |name| fs::read_to_string(dir.join(name)).unwrap();
    assert_eq!([read("a"), read("b"), read("c"), read("d"), read("e")], ["hello", "", "all", "long", "full"]);
    assert_eq!(undone, Undone { writes: 6, names: 0 });
    drop(root);
}

#[test]
fn names_without_an_fsync_of_their_folder_change_back() {
    let script = "mkdir:kept write:kept/new:0:1 sync:kept/new sync:. \
                  write:a:0:a sync:a write:b:0:b sync:b sync:. \
                  rename:a:b write:fresh:0:f sync:fresh unlink:b mkdir:gone write:gone/x:0:x sync:gone/x";
    for (cut, expected) in [
        (EVERYTHING, [None, None, Some("f"), Some("x"), Some("1")]),
        (AND_NAMES, [Some("a"), Some("b"), None, None, None]),
    ] {
        let scene = Scene::new();
        assert_eq!(scene.play(script), ["ok"; 16]);
        let (dir, root) = (scene.dir.clone(), scene._root);
        scene.shim.cut(cut).unwrap();
        let read = |name| fs::read_to_string(dir.join(name)).ok();
        let found = ["a", "b", "fresh", "gone/x", "kept/new"].map(read);
        assert_eq!(found.each_ref().map(Option::as_deref), expected, "{cut:?}");
        assert!(dir.join("kept").is_dir(), "its folder was synced, the file in it was not");
        drop(root);
    }
}

#[test]
fn pages_are_lost_one_by_one_and_a_seed_repeats() {
    let outcome = |seed| {
        let scene = Scene::new();
        let page = |n: usize, letter: &str| format!("write:a:{}:{} ", n * 4096, letter.repeat(4096));
        let calls: String = (0..16).map(|n| page(n, "o")).chain(["sync:a ".into()]).collect::<String>()
            + &(0..16).map(|n| page(n, "n")).collect::<String>();
        assert_eq!(scene.play(&calls), ["ok"; 33]);
        let (dir, root) = (scene.dir.clone(), scene._root);
        scene.shim.cut(Cut { loss: Loss::Pages(seed), names: false }).unwrap();
        let bytes = fs::read(dir.join("a")).unwrap();
        drop(root);
        let pages: Vec<u8> = bytes.chunks(4096).map(|page| page[0]).collect();
        assert!(
            bytes.chunks(4096).zip(&pages).all(|(page, first)| page.iter().all(|b| b == first)),
            "whole pages"
        );
        String::from_utf8(pages).unwrap()
    };
    let first = outcome(7);
    assert!(first.contains('o') && first.contains('n'), "{first}");
    assert_eq!(first, outcome(7));
    assert_ne!(first, outcome(8));
}

#[test]
fn fsyncs_are_counted_by_file() {
    let scene = Scene::new();
    scene.play("write:a:0:1 sync:a sync:a write:b:0:1 sync:b sync:.");
    let syncs: Vec<_> = scene.shim.syncs().unwrap().into_iter().collect();
    let expected = [("", 1), ("a", 2), ("b", 1)].map(|(name, n)| (Path::new(name).to_owned(), n));
    assert_eq!(syncs, expected);
}

#[test]
fn a_full_disk_takes_what_fits() {
    let scene = Scene::new();
    scene.shim.set_room(4096).unwrap();
    let told = scene
        .play("write:a:0:1234 write:b:0:5678 write:a:2:56 cut:a:5 write:a:4095:12 cut:a:8192 write:a:4096:1");
    assert_eq!(told, ["ok", "StorageFull", "ok", "ok", "StorageFull", "ok", "StorageFull"]);
    assert_eq!((scene.read("a").unwrap().len(), scene.read("b").as_deref()), (8192, Some("")));
}

#[test]
fn a_full_disk_that_copies_on_write() {
    let scene = Scene::new();
    scene.shim.set_room(6).unwrap();
    scene.shim.copy_on_write().unwrap();
    let told = scene.play("write:a:0:1234 write:a:0:5678 write:b:0:9 cut:a:3");
    assert_eq!(told, ["ok", "StorageFull", "StorageFull", "ok"]);
    assert_eq!(scene.read("a").as_deref(), Some("563"));
}

#[test]
fn a_process_dies_where_it_is_told() {
    let scene = Scene::new();
    scene.shim.die_at(4).unwrap();
    assert_eq!(scene.play("write:a:0:1 sync:a write:a:0:2"), ["ok", "ok"], "name, write, fsync; then death");
    assert_eq!((scene.read("a").as_deref(), scene.shim.events().unwrap()), (Some("1"), 4));

    let mut scene = Scene::new();
    scene.shim.die_at_name(".half");
    assert_eq!(scene.play("write:a:0:1 write:b.half:0:1"), ["ok"]);
    assert_eq!(scene.read("b.half").as_deref(), Some(""));
}

#[test]
fn copies_are_seen_as_writes() {
    let scene = Scene::new();
    assert_eq!(scene.play("write:a:0:text sync:a copy:a:b"), ["ok"; 3]);
    assert_eq!(scene.read("b").as_deref(), Some("text"));
    let (dir, root) = (scene.dir.clone(), scene._root);
    scene.shim.cut(EVERYTHING).unwrap();
    assert_eq!(fs::read(dir.join("b")).unwrap(), b"");
    drop(root);
}
