//! What a claim says, as an object of one field: the predicate, which holds its arguments.

use super::reader::Reader;
use crate::json::{Choice, Data, Fault, Fields, INSTRUMENTS, Read, ReadKeys, Value};
use crate::model::{
    ConsentTo, Duty, EffectKind, Judgement, Kind, Proposition, RelationKind, Stance,
};
use crate::{EntityId, Id, InstrumentId, State};

/// What can take part in something, and what can declare or plan something.
const MEMBERS: [Kind; 2] = [Kind::State, Kind::Organization];

/// `{"takes_part": {"member": "a", "of": "b"}}` and the like.
pub(super) fn proposition<'a>(
    reader: &mut Reader<'_, 'a>,
    value: &Value<'a>,
) -> Option<Proposition> {
    let choice = Choice::new("predicate", &Proposition::PREDICATES);
    let (predicate, held) = reader.one_of(value, &choice)?;
    match predicate {
        "takes_part" => takes_part(reader, held),
        "bound_by" => {
            let of = &reader.object(held, "this proposition", &["state", "treaty"])?;
            let (state, treaty) =
                (reader.required_id(of, "state"), reader.required_id(of, "treaty"));
            Some(Proposition::BoundBy { state: state?, treaty: treaty? })
        }
        "has_clause" => {
            let of = &reader.object(held, "this proposition", &["text", "kind"])?;
            let text = reader.required(of, "text", "the key of a treaty or a law");
            let text = text.and_then(|value| reader.entity(value, &INSTRUMENTS));
            let kind = reader.required_word::<EffectKind>(of, "kind");
            let (text, sort) = text?;
            Some(Proposition::HasClause { text: InstrumentId::of(text, sort)?, kind: kind? })
        }
        "owes" => {
            let known = &["state", "duty", "toward", "under"];
            let of = &reader.object(held, "this proposition", known)?;
            let state = reader.required_id(of, "state");
            let duty = reader.word_of::<Duty>(of, "duty");
            let toward = reader.required_entity(of, "toward", &MEMBERS);
            let under = of.value("under").and_then(|value| reader.entity(value, &INSTRUMENTS));
            let under = under.and_then(|(text, sort)| InstrumentId::of(text, sort));
            Some(Proposition::Owes { state: state?, duty, toward: toward?, under })
        }
        "has_left" => {
            let of = &reader.object(held, "this proposition", &["member", "of"])?;
            let member = reader.required_entity(of, "member", &MEMBERS);
            let body = reader.required_body(of, "of");
            Some(Proposition::HasLeft { member: member?, body: body? })
        }
        "related" => {
            let of = &reader.object(held, "this proposition", &["kind", "subject", "object"])?;
            let kind = reader.required_word::<RelationKind>(of, "kind");
            let subject = reader.required_entity(of, "subject", &[]);
            let object = reader.required_entity(of, "object", &[]);
            Some(Proposition::Related { kind: kind?, subject: subject?, object: object? })
        }
        "declared" => {
            let (who, what) = who_and_what(reader, held)?;
            Some(Proposition::Declared { who, what })
        }
        "plans" => {
            let of = &reader.object(held, "this proposition", &["who", "what"])?;
            let who = reader.required_entity(of, "who", &MEMBERS);
            let what = one_or_more(reader, of, "what");
            Some(Proposition::Plans { who: who?, what: what? })
        }
        "plans_exit" => {
            let of = &reader.object(held, "this proposition", &["states", "from"])?;
            let (states, from) = (states(reader, of, "states"), reader.required_body(of, "from"));
            Some(Proposition::PlansExit { states: states?, from: from? })
        }
        "needs_consent" => needs_consent(reader, held),
        "must_exit_to_join" => {
            let known = &["states", "from", "to_join"];
            let of = &reader.object(held, "this proposition", known)?;
            let states = states(reader, of, "states");
            let (from, into) =
                (reader.required_body(of, "from"), reader.required_body(of, "to_join"));
            Some(Proposition::MustExitToJoin { states: states?, from: from?, into: into? })
        }
        "must_exit_first" => must_exit_first(reader, held),
        "holds" => {
            let of = &reader.object(held, "this proposition", &["who", "stance", "of"])?;
            let who = reader.required_entity(of, "who", &[]);
            let stance = reader.required_word::<Stance>(of, "stance");
            let what = reader.required_entity(of, "of", &[]);
            Some(Proposition::Holds { who: who?, stance: stance?, of: what? })
        }
        "judgement" => {
            let known = &["kind", "of", "toward", "words"];
            let of = &reader.object(held, "this proposition", known)?;
            let kind = reader.required_word::<Judgement>(of, "kind");
            let (subjects, toward) = (list(reader, of, "of"), list(reader, of, "toward"));
            let words = reader.text_of(of, "words");
            Some(Proposition::Judgement { kind: kind?, of: subjects, toward, words })
        }
        _ => {
            let of = &reader.object(held, "this proposition", &["of", "toward", "words"])?;
            let (subjects, toward) = (list(reader, of, "of"), list(reader, of, "toward"));
            let words = reader.required_text(of, "words");
            Some(Proposition::Unrecorded { of: subjects, toward, words: words? })
        }
    }
}

