//! Damaged and hostile index files: each gives an error or the right answers, never a panic or a hang.
//!
//! `IMYA_CORRUPTIONS=100000 cargo test --release corruption` runs more rounds than the few of every day.

use std::time::{Duration, Instant};

use crate::gazetteer::{Entity, Kind};
use crate::{Resolver, index::Index, index::SearchScratch};

use super::image::Image;

/// A small generator; the rounds are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }
}

fn rounds() -> usize {
    let set = std::env::var("IMYA_CORRUPTIONS").ok();
    set.and_then(|set| set.parse().ok()).unwrap_or(2_000)
}

fn sound() -> Vec<u8> {
    let given = ["Алесь", "Марыя", "Янка", "Вольга", "Уладзімір"];
    let fathers = ["Іванавіч", "Пятроўна", "Мікалаевіч"];
    let surnames = ["Верабей", "Каваль", "Шчэрба", "Дубовік", "Ластаўка", "Жук"];
    let mut entities = Vec::new();
    for (number, surname) in surnames.into_iter().enumerate() {
        for (other, own) in given.into_iter().enumerate() {
            let name = format!("{own} {} {surname}", fathers[(number + other) % 3]);
            let person = Entity::new(format!("p{number}-{other}"), Kind::Person);
            entities.push(person.with_name(name, "be").with_description("хтосьці"));
        }
        let place = Entity::new(format!("w{number}"), Kind::Place);
        entities.push(place.with_name(format!("Вялікая {surname}ўка"), "be"));
        let works = Entity::new(format!("o{number}"), Kind::Organisation);
        entities.push(works.with_name(format!("ААТ «Завод {surname}»"), "be"));
    }
    Index::new(entities).as_bytes().to_vec()
}

const QUERIES: [&str; 7] = [
    "Olga Petrovna Verabei",
    "Vierabiej",
    "Shcherba Ian",
    "Вялікая Дубовікаўка",
    "OAO Zavod Zhuk",
    "V. Kovalev",
    "Ластовко Мария Николаевна",
];

/// All that a query can lead to in an index.
fn answers(index: Index) -> Vec<String> {
    let resolver = Resolver::from_index(index.into());
    let mut scratch = SearchScratch::default();
    let mut all = Vec::new();
    for query in QUERIES {
        let found = resolver.resolve_with(query, &mut scratch);
        all.push(found.decision().to_string());
        for candidate in found.candidates() {
            let entity = candidate.entity();
            all.push(format!(
                "{} {:?} {} {} {:?} {:.6}",
                entity.id(),
                entity.description(),
                entity.name(),
                candidate.name(),
                entity.gender(),
                candidate.score(),
            ));
            all.push(candidate.evidence().to_string());
        }
    }
    all
}

/// Where the list of sections begins and how long one of its entries is.
const LIST: usize = 64;
const ENTRY: usize = 24;
const SECTIONS: usize = super::image::SECTIONS;

fn spoil(bytes: &mut Vec<u8>, random: &mut Random) {
    let length = bytes.len();
    let entry = |random: &mut Random| LIST + ENTRY * random.below(SECTIONS);
    match random.below(8) {
        0 => bytes.truncate(random.below(length)),
        1 => bytes.extend((0..random.below(99)).map(|at| at as u8)),
        2 => {
            // Two sections change places.
            let (one, other) = (entry(random), entry(random));
            for at in 0..16 {
                bytes.swap(one + at, other + at);
            }
        }
        3 => {
            let at = entry(random) + 8 * random.below(2);
            let huge = [u64::MAX, 1 << 40, length as u64, 0, 63][random.below(5)];
            bytes[at..at + 8].copy_from_slice(&huge.to_le_bytes());
        }
        4 => {
            // A run of one byte.
            let start = random.below(length);
            let end = (start + random.below(64)).min(length);
            let byte = [0, 255, 128, 1][random.below(4)];
            bytes[start..end].fill(byte);
        }
        5 => {
            let at = random.below(length - 4) & !3;
            let number = [u32::MAX, 1 << 31, 1 << 26, 0][random.below(4)];
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        _ => {
            for _ in 0..1 + random.below(4) {
                let at = random.below(length * 8);
                bytes[at / 8] ^= 1 << (at % 8);
            }
        }
    }
}

#[test]
fn corruption_gives_an_error_or_the_right_answers() {
    let sound = sound();
    let right = answers(Index::read("sound", sound.clone()).unwrap());
    assert!(
        right.iter().any(|line| line.starts_with("p0-3 ")),
        "{right:?}"
    );
    let mut random = Random(0x5eed);
    let (mut refused, rounds) = (0, rounds());
    for round in 0..rounds {
        let mut bytes = sound.clone();
        spoil(&mut bytes, &mut random);
        match Index::read("damaged", bytes) {
            Err(error) => {
                refused += 1;
                assert!(error.to_string().starts_with("damaged"), "{error}");
            }
            Ok(index) => assert_eq!(answers(index), right, "round {round}"),
        }
    }
    assert!(refused * 10 > rounds * 8, "{refused} of {rounds} refused");
}

/// Whoever makes checksums fit a hostile file gets some answers; nothing worse.
#[test]
fn corruption_under_fitting_checksums_neither_panics_nor_hangs() {
    let sound = sound();
    let mut random = Random(0xbad_5eed);
    let mut opened = 0;
    for round in 0..rounds() / 4 {
        let mut bytes = sound.clone();
        for _ in 0..1 + random.below(3) {
            if bytes.len() > LIST + ENTRY * SECTIONS + 64 {
                spoil(&mut bytes, &mut random);
            }
        }
        if bytes.len() < LIST + ENTRY * SECTIONS {
            continue;
        }
        Image::seal(&mut bytes);
        if let Ok(index) = Index::read("hostile", bytes) {
            opened += 1;
            let started = Instant::now();
            answers(index);
            assert!(started.elapsed() < Duration::from_secs(10), "round {round}");
        }
    }
    assert!(opened > rounds() / 20, "{opened} opened");
}
