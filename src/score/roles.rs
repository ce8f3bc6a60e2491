//! Which word of a person's name is given name, patronymic and surname.

use crate::name::Genders;

use super::prepared::{Member, PreparedName};
use super::word::{Role, SHORT_FORM};

impl PreparedName {
    /// What the words say of the gender together. A given name says more than a surname: Валентина Малашкин has hers as a
    /// man has it. Where a given name and a patronymic contradict each other, nothing is known.
    pub(super) fn judge_gender(&mut self) {
        for role in [Role::Patronymic, Role::Given, Role::Surname] {
            let of_role = |member: &&Member| member.role == role && !member.initial;
            for member in self.members.iter().filter(of_role) {
                let word = self.store.word(member.word);
                // Surnames that are also names of a man are worn by women too: Статкевіч, Павел.
                let worn_by_both = word.entry.patronymic.is_some() || !word.given().is_empty();
                // Of a name from a language without cases the given name may look like one: Valeriu Streleț.
                let disagrees = word.entry.genders == Genders::of_consonant()
                    && self.genders.and(Genders::NOMINATIVE).is_empty();
                if role == Role::Surname && (worn_by_both || disagrees) {
                    continue;
                }
                let both = self.genders.and(word.entry.genders);
                // A given name that only another of his cases is listed for may be hers: Рамуальда Станіславаўна.
                let doubtful = word.entry.genders.and(Genders::NOMINATIVE).is_empty();
                self.genders = match (both.is_empty(), role) {
                    (false, _) => both,
                    (true, Role::Given) if doubtful => self.genders,
                    (true, Role::Surname) => self.genders.and(Genders::NOMINATIVE),
                    (true, _) => Genders::NONE,
                };
                if self.genders.is_empty() {
                    self.genders = Genders::ANY;
                }
            }
        }
    }

    /// Decides which words are given name, patronymic and surname, by what they can be and where they
    /// stand.
    pub(super) fn settle_roles(&mut self) {
        let several = self.members.len() > 1;
        let store = &self.store;
        let full = |given: &[u16]| given.iter().any(|class| class & SHORT_FORM == 0);
        let can_be_given = |at: &usize| {
            let member = &self.members[*at];
            let free = !member.capitals && !member.hyphen && member.role != Role::Generic;
            free && !member.initial && !store.word(member.word).given().is_empty()
        };
        // The first is it, but for a short form before a full one: Клімаў Юра, Ed Sheeran. What only sounds like a full one
        // is no reason.
        let listed = |at: &usize| {
            let word = store.word(self.members[*at].word);
            word.entry.given_listed && full(word.given())
        };
        let candidates = || (0..self.members.len()).filter(can_be_given);
        let given = candidates().next().map(|first| {
            match full(store.word(self.members[first].word).given()) {
                true => self
                    .before_patronymic()
                    .filter(can_be_given)
                    .unwrap_or(first),
                false => candidates().skip(1).find(listed).unwrap_or(first),
            }
        });
        // The only word beside initials is the surname: Сидоров И. П.
        let written = self.members.iter().filter(|member| !member.initial);
        let alone = several && written.count() == 1;
        for (at, member) in self.members.iter_mut().enumerate() {
            if member.initial || member.capitals || member.role == Role::Generic {
                continue;
            }
            let word = store.word(member.word);
            let is_given = Some(at) == given;
            if several && word.known_father() && !is_given && (at > 0 || given.is_some()) {
                member.role = Role::Patronymic;
            } else if is_given && !alone && (several || full(word.given())) {
                member.role = Role::Given;
            }
        }
        self.settle_patronymics();
        self.settle_unknown_given();
        self.settle_initials();
    }

    /// The place of the word right before the last one, where that is a patronymic: of a surname and a given name before a
    /// patronymic the second is the given name, however much the first looks like one.
    fn before_patronymic(&self) -> Option<usize> {
        let last = self.members.len().checked_sub(1).filter(|&last| last > 1)?;
        let member = &self.members[last];
        let father = self.store.word(member.word).known_father();
        (father && !member.initial && !self.members[last - 1].hyphen).then(|| last - 1)
    }

    /// The first initial is the given name's where no given name is written, all others stand for
    /// patronymics.
    fn settle_initials(&mut self) {
        let written = |member: &Member| member.role == Role::Given && !member.initial;
        let mut given = self.members.iter().any(written);
        for member in self.members.iter_mut().filter(|member| member.initial) {
            member.role = if given { Role::Patronymic } else { Role::Given };
            given = true;
        }
    }

