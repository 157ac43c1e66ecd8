//! The words of a change file: near ones, and the names of readings.

use super::QuestionError;
use super::fields::Reader;
use super::node::{Data, Node};
use crate::Reading;
use crate::model::RecordId;

/// How many words are offered instead of one that is not known.
const OFFERED: usize = 3;

/// The known words that lie near a word, the nearest first; one that differs in capitals alone is the one that was meant.
pub(super) fn near(word: &str, known: &[&str]) -> Vec<String> {
    if let Some(same) = known.iter().find(|known| known.eq_ignore_ascii_case(word)) {
        return vec![(*same).to_owned()];
    }
    let length = |word: &str| word.chars().count();
    let most = |known: &str| (length(word).max(length(known)) / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = (known.iter())
        .map(|known| (strsim::osa_distance(word, known), *known))
        .filter(|(distance, known)| *distance <= most(known))
        .collect();
    near.sort_unstable();
    near.into_iter().take(OFFERED).map(|(_, known)| known.to_owned()).collect()
}

/// A reading that is put together name by name.
#[derive(Default)]
pub(super) struct Readings {
    general: Option<String>,
    single: Vec<(String, String)>,
}

impl Readings {
    /// Adds a name such as `narrow` or `p01=narrow`.
    pub(super) fn add(
        &mut self,
        reader: &mut Reader<'_>,
        name: &str,
        at: Option<usize>,
        path: &str,
    ) {
        let world = reader.world;
        let mut fail = |message: String, expected: Vec<String>, near: Vec<String>| {
            let mut error = QuestionError::new("unknown-reading", format!("{path}: {message}"));
            error.position = at;
            reader.push(error.expecting(expected).near(near));
        };
        let tables = world.tables();
        if let Some((key, reading)) = name.split_once('=') {
            let Ok(RecordId::Provision(id)) = world.record(key) else {
                let ambiguous: Vec<&str> = (tables.provisions.iter())
                    .filter(|provision| !provision.readings().is_empty())
                    .map(|provision| &*provision.key)
                    .collect();
                let near = near(key, &ambiguous);
                let expected = ambiguous.iter().map(|key| (*key).to_owned()).collect();
                fail(format!("no provision has the key `{key}`"), expected, near);
                return;
            };
            let names = world[id].readings();
            if names.contains(&reading) {
                self.single.push((key.to_owned(), reading.to_owned()));
            } else if names.is_empty() {
                fail(format!("there is only one way to read `{key}`"), Vec::new(), Vec::new());
            } else {
                let near = near(reading, &names);
                let expected = names.iter().map(|name| (*name).to_owned()).collect();
                fail(format!("`{key}` has no reading `{reading}`"), expected, near);
            }
            return;
        }
        let mut names: Vec<&str> =
            tables.provisions.iter().flat_map(crate::Provision::readings).collect();
        names.extend(["strict", "narrow"]);
        names.sort_unstable();
        names.dedup();
        if !names.contains(&name) {
            let near = near(name, &names);
            let expected = names.iter().map(|name| (*name).to_owned()).collect();
            fail(format!("there is no reading `{name}`"), expected, near);
        } else if let Some(other) = self.general.as_deref().filter(|other| *other != name) {
            let message = format!("`{other}` and `{name}` cannot both be the general reading");
            fail(message, Vec::new(), Vec::new());
        } else {
            self.general = Some(name.to_owned());
        }
    }

    pub(super) fn finish(self) -> Reading {
        let general = self.general.map_or_else(Reading::strict, Reading::named);
        self.single.into_iter().fold(general, |reading, (key, name)| reading.provision(key, name))
    }
}

/// The reading that a file asks for: a name or a list of names.
pub(super) fn reading(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Reading {
    let mut readings = Readings::default();
    if let Data::Text(name) = &node.data {
        readings.add(reader, name, Some(node.at), path);
    } else {
        for (node, path) in reader.list(node, path) {
            if let Some(name) = reader.text(node, &path) {
                readings.add(reader, name, Some(node.at), &path);
            }
        }
    }
    readings.finish()
}
