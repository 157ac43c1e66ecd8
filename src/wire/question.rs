//! Questions as JSON, and back: an object with one field, which says what is asked, and what the rows of its answer are.

use serde_json::{Map, Value as Json, json};

use crate::base::text::{join_quoted, quoted};
use crate::json::{Data, Fault, Fields, INSTRUMENTS, Named, Read, ReadKeys, Value, typed};
use crate::model::{Claim, Duty, Kind, Manner, Mode, RecordId, Status};
use crate::question::{DateOf, NeededFor, Question, QuestionKind};
use crate::scenario::Scenario;
use crate::wire::reader::{Form, Reader};
use crate::wire::scenario;
use crate::wire::{QuestionError, Rows};
use crate::{BodyId, EntityId, Id, InstrumentId, World};

/// What can be asked, by the word of the JSON form.
const QUESTIONS: [Form<Question>; 22] = [
    ("members", members),
    ("parties", parties),
    ("memberships", memberships),
    ("is_member", is_member),
    ("must_exit", must_exit),
    ("vetoes", vetoes),
    ("obligations", obligations),
    ("bonds", bonds),
    ("dates", dates),
    ("same", same),
    ("periods", periods),
    ("in_both", in_both),
    ("in_either", in_either),
    ("but_not", but_not),
    ("changes", changes),
    ("claims", claims),
    ("stances", stances),
    ("votes", votes),
    ("name", name),
    ("which_prevails", which_prevails),
    ("sources_needed", sources_needed),
    ("news", news),
];

/// What an object is called that asks one of these.
const QUESTION: &str = "this question";

/// What dates can be asked for: the word, the fields beside it, and how to read them.
const DATES: [FormOf<DateOf>; 5] = [
    ("joined", &["what", "entity", "body"], joined),
    ("left", &["what", "entity", "body"], left),
    ("signed", &["what", "instrument", "by"], signed),
    ("in_force", &["what", "instrument"], in_force),
    ("exit", &["what", "state", "body", "notice"], exit),
];

/// What sources can be needed for: the word, the fields beside it, and how to read them.
const NEEDED: [FormOf<NeededFor>; 3] = [
    ("membership", &["what", "entity", "body"], membership),
    ("verdict", &["what", "state", "scenario"], verdict),
    ("claim", &["what", "claim"], said),
];

/// The word of what is asked, the fields beside it, and how to read them.
type FormOf<T> =
    (&'static str, &'static [&'static str], fn(&mut Reader<'_>, &Fields<'_, '_>) -> Option<T>);

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
    /// | `claims` | `by`, `about`, `mode`, `manner` |
    /// | `stances` | `topic`, `speaker` |
    /// | `votes` | `on` (a claim), `by` (a list of speakers) |
    /// | `name` | `entity` |
    /// | `which_prevails` | `texts` (two treaties or laws), `between` (two states) |
    /// | `sources_needed` | `what` and, for `membership`, `entity` and `body`; for `verdict`, `state` and `scenario`; for `claim`, `claim` |
    /// | `news` | `after` (a date), `about` |
    ///
    /// Entities are named by key; a field that is left out is `null`.
    ///
    /// # Errors
    ///
    /// [`QuestionError`] says what is wrong first, at which byte, and what was expected; the rest stands in its `others`.
    pub fn from_json(world: &World, text: &str) -> Result<Self, QuestionError> {
        Reader::read(world, text, |reader, value| {
            reader.form(value, "question", "unknown-question", &QUESTIONS)
        })
    }
}

