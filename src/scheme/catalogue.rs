//! The tables that are compiled in, each parsed at its first use.

use std::sync::LazyLock;

use super::Scheme;

/// A table that ships with the crate.
pub(super) struct Embedded {
    pub(super) id: &'static str,
    pub(super) scheme: &'static LazyLock<Scheme>,
}

macro_rules! embedded {
    ($($id:literal),+ $(,)?) => {
        &[$(Embedded {
            id: $id,
            scheme: {
                #[allow(clippy::expect_used, reason = "the table is compiled in and a test parses it")]
                static SCHEME: LazyLock<Scheme> = LazyLock::new(|| {
                    let text = include_str!(concat!("../../data/scheme/", $id, ".tsv"));
                    Scheme::parse(concat!("data/scheme/", $id, ".tsv"), text).expect("the table is valid")
                });
                &SCHEME
            },
        }),+]
    };
}

/// In the order of their ids.
pub(super) static EMBEDDED: &[Embedded] = embedded![
    "be-ala-lc-2012",
    "be-ala-lc-plain",
    "be-bgn-pcgn-1979",
    "be-bs2979-1958",
    "be-de-duden",
    "be-et-eki",
    "be-fi-sfs4900",
    "be-fr",
    "be-gki-1992",
    "be-gost779-b",
    "be-icao-9303",
    "be-iso9-1995",
    "be-lacinka",
    "be-lacinka-1920",
    "be-lt-vlkk",
    "be-lv",
    "be-mvd-2008",
    "be-national-2000",
    "be-national-2007",
    "be-national-2023",
    "be-nl",
    "be-no",
    "be-odni-2015",
    "be-passport-practice",
    "be-pl-pwn",
    "be-press-en",
    "be-scholarly",
    "be-sv",
    "ru-ala-lc-2012",
    "ru-ala-lc-plain",
    "ru-bgn-pcgn-1947",
    "ru-bs2979-1958",
    "ru-bs2979-plain",
    "ru-by-2023",
    "ru-de-duden",
    "ru-din1460",
    "ru-fr",
    "ru-gost-52290-2004",
    "ru-gost-52535-2006",
    "ru-gost-7034-2014",
    "ru-gost16876-t1",
    "ru-gost16876-t2",
    "ru-gost779-b",
    "ru-icao-9303",
    "ru-iso9-1995",
    "ru-isor9-1968",
    "ru-lt-vlkk",
    "ru-mosmetro",
    "ru-mvd-by-2008",
    "ru-mvd310-1997",
    "ru-mvd310-fr",
    "ru-mvd782-2000",
    "ru-no-sprakradet",
    "ru-odni-2015",
    "ru-pl-pwn",
    "ru-press-en",
    "ru-scientific",
    "ru-streamlined-bss",
    "ru-sv-tt",
    "ru-telegram",
    "ru-un-1987",
    "ru-wikipedia",
    "ru-yandex-maps",
    "ru-yandex-money",
    "uk-bgn-1965",
    "uk-icao-9303",
    "uk-national-2010",
];
