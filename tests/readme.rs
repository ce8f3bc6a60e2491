//! The README shows what the commands print. `UPDATE_README=1 cargo test --test readme` writes it anew.
//!
//! A block of ```` ```console ```` holds commands behind `$ ` and their output; a line `…` stands for the rest.

use std::path::Path;
use std::process::Command;

const REST: &str = "…";

/// What a command of the README prints now.
fn output(command: &str) -> Vec<String> {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    let mut words = command.split('"').enumerate().flat_map(|(at, part)| {
        if at % 2 == 1 {
            vec![part.to_owned()]
        } else {
            part.split_whitespace().map(str::to_owned).collect()
        }
    });
    let program = words.next().unwrap();
    let done = Command::new(folder.join("examples").join(program))
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{command}: {done:?}");
    let text = String::from_utf8(done.stdout).unwrap();
    text.lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// The lines that the README should hold instead of `shown`, the output of `command`.
fn refreshed(command: &str, shown: &[&str]) -> Vec<String> {
    let mut lines = output(command);
    if shown.last() == Some(&REST) {
        lines.truncate(shown.len() - 1);
        lines.push(REST.to_owned());
    }
    lines
}

fn refresh(readme: &str) -> String {
    let mut fresh: Vec<String> = Vec::new();
    let mut lines = readme.lines().peekable();
    let mut in_console = false;
    while let Some(line) = lines.next() {
        fresh.push(line.to_owned());
        if line.starts_with("```") {
            in_console = line == "```console";
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| in_console) else {
            continue;
        };
        let mut shown = Vec::new();
        while let Some(next) = lines.next_if(|next| !next.starts_with("$ ") && *next != "```") {
            shown.push(next);
        }
        fresh.extend(refreshed(command, &shown));
    }
    fresh.join("\n") + "\n"
}

#[test]
fn the_readme_shows_what_the_commands_print() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    assert!(readme.contains("```console\n$ "));
    let fresh = refresh(&readme);
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, fresh).unwrap();
        return;
    }
    for (shown, printed) in readme.lines().zip(fresh.lines()) {
        assert_eq!(shown, printed, "UPDATE_README=1 cargo test --test readme");
    }
    assert_eq!(readme.len(), fresh.len());
}