/// The rows of an answer, which are of the type that its kind has.
pub(super) fn rows(kind: QuestionKind, value: Option<&Value<'_>>) -> Result<Rows, Fault> {
    // Whether there are any at all was seen before.
    let Some(value) = value else { return Ok(Rows::Entities(Vec::new())) };
    Ok(match kind {
        QuestionKind::Members | QuestionKind::Parties => Rows::Members(typed(value)?),
        QuestionKind::Memberships | QuestionKind::IsMember => Rows::Memberships(typed(value)?),
        QuestionKind::MustExit => Rows::Exits(typed(value)?),
        QuestionKind::Vetoes => Rows::Vetoes(typed(value)?),
        QuestionKind::Obligations => Rows::Obligations(typed(value)?),
        QuestionKind::Bonds => Rows::Bonds(typed(value)?),
        QuestionKind::Dates => Rows::Dates(typed(value)?),
        QuestionKind::Same | QuestionKind::Name => Rows::Names(typed(value)?),
        QuestionKind::Periods => Rows::Periods(typed(value)?),
        QuestionKind::InBoth | QuestionKind::InEither | QuestionKind::ButNot => {
            Rows::Entities(typed(value)?)
        }
        QuestionKind::Changes => Rows::Changes(typed(value)?),
        QuestionKind::WhichPrevails => Rows::Prevails(typed(value)?),
        QuestionKind::Claims => Rows::Claims(typed(value)?),
        QuestionKind::Stances => Rows::Stances(typed(value)?),
        QuestionKind::Votes => Rows::Votes(typed(value)?),
        QuestionKind::SourcesNeeded => Rows::Sources(typed(value)?),
        QuestionKind::News => Rows::News(typed(value)?),
    })
}

fn members(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["organization", "status"])?;
    let organization = reader.required_id(of, "organization");
    let status = reader.word_of(of, "status");
    Some(Question::Members { organization: organization?, status })
}

fn parties(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["treaty", "status"])?;
    let treaty = reader.required_id(of, "treaty");
    let status = reader.word_of(of, "status");
    Some(Question::Parties { treaty: treaty?, status })
}

fn memberships(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["entity"])?;
    Some(Question::Memberships { entity: reader.required_entity(of, "entity", &[])? })
}

fn is_member(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["entity", "body"])?;
    let entity = reader.required_entity(of, "entity", &[]);
    let body = reader.required_body(of, "body");
    Some(Question::IsMember { entity: entity?, body: body? })
}

fn must_exit(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["members_of", "entity", "exit", "scenario"])?;
    let members_of = reader.id_of(of, "members_of");
    let entity = reader.entity_of(of, "entity", &[]);
    let exit = reader.body_of(of, "exit");
    Some(Question::MustExit { members_of, entity, exit, scenario: hypothesis(reader, of)? })
}

fn vetoes(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["scenario", "pending"])?;
    let pending = reader.flag_of(of, "pending");
    Some(Question::Vetoes { pending, scenario: hypothesis(reader, of)? })
}

fn obligations(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["by", "toward", "duty"])?;
    let by = reader.id_of(of, "by");
    let toward = reader.entity_of(of, "toward", &[]);
    Some(Question::Obligations { by, toward, duty: reader.word_of(of, "duty") })
}

fn bonds(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["a", "b"])?;
    let a = reader.required_entity(of, "a", &[]);
    let b = reader.required_entity(of, "b", &[]);
    Some(Question::Bonds { a: a?, b: b? })
}

fn same(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["names"])?;
    let value = reader.required(of, "names", "a list of names")?;
    let names = reader.list(value);
    if matches!(value.data, Data::List(_)) && names.len() < 2 {
        reader.error("wrong-type", value.at, "expected at least two names");
    }
    let names = names.iter().filter_map(|name| reader.text(name).map(str::to_owned));
    Some(Question::Same { names: names.collect() })
}

fn periods(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["entity", "body", "bundle", "status"])?;
    let entity = reader.required_entity(of, "entity", &[]);
    let body = reader.required_body(of, "body");
    let bundle = reader.flag_of(of, "bundle");
    let status = reader.word_of(of, "status");
    Some(Question::Periods { entity: entity?, body: body?, bundle, status })
}

fn in_both(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    two_bodies(reader, value).map(|(a, b)| Question::InBoth { a, b })
}

fn in_either(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    two_bodies(reader, value).map(|(a, b)| Question::InEither { a, b })
}

fn but_not(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    two_bodies(reader, value).map(|(a, b)| Question::ButNot { a, b })
}

