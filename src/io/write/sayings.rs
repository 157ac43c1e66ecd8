//! What is said: claims, contradicting values, and what sources say of single fields.

use super::super::schema::RecordKind;
use super::line::{Object, key};
use super::{Sorted, record};
use crate::World;
use crate::model::{
    Claim, Confidence, ConsentTo, Duty, Evidence, Factuality, Manner, Mode, Proposition, Rank,
    Stance, Status, Tables, Verb,
};

pub(super) fn write(world: &World, lines: &mut Sorted) {
    let tables = world.tables();
    for claim in &tables.claims {
        record(world, lines, RecordKind::Claim, &claim.key, |object| {
            self::claim(object, claim, tables);
        });
    }
    for contested in &tables.contested {
        record(world, lines, RecordKind::Contested, &contested.key, |object| {
            object.opt("of", contested.of.as_deref());
            object.opt("field", contested.field.as_deref());
            object.str("question", &contested.question);
            object.any_list("values", &contested.values, |world, out, value| {
                Object::write(world, out, |object| {
                    object.str("value", &value.value);
                    object.sources(&value.sources);
                    object.opt("evidence", value.evidence.map(Evidence::as_str));
                    object.flag("preferred", value.preferred);
                });
            });
            object.opt("default", contested.default.as_deref());
            object.provenance(&contested.provenance);
        });
    }
    for assertion in &tables.assertions {
        record(world, lines, RecordKind::Assertion, &assertion.key, |object| {
            object.str("of", &assertion.of);
            object.str("field", &assertion.field);
            object.str("value", &assertion.value);
            object.provenance(&assertion.provenance);
        });
    }
}

fn claim(object: &mut Object<'_>, claim: &Claim, tables: &Tables) {
    let by = claim.by.iter().copied();
    if claim.attribution.is_none() {
        object.any_list("by", by, key);
    } else {
        object.list("by", by, key);
    }
    object.list("voices", &claim.voices, |world, out, voice| {
        Object::write(world, out, |object| {
            object.key("speaker", voice.speaker);
            object.str("manner", Manner::as_str(voice.manner));
            object.opt("factuality", voice.factuality.map(Factuality::as_str));
            object.opt("confidence", voice.confidence.map(Confidence::as_str));
            object.opt("because", voice.because.as_deref());
        });
    });
    object.opt("attribution", claim.attribution.as_deref());
    object.date("date", claim.date);
    object.opt("sentence", claim.sentence.as_deref());
    object.opt("mode", claim.mode.map(Mode::as_str));
    if let Some(said) = claim.stated_in(tables) {
        object.object("proposition", |object| proposition(object, said));
    }
    let said = Some(claim.factuality).filter(|said| *said != Factuality::CertainlyTrue);
    object.opt("factuality", said.map(Factuality::as_str));
    if let Some(said) = claim.condition_in(tables) {
        object.object("condition", |object| proposition(object, said));
    }
    object.date("when", claim.when);
    object.opt("stance", claim.stance.map(Stance::as_str));
    object.opt("verb", claim.verb.map(Verb::as_str));
    object.opt("grade", claim.grade.map(|grade| grade.to_string()).as_deref());
    object.opt("rank", Some(claim.rank).filter(|rank| *rank != Rank::Normal).map(Rank::as_str));
    object.opt("subject", claim.subject.as_deref());
    object.opt("predicate", claim.predicate.as_deref());
    object.opt("object", claim.object.as_deref());
    object.opt("text", claim.text.as_deref());
    object.list("about", claim.about.iter().copied(), key);
    object.opt("check", claim.check.as_deref());
    object.opt("verdict", claim.verdict.as_deref());
    object.opt("reason", claim.reason.as_deref());
    object.provenance(&claim.provenance);
}

/// The one field of a proposition: its predicate, with its arguments in the order of the format page.
fn proposition(object: &mut Object<'_>, said: &Proposition) {
    object.object(said.predicate(), |object| match said {
        Proposition::TakesPart { member, body, status } => {
            object.key("member", *member);
            object.key("of", body.entity());
            object.opt("status", status.map(Status::as_str));
        }
        Proposition::BoundBy { state, treaty } => {
            object.key("state", (*state).into());
            object.key("treaty", (*treaty).into());
        }
        Proposition::HasClause { text, kind } => {
            object.key("text", text.entity());
            object.str("kind", kind.as_str());
        }
        Proposition::Owes { state, duty, toward, under } => {
            object.key("state", (*state).into());
            object.opt("duty", duty.map(Duty::as_str));
            object.key("toward", *toward);
            if let Some(text) = under {
                object.key("under", text.entity());
            }
        }
        Proposition::HasLeft { member, body } => {
            object.key("member", *member);
            object.key("of", body.entity());
        }
        Proposition::Related { kind, subject, object: toward } => {
            object.str("kind", kind.as_str());
            object.key("subject", *subject);
            object.key("object", *toward);
        }
        Proposition::Declared { who, what } => {
            object.key("who", *who);
            object.key("what", *what);
        }
        Proposition::Plans { who, what } => {
            object.key("who", *who);
            match &**what {
                [one] => object.key("what", *one),
                several => object.list("what", several.iter().copied(), key),
            }
        }
        Proposition::PlansExit { states, from } => {
            object.any_list("states", states.iter().copied(), key);
            object.key("from", from.entity());
        }
        Proposition::NeedsConsent { of, organization, to } => {
            object.any_list("of", of.iter().copied(), key);
            object.key("if", (*organization).into());
            match to {
                ConsentTo::Acquiring(kind) => object.str("acquires", kind.as_str()),
                ConsentTo::Admitting(state) => object.key("admits", (*state).into()),
            }
        }
        Proposition::MustExitToJoin { states, from, into } => {
            object.any_list("states", states.iter().copied(), key);
            object.key("from", from.entity());
            object.key("to_join", into.entity());
        }
        Proposition::MustExitFirst { states, from, organization, acquires } => {
            object.any_list("states", states.iter().copied(), key);
            object.key("from", from.entity());
            object.key("if", (*organization).into());
            object.str("acquires", acquires.as_str());
        }
        Proposition::Holds { who, stance, of } => {
            object.key("who", *who);
            object.str("stance", stance.as_str());
            object.key("of", *of);
        }
        Proposition::Judgement { kind, of, toward, words } => {
            object.str("kind", kind.as_str());
            object.list("of", of.iter().copied(), key);
            object.list("toward", toward.iter().copied(), key);
            object.opt("words", words.as_deref());
        }
        Proposition::Unrecorded { of, toward, words } => {
            object.list("of", of.iter().copied(), key);
            object.list("toward", toward.iter().copied(), key);
            object.str("words", words);
        }
    });
}
