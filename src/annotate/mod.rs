//! Mentions: which known entities does a text name, and where?
//!
//! One pass cuts the text into words and looks each likely one up in the index ([`lookup`]). Runs of
//! neighbouring words are compared with the names they share words with ([`propose`]). Then the text as
//! a whole decides ([`decide`]): longer mentions beat their parts, bare surnames go to whoever the text
//! has introduced.

mod decide;
mod lookup;
mod mention;
mod passage;
mod propose;

use crate::resolver::Resolver;

pub use mention::{Mention, Span};

impl Resolver {
    /// The entities that a text mentions, in the order of the text; mentions do not overlap.
    ///
    /// Names are found in any spelling, case form and script that the rules relate; a bare surname only
    /// where the text introduces its bearer or it can mean nobody else. Linear in the text.
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
        let passage = passage::Passage::read(text);
        let mut lookup = lookup::Lookup::new(self.index(), &passage);
        let proposals = propose::propose(&mut lookup);
        let chosen = decide::decide(&mut lookup, proposals);
        mention::mentions(self.index(), text, &passage, chosen)
    }
}
