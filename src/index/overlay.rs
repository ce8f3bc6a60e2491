//! Changes to an index, which itself never changes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::{Error, Result};
use crate::gazetteer::Entity;

use super::build::IndexBuilder;
use super::names::{BATCH, Index};

/// Entities to add to an index, to replace or to remove; [`Overlay::merge`] makes a new index of both.
///
/// The base stays as it is, and so do the resolvers that share it: they go on answering from the old
/// entities until they are dropped.
///
/// The overlay holds the changed entities and the removed ids in memory, nothing of the base.
///
/// ```
/// use std::sync::{Arc, RwLock};
/// use imya::index::{Index, Overlay};
/// use imya::{Entity, Kind, Resolver};
///
/// let river = |id: &str, name: &str| Entity::new(id, Kind::Place).with_name(name, "be");
/// let base = Index::new([river("w1", "Шчара"), river("w2", "Арэса"), river("w3", "Бярэзіна")]);
/// let current = RwLock::new(Resolver::from_index(Arc::new(base)));
///
/// let mut overlay = Overlay::new();
/// overlay.add(river("w2", "Арэса").with_name("Oressa", "pl")); // replaces
/// overlay.add(river("w4", "Ясельда"));
/// overlay.remove("w3");
///
/// // A reader takes a copy, which shares the index; the new index is built beside it.
/// let before = current.read().unwrap().clone();
/// let merged = overlay.merge(before.index())?;
/// *current.write().unwrap() = Resolver::from_index(Arc::new(merged));
///
/// let after = current.read().unwrap().clone();
/// assert_eq!(after.resolve("Yaselda").best().unwrap().entity().id(), "w4");
/// assert!(after.resolve("Biarezina").best().is_none());
/// assert_eq!(before.resolve("Biarezina").best().unwrap().entity().id(), "w3");
/// # Ok::<(), imya::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    /// In the order in which their ids came first; `None` where an id is removed.
    changes: Vec<Option<Entity>>,
    /// Which change an id has.
    places: FxHashMap<Box<str>, usize>,
}

impl Overlay {
    /// An overlay that changes nothing.
    ///
    /// ```
    /// use imya::index::{Index, Overlay};
    /// assert!(Overlay::new().merge(&Index::new([]))?.is_empty());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entity; where the base or the overlay has one of this id, it is replaced as a whole, with
    /// all its names. O(1).
    ///
    /// ```
    /// use imya::index::{Index, Overlay};
    /// use imya::{Entity, Kind};
    /// let mut overlay = Overlay::new();
    /// overlay.add(Entity::new("w1", Kind::Place).with_name("Шчара", "be"));
    /// overlay.add(Entity::new("w1", Kind::Place).with_name("Шчара", "be").with_name("Szczara", "pl"));
    /// let merged = overlay.merge(&Index::new([]))?;
    /// assert_eq!((merged.len(), merged.names_len()), (1, 2));
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn add(&mut self, entity: Entity) {
        let place = self.place(entity.id());
        self.changes[place] = Some(entity);
    }

    /// Removes the entity of an id, from the base or the overlay; an id that neither has changes
    /// nothing. An entity that is added later stands again. O(1).
    ///
    /// ```
    /// use imya::index::{Index, Overlay};
    /// use imya::{Entity, Kind};
    /// let base = Index::new([Entity::new("w1", Kind::Place).with_name("Шчара", "be")]);
    /// let mut overlay = Overlay::new();
    /// overlay.remove("no such id");
    /// assert_eq!(overlay.merge(&base)?.len(), 1);
    /// overlay.remove("w1");
    /// assert!(overlay.merge(&base)?.is_empty());
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn remove(&mut self, id: &str) {
        let place = self.place(id);
        self.changes[place] = None;
    }

    fn place(&mut self, id: &str) -> usize {
        if let Some(&place) = self.places.get(id) {
            return place;
        }
        let place = self.changes.len();
        self.changes.push(None);
        self.places.insert(id.into(), place);
        place
    }

