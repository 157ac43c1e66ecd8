//! Reading values out of a change file, and collecting what is wrong with it.

use super::node::{Data, Node};
use super::{QuestionError, words};
use crate::model::{Entity, Kind, RecordId};
use crate::time::Date;
use crate::world::LookupError;
use crate::{BodyId, EntityId, Id, Organization, Provision, State, Treaty, World};

/// The world that keys are looked up in, and what is wrong so far.
pub(super) struct Reader<'w> {
    pub(super) world: &'w World,
    errors: Vec<QuestionError>,
}

/// The fields of one object, taken one by one.
pub(super) struct Fields<'n> {
    at: usize,
    path: String,
    left: Vec<(&'n str, &'n Node<'n>)>,
}

/// A value with its path, such as `changes[0].join.state`.
pub(super) type Found<'n> = (&'n Node<'n>, String);

impl<'w> Reader<'w> {
    pub(super) const fn new(world: &'w World) -> Self {
        Self { world, errors: Vec::new() }
    }

    pub(super) fn finish(self) -> Result<(), QuestionError> {
        QuestionError::all(self.errors).map_or(Ok(()), Err)
    }

    pub(super) fn push(&mut self, error: QuestionError) {
        self.errors.push(error);
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        node: &Node<'_>,
        path: &str,
        message: impl AsRef<str>,
    ) {
        self.push(QuestionError::new(code, within(path, message.as_ref())).at(node.at));
    }

    fn wrong_type(&mut self, node: &Node<'_>, path: &str, expected: &str) {
        let message = format!("expected {expected}, found {}", node.sort());
        self.push(
            QuestionError::new("wrong-type", within(path, &message))
                .at(node.at)
                .expecting([expected]),
        );
    }

    pub(super) fn object<'n>(&mut self, node: &'n Node<'n>, path: &str) -> Option<Fields<'n>> {
        let Data::Object(fields) = &node.data else {
            self.wrong_type(node, path, "an object");
            return None;
        };
        let fields: Vec<(&str, &Node<'n>)> =
            fields.iter().map(|(name, node)| (&**name, node)).collect();
        for (at, (name, node)) in fields.iter().enumerate() {
            if fields[..at].iter().any(|(other, _)| other == name) {
                self.error(
                    "duplicate-field",
                    node,
                    path,
                    format!("the field `{name}` stands twice"),
                );
            }
        }
        Some(Fields { at: node.at, path: path.to_owned(), left: fields })
    }

    /// The one field of an object that says what it is, with what it holds.
    pub(super) fn variant<'n>(
        &mut self,
        node: &'n Node<'n>,
        path: &str,
        names: &[&str],
    ) -> Option<(&'n str, Fields<'n>)> {
        let fields = self.object(node, path)?;
        let [(name, inner)] = *fields.left else {
            let message = format!("expected an object with exactly one of {}", list(names));
            self.push(
                QuestionError::new("wrong-type", within(path, &message))
                    .at(node.at)
                    .expecting(names.iter().copied()),
            );
            return None;
        };
        if !names.contains(&name) {
            self.unknown("unknown-field", inner, path, "field", name, names);
            return None;
        }
        let inner = self.object(inner, &join(path, name))?;
        Some((name, inner))
    }

    pub(super) fn list<'n>(&mut self, node: &'n Node<'n>, path: &str) -> Vec<Found<'n>> {
        let Data::List(items) = &node.data else {
            self.wrong_type(node, path, "a list");
            return Vec::new();
        };
        items.iter().enumerate().map(|(at, node)| (node, format!("{path}[{at}]"))).collect()
    }

