//! A text as words with what joins them.

use crate::index::Index;
use crate::name::may_be_phrase;
use crate::text::{Case, Script, Separator, Token, Tokenizer};

use super::between::{closes_quote, is_quote, joins};
use super::vocabulary::{Brief, Common, Details, Traits, Vocabulary};
use super::written::WrittenWord;

/// A text cut into words.
#[derive(Debug, Default)]
pub(crate) struct Passage {
    pub words: Vec<TextWord>,
    /// The words that names may begin with: those with a capital, and generic ones.
    pub openings: Vec<usize>,
    /// Whether Latin names are inflected here: Polish, Łacinka, Latvian …, but not English.
    pub inflects_latin: bool,
    /// Whether most words are in Latin letters.
    pub mostly_latin: bool,
    /// Whether words stand alone in square brackets.
    pub has_inserted: bool,
    /// Words read as one, by their first word: `U.S.`, phrases in case forms that no table lists.
    dotted: Vec<Compound>,
    compounds: Vec<Compound>,
}

/// In texts of fewer words two letters of other alphabets say that Latin names are inflected.
const SHORT_TEXT: usize = 24;
/// Longer chains of single letters with full stops are no acronyms.
const MOST_DOTTED: usize = 4;

/// Neighbouring words read as one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Compound {
    pub first: usize,
    pub last: usize,
    /// The joined word in the vocabulary.
    pub id: u32,
}

#[derive(Debug, Clone)]
pub(crate) struct TextWord {
    pub start: usize,
    pub end: usize,
    /// What its letters tell.
    written: WrittenWord,
    pub stop: bool,
    pub possessive: bool,
    pub hyphen: bool,
    /// Whether it is the end of an internet address: `tut.by`.
    pub domain: bool,
    /// Whether it can belong to one name with the word before it.
    pub joined: bool,
    /// Whether it stands after an opening bracket, and a closing one follows.
    pub bracketed: bool,
    /// Whether it stands alone in square brackets.
    pub inserted: bool,
    /// Whether a quotation mark stands right before it, and whether one closes right after it.
    pub opens_quote: bool,
    pub closes_quote: bool,
    /// Whether it is the first word of a sentence.
    pub opens_sentence: bool,
    /// Whether it is written like a name: with a capital.
    pub capitalised: bool,
    /// Whether it and the next word are looked up as one.
    pub opens_compound: bool,
    /// What is asked most of what it can be, if it can belong to a name where it stands. Of other words nothing
    /// is known here, though other places or texts may have had them looked up.
    pub brief: Brief,
}

/// A word as if it stood alone.
#[derive(Debug, Clone, Copy)]
struct ReadWord {
    end: usize,
    written: WrittenWord,
    stop: bool,
    possessive: bool,
    hyphen: bool,
}

/// A word of the text with all that is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub word: &'a TextWord,
    pub known: &'a Traits,
    vocabulary: &'a Vocabulary,
}

impl std::ops::Deref for TextWord {
    type Target = WrittenWord;

    fn deref(&self) -> &WrittenWord {
        &self.written
    }
}

impl TextWord {
    #[inline]
    fn new(start: usize, own: &ReadWord, capitalised: bool, joined: bool) -> Self {
        TextWord {
            start,
            end: own.end,
            written: own.written,
            stop: own.stop,
            possessive: own.possessive,
            hyphen: own.hyphen,
            domain: false,
            joined,
            bracketed: false,
            inserted: false,
            opens_quote: false,
            closes_quote: false,
            opens_sentence: false,
            capitalised,
            opens_compound: false,
            brief: Brief::default(),
        }
    }

    /// Whether it is an initial: one capital letter, or a letter pair with a full stop.
    pub(crate) fn is_initial(&self) -> bool {
        let known = &self.known;
        self.capitalised
            && known.initial
            && (self.stop || known.count == 1 && known.common != Common::Function)
    }

    /// Whether it is a function word. One in Cyrillic with a capital within a sentence is a name: Ли Кэцян, Тим Кук.
    pub(crate) fn is_function(&self) -> bool {
        let within = self.capitalised && !self.opens_sentence && self.case == Case::Title;
        let name = within && self.known.count > 1 && self.known.script == Some(Script::Cyrillic);
        self.known.common == Common::Function && !name
    }

