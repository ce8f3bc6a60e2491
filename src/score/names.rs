//! Many names in one piece, gone through against a cut-off.

use rustc_hash::FxHashMap;

use crate::gazetteer::Kind;
use crate::name::Genders;

use super::known::{Effort, Key, Known};
use super::matcher::{Scratch, compare, compare_views};
use super::outline::{Outline, WORDS};
use super::prepared::{Member, NameView, PreparedName, are_read_apart};
use super::question::{Names, Question};
use super::word::{Role, WordStore};

/// Many prepared names in one piece, to be gone through with a cut-off.
///
/// A word that several names have is kept once, and what it can have to do with a query is found out once.
/// [`above`](PreparedNames::above) therefore goes through a long list about twice as fast as
/// [`compare_many_above`](super::compare_many_above). At most 2³² words of names in all.
///
/// ```
/// use imya::{Kind, score::{PreparedName, PreparedNames, Scratch}};
/// let prepare = |name: &str| PreparedName::new(name, Some(Kind::Person));
/// let names = ["Сяргей Ціханоўскі", "Sviatlana Tsikhanouskaya", "Віктар Бабарыка"];
/// let names: PreparedNames = names.map(prepare).iter().collect();
/// let (query, mut scratch) = (prepare("Светлана Тихановская"), Scratch::default());
/// let found: Vec<usize> = names.above(0.5, &query, &mut scratch).map(|(at, _)| at).collect();
/// assert_eq!(found, [1]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct PreparedNames {
    store: WordStore,
    members: Vec<Member>,
    rows: Vec<Row>,
    /// Names that have a second reading, by their places.
    apart: FxHashMap<usize, PreparedName>,
    /// What all words say depends on, each once; and the word of each.
    keys: Vec<(Key, u32)>,
    /// Words by their stored form, and their keys by what they do.
    word_numbers: FxHashMap<Box<[u8]>, u32>,
    key_numbers: FxHashMap<(u32, Role, bool), u32>,
    buffer: Vec<u8>,
}

/// From this cut-off on bounds pay for names of persons that have few words in common (a hundred of them: by half),
const HIGH: f32 = 0.8;
/// below it where each word comes so often on average (.5: not with 400 names, with 2,000 hardly, with 10,000 by 80 %).
const OFTEN: usize = 2;

/// A name of the list.
#[derive(Debug, Clone, Copy)]
struct Row {
    first_member: u32,
    /// The numbers of its keys.
    keys: [u32; WORDS],
    /// How many these are; none of a name that is compared in full.
    count: u8,
    telling: u8,
    /// Words that a hyphen joins with the one before, a bit each.
    hyphens: u8,
    genders: Genders,
    kind: Kind,
}

impl PreparedNames {
    /// Adds a name at the end.
    pub fn push(&mut self, name: &PreparedName) {
        if name.apart.is_some() {
            self.apart.insert(self.rows.len(), name.clone());
        }
        let first_member = self.members.len() as u32;
        let outline = Outline::of(name.view());
        let mut row = Row {
            first_member,
            keys: [0; WORDS],
            count: outline.words().len() as u8,
            telling: outline.telling,
            hyphens: outline.hyphens,
            genders: name.genders,
            kind: name.kind,
        };
        for member in &name.members {
            let word = self.word(name, member.word);
            self.members.push(Member { word, ..*member });
        }
        let members = &self.members[first_member as usize..];
        let words = outline.words().iter().zip(members).zip(&mut row.keys);
        for ((shape, member), key) in words {
            let next = self.keys.len() as u32;
            let what = (member.word, member.role, member.initial);
            *key = *self.key_numbers.entry(what).or_insert(next);
            if *key == next {
                self.keys.push((Key::new(&outline, shape), member.word));
            }
        }
        self.rows.push(row);
    }

