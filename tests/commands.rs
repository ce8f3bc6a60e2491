//! The commands: contracts of their output, and what they say of bad input.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// `cargo test` builds the examples beside the tests.
fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().and_then(Path::parent).unwrap();
    Command::new(folder.join("examples").join(name))
}

fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = example(name)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that refuses its arguments does not read.
        let _ = pipe.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn scratch_file(name: &str, content: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("imya-{}-{name}", std::process::id()));
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn resolve_answers_line_by_line_in_order() {
    let output = run(
        "resolve",
        &["--format", "jsonl"],
        "Ales Bialiatski\n\nДзяржынск\n".as_bytes(),
    );
    assert!(output.status.success());
    let lines: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["query"], "Ales Bialiatski");
    assert_eq!(lines[0]["decision"], "match");
    assert_eq!(lines[0]["candidates"][0]["id"], "person/ales-bialiatski");
    assert_eq!(lines[1]["decision"], "none");
    assert_eq!(lines[2]["candidates"][0]["kind"], "place");
}

#[test]
fn annotate_gives_offsets_in_characters() {
    let article = "😀 Сёння ў Гомелі выступіла Святлана Алексіевіч.";
    let output = run("annotate", &["--format", "jsonl"], article.as_bytes());
    assert!(output.status.success());
    let characters: Vec<char> = article.chars().collect();
    let mut surfaces = Vec::new();
    for line in text(&output.stdout).lines() {
        let mention: serde_json::Value = serde_json::from_str(line).unwrap();
        let place = |key: &str| mention[key].as_u64().unwrap() as usize;
        let slice: String = characters[place("start")..place("end")].iter().collect();
        assert_eq!(mention["surface"], slice);
        surfaces.push(slice);
    }
    assert_eq!(surfaces, ["Гомелі", "Святлана Алексіевіч"]);
}

#[test]
fn several_threads_write_what_one_does_in_the_same_order() {
    let sentences = [
        "Алесь Бяляцкі ў Мінску. ",
        "Сказала Ціханоўская. ",
        "Lukashenko. ",
    ];
    let files: Vec<PathBuf> = (0..24)
        .map(|number| {
            // The first is the longest, so that others are done before it.
            let text = sentences[number % 3].repeat(1 + 400 / (number + 1));
            scratch_file(&format!("thread{number}.txt"), text.as_bytes())
        })
        .collect();
    let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    for format in ["jsonl", "text", "label-studio"] {
        let of = |threads| {
            let options = ["--format", format, "--threads", threads];
            let done = run("annotate", &[&options[..], &names].concat(), b"");
            assert!(done.status.success());
            done.stdout
        };
        let one = of("1");
        assert!(!one.is_empty());
        assert_eq!(of("4"), one, "{format}");
        assert_eq!(of("64"), one, "{format}");
    }
    for file in files {
        std::fs::remove_file(file).unwrap();
    }
}

