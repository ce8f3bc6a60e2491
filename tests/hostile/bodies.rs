//! What is done with hostile input, one function for each way in.
//!
//! `tests/hostile.rs` drives them with proptest on every run of the tests, `fuzz/` with libFuzzer. A
//! function panics where a promise is broken; it never minds what the bytes are.

use imya::annotate::AnnotateOptions;
use imya::gazetteer::{Format, Reader};
use imya::index::{Index, IndexBuilder};
use imya::scheme::{Scheme, Variants, recognise, recognise_as};
use imya::score::{Preparer, Scratch, Weights, compare as score, explain};
use imya::{Entity, Error, Kind, Resolver, Table};

#[path = "../../src/index/checksum.rs"]
#[expect(dead_code, reason = "only checksums are made here, not hashes")]
mod checksum;
mod seal;

/// A user's rule table: parsed, or refused with its name and a place in it.
pub fn table(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().count();
    let check = |error: Error| match error {
        Error::Data {
            file, line, reason, ..
        } => {
            assert_eq!(file, "user.tsv");
            assert!(line <= lines && !reason.is_empty(), "{line}: {reason}");
        }
        other => panic!("{other}"),
    };
    match Table::parse("user.tsv", &text, &["from", "to"]) {
        Ok(table) => {
            let width = table.columns().len();
            for row in table.rows() {
                assert!((1..=lines).contains(&row.line()));
                assert_eq!(row.get(width), "");
            }
        }
        Err(error) => check(error),
    }
    if let Err(error) = Weights::parse("user.tsv", &text) {
        check(error);
    }
    match Scheme::parse("user.tsv", &text) {
        Ok(scheme) => own_scheme(&scheme),
        Err(error) => check(error),
    }
}

/// Whatever a table says, its scheme works.
fn own_scheme(scheme: &Scheme) {
    for text in ["Сям’я Шчэрбаў", "ЩУКА їжак ґ\u{301} Мiнск", "абвгде ёжзій"]
    {
        let aligned = scheme.romanise_aligned(text);
        assert_eq!(aligned.text(), scheme.romanise(text));
        let latin = aligned.text().to_lowercase();
        for reading in scheme.restorations(&latin).take(3) {
            assert!(reading.bits() >= 0.0);
        }
        let _ = scheme.restore(&latin);
    }
    for rule in scheme.rules() {
        let _ = scheme.romanise(rule.from());
        let _ = scheme.restore(rule.to());
    }
}

/// A gazetteer in a format, or in one that is to be told: read to the end whatever it holds.
pub fn gazetteer(format: Option<Format>, bytes: &[u8]) {
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
    for lenient in [false, true] {
        let mut reader = Reader::new("own", bytes)
            .lenient(lenient)
            .line_limit(1 << 16);
        if let Some(format) = format {
            reader = reader.format(format);
        }
        let mut entities = 0;
        for entity in reader.by_ref() {
            match entity {
                Ok(entity) => {
                    entities += 1;
                    assert!(entity.check().is_ok() && !entity.names().is_empty());
                }
                Err(Error::Data { file, line, .. }) => assert!(file == "own" && line <= lines),
                Err(other) => panic!("{other}"),
            }
        }
        assert!(entities <= bytes.len() && reader.next().is_none());
    }
}

/// The bytes of an index file: as they are, and as changes to a sound one whose checksums are made to
/// fit again, so that they get past the first door.
pub fn index(bytes: &[u8]) {
    use_index(Index::read("own.imya", bytes.to_vec()));
    let mut image = sound_index().to_vec();
    for change in bytes.chunks_exact(4) {
        let [low, high, how, value] = *change else {
            continue;
        };
        let at = usize::from(u16::from_le_bytes([low, high])) % image.len().max(1);
        match (how % 8, image.get_mut(at)) {
            (0, _) => image.truncate(at),
            (1, _) => image.extend(std::iter::repeat_n(value, usize::from(low))),
            (2, Some(byte)) => *byte = byte.wrapping_add(value),
            (3, Some(byte)) => *byte = 0xff,
            (_, Some(byte)) => *byte = value,
            (_, None) => {}
        }
    }
    seal::seal(&mut image);
    use_index(Index::read("own.imya", image));
}

fn sound_index() -> &'static [u8] {
    static SOUND: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        let mut builder = IndexBuilder::new();
        for (id, name) in [("a", "Алесь Бяляцкі"), ("b", "Марыя Калеснікава")]
        {
            let entity = Entity::new(id, Kind::Person).with_name(name, "be");
            builder.add(&entity).expect("the entity is sound");
        }
        let place = Entity::new("c", Kind::Place).with_name("Мінск", "be");
        builder
            .add(&place.with_name("Minsk", "en"))
            .expect("the entity is sound");
        builder.build().as_bytes().to_vec()
    });
    &SOUND
}

fn use_index(index: imya::Result<Index>) {
    let index = match index {
        Ok(index) => index,
        Err(Error::Index { path, reason }) => {
            assert!(path.ends_with("own.imya") && !reason.is_empty());
            return;
        }
        Err(other) => panic!("{other}"),
    };
    let _ = (index.len(), index.names_len(), index.words_len());
    let resolver = Resolver::from_index(std::sync::Arc::new(index));
    for name in ["Bialiatski", "Марыя Калеснікава", "Minsk"] {
        for found in resolver.resolve(name).candidates() {
            let entity = found.entity();
            let _ = (entity.id(), entity.kind(), entity.names().count());
            assert!((0.0..=1.0).contains(&found.score()));
        }
    }
    let text = "Алесь Бяляцкі і Марыя Калеснікава ў Мінску";
    for mention in resolver.annotate(text) {
        assert_eq!(text.get(mention.span().bytes()), Some(mention.surface()));
    }
}