    /// Builds an index of the base's entities as changed; O(n log n) in all names, as building anew.
    ///
    /// The result is the same, byte for byte, as that of [`Index::new`] over the final entities: those
    /// of the base in their order, replaced ones in place, then new ones in the order in which their
    /// ids first came to the overlay. An id that the base has more than once and the overlay changes
    /// stands at most once, at its first place.
    ///
    /// # Errors
    /// [`Error::Option`] where the result would hold more than an index can (see [`IndexBuilder::add`]),
    /// or where the base contradicts itself, which a file made to deceive may do.
    ///
    /// ```
    /// use imya::index::Overlay;
    /// use imya::{Entity, Kind, Resolver};
    /// let resolver = Resolver::embedded();
    /// let mut overlay = Overlay::new();
    /// overlay.add(Entity::new("place/vierasy", Kind::Place).with_name("Верасы", "be"));
    /// let merged = overlay.merge(resolver.index())?;
    /// assert_eq!(merged.len(), resolver.index().len() + 1);
    /// # Ok::<(), imya::Error>(())
    /// ```
    pub fn merge(&self, base: &Index) -> Result<Index> {
        let mut builder = IndexBuilder::new();
        let mut batch = Vec::with_capacity(BATCH);
        let mut placed = FxHashSet::default();
        let mut room = Room::of(base);
        for number in 0..base.len() as u32 {
            match self.places.get(base.entity_id(number)) {
                Some(&place) if !placed.insert(place) => {}
                Some(&place) => batch.extend(self.changes[place].clone()),
                None => {
                    room.take(base, number)?;
                    batch.push(base.entity(number));
                }
            }
            if batch.len() >= BATCH {
                builder.add_all(&batch)?;
                batch.clear();
            }
        }
        builder.add_all(&batch)?;
        for (place, change) in self.changes.iter().enumerate() {
            if let (Some(entity), false) = (change, placed.contains(&place)) {
                builder.add(entity)?;
            }
        }
        Ok(builder.build())
    }
}

/// What entities may still take of the base: their texts and names are apart in a sound index, so that
/// all copies together are no larger than the base.
struct Room {
    names: usize,
    text: usize,
}

impl Room {
    fn of(base: &Index) -> Self {
        Room {
            names: base.names_len(),
            text: base.text_len(),
        }
    }

    fn take(&mut self, base: &Index, number: u32) -> Result<()> {
        let names = base.entity_names(number);
        self.names = less(self.names, names.len())?;
        let description = base.entity_description(number).map_or(0, str::len);
        self.text = less(self.text, base.entity_id(number).len() + description)?;
        for name in names {
            self.text = less(self.text, base.name_text(name).len())?;
        }
        Ok(())
    }
}