    /// The entries of an object that maps keys to values.
    pub(super) fn entries<'n>(
        &mut self,
        node: &'n Node<'n>,
        path: &str,
    ) -> Vec<(&'n str, &'n Node<'n>, String)> {
        let fields = self.object(node, path).map(|fields| fields.left).unwrap_or_default();
        fields.into_iter().map(|(name, node)| (name, node, join(path, name))).collect()
    }

    pub(super) fn text<'n>(&mut self, node: &'n Node<'_>, path: &str) -> Option<&'n str> {
        if let Data::Text(text) = &node.data {
            return Some(text);
        }
        self.wrong_type(node, path, "a text");
        None
    }

    pub(super) fn truth(&mut self, node: &Node<'_>, path: &str) -> Option<bool> {
        if let Data::Bool(truth) = node.data {
            return Some(truth);
        }
        self.wrong_type(node, path, "true or false");
        None
    }

    pub(super) fn date(&mut self, node: &Node<'_>, path: &str) -> Option<Date> {
        let Data::Text(text) = &node.data else {
            self.wrong_type(node, path, "a date in quotes, such as \"2024-10-20\"");
            return None;
        };
        match Date::parse(text) {
            Ok(date) => Some(date),
            Err(error) => {
                let message = within(path, &format!("`{text}` is no date: {}", error.message()));
                // The text begins after its quote.
                let at = node.at + 1 + error.position();
                self.push(QuestionError::new("bad-date", message).at(at));
                None
            }
        }
    }

    /// A word out of a list of words.
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node<'_>,
        path: &str,
        what: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let word = self.text(node, path)?;
        if let Some((_, found)) = words.iter().find(|(known, _)| *known == word) {
            return Some(*found);
        }
        let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        self.unknown("unknown-word", node, path, what, word, &known);
        None
    }

    /// Says that a word is none of those expected.
    pub(super) fn unknown(
        &mut self,
        code: &'static str,
        node: &Node<'_>,
        path: &str,
        what: &str,
        word: &str,
        known: &[&str],
    ) {
        let near = words::near(word, known);
        let hint = match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", list(known)),
        };
        let message = within(path, &format!("there is no {what} `{word}`; {hint}"));
        let error = QuestionError::new(code, message).at(node.at);
        self.push(error.expecting(known.iter().copied()).near(near));
    }

    fn lookup(&mut self, error: &LookupError, at: usize, path: &str) {
        let code = if error.found.is_some() { "wrong-kind" } else { "unknown-key" };
        let expected = error.expected.map(Kind::as_str);
        self.push(
            QuestionError::new(code, within(path, &error.to_string()))
                .at(at)
                .expecting(expected)
                .near(error.near.iter().map(|near| &**near)),
        );
    }

    pub(super) fn find<E: Entity>(&mut self, node: &Node<'_>, path: &str) -> Option<Id<E>> {
        let key = self.text(node, path)?;
        let found = self.world.find::<E>(key);
        found.map_err(|error| self.lookup(&error, node.at, path)).ok()
    }

    /// The state that a field is named after.
    pub(super) fn state_named(
        &mut self,
        key: &str,
        node: &Node<'_>,
        path: &str,
    ) -> Option<Id<State>> {
        let found = self.world.find::<State>(key);
        found.map_err(|error| self.lookup(&error, node.at, path)).ok()
    }

    pub(super) fn entity(&mut self, node: &Node<'_>, path: &str) -> Option<EntityId> {
        let key = self.text(node, path)?;
        let found = self.world.entity(key);
        found.map_err(|error| self.lookup(&error, node.at, path)).ok()
    }

    /// An organization or a treaty.
    pub(super) fn body(&mut self, node: &Node<'_>, path: &str) -> Option<BodyId> {
        let entity = self.entity(node, path)?;
        let kind = self.world[entity].kind();
        let body = BodyId::of(entity, kind);
        if body.is_none() {
            let key = self.world.key(entity);
            let message = within(
                path,
                &format!("`{key}` is neither an organization nor a treaty but a {}", kind.as_str()),
            );
            let error = QuestionError::new("wrong-kind", message).at(node.at);
            self.push(error.expecting(["organization", "treaty"]));
        }
        body
    }

    pub(super) fn provision(&mut self, node: &Node<'_>, path: &str) -> Option<Id<Provision>> {
        let key = self.text(node, path)?;
        match self.world.record(key) {
            Ok(RecordId::Provision(id)) => Some(id),
            Ok(_) => {
                let message = within(path, &format!("`{key}` is no provision"));
                let error = QuestionError::new("wrong-kind", message).at(node.at);
                self.push(error.expecting(["provision"]));
                None
            }
            Err(_) => {
                let keys = self.world.tables().provisions.iter().map(|provision| &*provision.key);
                let near = words::near(key, &keys.collect::<Vec<_>>());
                let message = within(path, &format!("no provision has the key `{key}`"));
                let error = QuestionError::new("unknown-key", message).at(node.at);
                self.push(error.expecting(["provision"]).near(near));
                None
            }
        }
    }
}

impl<'n> Fields<'n> {
    /// The value of a field that is there and not null.
    pub(super) fn take(&mut self, name: &str) -> Option<Found<'n>> {
        let mut found = None;
        self.left.retain(|(field, node)| {
            if *field == name && found.is_none() {
                found = Some(*node);
            }
            *field != name
        });
        let node = found.filter(|node| !node.is_null())?;
        Some((node, join(&self.path, name)))
    }

    pub(super) fn peek(&self, name: &str) -> Option<&'n Node<'n>> {
        self.left.iter().find(|(field, _)| *field == name).map(|(_, node)| *node)
    }

    /// The same for a field that must be there.
    pub(super) fn need(
        &mut self,
        reader: &mut Reader<'_>,
        name: &str,
        what: &str,
    ) -> Option<Found<'n>> {
        let found = self.take(name);
        if found.is_none() {
            self.missing(reader, name, what);
        }
        found
    }

    pub(super) fn missing(&self, reader: &mut Reader<'_>, name: &str, what: &str) {
        let message =
            within(&self.path, &format!("the field `{name}` is missing; expected {what}"));
        reader.push(QuestionError::new("missing-field", message).at(self.at).expecting([name]));
    }

    /// What changes: an organization or a treaty, each by its own field.
    pub(super) fn organization_or_treaty(&mut self, reader: &mut Reader<'_>) -> Option<BodyId> {
        match (self.take("organization"), self.take("treaty")) {
            (Some((node, path)), None) => Some(reader.find::<Organization>(node, &path)?.into()),
            (None, Some((node, path))) => Some(reader.find::<Treaty>(node, &path)?.into()),
            (None, None) => {
                self.missing(
                    reader,
                    "organization",
                    "the key of an organization, or `treaty` with that of a treaty",
                );
                None
            }
            (Some(_), Some((node, _))) => {
                let message = "expected either `organization` or `treaty`, found both";
                reader.error("wrong-type", node, &self.path, message);
                None
            }
        }
    }

    /// Reports whatever was not taken.
    pub(super) fn finish(self, reader: &mut Reader<'_>, known: &[&str]) {
        for (name, node) in &self.left {
            reader.unknown("unknown-field", node, &self.path, "field", name, known);
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn within(path: &str, message: &str) -> String {
    if path.is_empty() { message.to_owned() } else { format!("{path}: {message}") }
}

/// Words as a list to read.
fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    }
}
