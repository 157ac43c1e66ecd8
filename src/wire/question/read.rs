//! Questions out of JSON: an object with one field, which says what is asked.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::model::{Duty, Entity, Kind, Status};
use crate::question::DateOf;
use crate::question::Question;
use crate::scenario::Scenario;
use crate::time::Date;
use crate::wire::QuestionError;
use crate::world::LookupError;
use crate::{BodyId, EntityId, Id, InstrumentId, World};

/// What can be asked, by the word of the JSON form.
const QUESTIONS: [&str; 16] = [
    "members",
    "parties",
    "memberships",
    "is_member",
    "must_exit",
    "vetoes",
    "obligations",
    "bonds",
    "dates",
    "same",
    "periods",
    "in_both",
    "in_either",
    "but_not",
    "changes",
    "name",
];

/// What dates can be asked for.
const DATES: [&str; 5] = ["joined", "left", "signed", "in_force", "exit"];

type Read<T> = Result<T, QuestionError>;

impl Question {
    /// Reads a question from its JSON form: an object with one field, such as
    /// `{"is_member": {"entity": "uzb", "body": "csto"}}`.
    ///
    /// | field | what it holds |
    /// |---|---|
    /// | `members` | `organization`, `status` |
    /// | `parties` | `treaty`, `status` |
    /// | `memberships` | `entity` |
    /// | `is_member` | `entity`, `body` |
    /// | `must_exit` | `members_of`, `entity`, `exit`, `scenario` (as a change file) |
    /// | `vetoes` | `scenario`, `pending` |
    /// | `obligations` | `by`, `toward`, `duty` |
    /// | `bonds` | `a`, `b` |
    /// | `dates` | `what` and, for `joined` and `left`, `entity` and `body`; for `signed` and `in_force`, `instrument` (`signed` also `by`); for `exit`, `state`, `body` and `notice` |
    /// | `same` | `names` |
    /// | `periods` | `entity`, `body`, `bundle`, `status` |
    /// | `in_both`, `in_either`, `but_not` | `a`, `b` |
    /// | `changes` | `body`, `from`, `to` |
    /// | `name` | `entity` |
    ///
    /// Entities are named by key; a field that is left out is `null`.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what is wrong, at which byte, and what was expected.
    pub fn from_json(world: &World, text: &str) -> Result<Self, QuestionError> {
        let source = Source { world, text };
        let mut outer = source.object(source.whole()?, "a question")?;
        if outer.open.len() != 1 {
            let message = "expected an object with exactly one field, which says what is asked";
            return Err(QuestionError::new("wrong-type", message)
                .at(outer.at)
                .expecting(QUESTIONS));
        }
        let Some((kind, value)) = outer.open.pop_first() else {
            return Err(QuestionError::new("wrong-type", "expected an object").at(outer.at));
        };
        let mut fields = source.object(value, &kind)?;
        let question = read(&mut fields, &kind)?;
        match fields.open.first_key_value() {
            None => Ok(question),
            Some((name, value)) => {
                let message = format!("{kind} has no field `{name}`");
                Err(QuestionError::new("unknown-field", message).at(source.offset(value)))
            }
        }
    }
}

fn read(fields: &mut Fields<'_, '_>, kind: &str) -> Read<Question> {
    Ok(match kind {
        "members" => Question::Members {
            organization: fields.find("organization")?,
            status: fields.word("status", &Status::ALL, Status::as_str)?,
        },
        "parties" => Question::Parties {
            treaty: fields.find("treaty")?,
            status: fields.word("status", &Status::ALL, Status::as_str)?,
        },
        "memberships" => Question::Memberships { entity: fields.entity("entity")? },
        "is_member" => {
            Question::IsMember { entity: fields.entity("entity")?, body: fields.body("body")? }
        }
        "must_exit" => Question::MustExit {
            members_of: fields.find_maybe("members_of")?,
            entity: fields.entity_maybe("entity")?,
            exit: fields.body_maybe("exit")?,
            scenario: fields.scenario()?,
        },
        "vetoes" => {
            Question::Vetoes { pending: fields.flag("pending")?, scenario: fields.scenario()? }
        }
        "obligations" => Question::Obligations {
            by: fields.find_maybe("by")?,
            toward: fields.entity_maybe("toward")?,
            duty: fields.word("duty", &Duty::ALL, Duty::as_str)?,
        },
        "bonds" => Question::Bonds { a: fields.entity("a")?, b: fields.entity("b")? },
        "dates" => Question::Dates(fields.dates()?),
        "same" => Question::Same { names: fields.names()? },
        "periods" => Question::Periods {
            entity: fields.entity("entity")?,
            body: fields.body("body")?,
            bundle: fields.flag("bundle")?,
            status: fields.word("status", &Status::ALL, Status::as_str)?,
        },
        "in_both" => Question::InBoth { a: fields.body("a")?, b: fields.body("b")? },
        "in_either" => Question::InEither { a: fields.body("a")?, b: fields.body("b")? },
        "but_not" => Question::ButNot { a: fields.body("a")?, b: fields.body("b")? },
        "changes" => Question::Changes {
            body: fields.body("body")?,
            from: fields.date("from")?,
            to: fields.date("to")?,
        },
        "name" => Question::Name { entity: fields.entity("entity")? },
        _ => {
            let message = format!("there is no question `{kind}`");
            let error = QuestionError::new("unknown-question", message).at(fields.at);
            return Err(error.expecting(QUESTIONS).near(near(kind, &QUESTIONS)));
        }
    })
}

