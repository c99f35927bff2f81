use super::Folder;

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let section = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    let lines = section.lines().take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

fn visit(folder: &Folder, path: &[&str], leaves: &mut Vec<String>) {
    let help = folder.ok(&[path, &["--help"]].concat());
    let commands = listed(&help);
    assert!(help.contains("--url <URL>") && help.contains("--json"), "{path:?}");
    if commands.is_empty() {
        assert!(help.contains("Example"), "{path:?} has no examples");
        leaves.push(path.join(" "));
    }
    for command in &commands {
        visit(folder, &[path, &[command]].concat(), leaves);
    }
}

#[test]
fn every_command_explains_itself_with_examples() {
    let mut leaves = Vec::new();
    visit(&Folder::new(), &[], &mut leaves);
    for command in [
        "demo",
        "dedupe",
        "init",
        "import customers",
        "import orders",
        "import payload",
        "customers find",
        "customers show",
        "orders show",
        "timeline",
        "stats",
        "verify",
        "rebuild",
        "feed",
        "shop set",
        "shop define-field",
    ] {
        assert!(leaves.iter().any(|leaf| leaf == command), "{command}: {leaves:?}");
    }
}

#[test]
fn the_reference_names_every_command() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/command-line.md");
    // Outside the repository, as a package, there is no page.
    let Ok(page) = std::fs::read_to_string(page) else { return };
    let mut leaves = Vec::new();
    visit(&Folder::new(), &[], &mut leaves);
    for command in leaves {
        assert!(
            page.contains(&format!("guanxi {command}")),
            "docs/guide/command-line.md does not name `guanxi {command}`"
        );
    }
}

#[test]
fn exit_codes_are_told() {
    let help = Folder::new().ok(&["--help"]);
    assert!(help.contains("Exit codes:") && help.contains("12  a fault"), "{help}");
}