    /// Whether a phrase with a meaning may begin with it.
    pub(crate) fn may_open_phrase(&self) -> bool {
        self.known.opens_phrase || self.opens_compound
    }

    /// Whether it is a name, as far as one can see, of which the index knows nothing.
    pub(crate) fn is_unknown_name(&self) -> bool {
        self.brief.names == 0
            && self.capitalised
            && self.known.count > 2
            && self.known.script.is_some()
            && !(self.is_function() || self.is_initial() || self.domain)
    }

    /// Whether a run of words that may be a name ends before it.
    pub(crate) fn ends_run(&self) -> bool {
        let other = self.is_function() || self.domain || self.bracketed;
        !(self.is_opening() || self.brief.hits || other)
            && self.known.count > 3
            && self.known.script.is_some()
    }

    /// Whether a name may begin with it.
    fn is_opening(&self) -> bool {
        self.capitalised || self.known.generic
    }
}

impl<'a> Seen<'a> {
    pub(crate) fn is_initial(&self) -> bool {
        self.word.is_initial()
    }

    pub(crate) fn is_given_name(&self) -> bool {
        self.word.brief.given
    }

    pub(crate) fn is_listed_given_name(&self) -> bool {
        self.word.brief.listed_given
    }

    pub(crate) fn is_function(&self) -> bool {
        self.word.is_function()
    }

    /// The folded letters.
    pub(crate) fn letters(&self) -> &'a str {
        &self.vocabulary.word(self.word.id).letters
    }

    /// What it can be, where it can belong to a name.
    pub(crate) fn details(&self) -> Option<&'a Details> {
        self.vocabulary.details(&self.word.brief)
    }

    /// The word as a token of its own.
    pub(crate) fn token(&self) -> Token {
        self.vocabulary.word(self.word.id).token()
    }
}

impl Passage {
    /// Cuts a text into words and looks up those that can belong to names.
    pub(crate) fn read(
        &mut self,
        index: &Index,
        vocabulary: &mut Vocabulary,
        text: &str,
        lower_case: bool,
    ) {
        self.cut(vocabulary, text, lower_case);
        self.read_compounds(index, vocabulary);
        for &at in &self.openings {
            // The second word of a name may be small: «Гавары праўду».
            for (offset, word) in self.words[at..].iter_mut().enumerate() {
                if offset > 0 && (!word.joined || word.is_function() || word.is_opening()) {
                    break;
                }
                word.brief = vocabulary.look_up(index, word.id, self.inflects_latin);
                if !word.brief.goes_on {
                    break;
                }
            }
        }
    }

    fn cut(&mut self, vocabulary: &mut Vocabulary, text: &str, lower_case: bool) {
        self.words.clear();
        self.openings.clear();
        self.has_inserted = false;
        let mut end = 0;
        let mut inflecting = 0;
        let mut latin = 0;
        let mut after_possessive = false;
        let mut tokenizer = Tokenizer::new(text);
        while let Some(start) = tokenizer.skip_to_word() {
            let own = read_word(&mut tokenizer, vocabulary, start);
            let WrittenWord { known, case, .. } = own.written;
            inflecting += usize::from(known.inflecting);
            latin += usize::from(known.script == Some(Script::Latin));
            let capitalised =
                case != Case::Lower || lower_case && known.count > 2 && known.common == Common::No;
            if capitalised || known.generic {
                self.openings.push(self.words.len());
            }
            let spaced = start == end + 1 && text.as_bytes()[end] == b' ';
            let joined = !after_possessive || capitalised;
            after_possessive = own.possessive;
            self.words
                .push(TextWord::new(start, &own, capitalised, joined));
            if !spaced {
                self.set_apart(text, (end, start));
            }
            end = own.end;
            if case == Case::Mixed
                && let Some(length) = self.words.last().and_then(|own| glued_acronym(text, own))
            {
                self.part_acronym(vocabulary, tokenizer.letters(), length);
                self.openings.push(self.words.len() - 1);
                latin += 1;
            }
        }
        if let Some(last) = self.words.last_mut() {
            last.closes_quote = closes_quote(text.get(end..).unwrap_or_default());
        }
        self.inflects_latin = inflecting > 2 || inflecting == 2 && self.words.len() < SHORT_TEXT;
        self.mostly_latin = 2 * latin > self.words.len();
    }

