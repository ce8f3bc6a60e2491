//! Properties of the gazetteer formats, over any bytes and any entities.

use std::io::BufReader;

use imya::gazetteer::{Format, Reader, Writer};
use imya::{Entity, Error, Gender, Kind};
use proptest::prelude::*;

/// A piece of a gazetteer, right or wrong.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known: Vec<&[u8]> = vec![
        b"\n",
        b"\r\n",
        b",",
        b"\t",
        b"\"",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"null",
        b"1",
        b"\\",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xd0",
        b"id,kind,name,alias\n",
        b"id\tkind\tname\n",
        b"1,org,a,b;c\n",
        b"1\torg\ta\n",
        b"\"id\":\"1\",",
        b"\"kind\":\"org\",",
        b"\"names\":{\"be\":\"a\"}",
        b"\"names\":[{\"name\":\"a\"}]",
        b"\"schema\":\"Person\",",
        b"\"properties\":{\"name\":[\"a\"]}",
        b"\"labels\":{\"be\":{\"value\":\"a\"}},",
        b"\"claims\":{\"P31\":[{\"mainsnak\":{\"datavalue\":{\"value\":{\"id\":\"Q5\"}}}}]}",
        b"{\"persons\":[",
        b"{\"id\":\"1\",\"name\":\"a\"}",
        b"\"label\":\"ORG\",",
        b"\"pattern\":\"a\"",
    ];
    prop_oneof![
        4 => proptest::sample::select(known).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..8),
    ]
}

/// Texts that may be names: neither empty nor with NUL.
fn text() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("no name", |text| {
        !text.trim().is_empty() && !text.contains('\0')
    })
}

prop_compose! {
    fn entity()(
        id in text(),
        kind in proptest::sample::select(&Kind::ALL[..]),
        names in proptest::collection::vec((text(), proptest::option::of("[a-z]{2}(-Latn)?"), any::<bool>()), 1..5),
        gender in proptest::option::of(proptest::sample::select(vec![Gender::Feminine, Gender::Masculine])),
        description in proptest::option::of(any::<String>()),
    ) -> Entity {
        let entity = Entity::new(id, kind).with_gender(gender);
        let entity = names.into_iter().fold(entity, |entity, (name, language, weak)| {
            match weak {
                true => entity.with_weak_name(name, language.as_deref()),
                false => entity.with_name(name, language.as_deref()),
            }
        });
        match description {
            Some(description) => entity.with_description(description),
            None => entity,
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic_or_hang(
        pieces in proptest::collection::vec(piece(), 0..24),
        lenient in any::<bool>(),
        limit in prop_oneof![Just(16 << 20), Just(usize::MAX), 0_usize..64],
        capacity in 1_usize..16,
    ) {
        let bytes = pieces.concat();
        let newlines = bytes.iter().filter(|byte| **byte == b'\n').count();
        for format in Format::ALL.iter().copied().map(Some).chain([None]) {
            let source = BufReader::with_capacity(capacity, bytes.as_slice());
            let mut reader = Reader::new("g", source).lenient(lenient).line_limit(limit);
            if let Some(format) = format {
                reader = reader.format(format);
            }
            let mut entities = 0;
            let mut failed = false;
            for entity in reader.by_ref() {
                prop_assert!(!failed, "{format:?}: goes on after an error");
                match entity {
                    Ok(entity) => {
                        entities += 1;
                        prop_assert!(entity.check().is_ok());
                    }
                    Err(Error::Data { line, .. }) => {
                        failed = true;
                        prop_assert!((1..=newlines + 1).contains(&line), "{format:?}: {line}");
                    }
                    Err(error) => prop_assert!(false, "{error}"),
                }
            }
            prop_assert!(entities <= bytes.len());
            prop_assert!(reader.next().is_none());
            prop_assert!(reader.line() <= newlines + 1);
        }
    }

    #[test]
    fn formats_are_told_for_any_bytes(bytes in any::<Vec<u8>>(), name in any::<String>()) {
        Format::detect(&bytes, &name);
    }

    #[test]
    fn own_lines_go_round(entities in proptest::collection::vec(entity(), 0..6)) {
        let mut writer = Writer::new("g", Format::Jsonl, Vec::new()).unwrap();
        for entity in &entities {
            writer.write(entity).unwrap();
            let json = serde_json::to_string(entity).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Entity>(&json).unwrap(), entity);
        }
        let bytes = writer.finish().unwrap();
        let read = Reader::new("g", bytes.as_slice()).collect::<imya::Result<Vec<_>>>();
        prop_assert_eq!(read.unwrap(), entities);
    }

    #[test]
    fn spacy_patterns_go_round(entity in entity()) {
        let mut writer = Writer::new("g", Format::SpacyPatterns, Vec::new()).unwrap().weak_names(true);
        writer.write(&entity).unwrap();
        let bytes = writer.finish().unwrap();
        let read = Reader::new("g", bytes.as_slice()).read_all().unwrap();
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!((read[0].id(), read[0].kind()), (entity.id(), entity.kind()));
        for name in entity.names() {
            prop_assert!(read[0].names().iter().any(|read| read.name() == name.name()));
        }
    }

    #[test]
    fn the_bad_line_is_named(before in 0_usize..20, after in 0_usize..20, blank in any::<bool>(), crlf in any::<bool>()) {
        let end = match (crlf, blank) {
            (true, true) => "\r\n \r\n",
            (true, false) => "\r\n",
            (false, true) => "\n\n",
            (false, false) => "\n",
        };
        let cases = [
            (Format::Jsonl, "", r#"{"id":"#, r#""kind":"org","names":{"be":"a"}}"#, "{"),
            (Format::Csv, "id,kind,name", "", "org,a", "x"),
            (Format::Tsv, "id\tname\tkind", "", "", "x"),
            (Format::FollowTheMoney, "", r#"{"id":"#, r#""schema":"Person","properties":{"name":"a"}}"#, "[]"),
            (Format::SpacyPatterns, "", r#"{"id":"#, r#""label":"ORG","pattern":"a"}"#, "{}"),
        ];
        for (format, header, start, rest, bad) in cases {
            let mut lines = Vec::new();
            if !header.is_empty() {
                lines.push(header.to_owned());
            }
            let row = |at: usize| match format {
                Format::Csv => format!("{at},{rest}"),
                Format::Tsv => format!("{at}\ta\torg"),
                _ => format!("{start}\"{at}\",{rest}"),
            };
            lines.extend((0..before).map(row));
            let wanted = lines.len() * (1 + usize::from(blank)) + 1;
            lines.push(bad.to_owned());
            lines.extend((before..before + after).map(row));
            let text = lines.join(end);
            let mut reader = Reader::new("g", text.as_bytes()).format(format).lenient(true);
            prop_assert_eq!(reader.read_all().unwrap().len(), before + after);
            let errors = reader.into_skipped();
            prop_assert_eq!(errors.len(), 1);
            prop_assert!(matches!(errors[0], Error::Data { line, .. } if line == wanted), "{}: {wanted}", errors[0]);
        }
    }
}
