//! Tables of a user: what is refused, and where.

use imya::Scheme;

fn table(rows: &str) -> String {
    format!("# id: x\n# language: be\nfrom\tto\tcontext\tnote\n{rows}")
}

#[test]
fn bad_tables_are_refused_with_line_and_column() {
    let cases = [
        ("", "t: the table has no column line"),
        (
            "from\tto\tcontext\tnote\n",
            "t: the header line `# id:` is missing",
        ),
        (
            "# id: x\nfrom\tto\tcontext\tnote\n",
            "t: the header line `# language:` does not say be, ru or uk",
        ),
        (
            "# id: x\n# language: be\n# year: soon\nfrom\tto\tcontext\tnote\n",
            "t:3: the header line `# year:` is not a year",
        ),
        (
            "# id: x\n# language: be\n# excluding: [\nfrom\tto\tcontext\tnote\n",
            "t:3: `[` in `# excluding:` is not one to three letters or sets",
        ),
        (
            "# id: x\nfrom\tto\tcontext\n",
            "t:2: the column `note` is missing",
        ),
    ];
    for (text, wanted) in cases {
        assert_eq!(Scheme::parse("t", text).unwrap_err().to_string(), wanted);
    }
    let rows = [
        (
            "a\ta\tany\t\n",
            "t:4:1: `a` is not a lower-case Cyrillic letter (U+0400–U+04FF) or ’",
        ),
        (
            "Б\tb\tany\t\n",
            "t:4:1: `Б` is not a lower-case Cyrillic letter (U+0400–U+04FF) or ’",
        ),
        ("\tb\tany\t\n", "t:4:1: `from` has 0 letters, not 1 to 16"),
        (
            "б\tB\tany\t\n",
            "t:4:2: `to` has a capital or a control character; capitals come from the text",
        ),
        (
            "б\tbbbbbbbbbbbbbbbbb\tany\t\n",
            "t:4:2: `to` has more than 16 bytes",
        ),
        ("б\tb\tafter_any\t\n", "t:4:3: `after_any` is not a context"),
        ("б\tb\n", "t:4:3: the cell `context` is missing"),
        (
            "б\tb\tany\t\nб\tp\tany\t\n",
            "t:5:1: line 4 has a rule for the same letters and context",
        ),
    ];
    for (rows, wanted) in rows {
        assert_eq!(
            Scheme::parse("t", &table(rows)).unwrap_err().to_string(),
            wanted
        );
    }
}

#[test]
fn huge_tables_are_refused() {
    let many = "б\tb\tany\tALT\n".repeat(20_001);
    let error = Scheme::parse("t", &table(&many)).unwrap_err().to_string();
    assert_eq!(error, "t: more than 20000 rows");
    let long = " ".repeat(5 << 20);
    let error = Scheme::parse("t", &long).unwrap_err().to_string();
    assert_eq!(error, "t: the table has more than 4194304 bytes");
    let letters: Vec<char> = ('а'..='я').collect();
    let mut groups = String::new();
    for number in 0..19_000_usize {
        let mut rest = number;
        for _ in 0..16 {
            groups.push(letters[rest % 32]);
            rest = rest / 32 + number % 7;
        }
        groups.push_str("\ta\tany\tALT\n");
    }
    let error = Scheme::parse("t", &table(&groups)).unwrap_err().to_string();
    assert!(
        error.ends_with("the table has too many different letter groups"),
        "{error}"
    );
}

#[test]
fn the_most_special_context_of_the_longest_group_wins() {
    let rows = "к\tk\tany\t\nк\tx\tafter_vowel\t\nк\ty\tbetween_vowels\t\nк\tz\tstart\t\nк\tw\tend\t\n\
                ск\tq\tend\t\nа\ta\tany\t\nс\ts\tany\t\n";
    let scheme = Scheme::parse("t", &table(rows)).unwrap();
    assert_eq!(
        scheme.romanise("кака ка-ск скак аккс к"),
        "zaya za-q skaw axks w"
    );
}

#[test]
fn letters_without_a_rule_stay_and_foreign_ones_are_respelled() {
    let scheme = Scheme::parse("t", &table("е\te\tany\t\nі\ti\tany\t\n")).unwrap();
    assert_eq!(scheme.romanise("еиєїб Б"), "eieiб Б");
    let lacinka = Scheme::named("be-lacinka").unwrap();
    assert_eq!(
        lacinka.romanise("Щука, подъезд и Єва"),
        "Ščuka, podjezd i Jeva"
    );
    let russian = Scheme::named("ru-icao-9303").unwrap();
    assert_eq!(
        russian.romanise("Быкаў, Іван, Дем’ян"),
        "Bykau, Ivan, Demieian"
    );
}

#[test]
fn letters_at_the_borders_of_the_block_are_cyrillic_too() {
    let scheme = Scheme::named("ru-iso9-1995").unwrap();
    for text in ["BЀВ", "BҀВ", "BѿВ", "BӿВ", "вЀВ", "вӿВ"] {
        assert_eq!(scheme.romanise_aligned(text).text(), scheme.romanise(text));
    }
}

#[test]
fn an_apostrophe_has_no_case() {
    let scheme = Scheme::named("uk-bgn-1965").unwrap();
    for (text, wanted) in [("ЄъҐ", "YE”G"), ("Єъґ", "Ye”g"), ("Є’Ґ", "YE”G")] {
        assert_eq!(scheme.romanise(text), wanted);
        assert_eq!(scheme.romanise_aligned(text).text(), wanted);
    }
}

#[test]
fn words_are_normalised_as_they_are_read() {
    let scheme = Scheme::named("be-bgn-pcgn-1979").unwrap();
    for (text, wanted) in [
        ("Лукашэ\u{301}нка", "Lukashenka"),
        ("Лука\u{ad}шэнка", "Lukashenka"),
        ("Маги\u{306}", "Mahy"),
        ("У\u{306}ладзімір", "Wladzimir"),
        ("Мiнск", "Minsk"),
        ("Iванаў", "Ivanaw"),
        ("аб'ява абʼява аб`ява", "ab”yava ab”yava ab”yava"),
        ("'ява' ява'", "'yava' yava'"),
        ("Windows-версія", "Windows-vyersiya"),
        ("ЩУКА Щука Щ. ЮЯ Ю ЯН", "SHCHUKA Shchuka Shch. YUYA Yu YAN"),
    ] {
        assert_eq!(scheme.romanise(text), wanted);
        assert_eq!(scheme.romanise_aligned(text).text(), wanted);
    }
}