    /// Sees what stands before the last word, where that is no single space.
    fn set_apart(&mut self, text: &str, (end, start): (usize, usize)) {
        let between = text.get(end..start).unwrap_or_default();
        let Some((own, before)) = self.words.split_last_mut() else {
            return;
        };
        let mut before = before.last_mut();
        if between == ", " {
            own.joined = false;
            own.opens_sentence = before.is_none();
            return;
        }
        if let Some(before) = &mut before {
            before.closes_quote = closes_quote(between);
        }
        let next = text.as_bytes().get(own.end);
        own.opens_quote = between.ends_with(is_quote);
        own.joined = (before.as_ref()).is_some_and(|before| joins(between, before, own));
        own.domain = own.joined && between == "." && own.case == Case::Lower;
        own.bracketed = between.ends_with('(') && next == Some(&b')');
        own.inserted = between.ends_with('[') && next == Some(&b']');
        own.opens_sentence = before.is_none_or(|before| {
            between.contains(['!', '?', '\n', ':', '…'])
                || between.contains('.') && !before.is_initial()
        });
        self.has_inserted |= own.inserted;
    }

    /// Parts the last word after so many letters.
    fn part_acronym(&mut self, vocabulary: &mut Vocabulary, letters: &[char], length: usize) {
        let (acronym, word) = letters.split_at(length);
        let Some(own) = self.words.last_mut() else {
            return;
        };
        let case = Case::Title;
        let (id, known) = vocabulary.number(word, own.known.script);
        let second = TextWord {
            start: own.start + length,
            written: WrittenWord { id, known, case },
            joined: false,
            ..own.clone()
        };
        own.end = second.start;
        let case = Case::Upper;
        let (id, known) = vocabulary.number(acronym, own.known.script);
        own.written = WrittenWord { id, known, case };
        (own.stop, own.possessive) = (false, false);
        self.words.push(second);
    }

    fn read_compounds(&mut self, index: &Index, vocabulary: &mut Vocabulary) {
        self.dotted.clear();
        self.compounds.clear();
        let mut letters: Vec<char> = Vec::new();
        for opening in 0..self.openings.len() {
            let first = self.openings[opening];
            let word = &self.words[first];
            let Some(next) = self.words.get(first + 1).filter(|next| next.joined) else {
                continue;
            };
            if word.capitalised && word.stop && word.end - word.start <= 2 {
                let last = self.end_of_dots(first);
                if last > first {
                    let id = self.join(first, last, vocabulary, &mut letters);
                    vocabulary.look_up(index, id, self.inflects_latin);
                    self.dotted.push(Compound { first, last, id });
                }
            }
            let may_be = next.known.generic
                && (word.known.generic || word.capitalised)
                && word.known.script.is_some();
            if may_be && let Some(id) = self.phrase_of(first, vocabulary, &mut letters) {
                vocabulary.look_up(index, id, self.inflects_latin);
                let last = first + 1;
                self.words[first].opens_compound = true;
                self.compounds.push(Compound { first, last, id });
            }
        }
    }

    /// A word and the next read as one, where they may be a phrase; found out once for the same words.
    fn phrase_of(
        &self,
        first: usize,
        vocabulary: &mut Vocabulary,
        letters: &mut Vec<char>,
    ) -> Option<u32> {
        let pair = (self.words[first].id, self.words[first + 1].id);
        if let Some(known) = vocabulary.memory.phrases.get(&pair) {
            return known;
        }
        let letters_of = |id: u32| &vocabulary.word(id).letters;
        let may_be = may_be_phrase(letters_of(pair.0), letters_of(pair.1));
        let found = may_be.then(|| self.join(first, first + 1, vocabulary, letters));
        vocabulary.memory.phrases.keep(pair, found)
    }

