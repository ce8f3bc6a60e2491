//! Where a mention begins and ends in the text.

use crate::gazetteer::Kind;

use super::decide::Chosen;
use super::passage::Passage;

/// Quotation marks and the marks that close them.
const QUOTES: [(char, &[char]); 5] = [
    ('«', &['»']),
    ('“', &['”', '“']),
    ('„', &['“', '”', '„']),
    ('"', &['"']),
    ('‘', &['’']),
];

/// The bytes of a mention: its words, the closing mark of a quotation that begins inside it, the last full
/// stop of a dotted abbreviation.
pub(super) fn of(text: &str, passage: &Passage, chosen: &Chosen) -> (usize, usize) {
    let words = &passage.words[chosen.proposal.first..=chosen.proposal.last];
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return (0, 0);
    };
    let (start, mut end) = (first.start, last.end);
    let inside = text.get(start..end).unwrap_or_default();
    let rest = text.get(end..).unwrap_or_default();
    if chosen.proposal.kind == Kind::Organisation
        && let Some(length) = domain(rest)
    {
        return (start, end + length);
    }
    if last.bracketed && words.len() > 1 && rest.starts_with(')') {
        return (start, end + 1);
    }
    let whole_quotation = first.opens_quote && last.closes_quote;
    if whole_quotation && chosen.proposal.kind == Kind::Organisation && rest.starts_with('!') {
        end += 1;
    }
    if words.len() > 1 {
        // Nearly all names have no quotation mark inside, whose first byte is one of these.
        let marked = inside
            .bytes()
            .any(|byte| matches!(byte, b'"' | 0xc2 | 0xe2));
        for (open, closing) in QUOTES.into_iter().filter(|_| marked) {
            let opened = inside.rfind(open).filter(|&at| {
                let quoted = inside.get(at + open.len_utf8()..).unwrap_or_default();
                !quoted.contains(closing)
            });
            if opened.is_none() {
                continue;
            }
            // An exclamation mark may belong to the quoted name.
            let mut after = rest.char_indices();
            let next = after.find(|(_, c)| !matches!(c, '!' | '?' | '.'));
            if let Some((at, mark)) = next
                && closing.contains(&mark)
                && at <= 1
            {
                return (start, end + at + mark.len_utf8());
            }
        }
        let dotted = words
            .iter()
            .all(|word| word.stop && word.end - word.start <= 2);
        if dotted && rest.starts_with('.') {
            end += 1;
        }
    }
    (start, end)
}

/// How long the end of an internet address is that stands here: `.by`, `.info`.
fn domain(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('.')?;
    let length = name.bytes().take_while(u8::is_ascii_lowercase).count();
    let after = name.get(length..)?.chars().next();
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    ((2..=4).contains(&length) && ends).then_some(length + 1)
}
