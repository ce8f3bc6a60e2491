//! Building index files: what happens to the old file, whatever happens to the builder.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use imya::index::Index;

/// `cargo test` builds the examples beside the tests.
fn index_command() -> Command {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    Command::new(folder.join("examples").join("index"))
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("imya-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn gazetteer(path: &Path, entities: usize) {
    let lines: String = (0..entities)
        .map(|at| {
            let syllables = ["ка", "ве", "мо", "лі", "ду", "на", "шы", "то"];
            let name: String = (0..4)
                .map(|digit| syllables[at >> (3 * digit) & 7])
                .collect();
            format!("{{\"id\":\"p{at}\",\"kind\":\"place\",\"names\":[{{\"name\":\"{name}\"}}]}}\n")
        })
        .collect();
    std::fs::write(path, lines).unwrap();
}

#[test]
#[cfg(unix)]
fn a_builder_that_is_killed_leaves_the_old_file_whole() {
    let folder = folder("killed");
    let (small, large) = (folder.join("small.jsonl"), folder.join("large.jsonl"));
    gazetteer(&small, 10);
    gazetteer(&large, 4_000);
    let out = folder.join("mine.imya");
    let build = |from: &Path| {
        let mut command = index_command();
        command.arg("build").arg("--gazetteer").arg(from).arg(&out);
        command.stderr(Stdio::null()).spawn().unwrap()
    };
    assert!(build(&small).wait().unwrap().success());
    let started = std::time::Instant::now();
    assert!(build(&large).wait().unwrap().success());
    let whole = started.elapsed();
    assert_eq!(Index::open(&out).unwrap().len(), 4_000);
    assert!(build(&small).wait().unwrap().success());
    const TIMES: u32 = 24;
    for time in 0..TIMES {
        let mut child = build(&large);
        std::thread::sleep(whole * time / TIMES + Duration::from_millis(1));
        // SIGKILL: the builder cannot tidy up.
        child.kill().unwrap();
        child.wait().unwrap();
        let found = Index::open(&out).unwrap().len();
        assert!(found == 10 || found == 4_000, "{found}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
