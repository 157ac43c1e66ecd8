//! The reading that a file or a caller asks for, name by name.

use crate::base::text::{near, quoted};
use crate::json::{Data, Fault, Place, Read, Value};
use crate::model::RecordId;
use crate::wire::reader::Reader;
use crate::{Provision, Reading, World};

/// A reading that is put together.
#[derive(Default)]
pub(super) struct Readings {
    general: Option<String>,
    single: Vec<(String, String)>,
}

impl Readings {
    /// Adds a name such as `narrow` or `p01=narrow`.
    pub(super) fn add(&mut self, world: &World, name: &str, at: Place) -> Result<(), Fault> {
        if let Some((key, name)) = name.split_once('=') {
            self.single.push(single(world, key, name, at)?);
        } else {
            self.general = Some(self.general(world, name, at)?);
        }
        Ok(())
    }

    fn general(&self, world: &World, name: &str, at: Place) -> Result<String, Fault> {
        let mut names: Vec<&str> =
            world.tables().provisions.iter().flat_map(Provision::readings).collect();
        names.extend(["strict", "narrow"]);
        names.sort_unstable();
        names.dedup();
        if !names.contains(&name) {
            return Err(unknown(at, format!("there is no reading {}", quoted(name)), name, &names));
        }
        match self.general.as_deref().filter(|other| *other != name) {
            None => Ok(name.to_owned()),
            Some(other) => {
                let message = format!("`{other}` and `{name}` cannot both be the general reading");
                Err(Fault::new(CODE, at, message))
            }
        }
    }

    pub(super) fn finish(self) -> Reading {
        let general = self.general.map_or_else(Reading::strict, Reading::named);
        self.single.into_iter().fold(general, |reading, (key, name)| reading.provision(key, name))
    }
}

const CODE: &str = "unknown-reading";

/// The reading of one provision.
fn single(world: &World, key: &str, name: &str, at: Place) -> Result<(String, String), Fault> {
    let Some(RecordId::Provision(id)) = world.record_named(key) else {
        let ambiguous: Vec<&str> = (world.tables().provisions.iter())
            .filter(|provision| !provision.readings().is_empty())
            .map(|provision| &*provision.key)
            .collect();
        return Err(unknown(
            at,
            format!("no provision has the key {}", quoted(key)),
            key,
            &ambiguous,
        ));
    };
    let names = world[id].readings();
    if names.contains(&name) {
        Ok((key.to_owned(), name.to_owned()))
    } else if names.is_empty() {
        Err(Fault::new(CODE, at, format!("there is only one way to read `{key}`")))
    } else {
        Err(unknown(at, format!("`{key}` has no reading {}", quoted(name)), name, &names))
    }
}

fn unknown(at: Place, message: String, word: &str, known: &[&str]) -> Fault {
    let near = near(word, known.iter().copied());
    Fault::new(CODE, at, message).expecting(known.iter().copied()).meaning(near)
}

/// The reading that a file asks for: a name or a list of names.
pub(super) fn reading(reader: &mut Reader<'_>, value: &Value<'_>) -> Reading {
    let mut readings = Readings::default();
    let names = match &value.data {
        Data::Text(_) => std::slice::from_ref(value),
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::List(_) | Data::Object(_) => {
            reader.list(value)
        }
    };
    for value in names {
        let Some(name) = reader.text(value) else { continue };
        if let Err(fault) = readings.add(reader.world, name, value.at) {
            reader.fault(fault);
        }
    }
    readings.finish()
}
