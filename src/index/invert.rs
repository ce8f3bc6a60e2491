//! The lists of an index: names by words, words by keys, names by couples of words.

use crate::gazetteer::Kind;
use crate::name::Genders;
use crate::score::{Member, NameView, WordStore};
use crate::sound::vowel_groups;

use super::acronyms;
use super::couples::{self, Half};
use super::entries::{ALONE, BucketLayout, MOST_WORDS, NAME_BITS, bloom, couple_check, member_of};
use super::image::spread;
use super::keys::{CoupleKeys, Hint, Keys, is_telling};
use super::names::NAME;
use super::readings::Readings;
use super::words::{initial_of, kind_of};

/// Names and words as they were entered; the last name is none but says where the others end.
#[derive(Clone, Copy)]
pub(super) struct Entered<'a> {
    pub words: &'a [u8],
    pub word_starts: &'a [u32],
    pub names: &'a [[u32; NAME]],
    pub members: &'a [u32],
}

impl<'a> Entered<'a> {
    fn words_len(&self) -> usize {
        self.word_starts.len() - 1
    }

    fn names_len(&self) -> usize {
        self.names.len() - 1
    }

    fn members(&self, name: usize) -> &'a [u32] {
        &self.members[self.names[name][2] as usize..self.names[name + 1][2] as usize]
    }

    fn bytes(&self, word: usize) -> &'a [u8] {
        &self.words[self.word_starts[word] as usize..self.word_starts[word + 1] as usize]
    }

    fn kind(&self, name: usize) -> Kind {
        kind_of((self.names[name][3] >> 4) as u8)
    }
}

fn word_of(member: u32) -> usize {
    (member & (MOST_WORDS as u32 - 1)) as usize
}

/// Works on every range of `count` things, in order; with the feature `parallel` on several threads.
fn in_ranges<T: Send>(
    count: usize,
    work: impl Fn(std::ops::Range<usize>) -> Vec<T> + Sync,
) -> Vec<Vec<T>> {
    const CHUNK: usize = 4096;
    let range = |at: usize| at * CHUNK..((at + 1) * CHUNK).min(count);
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        let chunks = (0..count.div_ceil(CHUNK)).into_par_iter();
        chunks.map(|at| work(range(at))).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..count.div_ceil(CHUNK))
        .map(|at| work(range(at)))
        .collect()
}

fn sort<T: Ord + Send>(list: &mut [T]) {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        list.par_sort_unstable();
    }
    #[cfg(not(feature = "parallel"))]
    list.sort_unstable();
}

/// Which of a name's members tell something; where none does, all but initials.
fn telling(entered: Entered<'_>, name: usize, generic: &[bool]) -> u32 {
    let kind = entered.kind(name);
    let marked = |tells: &dyn Fn(u32) -> bool| {
        let members = entered.members(name).iter().enumerate();
        members.fold(0u32, |all, (at, &member)| {
            all | u32::from(tells(member)) << at
        })
    };
    let named = |member: u32| !member_of(member).initial;
    let found = marked(&|member| {
        let person = kind == Kind::Person && member_of(member).role == crate::score::Role::Generic;
        named(member) && !person && !generic[word_of(member)]
    });
    match found {
        0 => marked(&named),
        found => found,
    }
}

/// The words in the order in which an index has them: those that sound alike stand together, since they are
/// looked at together.
pub(super) fn word_order(words: &[u8], word_starts: &[u32]) -> Vec<u32> {
    let count = word_starts.len() - 1;
    let lists = in_ranges(count, |range| {
        let mut store = WordStore::default();
        let (mut skeletons, mut readings) = (Vec::new(), Readings::default());
        let mut keyed = Vec::with_capacity(range.len());
        for word in range {
            let bytes = &words[word_starts[word] as usize..word_starts[word + 1] as usize];
            store.clear();
            let number = store.load(bytes.get(1..).unwrap_or_default());
            let rank = number.map_or((0, 0), |number| {
                let word = store.word(number);
                readings.clear();
                readings.of_word(&word, false, &mut skeletons);
                let first = skeletons.first().copied().unwrap_or_default();
                (first.rank(), vowel_groups(word.spelled().units))
            });
            keyed.push((bytes.first().copied(), rank, word as u32));
        }
        keyed
    });
    let mut keyed = lists.concat();
    sort(&mut keyed);
    keyed.into_iter().map(|(_, _, word)| word).collect()
}

