//! Mentions: which known entities does a text name, and where?
//!
//! One pass cuts the text into words (`passage`); each word is looked up in the index once
//! (`vocabulary`), if it can belong to a name. Runs of neighbouring words are compared with the names
//! that they share all words with (`propose`, `run`). Then the text as a whole decides (`decide`): longer
//! mentions beat their parts, surnames alone go to whom the text introduces (`bare`).

mod bare;
mod between;
mod bodies;
mod candidates;
mod decide;
mod exonyms;
mod html;
mod introductions;
mod lettering;
mod memory;
mod mention;
mod options;
mod passage;
mod phrase;
mod places;
mod propose;
mod run;
mod shelf;
mod sieve;
mod single;
mod span;
mod stream;
mod syllables;
mod translated;
mod vocabulary;
mod written;

use std::cell::RefCell;

use crate::resolver::Resolver;

pub use html::{PageOptions, component, page};
pub use mention::{Mention, Span};
pub use options::{AnnotateOptions, AnnotateScratch};
pub use stream::MentionStream;

thread_local! {
    static SCRATCH: RefCell<AnnotateScratch> = RefCell::default();
}

impl Resolver {
    /// The entities that a text mentions, in the order of the text; mentions do not overlap.
    ///
    /// Names are found in any spelling, case form and script that the rules relate; a bare surname only
    /// where the text introduces its bearer or it can mean nobody else. Handles and internet addresses
    /// (`@radiosvaboda`, `radiosvaboda.org`) are mentions only where they are names in the gazetteer.
    /// The answer depends on nothing but the text, the options and the gazetteer. Linear in the text.
    ///
    /// What was found out about words is kept for the next call on the same thread, as [`Resolver::annotate_with`]
    /// keeps it in a scratch of yours: words met before cost a fraction. It takes some 35 MB after four megabytes of
    /// news beside the embedded gazetteer, and is forgotten when 262,144 words are known or another resolver's index
    /// is asked on that thread.
    ///
    /// ```
    /// let resolver = imya::Resolver::embedded();
    /// let text = "Пра гэта сказала Святлана Ціханоўская. Ціханоўскую падтрымаў Алесь Бяляцкі.";
    /// let mentions = resolver.annotate(text);
    /// assert_eq!(mentions.len(), 3);
    /// assert_eq!(mentions[1].entity().id(), "person/sviatlana-tsikhanouskaya");
    /// assert_eq!(&text[mentions[1].span().bytes()], "Ціханоўскую");
    /// ```
    pub fn annotate(&self, text: &str) -> Vec<Mention<'_>> {
        self.annotate_here(text, &AnnotateOptions::new())
    }

    /// As [`Resolver::annotate`], with options and with working memory to reuse.
    ///
    /// ```
    /// use imya::{Kind, annotate::{AnnotateOptions, AnnotateScratch}};
    /// let resolver = imya::Resolver::embedded();
    /// let options = AnnotateOptions::new().kinds([Kind::Place]);
    /// let text = "Alena Masliukova came from Vitebsk to Minsk.";
    /// let mentions = resolver.annotate_with(text, &options, &mut AnnotateScratch::new());
    /// assert!(mentions.iter().all(|mention| mention.entity().kind() == Kind::Place));
    /// ```
    pub fn annotate_with(
        &self,
        text: &str,
        options: &AnnotateOptions,
        scratch: &mut AnnotateScratch,
    ) -> Vec<Mention<'_>> {
        self.annotate_chunk(text, options, scratch, true)
    }

    /// `first`: the text begins here; else whom it has introduced so far is known.
    fn annotate_chunk(
        &self,
        text: &str,
        options: &AnnotateOptions,
        scratch: &mut AnnotateScratch,
        first: bool,
    ) -> Vec<Mention<'_>> {
        scratch.prepare(self);
        if first {
            scratch.earlier.clear();
        }
        let index = self.index();
        let AnnotateScratch {
            vocabulary,
            passage,
            score,
            runs,
            proposals,
            earlier,
            introduced,
            ..
        } = scratch;
        vocabulary.shelf.begin(index);
        passage.read(index, vocabulary, text, options.lower_case);
        let mut proposer = propose::Proposer {
            index,
            vocabulary,
            passage,
            scratch: score,
            runs,
        };
        proposer.propose(proposals);
        let decider = decide::Decider {
            index,
            vocabulary,
            passage,
            options,
        };
        let chosen = decider.decide(proposals, earlier, introduced);
        mention::mentions(index, text, passage, chosen)
    }

    /// Annotates many texts; what is found out about a word in one serves the others, as in
    /// [`Resolver::annotate`].
    ///
    /// ```
    /// use imya::{Resolver, annotate::AnnotateOptions};
    /// let resolver = Resolver::embedded();
    /// let found = resolver.annotate_many(&["Горад Пінск", "Nothing here"], &AnnotateOptions::new());
    /// assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0]);
    /// ```
    pub fn annotate_many<T: AsRef<str>>(
        &self,
        texts: &[T],
        options: &AnnotateOptions,
    ) -> Vec<Vec<Mention<'_>>> {
        let texts = texts.iter().map(AsRef::as_ref);
        texts
            .map(|text| self.annotate_here(text, options))
            .collect()
    }

    /// Annotates with the working memory of this thread.
    fn annotate_here(&self, text: &str, options: &AnnotateOptions) -> Vec<Mention<'_>> {
        SCRATCH.with_borrow_mut(|scratch| self.annotate_with(text, options, scratch))
    }
}