fn takes_part<'a>(reader: &mut Reader<'_, 'a>, held: &Value<'a>) -> Option<Proposition> {
    let of = &reader.object(held, "this proposition", &["member", "of", "status"])?;
    let member = reader.required_entity(of, "member", &MEMBERS);
    let body = reader.required_body(of, "of");
    let status = reader.word_of(of, "status");
    Some(Proposition::TakesPart { member: member?, body: body?, status })
}

fn who_and_what<'a>(reader: &mut Reader<'_, 'a>, held: &Value<'a>) -> Option<(EntityId, EntityId)> {
    let of = &reader.object(held, "this proposition", &["who", "what"])?;
    let who = reader.required_entity(of, "who", &MEMBERS);
    let what = reader.required_entity(of, "what", &[]);
    Some((who?, what?))
}

fn needs_consent<'a>(reader: &mut Reader<'_, 'a>, held: &Value<'a>) -> Option<Proposition> {
    let known = &["of", "if", "acquires", "admits"];
    let of = &reader.object(held, "this proposition", known)?;
    let whose = states(reader, of, "of");
    let organization = reader.required_id(of, "if");
    let to = if of.value("admits").is_some() {
        reader.required_id(of, "admits").map(ConsentTo::Admitting)
    } else {
        reader.required_word::<EffectKind>(of, "acquires").map(ConsentTo::Acquiring)
    };
    Some(Proposition::NeedsConsent { of: whose?, organization: organization?, to: to? })
}

fn must_exit_first<'a>(reader: &mut Reader<'_, 'a>, held: &Value<'a>) -> Option<Proposition> {
    let known = &["states", "from", "if", "acquires"];
    let of = &reader.object(held, "this proposition", known)?;
    let states = states(reader, of, "states");
    let from = reader.required_body(of, "from");
    let organization = reader.required_id(of, "if");
    let acquires = reader.required_word::<EffectKind>(of, "acquires");
    Some(Proposition::MustExitFirst {
        states: states?,
        from: from?,
        organization: organization?,
        acquires: acquires?,
    })
}

/// A list of states, one at least.
fn states<'a>(
    reader: &mut Reader<'_, 'a>,
    of: &Fields<'_, 'a>,
    name: &'static str,
) -> Option<Vec<Id<State>>> {
    let list = reader.required(of, name, "a list of keys");
    let values = list.map_or(&[][..], |value| reader.list(value));
    let states: Vec<Option<Id<State>>> = values.iter().map(|value| reader.id(value)).collect();
    if let Some(value) = list
        && matches!(&value.data, Data::List(values) if values.is_empty())
    {
        let message = format!("the field `{name}` is empty");
        reader.fault(Fault::new("empty-value", value.at, message));
    }
    let states: Option<Vec<Id<State>>> = states.into_iter().collect();
    states.filter(|states| !states.is_empty())
}

/// A key, or a list of keys, one at least.
fn one_or_more<'a>(
    reader: &mut Reader<'_, 'a>,
    of: &Fields<'_, 'a>,
    name: &'static str,
) -> Option<Vec<EntityId>> {
    let value = reader.required(of, name, "a key, or a list of keys")?;
    let Data::List(values) = &value.data else {
        return reader.entity(value, &[]).map(|(entity, _)| vec![entity]);
    };
    if values.is_empty() {
        let message = format!("the field `{name}` is empty");
        reader.fault(Fault::new("empty-value", value.at, message));
        return None;
    }
    Some(reader.entities(values, &[])).filter(|entities| !entities.is_empty())
}

fn list<'a>(reader: &mut Reader<'_, 'a>, of: &Fields<'_, 'a>, name: &'static str) -> Vec<EntityId> {
    let values = reader.list_of(of, name);
    reader.entities(values, &[])
}
