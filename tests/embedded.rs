//! The embedded gazetteer: what it must hold, and what must be found in it.

use imya::{Decision, Kind, Resolver};

#[test]
fn the_embedded_gazetteer_is_large_and_sound() {
    let entities = imya::gazetteer::read_str(
        "belarus.jsonl",
        include_str!("../data/gazetteer/belarus.jsonl"),
    )
    .unwrap();
    assert!(entities.len() >= 550, "{}", entities.len());
    for entity in &entities {
        assert_eq!(
            entity.gender().is_some(),
            entity.kind() == Kind::Person,
            "{}",
            entity.id()
        );
    }
}

/// The built index must be that of the gazetteer and of the tables as they are. To build it anew:
/// `cargo run --release --example index -- build --gazetteer data/gazetteer/belarus.jsonl data/gazetteer/belarus.imya`
#[test]
fn the_built_index_is_up_to_date() {
    let text = include_str!("../data/gazetteer/belarus.jsonl");
    let entities = imya::gazetteer::read_str("belarus.jsonl", text).unwrap();
    let fresh = imya::index::Index::new(entities);
    assert!(
        fresh.as_bytes() == include_bytes!("../data/gazetteer/belarus.imya"),
        "data/gazetteer/belarus.imya is out of date"
    );
}

/// Every name of the gazetteer must lead to its entity, at least as one of those it may mean.
#[test]
fn every_name_finds_its_entity() {
    let resolver = Resolver::embedded();
    let text = include_str!("../data/gazetteer/belarus.jsonl");
    let entities = imya::gazetteer::read_str("belarus.jsonl", text).unwrap();
    let mut missed = Vec::new();
    for entity in entities.iter().step_by(7) {
        for name in entity.names().iter().filter(|name| !name.is_weak()) {
            let found = resolver.resolve(name.name());
            let ids = found
                .candidates()
                .iter()
                .map(|candidate| candidate.entity().id());
            if !ids.take(3).any(|id| id == entity.id()) {
                missed.push(name.name().to_owned());
            }
        }
    }
    assert!(missed.len() <= 3, "{missed:?}");
}

#[test]
fn garbled_and_inflected_names_are_found() {
    let resolver = Resolver::embedded();
    for (name, id) in [
        ("Uladzimir Karatkevitch", "person/uladzimir-karatkevich"),
        ("Якуба Коласа", "person/yakub-kolas"),
        ("Homyel", "place/homel"),
        ("Баранавічах", "place/baranavichy"),
    ] {
        let found = resolver.resolve(name);
        assert_ne!(found.decision(), Decision::None, "{name}");
        assert_eq!(found.best().unwrap().entity().id(), id, "{name}");
    }
}
