//! One self-contained page of a text with its mentions.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::gazetteer::Kind;
use crate::resolver::Decision;

use super::mention::Mention;

const STYLE: &str = include_str!("../../data/annotate/page.css");

/// What a page shows beside the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageOptions {
    language: String,
    evidence: bool,
}

impl PageOptions {
    /// A page in English, without the reasons for the mentions.
    pub fn new() -> Self {
        PageOptions {
            language: "en".to_owned(),
            evidence: false,
        }
    }

    /// Whether hovering over a mention also shows the reasons for it.
    ///
    /// ```
    /// use imya::annotate::{PageOptions, page};
    /// let resolver = imya::Resolver::embedded();
    /// let text = "Мінск";
    /// let html = page("t", text, &resolver.annotate(text), &PageOptions::new().evidence(true));
    /// assert!(html.contains("<mark"));
    /// ```
    pub fn evidence(mut self, evidence: bool) -> Self {
        self.evidence = evidence;
        self
    }
}

/// A self-contained HTML page: the text with its mentions coloured by kind and linked to a list of the
/// entities with all spellings found. It needs no network and no script, prints, and follows the reader's
/// choice of light or dark.
///
/// ```
/// use imya::annotate::{PageOptions, page};
/// let resolver = imya::Resolver::embedded();
/// let text = "Minsk & Святлана Ціханоўская";
/// let html = page("A < B", text, &resolver.annotate(text), &PageOptions::new());
/// assert!(html.starts_with("<!doctype html>") && html.contains("A &lt; B"));
/// assert_eq!(html.matches("<mark").count(), 2);
/// ```
pub fn page(title: &str, text: &str, mentions: &[Mention<'_>], options: &PageOptions) -> String {
    let title = escape(title);
    let body = component(text, mentions, options);
    let language = escape(&options.language);
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1></header>\n{body}\
         </body>\n</html>\n"
    )
}