fn two_bodies(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<(BodyId, BodyId)> {
    let of = &reader.object(value, QUESTION, &["a", "b"])?;
    let (a, b) = (reader.required_body(of, "a"), reader.required_body(of, "b"));
    a.zip(b)
}

fn changes(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["body", "from", "to"])?;
    let body = reader.required_body(of, "body");
    let (from, to) = (reader.required_date(of, "from"), reader.required_date(of, "to"));
    Some(Question::Changes { body: body?, from: from?, to: to? })
}

fn claims(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["by", "about", "mode", "manner"])?;
    let by = reader.entity_of(of, "by", &[]);
    let about = reader.entity_of(of, "about", &[]);
    let mode = reader.word_of(of, "mode");
    Some(Question::Claims { by, about, mode, manner: reader.word_of(of, "manner") })
}

fn stances(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["topic", "speaker"])?;
    let topic = reader.entity_of(of, "topic", &[]);
    Some(Question::Stances { topic, speaker: reader.entity_of(of, "speaker", &[]) })
}

fn votes(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["on", "by"])?;
    let on = reader.required(of, "on", "the key of a claim");
    let on = on.and_then(|value| claim(reader, value));
    let by = of.value("by").map_or(&[][..], |value| reader.list(value));
    let by = reader.entities(by, &[]);
    Some(Question::Votes { on: on?, by })
}

/// The claim that a key names.
fn claim(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Id<Claim>> {
    let key = value.as_text();
    if let Some(RecordId::Claim(id)) = key.and_then(|key| reader.world.record_named(key)) {
        return Some(id);
    }
    match key.map(|key| (key, reader.named(key))) {
        None => reader.wrong_type(value, "the key of a claim"),
        Some((key, Named::Nothing)) => {
            let message = format!("no claim has the key {}", quoted(key));
            reader.error("unknown-key", value.at, message);
        }
        Some((key, _)) => {
            let message = format!("{} is no claim", quoted(key));
            reader.error("wrong-kind", value.at, message);
        }
    }
    None
}

fn name(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["entity"])?;
    Some(Question::Name { entity: reader.required_entity(of, "entity", &[])? })
}

fn which_prevails(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["texts", "between"])?;
    let texts = two_of(reader, of, "texts", &INSTRUMENTS, |(id, kind)| InstrumentId::of(id, kind));
    let between = two_of(reader, of, "between", &[Kind::State], |(id, _)| Some(id.cast()));
    Some(Question::WhichPrevails { texts: texts?, between: between? })
}

/// The two that a list of a field names.
fn two_of<T>(
    reader: &mut Reader<'_>,
    of: &Fields<'_, '_>,
    name: &'static str,
    wanted: &[Kind],
    of_kind: impl Fn((EntityId, Kind)) -> Option<T>,
) -> Option<[T; 2]> {
    let value = reader.required(of, name, "a list of two keys")?;
    let values = reader.list(value);
    let named = values.iter().map(|value| reader.entity(value, wanted).and_then(&of_kind));
    let named: Vec<Option<T>> = named.collect();
    let is_list = matches!(value.data, Data::List(_));
    let Ok([one, other]) = <[Option<T>; 2]>::try_from(named) else {
        if is_list {
            reader.error("wrong-type", value.at, "expected two keys");
        }
        return None;
    };
    Some([one?, other?])
}