fn less(room: usize, taken: usize) -> Result<usize> {
    room.checked_sub(taken).ok_or_else(|| Error::Option {
        option: "base",
        reason: "the index contradicts itself: two entities have one text".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{EntityName, Gender, Kind};
    use crate::index::image::Image;

    fn river(id: &str, name: &str) -> Entity {
        Entity::new(id, Kind::Place).with_name(name, "be")
    }

    /// Entities with everything that an index holds.
    fn base() -> Vec<Entity> {
        vec![
            Entity::new("p1", Kind::Person)
                .with_name("Алеся Верасень", "be")
                .with_weak_name("Леся", None)
                .with_gender(Gender::Feminine)
                .with_description("паэтка"),
            Entity::new("o1", Kind::Organisation)
                .with_name("ТАА «Ластаўка»", "be")
                .with_weak_name("Ластаўка", "be")
                .with_description(""),
            Entity::new("p2", Kind::Person)
                .with_name("Ян Верас", "be-Latn")
                .with_name("—", "xx")
                .with_name("Ян Верас", "be-Latn")
                .with_gender(Gender::Masculine),
            river("w1", "Шчара"),
            Entity::new("nameless", Kind::Place).with_description("without a name"),
        ]
    }

    #[track_caller]
    fn merges_to(overlay: &Overlay, base: Vec<Entity>, wanted: Vec<Entity>) {
        let merged = overlay.merge(&Index::new(base)).unwrap();
        let entities = 0..merged.len() as u32;
        let entities: Vec<Entity> = entities.map(|number| merged.entity(number)).collect();
        assert_eq!(entities, wanted);
        assert!(merged.as_bytes() == Index::new(wanted).as_bytes());
    }

    #[test]
    fn nothing_is_lost_where_nothing_changes() {
        merges_to(&Overlay::new(), base(), base());
        merges_to(&Overlay::new(), vec![], vec![]);
    }

    #[test]
    fn changes_stand_where_they_are_documented() {
        let mut overlay = Overlay::new();
        overlay.add(river("new", "Ясельда"));
        let other = Entity::new("o1", Kind::Place).with(EntityName::new("Ластаўка", "ru"));
        overlay.add(other.clone());
        overlay.remove("p2");
        overlay.remove("unknown");
        overlay.remove("back");
        overlay.add(river("newer", "Арэса"));
        overlay.add(river("back", "Сож"));
        overlay.add(river("gone", "Друць"));
        overlay.remove("gone");
        let mut wanted = base();
        wanted[1] = other;
        wanted.remove(2);
        let new = [("new", "Ясельда"), ("back", "Сож"), ("newer", "Арэса")];
        wanted.extend(new.map(|(id, name)| river(id, name)));
        merges_to(&overlay, base(), wanted);
    }

    #[test]
    fn a_repeated_id_is_changed_once_and_otherwise_left() {
        let twice = || vec![river("a", "Шчара"), river("b", "Сож"), river("a", "Друць")];
        let mut overlay = Overlay::new();
        overlay.add(river("b", "Арэса"));
        let kept = vec![
            river("a", "Шчара"),
            river("b", "Арэса"),
            river("a", "Друць"),
        ];
        merges_to(&overlay, twice(), kept);
        overlay.add(river("a", "Ясельда"));
        let once = vec![river("a", "Ясельда"), river("b", "Арэса")];
        merges_to(&overlay, twice(), once);
        overlay.remove("a");
        merges_to(&overlay, twice(), vec![river("b", "Арэса")]);
    }

    #[test]
    fn more_entities_than_a_batch_are_merged() {
        let names = ["Шчара", "Арэса", "Сож", "Друць"];
        let all = |count: usize| (0..count).map(move |at| river(&at.to_string(), names[at % 4]));
        let mut overlay = Overlay::new();
        overlay.remove("7");
        all(BATCH + 20)
            .skip(BATCH + 9)
            .for_each(|river| overlay.add(river));
        let base: Vec<Entity> = all(BATCH + 10).collect();
        let wanted = all(BATCH + 20).filter(|river| river.id() != "7").collect();
        merges_to(&overlay, base, wanted);
    }

    /// Numbers changed under fitting checksums: an index or an error, never a panic or endless copies.
    #[test]
    fn a_base_that_contradicts_itself_is_refused() {
        let sound = Index::new(base()).as_bytes().to_vec();
        let mut refused = 0;
        for at in (0..sound.len() - 4).step_by(4) {
            for number in [0, 1, 1 << 20, u32::MAX] {
                let mut bytes = sound.clone();
                bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
                Image::seal(&mut bytes);
                if let Ok(index) = Index::read("hostile", bytes) {
                    let merged = Overlay::new().merge(&index);
                    refused += usize::from(merged.is_err());
                    let names = merged.map_or(0, |merged| merged.names_len());
                    assert!(names <= index.names_len());
                }
            }
        }
        assert!(refused > 0);
    }
}
