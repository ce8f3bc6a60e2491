//! FollowTheMoney: one entity a line.

use serde::Deserialize;

use super::record::{Fault, Outcome, Settings};
use super::strings::Strings;
use super::vocabulary::{self, Schema};
use super::{Entity, Gender, Kind};

pub(super) fn decode(line: &str, settings: &Settings) -> Result<Outcome, Fault> {
    let record: Record = serde_json::from_str(line).map_err(|error| Fault::json(line, &error))?;
    let properties = record.properties;
    let kind = match vocabulary::schema(&record.schema) {
        None => return Ok(Outcome::OtherKind),
        Some(Schema::One(kind)) => kind,
        Some(Schema::Any) if properties.is_human() => Kind::Person,
        Some(Schema::Any) => settings.default_kind.unwrap_or(Kind::Organisation),
    };
    let entity = properties.into_entity(Entity::new(record.id, kind))?;
    Outcome::checked(entity.without_repeats())
}

#[derive(Deserialize)]
struct Record {
    id: Box<str>,
    schema: Box<str>,
    #[serde(default)]
    properties: Properties,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Properties {
    name: Strings,
    alias: Strings,
    previous_name: Strings,
    weak_alias: Strings,
    first_name: Strings,
    second_name: Strings,
    middle_name: Strings,
    father_name: Strings,
    patronymic: Strings,
    last_name: Strings,
    full: Strings, // of addresses
    city: Strings,
    gender: Strings,
    birth_date: Strings,
    position: Strings,
    summary: Strings,
}

impl Properties {
    fn is_human(&self) -> bool {
        let signs = [
            &self.first_name,
            &self.last_name,
            &self.gender,
            &self.birth_date,
        ];
        signs.iter().any(|sign| !sign.0.is_empty())
    }

    fn into_entity(mut self, mut entity: Entity) -> Result<Entity, Fault> {
        if self.name.0.is_empty() {
            self.name.0 = self.substitutes(entity.kind())?;
        }
        for name in [self.name, self.alias, self.previous_name] {
            for name in name.0 {
                entity = entity.with_name(name, None);
            }
        }
        for name in self.weak_alias.0 {
            entity = entity.with_weak_name(name, None);
        }
        let genders = self.gender.0.iter();
        let mut genders = genders.filter_map(|gender| Gender::from_label(gender));
        let gender = genders.next();
        if genders.all(|other| Some(other) == gender) {
            entity = entity.with_gender(gender);
        }
        let mut descriptions = self.position.0.into_iter().chain(self.summary.0);
        Ok(match descriptions.next() {
            Some(description) => entity.with_description(description),
            None => entity,
        })
    }

    /// Names of an entity without `name`.
    fn substitutes(&mut self, kind: Kind) -> Result<Vec<Box<str>>, Fault> {
        let parts = [
            &self.first_name,
            &self.second_name,
            &self.middle_name,
            &self.father_name,
            &self.patronymic,
            &self.last_name,
        ];
        if parts.iter().any(|part| part.0.len() > 1) {
            let reason = "`name` is missing, and there are several values of its parts";
            return Err(Fault::at(0, reason));
        }
        let mut words: Vec<&str> = parts
            .iter()
            .flat_map(|part| &part.0)
            .map(|word| &**word)
            .collect();
        words.dedup(); // fatherName and patronymic
        if !words.is_empty() {
            return Ok(vec![words.join(" ").into()]);
        }
        if kind == Kind::Place {
            let addresses = [&mut self.full, &mut self.city];
            let found = addresses.into_iter().find(|address| !address.0.is_empty());
            return Ok(found
                .map(|found| std::mem::take(&mut found.0))
                .unwrap_or_default());
        }
        Ok(Vec::new())
    }
}