/// The hypothesis of a question. The date and the reading are those of the view that is asked.
fn hypothesis(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<Scenario> {
    let value = reader.required(of, "scenario", "a hypothesis, as a change file has it")?;
    let file = scenario::read(reader, value)?;
    for name in ["as_of", "reading"] {
        if let Some(said) = value.member(name).filter(|said| !said.is_null()) {
            let message = "a date and a reading belong to the view that is asked, not to the scenario of a question";
            reader.error("unknown-field", said.at, message);
        }
    }
    Some(file.scenario)
}

fn dates(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    of_what(reader, value, "date", &DATES).map(Question::Dates)
}

fn news(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    let of = &reader.object(value, QUESTION, &["after", "about"])?;
    let after = reader.required_date(of, "after");
    let about = reader.entity_of(of, "about", &[]);
    Some(Question::News { after: after?, about })
}

fn sources_needed(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Question> {
    of_what(reader, value, "thing that rests on sources", &NEEDED).map(Question::SourcesNeeded)
}

/// What an object asks whose field `what` says which fields it has.
fn of_what<T>(
    reader: &mut Reader<'_>,
    value: &Value<'_>,
    kind: &'static str,
    forms: &[FormOf<T>],
) -> Option<T> {
    let what = value.member("what").and_then(Value::as_text);
    let Some((_, fields, read)) = forms.iter().find(|(word, ..)| what == Some(word)) else {
        // Which fields there may be turns on what is asked; all are let pass.
        let mut any: Vec<&str> = forms.iter().flat_map(|(_, fields, _)| *fields).copied().collect();
        any.sort_unstable();
        any.dedup();
        let of = &reader.object(value, QUESTION, &any)?;
        let words: Vec<&str> = forms.iter().map(|(word, ..)| *word).collect();
        let value = reader.required(of, "what", &join_quoted(words.iter().copied(), "or"))?;
        reader.among(value, kind, &words);
        return None;
    };
    let of = &reader.object(value, QUESTION, fields)?;
    read(reader, of)
}

fn membership(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<NeededFor> {
    let entity = reader.required_entity(of, "entity", &[]);
    let body = reader.required_body(of, "body");
    Some(NeededFor::Membership { entity: entity?, body: body? })
}

fn verdict(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<NeededFor> {
    let state = reader.required_id(of, "state");
    let scenario = hypothesis(reader, of);
    Some(NeededFor::Verdict { state: state?, scenario: scenario? })
}

fn said(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<NeededFor> {
    let value = reader.required(of, "claim", "the key of a claim")?;
    Some(NeededFor::Claim { claim: claim(reader, value)? })
}

fn joined(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<DateOf> {
    let entity = reader.required_entity(of, "entity", &[]);
    let body = reader.required_body(of, "body");
    Some(DateOf::Joined { entity: entity?, body: body? })
}

fn left(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<DateOf> {
    let entity = reader.required_entity(of, "entity", &[]);
    let body = reader.required_body(of, "body");
    Some(DateOf::Left { entity: entity?, body: body? })
}

fn signed(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<DateOf> {
    let Some(by) = of.value("by") else {
        let instrument = reader.required_instrument(of, "instrument")?;
        return Some(DateOf::Signed { instrument });
    };
    let entity = reader.entity(by, &[]);
    let treaty = reader.required_id(of, "instrument");
    let (entity, _) = entity?;
    Some(DateOf::SignedBy { entity, treaty: treaty? })
}

fn in_force(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<DateOf> {
    Some(DateOf::InForce { instrument: reader.required_instrument(of, "instrument")? })
}

fn exit(reader: &mut Reader<'_>, of: &Fields<'_, '_>) -> Option<DateOf> {
    let notice = reader.date_of(of, "notice");
    let state = reader.required_id(of, "state");
    let body = reader.required_body(of, "body");
    Some(DateOf::Exit { state: state?, body: body?, notice })
}

impl Question {
    /// The JSON form of the question, on one line: what [`from_json`](Self::from_json) reads, without what is `null`.
    pub fn to_json(&self, world: &World) -> String {
        let key = |entity: EntityId| Json::from(world.key(entity));
        let body = |body: BodyId| Json::from(world.key(body));
        let hypothesis = |scenario: &Scenario| {
            serde_json::from_str(&scenario.to_json(world)).unwrap_or(Json::Null)
        };
        let fields = match self {
            Self::Members { organization, status } => json!({
                "organization": key((*organization).into()),
                "status": status.map(Status::as_str),
            }),
            Self::Parties { treaty, status } => json!({
                "treaty": key((*treaty).into()),
                "status": status.map(Status::as_str),
            }),
            Self::Memberships { entity } | Self::Name { entity } => json!({"entity": key(*entity)}),
            Self::IsMember { entity, body: what } => {
                json!({"entity": key(*entity), "body": body(*what)})
            }
            Self::MustExit { members_of, entity, exit, scenario } => json!({
                "members_of": members_of.map(|organization| key(organization.into())),
                "entity": entity.map(key),
                "exit": exit.map(body),
                "scenario": hypothesis(scenario),
            }),
            Self::Vetoes { scenario, pending } => json!({
                "scenario": hypothesis(scenario),
                "pending": pending.then_some(true),
            }),
            Self::Obligations { by, toward, duty } => json!({
                "by": by.map(|state| key(state.into())),
                "toward": toward.map(key),
                "duty": duty.map(Duty::as_str),
            }),
            Self::Bonds { a, b } => json!({"a": key(*a), "b": key(*b)}),
            Self::Dates(of) => fields_of_dates(world, of),
            Self::Same { names } => json!({"names": names}),
            Self::Periods { entity, body: what, bundle, status } => json!({
                "entity": key(*entity),
                "body": body(*what),
                "bundle": bundle.then_some(true),
                "status": status.map(Status::as_str),
            }),
            Self::InBoth { a, b } | Self::InEither { a, b } | Self::ButNot { a, b } => {
                json!({"a": body(*a), "b": body(*b)})
            }
            Self::Changes { body: what, from, to } => {
                json!({"body": body(*what), "from": from, "to": to})
            }
            Self::WhichPrevails { texts, between } => json!({
                "texts": texts.map(|text| key(text.entity())),
                "between": between.map(|state| key(state.into())),
            }),
            Self::News { after, about } => json!({"after": after, "about": about.map(key)}),
            Self::SourcesNeeded(of) => match of {
                NeededFor::Membership { entity, body: what } => {
                    json!({"what": "membership", "entity": key(*entity), "body": body(*what)})
                }
                NeededFor::Verdict { state, scenario } => json!({
                    "what": "verdict",
                    "state": key((*state).into()),
                    "scenario": hypothesis(scenario),
                }),
                NeededFor::Claim { claim } => {
                    json!({"what": "claim", "claim": &*world[*claim].key})
                }
            },
            Self::Claims { by, about, mode, manner } => json!({
                "by": by.map(key),
                "about": about.map(key),
                "mode": mode.map(Mode::as_str),
                "manner": manner.map(Manner::as_str),
            }),
            Self::Stances { topic, speaker } => {
                json!({"topic": topic.map(key), "speaker": speaker.map(key)})
            }
            Self::Votes { on, by } => {
                let by: Vec<Json> = by.iter().copied().map(key).collect();
                json!({"on": &*world[*on].key, "by": (!by.is_empty()).then_some(by)})
            }
        };
        let mut question = Map::new();
        question.insert(self.kind().to_string(), without_nulls(fields));
        Json::Object(question).to_string()
    }
}

fn fields_of_dates(world: &World, of: &DateOf) -> Json {
    let key = |entity: EntityId| world.key(entity);
    match of {
        DateOf::Joined { entity, body } => {
            json!({"what": "joined", "entity": key(*entity), "body": key(body.entity())})
        }
        DateOf::Left { entity, body } => {
            json!({"what": "left", "entity": key(*entity), "body": key(body.entity())})
        }
        DateOf::SignedBy { entity, treaty } => {
            json!({"what": "signed", "by": key(*entity), "instrument": key((*treaty).into())})
        }
        DateOf::Signed { instrument } => {
            json!({"what": "signed", "instrument": key(instrument.entity())})
        }
        DateOf::InForce { instrument } => {
            json!({"what": "in_force", "instrument": key(instrument.entity())})
        }
        DateOf::Exit { state, body, notice } => json!({
            "what": "exit",
            "state": key((*state).into()),
            "body": key(body.entity()),
            "notice": notice,
        }),
    }
}

/// The object without the fields that are null.
fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(fields) => {
            let kept = fields.into_iter().filter(|(_, value)| !value.is_null());
            Json::Object(kept.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}
