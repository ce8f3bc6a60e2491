//! Hostile input through every way in: nothing panics, nothing hangs, every refusal names a place.
//!
//! The same functions are the targets of `fuzz/`. More cases: `HOSTILE_CASES=200000 cargo test
//! --release --test hostile`.

use std::time::Duration;

use cpu_time::ThreadTime;
use imya::Scheme;
use imya::gazetteer::Format;
use imya::scheme::{Variants, recognise};
use proptest::prelude::*;

#[path = "hostile/bodies.rs"]
mod bodies;

/// How many cases a target gets: `most`, or what the environment says.
fn cases(most: u32) -> ProptestConfig {
    let asked = std::env::var("HOSTILE_CASES").ok();
    let asked = asked.and_then(|cases| cases.parse().ok());
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(asked.unwrap_or(most))
    }
}

/// Bytes that are nearly one of the samples: cut, doubled, spliced with pieces.
fn nearly(
    samples: &'static [&'static str],
    pieces: &'static [&'static str],
) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), 0_usize..12, 0_u8..5);
    let changes = prop::collection::vec((change, prop::sample::select(pieces)), 0..6);
    (prop::sample::select(samples), changes).prop_map(|(sample, changes)| {
        let mut bytes = sample.as_bytes().to_vec();
        for ((at, length, how), piece) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            match how {
                0 => drop(bytes.drain(at..end)),
                1 => drop(bytes.splice(at..at, piece.bytes())),
                2 => drop(bytes.splice(at..end, piece.bytes())),
                3 => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
                _ => bytes
                    .iter_mut()
                    .skip(at)
                    .take(1)
                    .for_each(|byte| *byte ^= 1 << (length % 8)),
            }
        }
        bytes
    })
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..200)
}

/// Letters, marks and signs that matter, in any order.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[а-яА-ЯёЁіІўЎґҐїЇєЄ]{1,8}",
        4 => "[a-zA-ZłŁŭŬšŠžćńśźâûëŝ]{1,8}",
        2 => "[ \n.,;:!?'\"()-]{1,3}",
        2 => "[’ʼ`´\u{301}\u{306}\u{308}\u{ad}\u{200b}\u{feff}«»—ʹʺ\u{361}·İßﬁ]{1,2}",
        1 => Just("Святлана Ціханоўская".to_owned()),
        1 => Just("Lukashenka’s".to_owned()),
        1 => ".{0,4}",
    ];
    let pieces = prop::collection::vec(piece, 0..12);
    prop_oneof![
        6 => pieces.prop_map(|pieces| pieces.concat().into_bytes()),
        1 => any_bytes(),
    ]
}

/// A text after a byte that chooses the scheme.
fn schemed() -> impl Strategy<Value = Vec<u8>> {
    (any::<u8>(), text()).prop_map(|(scheme, text)| [vec![scheme], text].concat())
}

const TABLES: &[&str] = &[
    "# id: x\n# language: be\nfrom\tto\tcontext\tnote\nа\ta\tany\t\nш\tsh\tany\t\nшч\tŝ\tstart\t\nь\t\tany\tALT\n",
    "# id: y\n# language: ru\n# year: 1990\n# reversible: yes\n# excluding: [йь][ао] шч ^ь\nto\tfrom\tnote\tcontext\na\tа\t\tend\n",
    "# title: t\nkind\tfeature\tweight\nperson\tx\t1\n",
];
const TABLE_PIECES: &[&str] = &[
    "\t",
    "\n",
    "# ",
    "#",
    "id: z",
    "from",
    "to",
    "а",
    "щ",
    "’",
    "any",
    "between_vowels",
    "ALT",
    "\u{feff}",
    "\r\n",
    "[",
    "^",
    "# excluding: [а",
    "# year: ",
    "# language: uk\n",
    "ŭ",
    "Б",
    "\u{130}",
    "aaaaaaaaaaaaaaaaa",
];