    /// A word before a patronymic, or the only one beside a surname in capitals, is a given name even if
    /// no table knows it.
    fn settle_unknown_given(&mut self) {
        let with_role = |role: Role| {
            let has = move |member: &Member| member.role == role && !member.initial;
            self.members.iter().filter(move |member| has(member))
        };
        if with_role(Role::Given).next().is_some() || with_role(Role::Surname).count() < 2 {
            return;
        }
        let free = |member: &Member| {
            member.role == Role::Surname && !member.initial && !member.capitals && !member.hyphen
        };
        let patronymic = self
            .members
            .iter()
            .position(|member| member.role == Role::Patronymic);
        let before_patronymic = patronymic.and_then(|at| at.checked_sub(1));
        let beside_capitals = || {
            let marked = self.members.iter().any(|member| member.capitals);
            let mut others = (0..self.members.len()).filter(|&at| free(&self.members[at]));
            let only = others.next().filter(|_| others.next().is_none());
            only.filter(|_| marked)
        };
        // Of a double surname and one other word, that one is the given name.
        let beside_double = || {
            let single = |&at: &usize| {
                let next = self.members.get(at + 1);
                free(&self.members[at]) && !next.is_some_and(|next| next.hyphen)
            };
            let hyphen = self.members.iter().any(|member| member.hyphen);
            let mut others = (0..self.members.len()).filter(single);
            let only = others.next().filter(|_| others.next().is_none());
            only.filter(|_| hyphen)
        };
        let at = before_patronymic
            .or_else(beside_capitals)
            .or_else(beside_double);
        if let Some(at) = at
            && free(&self.members[at])
        {
            self.members[at].role = Role::Given;
        }
    }

    /// Many surnames end like patronymics (Статкевіч, Багдановіч). Such a word is a patronymic only where
    /// another word is left to be the surname; of unknown fathers only after another name, a man's only where two are
    /// left: Тарэса Шынкевіч has none.
    fn settle_patronymics(&mut self) {
        let store = &self.store;
        let surnames = self
            .members
            .iter()
            .filter(|member| member.role == Role::Surname && !member.initial)
            .count();
        let is_patronymic = |member: &Member| member.role == Role::Patronymic;
        let named = self
            .members
            .iter()
            .any(|member| member.role == Role::Given && !member.initial);
        let patronymics = self.members.iter().filter(|member| is_patronymic(member));
        // Of two patronymics after a given name that no table knows, the last is the surname.
        let beside_unknown_given = surnames == 1
            && !named
            && patronymics.count() > 1
            && self
                .members
                .first()
                .is_some_and(|first| first.role == Role::Surname);
        if surnames == 0 || beside_unknown_given {
            let shared = |member: &Member| {
                is_patronymic(member) && store.word(member.word).entry.genders.masculine()
            };
            let mut places = (0..self.members.len()).filter(|&at| shared(&self.members[at]));
            let (first, last) = (places.next(), places.next_back());
            // Behind the given name stands the patronymic: Міцкевіч Анатоль Пятровіч.
            let before = |at: usize| at.checked_sub(1).map(|before| self.members[before].role);
            let last = last.filter(|&last| before(last) != Some(Role::Given));
            if let Some(at) = last.or(first) {
                self.members[at].role = Role::Surname;
            }
        } else if surnames > 1 && !self.members.iter().any(is_patronymic) {
            let unknown_father = |member: &Member| {
                member.role == Role::Surname
                    && !member.capitals
                    && !member.hyphen
                    && store.word(member.word).entry.patronymic.is_some()
                    && (surnames > 2 || !store.word(member.word).entry.genders.masculine())
            };
            let mut later = self.members.iter_mut().skip(1);
            if let Some(member) = later.find(|member| unknown_father(member)) {
                member.role = Role::Patronymic;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Kind;

    fn roles(name: &str) -> Vec<Role> {
        let name = PreparedName::new(name, Some(Kind::Person));
        name.words().map(|(_, role)| role).collect()
    }

    #[test]
    fn of_two_patronymics_the_last_is_the_surname() {
        let ordinary = [Role::Given, Role::Patronymic, Role::Surname];
        assert_eq!(roles("Іван Сцяпанавіч Тарасевіч"), ordinary);
        // Even where no table knows the given name.
        assert_eq!(roles("Занур Сцяпанавіч Тарасевіч"), ordinary);
        assert_eq!(roles("Занур Сцяпанаўна Тарасевіч"), ordinary);
        assert_eq!(roles("Занур Сцяпанавіч Крушына"), ordinary);
        let surname_first = [Role::Surname, Role::Given, Role::Patronymic];
        assert_eq!(roles("Тарасевіч Іван Сцяпанавіч"), surname_first);
    }

    #[test]
    fn a_man_of_an_unknown_father_has_a_surname_too() {
        assert_eq!(roles("Занура Вяршкевіч"), [Role::Surname; 2]);
        let with_patronymic = [Role::Given, Role::Patronymic, Role::Surname];
        assert_eq!(roles("Занур Вяршкевіч Крушына"), with_patronymic);
        assert_eq!(roles("Занура Вяршкоўна")[1], Role::Patronymic);
    }
}