    /// The number of a word of a name here.
    fn word(&mut self, name: &PreparedName, number: u32) -> u32 {
        let word = name.store.word(number);
        self.buffer.clear();
        word.store(&mut self.buffer);
        if let Some(&known) = self.word_numbers.get(&*self.buffer) {
            return known;
        }
        let number = self.store.copy(&word);
        self.word_numbers.insert((&*self.buffer).into(), number);
        number
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn view(&self, at: usize) -> NameView<'_> {
        let row = &self.rows[at];
        let end = self.rows.get(at + 1).map(|next| next.first_member as usize);
        let end = end.unwrap_or(self.members.len());
        NameView {
            kind: row.kind,
            genders: row.genders,
            store: &self.store,
            members: &self.members[row.first_member as usize..end],
        }
    }

    /// Whether it pays to work out what each word can say at most: where words come again, or where little of it
    /// tells that a name cannot reach the cut-off.
    fn is_bound_worth(&self, cut_off: f32) -> bool {
        cut_off >= HIGH || self.members.len() >= OFTEN * self.keys.len()
    }

    /// The names that a query means with a probability of `cut_off` or more, and the probability; lazily, in
    /// order.
    ///
    /// The scores are those of [`compare`](super::compare). Names of another kind than the query's, of more than
    /// four words or of more than forty units (about as many letters), and organisations with a phrase that means one
    /// thing (European Union) or an acronym beside other words are compared in full; others are mostly
    /// passed over, as a bound on their evidence shows.
    pub fn above<'n>(
        &'n self,
        cut_off: f32,
        query: &'n PreparedName,
        scratch: &'n mut Scratch,
    ) -> impl Iterator<Item = (usize, f32)> + 'n {
        let bound = query.apart.is_none() && self.is_bound_worth(cut_off);
        let question = Question::new(query, cut_off).filter(|_| bound);
        let mut sieve = question.map(|question| Sieve {
            question,
            places: vec![0; self.keys.len()],
            words: Vec::new(),
        });
        (0..self.len()).filter_map(move |at| {
            let apart = self.apart.get(&at);
            let passes = match &mut sieve {
                Some(sieve) if apart.is_none() => sieve.passes(self, query, at, scratch),
                _ => true,
            };
            let score = passes.then(|| match apart {
                Some(name) => compare(query, name, scratch),
                None => {
                    let view = self.view(at);
                    let score = compare_views(query.view(), view, scratch);
                    match are_read_apart((query.view(), query.phrases()), (view, &[])) {
                        true => compare_views(query.view_apart(), view, scratch).max(score),
                        false => score,
                    }
                }
            });
            score
                .filter(|&score| score >= cut_off)
                .map(|score| (at, score))
        })
    }
}

impl<'n> Extend<&'n PreparedName> for PreparedNames {
    fn extend<I: IntoIterator<Item = &'n PreparedName>>(&mut self, names: I) {
        names.into_iter().for_each(|name| self.push(name));
    }
}

impl<'n> FromIterator<&'n PreparedName> for PreparedNames {
    fn from_iter<I: IntoIterator<Item = &'n PreparedName>>(names: I) -> Self {
        let mut list = PreparedNames::default();
        list.extend(names);
        list
    }
}

/// Tells which names of a list may reach a score.
struct Sieve {
    question: Question,
    /// By key the place of what was found out, counted from 1.
    places: Vec<u32>,
    words: Vec<Known>,
}

impl Sieve {
    #[inline]
    fn passes(
        &mut self,
        list: &PreparedNames,
        query: &PreparedName,
        at: usize,
        scratch: &mut Scratch,
    ) -> bool {
        let row = &list.rows[at];
        if row.count == 0 || row.kind != self.question.kind {
            return true;
        }
        let mut places = [0; WORDS];
        let keys = &row.keys[..usize::from(row.count).min(WORDS)];
        for (place, &key) in places.iter_mut().zip(keys) {
            *place = match self.places[key as usize] {
                0 => self.find_out(list, key),
                known => known as usize - 1,
            };
        }
        let places = &places[..keys.len()];
        let question = &self.question;
        let frame = question.frame(row.genders, row.telling, row.hyphens);
        question.may_reach(frame, &self.words, places) && {
            let names = Names {
                query: query.view(),
                name: list.view(at),
            };
            question.judge(frame, &mut self.words, places, &names, &mut scratch.grid)
        }
    }

