use std::{process::Stdio, thread, time::Duration};

use super::Folder;

#[test]
fn a_copy_that_was_killed_goes_on() {
    let folder = Folder::with_shop();
    let before = folder.json(&["stats"]);
    let copy = ["copy", "redb:./guanxi-data", "sqlite:shop.db"];
    let mut killed = 0;
    for round in 1..=20 {
        let mut command = folder.command(&copy);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(20 * round));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    assert!(killed >= 2, "{killed} were killed on the way");
    let copied = folder.json(&copy);
    assert_eq!((&copied["resumed"], &copied["proof"]["equal"]), (&true.into(), &true.into()), "{copied}");
    let after = folder.json(&["stats", "--url", "sqlite:shop.db"]);
    assert_eq!(after, before);
    assert!(folder.ok(&copy).contains("compared and equal"));
    let (_, error) = folder.error(&["copy", "redb:./guanxi-data", "redb:./guanxi-data"]);
    assert_eq!(error["code"], "locked", "{error}");
}