/// The words near to one that is not known, whether in capitals or not.
fn near(word: &str, known: &[&str]) -> Vec<String> {
    let word = word.to_lowercase();
    let mut near: Vec<(usize, &str)> = (known.iter())
        .map(|known| (strsim::osa_distance(&word, known), *known))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, known)| known.to_owned()).collect()
}

/// The text of a question, and the world that its keys are of.
#[derive(Copy, Clone)]
struct Source<'t, 'w> {
    world: &'w World,
    text: &'t str,
}

impl<'t, 'w> Source<'t, 'w> {
    fn whole(self) -> Read<&'t RawValue> {
        serde_json::from_str(self.text).map_err(|error| {
            let lines = self.text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            QuestionError::new("syntax", format!("the question is not JSON: {message}"))
                .at(at.min(self.text.len()))
        })
    }

    /// Where a value begins: it is a piece of the text.
    fn offset(self, value: &RawValue) -> usize {
        (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    fn object(self, value: &'t RawValue, what: &str) -> Read<Fields<'t, 'w>> {
        let at = self.offset(value);
        let open = serde_json::from_str(value.get()).map_err(|_| {
            QuestionError::new("wrong-type", format!("{what}: expected an object")).at(at)
        })?;
        Ok(Fields { source: self, at, what: what.to_owned(), open })
    }
}

/// The fields of an object that were not taken yet.
struct Fields<'t, 'w> {
    source: Source<'t, 'w>,
    at: usize,
    what: String,
    open: BTreeMap<String, &'t RawValue>,
}

impl<'t> Fields<'t, '_> {
    fn take(&mut self, name: &str) -> Option<&'t RawValue> {
        self.open.remove(name).filter(|value| value.get() != "null")
    }

    fn need(&mut self, name: &str) -> Read<&'t RawValue> {
        self.take(name).ok_or_else(|| {
            let message = format!("{}: the field `{name}` is missing", self.what);
            QuestionError::new("missing-field", message).at(self.at).expecting([name])
        })
    }

    fn value<T: serde::de::DeserializeOwned>(
        &self,
        value: &RawValue,
        name: &str,
        expected: &str,
    ) -> Read<T> {
        serde_json::from_str(value.get()).map_err(|_| {
            let message = format!("{}.{name}: expected {expected}", self.what);
            QuestionError::new("wrong-type", message)
                .at(self.source.offset(value))
                .expecting([expected])
        })
    }

    fn lookup(&self, error: &LookupError, value: &RawValue) -> QuestionError {
        let code = if error.found.is_some() { "wrong-kind" } else { "unknown-key" };
        QuestionError::new(code, error.to_string())
            .at(self.source.offset(value))
            .expecting(error.expected.map(Kind::as_str))
            .near(error.near.iter().map(|near| &**near))
    }

    fn found<E: Entity>(&self, value: &RawValue, name: &str) -> Read<Id<E>> {
        let key: String = self.value(value, name, "a key")?;
        self.source.world.find(&key).map_err(|error| self.lookup(&error, value))
    }

    fn find<E: Entity>(&mut self, name: &str) -> Read<Id<E>> {
        let value = self.need(name)?;
        self.found(value, name)
    }

    fn find_maybe<E: Entity>(&mut self, name: &str) -> Read<Option<Id<E>>> {
        self.take(name).map(|value| self.found(value, name)).transpose()
    }

    fn any(&self, value: &RawValue, name: &str) -> Read<EntityId> {
        let key: String = self.value(value, name, "a key")?;
        self.source.world.entity(&key).map_err(|error| self.lookup(&error, value))
    }

    fn entity(&mut self, name: &str) -> Read<EntityId> {
        let value = self.need(name)?;
        self.any(value, name)
    }

    fn entity_maybe(&mut self, name: &str) -> Read<Option<EntityId>> {
        self.take(name).map(|value| self.any(value, name)).transpose()
    }

    fn of_kind<T>(
        &self,
        value: &RawValue,
        name: &str,
        of: impl Fn(EntityId, Kind) -> Option<T>,
        expected: [&str; 2],
    ) -> Read<T> {
        let entity = self.any(value, name)?;
        let kind = self.source.world[entity].kind();
        of(entity, kind).ok_or_else(|| {
            let key = self.source.world.key(entity);
            let [one, other] = expected;
            let message =
                format!("`{key}` is neither of kind {one} nor {other}, but {}", kind.as_str());
            QuestionError::new("wrong-kind", message)
                .at(self.source.offset(value))
                .expecting(expected)
        })
    }

    fn body(&mut self, name: &str) -> Read<BodyId> {
        let value = self.need(name)?;
        self.of_kind(value, name, BodyId::of, ["organization", "treaty"])
    }

    fn body_maybe(&mut self, name: &str) -> Read<Option<BodyId>> {
        let value = self.take(name);
        value
            .map(|value| self.of_kind(value, name, BodyId::of, ["organization", "treaty"]))
            .transpose()
    }

    fn instrument(&mut self, name: &str) -> Read<InstrumentId> {
        let value = self.need(name)?;
        self.of_kind(value, name, InstrumentId::of, ["treaty", "law"])
    }

    fn flag(&mut self, name: &str) -> Read<bool> {
        match self.take(name) {
            Some(value) => self.value(value, name, "true or false"),
            None => Ok(false),
        }
    }

    fn day(&self, value: &RawValue, name: &str) -> Read<Date> {
        let text: String = self.value(value, name, "a date in quotes, such as \"2024-10-20\"")?;
        Date::parse(&text).map_err(|error| {
            let message = format!("`{text}` is no date: {}", error.message());
            // The text begins after its quote.
            QuestionError::new("bad-date", message)
                .at(self.source.offset(value) + 1 + error.position())
        })
    }

    fn date(&mut self, name: &str) -> Read<Date> {
        let value = self.need(name)?;
        self.day(value, name)
    }

    fn word<T: Copy>(
        &mut self,
        name: &str,
        all: &[T],
        as_str: impl Fn(T) -> &'static str,
    ) -> Read<Option<T>> {
        let Some(value) = self.take(name) else { return Ok(None) };
        let word: String = self.value(value, name, "a word")?;
        let known: Vec<&str> = all.iter().map(|one| as_str(*one)).collect();
        match all.iter().find(|one| as_str(**one) == word) {
            Some(found) => Ok(Some(*found)),
            None => Err(QuestionError::new("unknown-word", format!("there is no {name} `{word}`"))
                .at(self.source.offset(value))
                .near(near(&word, &known))
                .expecting(known)),
        }
    }

    fn names(&mut self) -> Read<Vec<String>> {
        let value = self.need("names")?;
        let names: Vec<String> = self.value(value, "names", "a list of names")?;
        if names.len() < 2 {
            let message = "same.names: expected at least two names";
            return Err(QuestionError::new("wrong-type", message).at(self.source.offset(value)));
        }
        Ok(names)
    }

    fn scenario(&mut self) -> Read<Scenario> {
        let value = self.need("scenario")?;
        let at = self.source.offset(value);
        let file = Scenario::from_json(self.source.world, value.get()).map_err(|mut error| {
            error.position = Some(at + error.position.unwrap_or(0));
            for other in &mut error.others {
                other.position = Some(at + other.position.unwrap_or(0));
            }
            error
        })?;
        if file.as_of.is_some() || file.reading.is_some() {
            let message = "a date and a reading belong to the view that is asked, not to the scenario of a question";
            return Err(QuestionError::new("unknown-field", message).at(at));
        }
        Ok(file.scenario)
    }

    fn dates(&mut self) -> Read<DateOf> {
        let value = self.need("what")?;
        let what: String = self.value(value, "what", "a word")?;
        Ok(match &*what {
            "joined" => DateOf::Joined { entity: self.entity("entity")?, body: self.body("body")? },
            "left" => DateOf::Left { entity: self.entity("entity")?, body: self.body("body")? },
            "signed" if self.open.contains_key("by") => {
                DateOf::SignedBy { entity: self.entity("by")?, treaty: self.find("instrument")? }
            }
            "signed" => DateOf::Signed { instrument: self.instrument("instrument")? },
            "in_force" => DateOf::InForce { instrument: self.instrument("instrument")? },
            "exit" => {
                let notice =
                    self.take("notice").map(|value| self.day(value, "notice")).transpose()?;
                DateOf::Exit { state: self.find("state")?, body: self.body("body")?, notice }
            }
            _ => {
                let message = format!("dates.what: there is no date `{what}`");
                let error =
                    QuestionError::new("unknown-word", message).at(self.source.offset(value));
                return Err(error.expecting(DATES).near(near(&what, &DATES)));
            }
        })
    }
}