/// The same as [`page`] without the frame of a page: two elements, `main` and `aside`, for pages of one's
/// own.
///
/// ```
/// use imya::annotate::{PageOptions, component};
/// let html = component("a\n\nb", &[], &PageOptions::new());
/// assert!(html.contains("<p>a</p>") && html.contains("<p>b</p>"));
/// ```
pub fn component(text: &str, mentions: &[Mention<'_>], options: &PageOptions) -> String {
    let entities = listed(mentions);
    let mut html = String::with_capacity(2 * text.len() + 200 * mentions.len() + 1000);
    html.push_str("<div class=\"imya\">\n<main aria-label=\"Text\">\n<p>");
    let mut at = 0;
    for (number, mention) in mentions.iter().enumerate() {
        let bytes = mention.span().bytes();
        push_text(&mut html, text.get(at..bytes.start).unwrap_or_default());
        push_mention(&mut html, number + 1, mention, &entities, options);
        at = bytes.end;
    }
    push_text(&mut html, text.get(at..).unwrap_or_default());
    html.push_str("</p>\n</main>\n");
    push_panel(&mut html, mentions.len(), &entities);
    html.push_str("</div>\n");
    html
}

/// An entity of the side panel.
struct Listed<'m, 'r> {
    number: usize,
    mention: &'m Mention<'r>,
    spellings: BTreeMap<&'m str, usize>,
    count: usize,
}

type Entities<'m, 'r> = BTreeMap<(u8, &'r str), Listed<'m, 'r>>;

fn listed<'m, 'r>(mentions: &'m [Mention<'r>]) -> Entities<'m, 'r> {
    let mut entities: Entities<'m, 'r> = BTreeMap::new();
    for mention in mentions {
        let entity = mention.entity();
        let own = entities
            .entry((entity.kind() as u8, entity.id()))
            .or_insert_with(|| Listed {
                number: 0,
                mention,
                spellings: BTreeMap::new(),
                count: 0,
            });
        own.count += 1;
        *own.spellings.entry(mention.surface()).or_default() += 1;
    }
    for (number, own) in entities.values_mut().enumerate() {
        own.number = number + 1;
    }
    entities
}

/// Class and heading of a kind; the heading's symbol tells the kinds apart without colour.
fn kind_words(kind: Kind) -> (&'static str, &'static str, &'static str) {
    match kind {
        Kind::Person => ("person", "People", "person"),
        Kind::Organisation => ("org", "Organisations", "organisation"),
        Kind::Place => ("place", "Places", "place"),
    }
}

/// A mention is a link to its entity; a hint that shows when it is pointed at or focused says which.
fn push_mention(
    html: &mut String,
    place: usize,
    mention: &Mention<'_>,
    entities: &Entities<'_, '_>,
    options: &PageOptions,
) {
    let entity = mention.entity();
    let (class, _, kind) = kind_words(entity.kind());
    let number = entities
        .get(&(entity.kind() as u8, entity.id()))
        .map_or(0, |own| own.number);
    let mut hint = format!(
        "<b>{}</b> {kind}, score {:.2} <code>{}</code>",
        escape(entity.name()),
        mention.score(),
        escape(entity.id())
    );
    if mention.decision() == Decision::Ambiguous {
        let rivals: Vec<String> = mention.rivals().map(|rival| escape(rival.id())).collect();
        let _ = write!(hint, "\nor {}", rivals.join(", "));
    }
    if options.evidence {
        let evidence = mention.evidence().to_string();
        let _ = write!(
            hint,
            "<span class=\"why\">{}</span>",
            escape(evidence.trim_end())
        );
    }
    let unsure = match mention.decision() {
        Decision::Ambiguous => " unsure",
        _ => "",
    };
    let _ = write!(
        html,
        "<a class=\"{class}{unsure}\" href=\"#e{number}\" data-id=\"{}\" aria-describedby=\"h{place}\">\
         <mark>{}</mark><span class=\"hint\" role=\"tooltip\" id=\"h{place}\">{hint}</span></a>",
        escape(entity.id()),
        escape(mention.surface()),
    );
}

fn push_panel(html: &mut String, mentions: usize, entities: &Entities<'_, '_>) {
    let _ = writeln!(
        html,
        "<aside aria-label=\"Entities\">\n<p class=\"sum\">{mentions} mentions of {} entities</p>",
        entities.len()
    );
    for kind in Kind::ALL {
        let of_kind = || {
            entities
                .values()
                .filter(|own| own.mention.entity().kind() == kind)
        };
        if of_kind().next().is_none() {
            continue;
        }
        let (class, heading, _) = kind_words(kind);
        let _ = writeln!(html, "<h2 class=\"{class}\">{heading}</h2>\n<ul>");
        for own in of_kind() {
            let entity = own.mention.entity();
            let spellings: Vec<String> = own
                .spellings
                .iter()
                .map(|(spelling, count)| match count {
                    1 => escape(spelling),
                    _ => format!("{}&nbsp;×{count}", escape(spelling)),
                })
                .collect();
            let _ = writeln!(
                html,
                "<li id=\"e{}\"><b>{}</b> <span class=\"count\">{}</span> <code>{}</code><br>{}</li>",
                own.number,
                escape(entity.name()),
                own.count,
                escape(entity.id()),
                spellings.join(", "),
            );
        }
        html.push_str("</ul>\n");
    }
    html.push_str("</aside>\n");
}

/// Text between mentions; empty lines part paragraphs.
fn push_text(html: &mut String, text: &str) {
    let mut first = true;
    for line in text.split('\n') {
        if !first {
            let open = html.ends_with("<p>");
            html.push_str(if open { "" } else { "</p>\n<p>" });
        }
        html.push_str(&escape(line.trim_end_matches('\r')));
        first = false;
    }
}

/// Escapes what HTML would read as markup; characters that XML forbids become spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(character),
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
