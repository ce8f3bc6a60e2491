//! Gazetteers in all formats, good and bad.

use imya::gazetteer::{ColumnMapping, Format, Reader, Writer, read_str};
use imya::{Entity, Error, Gender, Kind};

fn person(id: &str) -> Entity {
    Entity::new(id, Kind::Person)
}

/// The errors of a lenient reader, and how many entities came through.
fn lenient(text: &[u8], format: Format) -> (Vec<String>, usize) {
    let mut reader = Reader::new("g", text)
        .format(format)
        .unique_ids(true)
        .lenient(true);
    let mut entities = 0;
    let mut errors = Vec::new();
    for entity in reader.by_ref() {
        match entity {
            Ok(_) => entities += 1,
            Err(fatal) => errors.push(fatal.to_string()),
        }
    }
    let skipped = reader.into_skipped();
    let skipped = skipped.iter().map(ToString::to_string);
    (skipped.chain(errors).collect(), entities)
}

#[track_caller]
fn assert_errors(format: Format, cases: &[(&[u8], &str)]) {
    for (text, wanted) in cases {
        let (errors, _) = lenient(text, format);
        assert_eq!(errors, [*wanted], "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn own_lines_in_both_forms() {
    let text = concat!(
        "\u{feff}\r\n",
        r#"{"id":"1","kind":"org","names":[{"name":"Зубр","lang":"be","weak":true}],"x":[{}]}"#,
        "\r\n \n",
        r#"{"id":"2","kind":"PER","names":{"be":"Ян"},"aliases":[{"lang":"en","name":"Jan"}],"#,
        r#""gender":"m","description":"д"}"#,
    );
    let wanted = [
        Entity::new("1", Kind::Organisation).with_weak_name("Зубр", "be"),
        person("2")
            .with_name("Ян", "be")
            .with_name("Jan", "en")
            .with_gender(Gender::Masculine)
            .with_description("д"),
    ];
    assert_eq!(read_str("g.jsonl", text).unwrap(), wanted);
}

#[test]
fn bad_own_lines() {
    assert_errors(
        Format::Jsonl,
        &[
            ("\n{\"ід\": }".as_bytes(), "g:2:8: expected value"),
            (b"\n\n{\"id\": \"\xff\"}", "g:3:9: the text is not UTF-8"),
            (
                br#"{"id":"1","kind":"cat","names":{"be":"a"}}"#,
                "g:1:22: `cat` is no kind: write `person`, `org` or `place`",
            ),
            (
                br#"{"id":"1","names":{"be":"a"}}"#,
                "g:1: the key `kind` is missing",
            ),
            (
                br#"{"id":"1","kind":"org","names":[]}"#,
                "g:1: `1` has no name",
            ),
            (
                br#"{"id":"1","kind":"org","names":[{"name":" "}]}"#,
                "g:1:45: the name is empty",
            ),
            (
                br#"{"id":"1","kind":"org","names":{"be":"a\u0000"}}"#,
                "g:1:47: the name holds a NUL character",
            ),
            (
                br#"{"id":" ","kind":"org","names":{"be":"a"}}"#,
                "g:1: the id is empty",
            ),
            (b"{\"id\":\"1\"", "g:1:9: EOF while parsing an object"),
            (
                b"{\"id\":\"1\",\"kind\":\"org\",\"names\":{\"be\":\"a\"}}\n\n{\"id\":\"1\",\"kind\":\"org\",\"names\":{\"be\":\"b\"}}",
                "g:3: the id `1` was there before",
            ),
        ],
    );
}

#[test]
fn rows_of_tables_join() {
    let text = "ID,kind,name,lang,alias,gender,extra\r\n\
        1,person,\"Верас, Ян\",be,Ясь; Янка;,m,x\r\n\
        1,person,Иван Верес,ru\r\n\
        \r\n\
        2,GPE,\"Вера\r\nсы\",,,,\r\n\
        3,org,\"ТАА \"\"Зубр\"\"\",be";
    let wanted = [
        person("1")
            .with_name("Верас, Ян", "be")
            .with_name("Ясь", "be")
            .with_name("Янка", "be")
            .with_name("Иван Верес", "ru")
            .with_gender(Gender::Masculine),
        Entity::new("2", Kind::Place).with_name("Вера\nсы", None),
        Entity::new("3", Kind::Organisation).with_name("ТАА \"Зубр\"", "be"),
    ];
    assert_eq!(read_str("g.csv", text).unwrap(), wanted);
    let text = "id\tname\tkind\n1\t\"Зубр\" ААТ\torg\n";
    let wanted = [Entity::new("1", Kind::Organisation).with_name("\"Зубр\" ААТ", None)];
    assert_eq!(read_str("g", text).unwrap(), wanted);
}

#[test]
fn bad_rows_of_tables() {
    assert_errors(
        Format::Csv,
        &[
            (
                b"\nid,kind\n1,org\n2,org\n",
                "g:2: the column `name` is missing",
            ),
            (b"name,kind\n", "g:1: the column `id` is missing"),
            (b"id,kind,name\r\n\r\n,org,a\r\n", "g:3:1: the id is empty"),
            (
                b"id,kind,name\n1,cat,a\n",
                "g:2:2: `cat` is no kind: write `person`, `org` or `place`",
            ),
            (b"id,kind,name\n1,,a\n", "g:2:2: the kind is missing"),
            (b"id,name\n1,a\n", "g:2: the kind is missing"),
            (b"id,kind,name\n1,org\n", "g:2:3: the name is empty"),
            (
                b"id,kind,name\n1,org,a\0\n",
                "g:2:3: the name holds a NUL character",
            ),
            (
                b"id,kind,name\n1,org,a,b,c\n",
                "g:2:4: 5 cells in a table of 3 columns",
            ),
            (
                b"id,kind,name\n1,org,\"a\nb\n\nc\n",
                "g:2: a quoted cell is not closed",
            ),
            (
                b"id,kind,name\n1,org,\"a\nb\",c\n2,org,d\n",
                "g:2:4: 4 cells in a table of 3 columns",
            ),
            (
                b"id,kind,name\n1,org,\"a\n\xff\"\n2,org,d\n",
                "g:3:1: the text is not UTF-8",
            ),
            (
                b"id,kind,name\n1,org,a\n1,place,b\n",
                "g:3: `1` is `org` in the row before, here `place`",
            ),
            (
                b"id,kind,name\n1,org,a\n2,org,a\n1,org,b\n",
                "g:4: the id `1` was there before",
            ),
            (
                b"id,kind,name,gender\n1,person,a,x\n",
                "g:2:4: `x` is no gender: write `f` or `m`",
            ),
        ],
    );
}

#[test]
fn rows_with_many_names_take_linear_time() {
    let aliases: String = (0..200_000).map(|at| format!(";a{at}")).collect();
    let rows: String = (0..200_000).map(|at| format!("1,org,n{at},\n")).collect();
    let text = format!("id,kind,name,alias\n1,org,n,{aliases}\n1,org,n,\n{rows}");
    let entities = read_str("g.csv", &text).unwrap();
    assert_eq!(entities[0].names().len(), 400_001);
    let mut writer = Writer::new("g", Format::SpacyPatterns, Vec::new()).unwrap();
    writer.write(&entities[0]).unwrap();
}

#[test]
fn deep_nesting_is_an_error() {
    let deep = format!("{{\"names\":{}", "[".repeat(1_000_000));
    for &format in Format::ALL {
        assert_eq!(lenient(deep.as_bytes(), format).1, 0);
    }
}

#[test]
fn a_row_is_bounded_even_in_quotes() {
    let text = format!("id,kind,name\n1,org,\"{}\n", "a\n".repeat(100));
    let mut reader = Reader::new("g.csv", text.as_bytes()).line_limit(64);
    let error = reader.next().unwrap().unwrap_err().to_string();
    assert_eq!(error, "g.csv:2: the row is longer than 64 bytes");
}

#[test]
fn named_columns_must_be_there() {
    let columns = ColumnMapping::new().id("name").gender("sex");
    let mut reader = Reader::new("g.csv", "name\na\n".as_bytes()).columns(columns.clone());
    let error = reader.next().unwrap().unwrap_err().to_string();
    assert_eq!(error, "g.csv:1: the column `sex` is missing");
    let mut reader = Reader::new("g.csv", "name,sex\na,\n".as_bytes())
        .columns(columns)
        .default_kind(Kind::Person);
    assert_eq!(
        reader.read_all().unwrap(),
        [person("a").with_name("a", None)]
    );
}

#[test]
fn follow_the_money() {
    let text = r#"
{"id":"1","schema":"Person","properties":{"name":["Ян Верас"],"alias":["Jan Vieras","Ян Верас"],"weakAlias":["Верас"],"previousName":["Ян Азёрны"],"gender":["male"],"country":["by"]}}
{"id":"2","schema":"Vessel","properties":{"name":["Зубр"]}}
{"id":"3","schema":"LegalEntity","properties":{"firstName":["Ева"],"lastName":["Верас"],"fatherName":["Янаўна"]}}
{"id":"4","schema":"LegalEntity","properties":{"name":"Зубр"}}
{"id":"5","schema":"Address","properties":{"full":["Верасы, 1"]}}
"#;
    let mut reader = Reader::new("g", text.as_bytes());
    let wanted = [
        person("1")
            .with_name("Ян Верас", None)
            .with_name("Jan Vieras", None)
            .with_name("Ян Азёрны", None)
            .with_weak_name("Верас", None)
            .with_gender(Gender::Masculine),
        person("3").with_name("Ева Янаўна Верас", None),
        Entity::new("4", Kind::Organisation).with_name("Зубр", None),
        Entity::new("5", Kind::Place).with_name("Верасы, 1", None),
    ];
    assert_eq!(reader.read_all().unwrap(), wanted);
    assert_eq!(reader.detected(), Some(Format::FollowTheMoney));
    assert_eq!((reader.other_kinds(), reader.skipped()), (1, 0));
    assert_errors(
        Format::FollowTheMoney,
        &[
            (br#"{"id":"1"}"#, "g:1:10: missing field `schema`"),
            (
                b"\n{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{}}",
                "g:2: `1` has no name",
            ),
            (
                br#"{"id":"1","schema":"Person","properties":{"lastName":["a","b"]}}"#,
                "g:1: `name` is missing, and there are several values of its parts",
            ),
            (
                br#"{"id":"1","schema":"Person","properties":{"name":[1]}}"#,
                "g:1:51: invalid type: integer `1`, expected a string",
            ),
        ],
    );
}

#[test]
fn wikidata() {
    let text = r#"[
{"type":"item","id":"Q1","labels":{"be":{"language":"be","value":"Ева Верас"},"be-x-old":{"language":"be-x-old","value":"Эва Верас"},"mul":{"language":"mul","value":"Eva Vieras"}},"aliases":{"ru":[{"language":"ru","value":"Ева Верес"}]},"descriptions":{"en":{"language":"en","value":"poet"}},"claims":{"P31":[{"mainsnak":{"snaktype":"somevalue"},"rank":"normal"},{"mainsnak":{"datavalue":{"value":{"entity-type":"item","numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"}},"rank":"normal"}],"P21":[{"mainsnak":{"datavalue":{"value":{"id":"Q6581072"}}}}],"P569":[{"mainsnak":{"datavalue":{"value":"x"}}}]}},
{"type":"item","id":"Q2","labels":{"be":{"value":"Верасы"}},"aliases":[],"descriptions":[],"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"numeric-id":532}}}}]}},
{"type":"item","id":"Q3","labels":{"be":{"value":"карціна"}},"claims":[]},
{"type":"property","id":"P4","labels":{"be":{"value":"уласцівасць"}}}
]
"#;
    let mut reader = Reader::new("g", text.as_bytes());
    let wanted = [
        person("Q1")
            .with_name("Ева Верас", "be")
            .with_name("Эва Верас", "be-tarask")
            .with_name("Eva Vieras", None)
            .with_name("Ева Верес", "ru")
            .with_gender(Gender::Feminine)
            .with_description("poet"),
        Entity::new("Q2", Kind::Place).with_name("Верасы", "be"),
    ];
    assert_eq!(reader.read_all().unwrap(), wanted);
    assert_eq!(reader.detected(), Some(Format::Wikidata));
    assert_eq!(reader.other_kinds(), 2);
    let mut reader = Reader::new("g", text.as_bytes()).default_kind(Kind::Organisation);
    assert_eq!(reader.read_all().unwrap().len(), 3);
    assert_errors(
        Format::Wikidata,
        &[
            (
                b"[\n{\"id\":\"Q1\",\"labels\":[1]},\n]",
                "g:2:23: invalid type: sequence, expected a map from languages",
            ),
            (
                br#"{"id":"Q1","claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}]}}"#,
                "g:1: `Q1` has no name",
            ),
        ],
    );
}

#[test]
fn popolo() {
    let text = r#"{
  "memberships": [],
  "organizations": [{"id": "o", "name": "Рада"}],
  "persons": [
    {"id": "1", "name": "Ян Верас", "gender": "male", "summary": "poet",
     "other_names": [{"name": "Jan Vieras", "lang": "be-Latn", "note": "x"}, {"name": null}]},
    {"id": "2", "given_name": "Ева", "family_name": "Верас", "gender": "other"}
  ],
  "areas": [{"id": "a", "name": "Верасы"}]
}
"#;
    let mut reader = Reader::new("g", text.as_bytes());
    let wanted = [
        Entity::new("o", Kind::Organisation).with_name("Рада", None),
        person("1")
            .with_name("Ян Верас", None)
            .with_name("Jan Vieras", "be-Latn")
            .with_gender(Gender::Masculine)
            .with_description("poet"),
        person("2").with_name("Ева Верас", None),
        Entity::new("a", Kind::Place).with_name("Верасы", None),
    ];
    assert_eq!(reader.read_all().unwrap(), wanted);
    assert_eq!(reader.detected(), Some(Format::Popolo));
    let compact = text.replace('\n', "");
    assert_eq!(read_str("g", &compact).unwrap(), wanted);
    assert_errors(
        Format::Popolo,
        &[
            (
                b"\n{}",
                "g:2: there is none of the lists `persons`, `organizations`, `areas`",
            ),
            (b"\n{\n\"persons\": [}", "g:3:13: expected value"),
            (
                b"\n{\"areas\":\n[{\"id\":\"1\",\"name\":\"a\"},\n {\"id\":\n1}]}",
                "g:5:1: invalid type: integer `1`, expected a string",
            ),
            (
                b"{\"areas\": [{\"id\": 1}]}",
                "g:1:19: invalid type: integer `1`, expected a string",
            ),
            (b"{\"areas\":\n\"\xff\"}", "g:2:2: the text is not UTF-8"),
        ],
    );
}

#[test]
fn spacy_patterns() {
    let text = r#"{"label":"PERSON","pattern":"Ян Верас","id":"1"}
{"label":"PERSON","pattern":"Jan Vieras","id":"1"}
{"label":"PRODUCT","pattern":"Зубр"}
{"label":"GPE","pattern":"Верасы"}
"#;
    let mut reader = Reader::new("g", text.as_bytes());
    let wanted = [
        person("1")
            .with_name("Ян Верас", None)
            .with_name("Jan Vieras", None),
        Entity::new("Верасы", Kind::Place).with_name("Верасы", None),
    ];
    assert_eq!(reader.read_all().unwrap(), wanted);
    assert_eq!(reader.detected(), Some(Format::SpacyPatterns));
    assert_eq!(reader.other_kinds(), 1);
    let tokens = concat!(
        "{\"label\":\"ORG\",\"pattern\":\"a\",\"id\":\"1\"}\n",
        "{\"label\":\"ORG\",\"pattern\":[{\"LOWER\":\"b\"}],\"id\":\"1\"}\n",
        "{\"label\":\"ORG\",\"pattern\":\"c\",\"id\":\"1\"}\n",
    );
    let (errors, entities) = lenient(tokens.as_bytes(), Format::SpacyPatterns);
    let wanted =
        "g:2:40: the pattern is a list of tokens, which names no one: write the name as text";
    assert_eq!(
        (errors.as_slice(), entities),
        ([wanted.to_owned()].as_slice(), 1)
    );
    let mut strict = Reader::new("g", tokens.as_bytes());
    assert_eq!(strict.next().unwrap().unwrap().names().len(), 1);
    assert_eq!(strict.next().unwrap().unwrap_err().to_string(), wanted);
    assert!(strict.next().is_none());
}

#[test]
fn sources_that_cannot_be_read() {
    let (errors, _) = lenient(b"\x1f\x8b\x08\x00", Format::Jsonl);
    assert_eq!(
        errors,
        ["g:1: the file is compressed with gzip: decompress it first"]
    );
    let error = read_str("g", "Верасы\n").unwrap_err().to_string();
    assert_eq!(error, "g:1: the format cannot be told: name it");
    assert!(read_str("g", "").unwrap().is_empty());
    let missing = imya::gazetteer::read_file("no such file");
    assert!(matches!(missing.unwrap_err(), Error::File { .. }));
    let directory = imya::gazetteer::read_file(env!("CARGO_MANIFEST_DIR"));
    assert!(matches!(directory.unwrap_err(), Error::File { .. }));
}