    /// The last of single capital letters with full stops and nothing else between them.
    fn end_of_dots(&self, first: usize) -> usize {
        let mut last = first;
        while let Some(next) = self.words.get(last + 1) {
            let close = next.start == self.words[last].end + 1;
            if !(close && next.stop && next.capitalised && next.end - next.start <= 2) {
                break;
            }
            last += 1;
            if last - first > MOST_DOTTED {
                return first;
            }
        }
        last
    }

    fn join(
        &self,
        first: usize,
        last: usize,
        vocabulary: &mut Vocabulary,
        letters: &mut Vec<char>,
    ) -> u32 {
        letters.clear();
        for word in &self.words[first..=last] {
            letters.extend(vocabulary.word(word.id).letters.chars());
        }
        vocabulary.number(letters, self.words[first].known.script).0
    }

    pub(crate) fn dotted(&self, first: usize) -> Option<Compound> {
        find(&self.dotted, first)
    }

    pub(crate) fn compound(&self, first: usize) -> Option<Compound> {
        find(&self.compounds, first)
    }

    pub(crate) fn seen<'a>(&'a self, vocabulary: &'a Vocabulary, at: usize) -> Seen<'a> {
        let word = &self.words[at];
        Seen {
            word,
            known: &word.known,
            vocabulary,
        }
    }
}

/// The word that begins here, as if it stood alone.
#[inline]
fn read_word(tokenizer: &mut Tokenizer<'_>, vocabulary: &mut Vocabulary, start: usize) -> ReadWord {
    if let Some((surface, length)) = tokenizer.surface(start)
        && let Some(known) = vocabulary.written(&surface)
    {
        let end = start + length;
        let (stop, separator) = tokenizer.pass(end);
        return ReadWord {
            end,
            written: *known,
            stop,
            possessive: false,
            hyphen: separator == Separator::Hyphen,
        };
    }
    read_other_word(tokenizer, vocabulary, start)
}

/// A word with `’s` or one that is not known as it is written.
#[inline(never)]
fn read_other_word(
    tokenizer: &mut Tokenizer<'_>,
    vocabulary: &mut Vocabulary,
    start: usize,
) -> ReadWord {
    if let Some((surface, length, end)) = tokenizer.surface_of_possessive(start)
        && let Some(known) = vocabulary.written(&surface)
    {
        let (_, separator) = tokenizer.pass(end);
        return ReadWord {
            end: start + length,
            written: *known,
            stop: false,
            possessive: true,
            hyphen: separator == Separator::Hyphen,
        };
    }
    read_new_word(tokenizer, vocabulary, start)
}

fn read_new_word(
    tokenizer: &mut Tokenizer<'_>,
    vocabulary: &mut Vocabulary,
    start: usize,
) -> ReadWord {
    let surface = tokenizer.surface(start);
    let word = tokenizer.take(start);
    let (id, known) = vocabulary.number(tokenizer.letters(), word.script);
    let case = word.case;
    let written = WrittenWord { id, known, case };
    // Of words with capitals inside the letters are asked for.
    if let Some((surface, length)) = surface
        && tokenizer.is_plain()
        && word.span.len() == length
        && case != Case::Mixed
    {
        vocabulary.keep_written(&surface, written);
    }
    ReadWord {
        end: word.span.end,
        written,
        stop: word.stop,
        possessive: word.possessive,
        hyphen: word.separator == Separator::Hyphen,
    }
}

fn find(compounds: &[Compound], first: usize) -> Option<Compound> {
    let place = compounds.binary_search_by_key(&first, |compound| compound.first);
    place.ok().map(|place| compounds[place])
}

/// How long the acronym is that a word of mixed case begins with where a space was lost: "By TTEnglish edition".
fn glued_acronym(text: &str, word: &TextWord) -> Option<usize> {
    if word.known.script != Some(Script::Latin) {
        return None;
    }
    let letters = text.get(word.start..word.end)?.as_bytes();
    let capitals = letters
        .iter()
        .take_while(|letter| letter.is_ascii_uppercase());
    let capitals = capitals.count();
    let small = &letters[capitals..];
    let glued = capitals > 2 && small.len() > 2 && small.iter().all(u8::is_ascii_lowercase);
    glued.then(|| capitals - 1)
}