    #[cold]
    fn find_out(&mut self, list: &PreparedNames, number: u32) -> usize {
        let (key, word) = list.keys[number as usize];
        let units = list.store.word(word).spelled().units;
        self.words
            .push(self.question.find_out(key, units, Effort::Units));
        self.places[number as usize] = self.words.len() as u32;
        self.words.len() - 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare;
    use super::*;
    use proptest::prelude::*;

    const WORD: &str = "[А-ЯІ][а-яіў]{1,9}|[A-Z][a-zŭš]{1,9}|Аляксандр|Aleksandra|Алесь|Іван|Ивановна|\
        Пятровіч|Тихановская|Tsikhanouskaya|Тихановский|Цiханоўскай|А\\.|Новая|Новы|раён|street|2|Инвэнь|Ing-wen|Инг-вэнь|Мінск|\
        Minsk|Минска|Польша|Poland|Хошимин|Ho Chi Minh City|European Parliament|Еўрапейскі|парламент|ТАА|bank|банк";

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        #[test]
        fn scores_are_those_of_names_by_themselves(
            names in proptest::collection::vec(
                (proptest::collection::vec(WORD, 0..6), proptest::sample::select(Kind::ALL.to_vec())),
                1..12,
            ),
            cut_off in -0.1f32..1.1,
        ) {
            let prepare = |(words, kind): &(Vec<String>, Kind)| PreparedName::new(&words.join(" "), Some(*kind));
            let names: Vec<PreparedName> = names.iter().map(prepare).collect();
            // Twice, so that bounds are worth it at every cut-off.
            let twice: Vec<&PreparedName> = names.iter().chain(&names).collect();
            let list: PreparedNames = twice.iter().copied().collect();
            prop_assert_eq!(list.len(), twice.len());
            let mut scratch = Scratch::default();
            for query in &names {
                let found: Vec<_> = list.above(cut_off, query, &mut scratch).collect();
                let scores = twice.iter().map(|name| compare(query, name, &mut scratch));
                let wanted: Vec<_> = scores.enumerate().filter(|(_, score)| *score >= cut_off).collect();
                prop_assert_eq!(found, wanted);
            }
        }
    }

    #[test]
    fn names_are_passed_over_where_words_come_again() {
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Person));
        let given = ["Іван", "Пётр", "Ганна", "Марыя"];
        let surnames = ["Дубянецкая", "Карпаў", "Рудзько", "Лапацін"];
        let both = given
            .iter()
            .flat_map(|own| surnames.map(|other| prepare(&format!("{own} {other}"))));
        let names: Vec<PreparedName> = both.collect();
        let list: PreparedNames = names.iter().collect();
        assert!(list.is_bound_worth(0.5));
        let (query, mut scratch) = (prepare("Иван Карпов"), Scratch::default());
        let found: Vec<usize> = list
            .above(0.5, &query, &mut scratch)
            .map(|found| found.0)
            .collect();
        assert_eq!(found, [1]);
    }

    #[test]
    fn names_may_be_added_between_searches() {
        let prepare = |name: &str| PreparedName::new(name, Some(Kind::Place));
        let (query, mut scratch) = (prepare("Гродна"), Scratch::default());
        let mut names = PreparedNames::default();
        assert!(names.is_empty());
        for (at, name) in ["Grodno", "Брэст", "Гродно"].iter().enumerate() {
            names.push(&prepare(name));
            let found = names.above(0.5, &query, &mut scratch);
            let wanted = if at < 2 { vec![0] } else { vec![0, 2] };
            assert_eq!(found.map(|(at, _)| at).collect::<Vec<_>>(), wanted);
        }
    }
}
