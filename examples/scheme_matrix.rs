//! Writes `docs/schemes.md`: the schemes, and what each gives for the letters on which they differ.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Parser;
use imya::scheme::{Scheme, alphabet, language_code};
use imya::text::Language;

/// Writes the comparison of all schemes, or checks that it is up to date.
#[derive(Parser)]
struct Options {
    /// The file.
    #[arg(default_value = "docs/schemes.md")]
    file: PathBuf,
    /// Write nothing; fail where the file is not what would be written.
    #[arg(long)]
    check: bool,
}

/// Letters in places where the schemes have rules of their own: what is shown, a word, the letters
/// of the word that are asked for.
const PLACES: &[(Language, &str, &str, &str)] = &[
    (Language::Belarusian, "е at the start", "ен", "е"),
    (Language::Belarusian, "е after a vowel", "аен", "е"),
    (Language::Belarusian, "е after a consonant", "бен", "е"),
    (Language::Belarusian, "е after ’", "б’ен", "е"),
    (Language::Belarusian, "е after ў", "аўен", "е"),
    (Language::Belarusian, "ё at the start", "ён", "ё"),
    (Language::Belarusian, "ё after a consonant", "бён", "ё"),
    (Language::Belarusian, "ю at the start", "юн", "ю"),
    (Language::Belarusian, "ю after a consonant", "бюн", "ю"),
    (Language::Belarusian, "я at the start", "ян", "я"),
    (Language::Belarusian, "я after a consonant", "бян", "я"),
    (Language::Belarusian, "ля", "аляк", "ля"),
    (Language::Belarusian, "ль", "аль", "ль"),
    (Language::Belarusian, "нь", "ань", "нь"),
    (Language::Belarusian, "дзь", "адзь", "дзь"),
    (Language::Belarusian, "зг", "азган", "зг"),
    (Language::Belarusian, "шч", "ашчан", "шч"),
    (Language::Belarusian, "ская at the end", "адская", "ская"),
    (Language::Russian, "е at the start", "ен", "е"),
    (Language::Russian, "е after a vowel", "аен", "е"),
    (Language::Russian, "е after a consonant", "бен", "е"),
    (Language::Russian, "е after ь", "бьен", "ье"),
    (Language::Russian, "ё after a consonant", "бён", "ё"),
    (Language::Russian, "ё after ш", "шён", "шё"),
    (Language::Russian, "ий at the end", "абий", "ий"),
    (Language::Russian, "ый at the end", "абый", "ый"),
    (Language::Russian, "ия", "абия", "ия"),
    (Language::Russian, "ин at the end", "абин", "ин"),
    (Language::Russian, "ль", "аль", "ль"),
    (Language::Russian, "кс", "акса", "кс"),
    (Language::Russian, "ци", "ацик", "ци"),
    (Language::Ukrainian, "є at the start", "єн", "є"),
    (Language::Ukrainian, "є after a consonant", "бєн", "є"),
    (Language::Ukrainian, "ї after a vowel", "аїн", "ї"),
    (Language::Ukrainian, "ю after a consonant", "бюн", "ю"),
    (Language::Ukrainian, "й after a vowel", "ай", "й"),
    (Language::Ukrainian, "зг", "азган", "зг"),
];

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let page = page()?;
    let name = options.file.display().to_string();
    if options.check {
        let found = std::fs::read_to_string(&options.file).with_context(|| name.clone())?;
        if found != page {
            eprintln!(
                "scheme_matrix: {name} is out of date; run `cargo run --example scheme_matrix`"
            );
            return Ok(ExitCode::FAILURE);
        }
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(folder) = options.file.parent() {
        std::fs::create_dir_all(folder).with_context(|| name.clone())?;
    }
    std::fs::write(&options.file, page).context(name)?;
    Ok(ExitCode::SUCCESS)
}

fn page() -> Result<String> {
    let mut page = String::from(
        "# Romanisation schemes\n\nThis page is written by `cargo run --example scheme_matrix`; do not edit it.\n",
    );
    let languages = [
        (Language::Belarusian, "Belarusian"),
        (Language::Russian, "Russian"),
        (Language::Ukrainian, "Ukrainian"),
    ];
    for (language, name) in languages {
        let schemes: Vec<&Scheme> = Scheme::all()
            .filter(|scheme| scheme.language() == language)
            .collect();
        write!(page, "\n## {name}: {} schemes\n\n", schemes.len())?;
        page.push_str("| id | title | authority | year | reversible |\n|---|---|---|---|---|\n");
        for scheme in &schemes {
            let reversible = if scheme.is_reversible() { "yes" } else { "" };
            let partial = scheme
                .partial()
                .map(|partial| format!(" (partial: {partial})"));
            writeln!(
                page,
                "| `{}` | {}{} | {} | {} | {reversible} |",
                scheme.id(),
                scheme.title(),
                partial.unwrap_or_default(),
                scheme.authority(),
                scheme
                    .year()
                    .map(|year| year.to_string())
                    .unwrap_or_default(),
            )?;
        }
        letters(&mut page, language, &schemes)?;
    }
    Ok(page)
}

fn letters(page: &mut String, language: Language, schemes: &[&Scheme]) -> Result<()> {
    let mut rows: Vec<(String, Vec<String>)> = alphabet(language)
        .filter(|letter| *letter != '’')
        .map(|letter| {
            let word = format!("т{letter}т");
            (
                letter.to_string(),
                values(schemes, &word, &letter.to_string()),
            )
        })
        .collect();
    rows.push(("’".to_owned(), values(schemes, "б’ян", "’")));
    let (same, mut rows): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|(_, values)| values.windows(2).all(|pair| pair[0] == pair[1]));
    for (_, label, word, letters) in PLACES.iter().filter(|place| place.0 == language) {
        rows.push(((*label).to_owned(), values(schemes, word, letters)));
    }
    let same: Vec<String> = same
        .iter()
        .map(|(letter, values)| format!("{letter} {}", values.first().map_or("", String::as_str)))
        .collect();
    write!(
        page,
        "\nThe same in all of them, between consonants: {}.\n",
        same.join(", ")
    )?;
    page.push_str(
        "\nWhere they differ (a letter alone stands between two consonants; – is nothing):\n\n|  |",
    );
    for (label, _) in &rows {
        write!(page, " {label} |")?;
    }
    page.push_str("\n|---|");
    page.push_str(&"---|".repeat(rows.len()));
    for (number, scheme) in schemes.iter().enumerate() {
        write!(
            page,
            "\n| `{}` |",
            scheme
                .id()
                .trim_start_matches(&format!("{}-", language_code(language)))
        )?;
        for (_, values) in &rows {
            let value = values.get(number).map_or("", String::as_str);
            let value = value.replace('`', "\\`").replace('|', "\\|");
            write!(page, " {} |", if value.is_empty() { "–" } else { &value })?;
        }
    }
    page.push('\n');
    Ok(())
}

/// What each scheme gives for some letters of a word.
fn values(schemes: &[&Scheme], word: &str, letters: &str) -> Vec<String> {
    let at = word.rfind(letters).unwrap_or_default();
    let wanted = at..at + letters.len();
    schemes
        .iter()
        .map(|scheme| {
            let aligned = scheme.romanise_aligned(word);
            let spans = aligned
                .spans()
                .iter()
                .filter(|span| span.source.start < wanted.end && span.source.end > wanted.start);
            spans
                .filter_map(|span| aligned.text().get(span.output.clone()))
                .collect()
        })
        .collect()
}