#[test]
fn empty_input_gives_empty_output() {
    for (name, arguments) in [
        ("annotate", &["--format", "jsonl"]),
        ("resolve", &["--format", "jsonl"]),
    ] {
        let output = run(name, arguments, b"");
        assert!(output.status.success(), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
    }
}

#[test]
fn a_malformed_gazetteer_is_named_with_its_line() {
    let path = scratch_file(
        "broken.jsonl",
        b"{\"id\":\"a\",\"kind\":\"person\",\"names\":[{\"name\":\"x\"}]}\n{\"id\":\n",
    );
    let path_text = path.to_str().unwrap();
    let output = run("resolve", &["--gazetteer", path_text, "x"], b"");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(message.contains("broken.jsonl:2:"), "{message}");
}

/// Compresses with every method the commands know; the ends of file names with the bytes.
fn compressed(content: &[u8]) -> [(&'static str, Vec<u8>); 4] {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(content).unwrap();
    let mut xz = liblzma::write::XzEncoder::new(Vec::new(), 6);
    xz.write_all(content).unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    bzip2.write_all(content).unwrap();
    [
        ("gz", gzip.finish().unwrap()),
        ("zst", zstd::encode_all(content, 0).unwrap()),
        ("xz", xz.finish().unwrap()),
        ("bz2", bzip2.finish().unwrap()),
    ]
}

/// Rows whose names repeat little, so that they stay long when compressed.
fn rows(from: usize, to: usize) -> String {
    (from..to)
        .map(|at| format!("v{at},place,Вёска {}\n", at.wrapping_mul(2_654_435_761)))
        .collect()
}

#[test]
fn compressed_gazetteers_are_read_as_they_are() {
    let head = format!("id,kind,name\n{}", rows(0, 2_000));
    let tail = format!("t1,place,Верасы\n{}", rows(2_000, 4_000));
    let members = compressed(head.as_bytes())
        .into_iter()
        .zip(compressed(tail.as_bytes()));
    for ((end, mut whole), (_, second)) in members {
        whole.extend(second); // files of several members, as parallel compressors write them
        let path = scratch_file(&format!("towns.csv.{end}"), &whole);
        let path_text = path.to_str().unwrap();
        let out = scratch_file(&format!("{end}.imya"), b"");
        let output = run("resolve", &["--gazetteer", path_text, "Vierasy"], b"");
        assert!(output.status.success(), "{end}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains("t1"), "{end}");
        let arguments = ["build", "--gazetteer", path_text, out.to_str().unwrap()];
        let output = run("index", &arguments, b"");
        assert!(output.status.success(), "{end}: {}", text(&output.stderr));
        assert_eq!(
            imya::index::Index::open(&out).unwrap().len(),
            4_001,
            "{end}"
        );
        std::fs::remove_file(&path).unwrap();
        std::fs::remove_file(&out).unwrap();
    }
}

#[test]
fn broken_archives_are_named() {
    let content = format!("id,kind,name\n{}", rows(0, 4_000));
    for (end, whole) in compressed(content.as_bytes()) {
        let broken = [
            ("cut", whole[..whole.len() / 2].to_vec(), ""),
            ("short", whole[..whole.len() - 1].to_vec(), ""),
            ("stub", whole[..1].to_vec(), "though its name says so"),
            (
                "plain",
                content.clone().into_bytes(),
                "though its name says so",
            ),
        ];
        for (what, bytes, said) in broken {
            let name = format!("{what}.csv.{end}");
            let path = scratch_file(&name, &bytes);
            let out = std::env::temp_dir().join(format!("imya-{}-{name}.imya", std::process::id()));
            let (path_text, out_text) = (path.to_str().unwrap(), out.to_str().unwrap());
            for arguments in [&["build"][..], &["build", "--lenient"]] {
                let arguments = [arguments, &["--gazetteer", path_text, out_text]].concat();
                let output = run("index", &arguments, b"");
                assert_eq!(output.status.code(), Some(1), "{name}");
                let message = text(&output.stderr);
                assert!(message.contains(path_text), "{name}: {message}");
                assert!(message.contains(said), "{name}: {message}");
                assert!(!out.exists(), "{name}");
            }
            std::fs::remove_file(&path).unwrap();
        }
    }
}

#[test]
fn a_missing_gazetteer_is_named() {
    let output = run("annotate", &["--gazetteer", "/nowhere/at/all.jsonl"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("/nowhere/at/all.jsonl"));
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_line() {
    let output = run("annotate", &[], b"one\n\xff\xfe\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains(":2: the text is not UTF-8"));
    let output = run("resolve", &[], b"one\ntwo\n\xff\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("3: not UTF-8"));
}

#[test]
fn wrong_usage_exits_with_two() {
    for arguments in [["--format", "none"], ["--limit", "many"]] {
        assert_eq!(run("resolve", &arguments, b"").status.code(), Some(2));
    }
    let output = run("resolve", &["--cutoff", "7", "x"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("cutoff"));
}

#[test]
fn romanise_gives_one_line_a_line() {
    let output = run(
        "romanise",
        &["--scheme", "be-bgn-pcgn-1979"],
        "Мінск\r\n\nMinsk, ЩУКА\nГомель".as_bytes(),
    );
    assert!(output.status.success());
    assert_eq!(text(&output.stdout), "Minsk\n\nMinsk, SHCHUKA\nHomyel’\n");
    let output = run("romanise", &["--list"], b"");
    let lines: Vec<Vec<&str>> = text(&output.stdout)
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(lines.len(), 67);
    assert!(
        lines
            .iter()
            .all(|cells| cells.len() == 5 && cells[3].len() == 4)
    );
}

#[test]
fn romanise_answers_while_it_is_asked() {
    let mut child = example("romanise")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut asked = child.stdin.take().unwrap();
    let answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        answers
            .map_while(Result::ok)
            .try_for_each(|line| sender.send(line))
    });
    for (name, wanted) in [("Брэст", "Brest"), ("Орша", "Orsha")] {
        writeln!(asked, "{name}").unwrap();
        let answer = receiver.recv_timeout(Duration::from_secs(60));
        assert_eq!(answer.as_deref(), Ok(wanted));
    }
    drop(asked);
    assert!(child.wait().unwrap().success());
}

#[test]
fn romanise_lists_spellings_for_a_search() {
    let spellings = run("romanise", &["--all", "Ціханоўская"], b"");
    let spellings = text(&spellings.stdout);
    for wanted in [
        "Tsikhanouskaya",
        "Tsikhanowskaya",
        "Cichanoŭskaja",
        "Tichanouskaja",
        "Cichanouskaja",
        "Tikhanovskaya",
        "Tichanowskaja",
        "Tikhanovskaïa",
    ] {
        let found = spellings
            .lines()
            .any(|line| line.split('\t').next() == Some(wanted));
        assert!(found, "{wanted}");
    }
    let query = run("romanise", &["--query", "--limit", "2", "Мінск"], b"");
    let query = text(&query.stdout);
    assert!(query.starts_with("\"Minsk\" OR \"") && query.lines().count() == 1);
}

#[test]
fn romanise_takes_a_table_of_the_users() {
    let good = "# id: x\n# language: be\nfrom\tto\tcontext\tnote\nў\tw\tany\t\n";
    let path = scratch_file("good.tsv", good.as_bytes());
    let output = run("romanise", &["--table", path.to_str().unwrap(), "ў"], b"");
    assert_eq!(text(&output.stdout), "w\n");
    let bad = good.replace("any", "ever");
    let path = scratch_file("bad.tsv", bad.as_bytes());
    let output = run("romanise", &["--table", path.to_str().unwrap(), "ў"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).ends_with("bad.tsv:4:3: `ever` is not a context\n"));
    let output = run("romanise", &["--table", "no/such/file", "ў"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr).matches("no/such/file").count(), 1);
    for arguments in [["--scheme", "none"], ["--languages", "tlh"]] {
        assert_eq!(run("romanise", &arguments, b"").status.code(), Some(2));
    }
    let output = run("romanise", &[], b"a\n\xff\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("standard input:2: not UTF-8"));
}

#[test]
fn hostile_texts_are_answered() {
    let long_name = "Ш".repeat(100_000);
    let marks = "\u{301}\u{308}".repeat(50_000);
    let line = "Лукашэнка Ivanov А. Г. ".repeat(5_000);
    let nul = "Мінск\0Гомель\0\n\0";
    for input in [long_name.as_str(), &marks, &line, nul, "\u{feff}"] {
        for (name, arguments) in [
            ("annotate", &["--format", "jsonl"]),
            ("resolve", &["--format", "jsonl"]),
        ] {
            assert!(run(name, arguments, input.as_bytes()).status.success());
        }
    }
}
