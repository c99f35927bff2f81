use std::process::Stdio;

use serde_json::json;

use super::{Folder, names};

#[test]
fn reading_commands_make_no_store() {
    let folder = Folder::new();
    for args in [
        &["stats"][..],
        &["shop", "show"],
        &["customers", "list"],
        &["customers", "find", "li"],
        &["customers", "show", "a:1"],
        &["orders", "show", "a:1"],
        &["orders", "list", "a:1"],
        &["timeline", "a:1"],
        &["feed"],
        &["audit"],
        &["verify"],
        &["rebuild"],
        &["reports", "rfm"],
        &["reports", "revenue"],
        &["reports", "top"],
    ] {
        let (code, error) = folder.error(args);
        assert_eq!((code, &error["code"]), (4, &json!("no_store")), "{args:?}");
        assert_eq!(error["fields"]["place"], "./guanxi-data");
    }
    let ran = folder.run(&["stats"]);
    assert!(ran.stderr.contains("error: ") && ran.stderr.contains("hint: "), "{}", ran.stderr);
    assert!(names(folder.0.path()).is_empty());
}

#[test]
fn exit_codes_tell_kinds_apart() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    assert_eq!(folder.run(&["customers", "show"]).code, Some(2));
    assert_eq!(folder.run(&["customers", "show", "li wei"]).code, Some(2));
    assert_eq!(folder.run(&["shop", "set"]).code, Some(2), "nothing to set");
    let code = |args: &[&str]| {
        let (code, error) = folder.error(args);
        (code, error["code"].as_str().unwrap().to_owned())
    };
    assert_eq!(code(&["feed", "--cursor", "x"]), (3, "invalid_cursor".into()));
    assert_eq!(code(&["customers", "list", "--limit", "0"]), (3, "invalid_field".into()));
    assert_eq!(code(&["--url", "mongo:x", "stats"]), (3, "unknown_storage".into()));
    assert_eq!(code(&["customers", "show", "a:1"]), (4, "not_found".into()));
    assert_eq!(code(&["import", "orders", "missing.csv"]), (9, "io".into()));
    folder.write("blocked", "a file is no folder");
    assert_eq!(code(&["--url", "blocked", "init"]).0, 9);

    let held = guanxi::open(folder.path("guanxi-data").to_str().unwrap()).unwrap();
    assert_eq!(code(&["stats"]), (8, "locked".into()));
    held.close().unwrap();
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    for args in [&["shop", "show"][..], &["stats", "--json"], &["audit"]] {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
fn colours_are_for_those_who_see_them() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let shown = |variables: &[(&str, &str)]| {
        let output = folder.command(&["audit"]).envs(variables.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!shown(&[]), "not into a pipe");
    assert!(shown(&[("CLICOLOR_FORCE", "1")]));
    assert!(!shown(&[("NO_COLOR", "1")]));
}

/// `script` runs a command on a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_shows_colours_unless_they_are_unwanted() {
    let folder = Folder::new();
    folder.ok(&["init"]);
    let shown = |variables: &[(&str, &str)]| {
        let mut command = std::process::Command::new("script");
        command
            .args(["-qec", &format!("'{}' audit", env!("CARGO_BIN_EXE_guanxi")), "/dev/null"])
            .current_dir(folder.0.path());
        command.env("TERM", "xterm").env_remove("NO_COLOR").envs(variables.iter().copied());
        String::from_utf8(command.stdin(Stdio::null()).output().unwrap().stdout).unwrap()
    };
    let (plain, coloured) = (shown(&[("NO_COLOR", "1")]), shown(&[]));
    assert!(coloured.contains('\u{1b}') && coloured.contains("shop.set"), "{coloured}");
    assert!(!plain.contains('\u{1b}') && plain.contains("shop.set"), "{plain}");
}