/// For each word the names it stands in, each once, those where nothing else tells anything first.
pub(super) fn postings(entered: Entered<'_>) -> (Vec<u32>, Vec<u32>) {
    let words = entered.words_len();
    let generic = generic_words(entered);
    let mut starts = vec![0u32; words + 1];
    let each = |call: &mut dyn FnMut(usize, u32)| {
        for name in 0..entered.names_len() {
            let list = entered.members(name);
            let telling = telling(entered, name, &generic);
            for (at, &member) in list.iter().enumerate() {
                let word = word_of(member);
                if !list[..at].iter().any(|&one| word_of(one) == word) {
                    let alone = telling & !(1 << at) == 0;
                    call(word, name as u32 | if alone { ALONE } else { 0 });
                }
            }
        }
    };
    each(&mut |word, _| starts[word + 1] += 1);
    for word in 0..words {
        starts[word + 1] += starts[word];
    }
    let mut next = starts.clone();
    let mut postings = vec![0u32; starts[words] as usize];
    each(&mut |word, posting| {
        postings[next[word] as usize] = posting;
        next[word] += 1;
    });
    for word in 0..words {
        let own = &mut postings[starts[word] as usize..starts[word + 1] as usize];
        own.sort_unstable_by_key(|posting| posting ^ ALONE);
    }
    (starts, postings)
}

fn generic_words(entered: Entered<'_>) -> Vec<bool> {
    let lists = in_ranges(entered.words_len(), |range| {
        let mut store = WordStore::default();
        range
            .map(|word| {
                let bytes = entered.bytes(word);
                store.clear();
                let number = store.load(bytes.get(1..).unwrap_or_default());
                number.is_some_and(|number| {
                    !is_telling(kind_of(bytes[0]), &store.word(number)) && !initial_of(bytes[0])
                })
            })
            .collect()
    });
    lists.concat()
}

/// So many entries have buckets of their own, on average.
const LONE_ENTRIES: usize = 1 << 16;

/// Distributes the words to buckets by their keys: where each bucket begins, and the words with hints.
pub(super) fn buckets(
    entered: Entered<'_>,
    posting_starts: &[u32],
    postings: &[u32],
) -> (Vec<u32>, Vec<u32>) {
    let layout = BucketLayout::new(entered.words_len());
    let keyed = |range: std::ops::Range<usize>| {
        let mut store = WordStore::default();
        let mut keys = Keys::default();
        let mut pairs = Vec::with_capacity(range.len() * 8);
        for number in range {
            let bytes = entered.bytes(number);
            store.clear();
            let Some(word) = bytes.get(1..).and_then(|bytes| store.load(bytes)) else {
                continue;
            };
            // Initials are found by the words beside them.
            if initial_of(bytes[0]) {
                continue;
            }
            let word = store.word(word);
            let first = posting_starts[number] as usize;
            let alone = postings.get(first).is_some_and(|first| first & ALONE != 0);
            keys.enter(kind_of(bytes[0]), &word);
            pairs.extend(keys.whole.iter().chain(&keys.shortened).map(|&key| {
                let hint = Hint::new(&word, key, alone);
                let entry = layout.entry(number as u32, hint, key.hash);
                u64::from(key.hash) << 32 | u64::from(entry)
            }));
        }
        pairs
    };
    let pairs = in_ranges(entered.words_len(), keyed).concat();
    // Four entries a bucket, but one where that takes little memory: fewer are looked at in vain.
    let places = (pairs.len() / 4).max(pairs.len().min(LONE_ENTRIES)).max(1);
    distribute(pairs, places)
}

/// Memory of a name that is made ready for comparison.
#[derive(Default)]
struct Loaded {
    store: WordStore,
    members: Vec<Member>,
}