const RECORDS: &[&str] = &[
    "{\"id\":\"1\",\"kind\":\"person\",\"names\":[{\"name\":\"Алесь\",\"lang\":\"be\"}]}\n{\"id\":\"2\",\"kind\":\"place\",\"names\":{\"be\":\"Мінск\"},\"aliases\":[{\"lang\":\"en\",\"name\":\"Minsk\"}]}\n",
    "id,kind,name,name_ru\n1,person,\"Алесь, \"\"А\"\"\",Олесь\n2,place,Мінск,\n",
    "id\tkind\tname\n1\tperson\tАлесь\n2\torg\tВясна\n",
    "{\"id\":\"q\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Ales\"],\"weakAlias\":[\"A\"],\"gender\":[\"male\"]}}\n",
    "[\n{\"id\":\"Q1\",\"labels\":{\"be\":{\"language\":\"be\",\"value\":\"Мінск\"}},\"aliases\":{\"en\":[{\"value\":\"Mensk\"}]},\"claims\":{\"P31\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"id\":\"Q515\"}}}}]}},\n]\n",
    "{\"persons\":[{\"id\":\"1\",\"name\":\"Ales\",\"other_names\":[{\"name\":\"A\"}]}],\"organizations\":[{\"id\":\"o\",\"name\":\"Viasna\"}],\"areas\":[]}",
    "{\"label\":\"ORG\",\"pattern\":\"Вясна\",\"id\":\"o\"}\n{\"label\":\"PERSON\",\"pattern\":[{\"LOWER\":\"a\"}]}\n",
];
const RECORD_PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\n",
    "\t",
    "null",
    "1e999",
    "\\u0000",
    "\\ud800",
    "\"id\"",
    "\"name\":",
    "\"names\":[]",
    "\u{feff}",
    "\0",
    "[[[[[[[[",
    "kind",
    "person",
    "\r",
];

fn records() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![9 => nearly(RECORDS, RECORD_PIECES), 1 => any_bytes()]
}

fn format() -> impl Strategy<Value = Option<Format>> {
    prop::option::weighted(0.8, prop::sample::select(Format::ALL))
}

macro_rules! hostile {
    ($($name:ident, $cases:literal, $input:expr;)+) => {$(
        proptest! {
            #![proptest_config(cases($cases))]
            #[test]
            fn $name(bytes in $input) {
                bodies::$name(&bytes);
            }
        }
    )+};
}

hostile! {
    table, 600, prop_oneof![9 => nearly(TABLES, TABLE_PIECES), 1 => any_bytes()];
    index, 60, any_bytes();
    romanise, 600, schemed();
    restore, 200, schemed();
    recognised, 12, text();
    words, 600, text();
    compare, 120, text();
    annotate, 40, text();
}

proptest! {
    #![proptest_config(cases(600))]
    #[test]
    fn gazetteer(format in format(), bytes in records()) {
        bodies::gazetteer(format, &bytes);
    }
}

/// Inputs that are long and as ambiguous as can be stay within a bound of processor time, in any build.
#[test]
fn long_input_ends_in_time() {
    let bound = Duration::from_secs(30);
    let long = if cfg!(debug_assertions) {
        2_000
    } else {
        100_000
    };
    let texts = [
        "i".repeat(long),
        "ia ".repeat(long / 3),
        "a ".repeat(long / 2),
        format!("{} ", "shch".repeat(60)).repeat(long / 241),
        "'".repeat(long),
        format!("a{}", "'".repeat(long)),
        "ʹ".repeat(long / 2),
        format!("{} ", "ss".repeat(127)).repeat(long / 255),
        "\u{301}".repeat(long / 2),
        "Щ’".repeat(long / 5),
    ];
    for id in ["be-icao-9303", "be-press-en", "be-lacinka", "ru-telegram"] {
        let scheme = Scheme::named(id).expect("it is one of ours");
        for text in &texts {
            let sample: String = text.chars().take(12).collect();
            let began = ThreadTime::now();
            let _ = scheme.romanise_aligned(text);
            let _ = scheme.restore(text);
            let readings = scheme.restorations(text).take(3).count();
            assert!(began.elapsed() < bound && readings > 0, "{id} {sample}");
        }
    }
    for text in &texts {
        let began = ThreadTime::now();
        let short: String = text.chars().take(500).collect();
        let _ = (recognise(text), recognise(&short));
        let _ = (Variants::new().of(text), Variants::new().of(&short));
        assert!(began.elapsed() < bound, "{short}");
    }
}
