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

#[test]
fn a_base_is_changed_as_built_anew() {
    let folder = folder("base");
    let line = |id: &str, name: &str| {
        format!("{{\"id\":\"{id}\",\"kind\":\"place\",\"names\":{{\"be\":\"{name}\"}}}}\n")
    };
    let file = |name: &str, content: &str| {
        std::fs::write(folder.join(name), content).unwrap();
    };
    let (one, two, three) = (line("1", "Шчара"), line("2", "Арэса"), line("3", "Сож"));
    let (other, four) = (line("2", "Ясельда"), line("4", "Друць"));
    file("old.jsonl", &[&*one, &two, &three].concat());
    file("changes.jsonl", &[&*four, &other].concat());
    file("ids", "\u{feff}3\r\n\nunknown\n2\n");
    file("new.jsonl", &[&*one, &other, &four].concat());
    file("fewer.jsonl", &one);
    file("twice.jsonl", &[&*four, &four].concat());
    std::fs::write(folder.join("latin"), b"3\n\xe9\n").unwrap();
    let build = |arguments: &[&str]| {
        let mut command = index_command();
        command.current_dir(&folder).arg("build").args(arguments);
        let output = command.output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let built = |arguments: &[&str]| {
        let (status, message) = build(arguments);
        assert_eq!(status, Some(0), "{message}");
        std::fs::read(folder.join(arguments[arguments.len() - 1])).unwrap()
    };
    built(&["--gazetteer", "old.jsonl", "old.imya"]);
    let wanted = built(&["--gazetteer", "new.jsonl", "new.imya"]);
    let changes = ["--base", "old.imya", "--gazetteer", "changes.jsonl"];
    let merged = built(&[&changes[..], &["--remove", "ids", "out.imya"]].concat());
    assert!(merged == wanted);
    let fewer = built(&["--gazetteer", "fewer.jsonl", "fewer.imya"]);
    let removed = built(&["--base", "old.imya", "--remove", "ids", "out.imya"]);
    assert!(removed == fewer);
    // The base may be overwritten.
    let over = built(&["--base", "old.imya", "--remove", "ids", "old.imya"]);
    assert!(over == fewer);
    for (arguments, said) in [
        (["--gazetteer", "twice.jsonl"], "twice.jsonl:2: the id `4`"),
        (["--remove", "latin"], "latin:2: "),
        (["--remove", "nowhere"], "nowhere: "),
    ] {
        let (status, message) =
            build(&[&["--base", "old.imya"], &arguments[..], &["out"]].concat());
        assert_eq!(status, Some(1));
        assert!(message.contains(said), "{message}");
    }
    for arguments in [
        &["--remove", "ids", "out"][..],
        &["--base", "old.imya", "out"],
    ] {
        assert_eq!(build(arguments).0, Some(2));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