impl Loaded {
    fn view(&mut self, entered: Entered<'_>, name: usize) -> NameView<'_> {
        let Loaded { store, members } = self;
        store.clear();
        members.clear();
        members.extend(entered.members(name).iter().filter_map(|&member| {
            let bytes = entered.bytes(word_of(member)).get(1..)?;
            let word = store.load(bytes)?;
            Some(Member {
                word,
                ..member_of(member)
            })
        }));
        NameView {
            kind: entered.kind(name),
            genders: Genders::ANY,
            store,
            members,
        }
    }
}

/// Distributes the names to buckets by their couples: where each bucket begins, and the names.
///
/// Beside them a Bloom filter of the keys that words have as ones of couples.
pub(super) fn couples(entered: Entered<'_>) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let words = CoupledWords::new(entered);
    let generic = generic_words(entered);
    let coupled = |range: std::ops::Range<usize>| {
        let mut pairs = Vec::with_capacity(range.len() * 8);
        let mut halves = Vec::new();
        let (mut loaded, mut readings) = (Loaded::default(), Readings::default());
        for name in range {
            halves.clear();
            let telling = telling(entered, name, &generic);
            let members = entered.members(name).iter().enumerate();
            let tells = |at: usize| telling >> at & 1 != 0;
            let person = entered.kind(name) == Kind::Person;
            // Words that tell something come first; particles of persons' names have no couples.
            for told in [true, false] {
                let own = members.clone().filter(|(at, _)| tells(*at) == told);
                let own = own.filter(|(_, member)| told || !person && !member_of(**member).initial);
                halves.extend(own.map(|(_, &member)| words.half(member)));
            }
            let kind = entered.kind(name);
            let start = pairs.len();
            let mut add = |couple| {
                let name = couple_check(couple) << NAME_BITS | name as u32;
                pairs.push((couple & !0 << 32) | u64::from(name));
            };
            couples::enter(&halves, couples::has_initials(kind), &mut add);
            if kind == Kind::Organisation {
                readings.clear();
                let view = loaded.view(entered, name);
                acronyms::keys(view, &mut readings, &mut add);
                acronyms::keys_of_beginnings(view, &mut readings, &mut add);
            }
            pairs[start..].sort_unstable();
            let mut last = None;
            let mut kept = start;
            for at in start..pairs.len() {
                if last.replace(pairs[at]) != Some(pairs[at]) {
                    pairs[kept] = pairs[at];
                    kept += 1;
                }
            }
            pairs.truncate(kept);
        }
        pairs
    };
    let pairs = in_ranges(entered.names_len(), coupled).concat();
    let places = (pairs.len() / 8).max(1);
    let (starts, names) = distribute(pairs, places);
    (starts, names, words.filter())
}

/// Numbers by hashes, which stand above them: where each place begins, and the numbers, in order.
fn distribute(mut pairs: Vec<u64>, places: usize) -> (Vec<u32>, Vec<u32>) {
    for pair in &mut pairs {
        let place = spread((*pair >> 32) as u32, places);
        *pair = u64::from(place) << 32 | u64::from(*pair as u32);
    }
    sort(&mut pairs);
    pairs.dedup();
    let mut starts = vec![0u32; places + 1];
    for pair in &pairs {
        starts[(pair >> 32) as usize + 1] += 1;
    }
    for place in 0..places {
        starts[place + 1] += starts[place];
    }
    (starts, pairs.into_iter().map(|pair| pair as u32).collect())
}

/// The keys of all words as ones of couples.
struct CoupledWords {
    keys: Vec<u64>,
    /// For each word where its classes, wholes, slips and initials begin; one more than there are.
    starts: Vec<[u32; 4]>,
}

impl CoupledWords {
    fn new(entered: Entered<'_>) -> Self {
        let lists = in_ranges(entered.words_len(), |range| {
            let mut store = WordStore::default();
            let (mut keys, mut readings) = (CoupleKeys::default(), Readings::default());
            let mut found = Self {
                keys: Vec::new(),
                starts: Vec::with_capacity(range.len()),
            };
            for word in range {
                let bytes = entered.bytes(word);
                store.clear();
                let number = store.load(bytes.get(1..).unwrap_or_default());
                found.push(&mut keys, |keys| {
                    if let Some(number) = number {
                        readings.clear();
                        keys.enter(kind_of(bytes[0]), &store.word(number), &mut readings);
                    }
                });
            }
            vec![found]
        });
        let mut all = CoupledWords {
            keys: Vec::new(),
            starts: Vec::with_capacity(entered.words_len() + 1),
        };
        for part in lists.into_iter().flatten() {
            let base = all.keys.len() as u32;
            let starts = part.starts.iter();
            all.starts
                .extend(starts.map(|starts| starts.map(|start| start + base)));
            all.keys.extend(part.keys);
        }
        all.starts.push([all.keys.len() as u32; 4]);
        all
    }

    /// A Bloom filter of the keys: ten bits for each.
    fn filter(self) -> Vec<u32> {
        let mut keys = self.keys;
        sort(&mut keys);
        keys.dedup();
        let mut blocks = vec![0u32; (keys.len() * 10).div_ceil(32).max(1)];
        for key in keys {
            let (block, bits) = bloom(key, blocks.len());
            blocks[block] |= bits;
        }
        blocks
    }

    fn push(&mut self, keys: &mut CoupleKeys, enter: impl FnOnce(&mut CoupleKeys)) {
        keys.clear();
        enter(keys);
        let mut starts = [0; 4];
        let lists = [&keys.classes, &keys.wholes, &keys.slips, &keys.initials];
        for (start, list) in starts.iter_mut().zip(lists) {
            *start = self.keys.len() as u32;
            self.keys.extend_from_slice(list);
        }
        self.starts.push(starts);
    }

    fn half(&self, member: u32) -> Half<'_> {
        let word = word_of(member);
        let member = member_of(member);
        let own = self.starts[word];
        let end = self.starts[word + 1][0];
        let range = |start: u32, end: u32| &self.keys[start as usize..end as usize];
        Half {
            role: member.role,
            initial: member.initial,
            known: Half::is_known(member.role, range(own[0], own[1])),
            classes: range(own[0], own[1]),
            wholes: range(own[1], own[2]),
            slips: range(own[2], own[3]),
            initials: range(own[3], end),
        }
    }
}