/// Which scheme, and the text left.
fn scheme_and_text(bytes: &[u8]) -> (&'static Scheme, std::borrow::Cow<'_, str>) {
    let (first, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let number = usize::from(*first) % Scheme::ids().len();
    let scheme = Scheme::all().nth(number).expect("there are that many");
    (scheme, String::from_utf8_lossy(rest))
}

/// Any text under any scheme: spans cover both texts in order, and both ways forwards agree.
pub fn romanise(bytes: &[u8]) {
    let (scheme, text) = scheme_and_text(bytes);
    let aligned = scheme.romanise_aligned(&text);
    assert_eq!(aligned.text(), scheme.romanise(&text), "{}", scheme.id());
    let (mut output, mut source) = (0, 0);
    for span in aligned.spans() {
        assert_eq!((span.output.start, span.source.start), (output, source));
        assert!(aligned.text().get(span.output.clone()).is_some());
        assert!(text.get(span.source.clone()).is_some());
        (output, source) = (span.output.end, span.source.end);
    }
    assert_eq!((output, source), (aligned.text().len(), text.len()));
    assert!(text.get(aligned.source_of(0..output / 2)).is_some());
}

/// Any text backwards.
pub fn restore(bytes: &[u8]) {
    let (scheme, text) = scheme_and_text(bytes);
    let best = scheme.restore(&text);
    let mut bits = 0.0;
    for (number, reading) in scheme.restorations(&text).take(4).enumerate() {
        assert!(number > 0 || reading.text() == best, "{}", scheme.id());
        assert!(reading.bits() >= bits);
        bits = reading.bits();
    }
    let _ = scheme.restores(&text);
}

/// Any text as a name of unknown spelling.
pub fn recognised(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (latin, cyrillic) = text.split_once('\n').unwrap_or((&text, ""));
    for found in recognise(latin).schemes() {
        if found.is_canonical() {
            let again = found.scheme().romanise(found.reading()).to_lowercase();
            let wanted: String = imya::text::fold(latin).as_str().to_owned();
            // Apostrophes and white space are folded in one and not in the other.
            if wanted.chars().all(char::is_alphanumeric) && wanted == latin.to_lowercase() {
                assert_eq!(again, wanted, "{}", found.scheme().id());
            }
        }
    }
    let _ = recognise_as(latin, cyrillic);
    assert!(Variants::new().limit(20).of(&text).len() <= 20);
}

/// Any text folded and cut into words: spans lie in the text, in order.
pub fn words(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folded = imya::text::fold(&text);
    let all = folded.as_str().len();
    if let Some(span) = folded.source_span(0..all) {
        assert!(text.get(span).is_some());
    }
    let mut end = 0;
    for word in imya::text::tokens(&text) {
        assert!(word.span.start >= end && text.get(word.span.clone()).is_some());
        end = word.span.end;
    }
    let _ = imya::text::languages(&text);
    let _ = (
        imya::scheme::to_tarask(&text),
        imya::scheme::from_tarask(&text),
    );
}

/// Two names: a probability, the same however it is asked for.
pub fn compare(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (left, right) = text.split_once('\n').unwrap_or((&text, ""));
    let (mut preparer, mut scratch) = (Preparer::default(), Scratch::default());
    for kind in [None, Some(Kind::Person), Some(Kind::Organisation)] {
        let left = preparer.prepare(left, kind);
        let right = preparer.prepare(right, kind);
        let found = score(&left, &right, &mut scratch);
        assert!((0.0..=1.0).contains(&found), "{found}");
        let evidence = explain(&left, &right, &mut scratch);
        assert!(
            (evidence.score() - found).abs() < 1e-3,
            "{evidence} {found}"
        );
    }
}

/// Any text searched for mentions, whole and as a stream, and any name resolved.
pub fn annotate(bytes: &[u8]) {
    static RESOLVER: std::sync::LazyLock<Resolver> = std::sync::LazyLock::new(Resolver::embedded);
    let text = String::from_utf8_lossy(bytes);
    let (mut end, mut characters) = (0, 0);
    for mention in RESOLVER.annotate(&text) {
        let (span, places) = (mention.span().bytes(), mention.span().characters());
        assert!(span.start >= end && places.start >= characters);
        assert_eq!(text.get(span.clone()), Some(mention.surface()));
        assert_eq!(text[..span.start].chars().count(), places.start);
        assert!((0.0..=1.0).contains(&mention.score()));
        (end, characters) = (span.end, places.end);
    }
    let options = AnnotateOptions::new().lower_case(true);
    let stream = RESOLVER
        .annotate_reader(bytes, "own.txt", &options)
        .chunk(64);
    for chunk in stream {
        match chunk {
            Ok(_) => {}
            Err(Error::Data { .. }) => assert!(std::str::from_utf8(bytes).is_err()),
            Err(other) => panic!("{other}"),
        }
    }
    let name = text.lines().next().unwrap_or_default();
    for found in RESOLVER.resolve(name).candidates() {
        assert!((0.0..=1.0).contains(&found.score()));
    }
}
