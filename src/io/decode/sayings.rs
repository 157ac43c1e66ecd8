//! Who says what: claims, contradicting values, and what sources say of single fields.

use super::proposition::proposition;
use super::reader::Reader;
use crate::base::text::quoted;
use crate::json::{Fault, Fields, Read, ReadKeys, Value};
use crate::model::{
    Assertion, Claim, Contested, ContestedValue, Credibility, Factuality, Grade, Kind, Manner,
    Reliability, Voice,
};
use crate::world::WorldBuilder;

/// How a claim can stand against the record.
const VERDICTS: [&str; 4] = ["supported", "refuted", "undetermined", "opinion"];

pub(super) fn claim<'a>(
    builder: &mut WorldBuilder,
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Claim {
    let attribution = reader.text_of(fields, "attribution");
    if attribution.is_none() {
        reader.required(fields, "by", "a list of keys");
    }
    let by = reader.list_of(fields, "by");
    let about = reader.list_of(fields, "about");
    let verdict = fields.value("verdict");
    let mut said = |name: &str| {
        let said = fields.value(name).and_then(|value| proposition(reader, value));
        said.map(|said| builder.intern(said))
    };
    let (said, condition) = (said("proposition"), said("condition"));
    Claim {
        key,
        by: reader.entities(by, &[]),
        voices: voices(reader, fields),
        attribution,
        date: reader.date_of(fields, "date"),
        sentence: reader.text_of(fields, "sentence"),
        mode: reader.word_of(fields, "mode"),
        proposition: said,
        factuality: reader.word_of(fields, "factuality").unwrap_or(Factuality::CertainlyTrue),
        condition,
        when: reader.date_of(fields, "when"),
        stance: reader.word_of(fields, "stance"),
        verb: reader.word_of(fields, "verb"),
        rank: reader.word_of(fields, "rank").unwrap_or_default(),
        grade: fields.value("grade").and_then(|value| grade(reader, value)),
        subject: reader.text_of(fields, "subject"),
        predicate: reader.text_of(fields, "predicate"),
        object: reader.text_of(fields, "object"),
        text: reader.text_of(fields, "text"),
        about: reader.entities(about, &[]),
        check: reader.text_of(fields, "check"),
        verdict: verdict
            .and_then(|value| reader.among(value, "verdict on a claim", &VERDICTS))
            .map(Into::into),
        reason: reader.text_of(fields, "reason"),
        provenance: reader.provenance(fields),
    }
}

/// Who can speak.
const SPEAKERS: [Kind; 7] = [
    Kind::Outlet,
    Kind::Analyst,
    Kind::Person,
    Kind::State,
    Kind::Organization,
    Kind::Group,
    Kind::Source,
];

/// `[{"speaker", "manner"}]`, the outermost first.
fn voices<'a>(reader: &mut Reader<'_, 'a>, fields: &Fields<'_, 'a>) -> Vec<Voice> {
    let values = reader.list_of(fields, "voices");
    values.iter().filter_map(|value| voice(reader, value)).collect()
}

fn voice<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Voice> {
    let known = &["speaker", "manner", "factuality", "confidence", "because"];
    let of = reader.object(value, "a voice", known)?;
    let speaker = reader.required_entity(&of, "speaker", &SPEAKERS);
    let manner = reader.required_word::<Manner>(&of, "manner");
    let (factuality, confidence) =
        (reader.word_of(&of, "factuality"), reader.word_of(&of, "confidence"));
    let because = reader.text_of(&of, "because");
    Some(Voice { factuality, confidence, because, ..Voice::new(speaker?, manner?) })
}

/// A letter and a digit, such as `B2`.
fn grade<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<Grade> {
    let text = reader.text(value)?;
    let parts = text.split_at_checked(1);
    let read = parts.and_then(|(letter, digit)| {
        Some(Grade::new(letter.parse::<Reliability>().ok()?, digit.parse::<Credibility>().ok()?))
    });
    if read.is_none() {
        let message = format!("{} is no grade", quoted(text));
        let fault = Fault::new("unknown-word", value.at, message);
        let help = "a letter from A to F for the source and a digit from 1 to 6 for what it says";
        reader.fault(fault.help(help.to_owned()));
    }
    read
}

pub(super) fn contested<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Contested> {
    let of = fields.value("of").map(|value| reader.record_key(value));
    let field = reader.text_of(fields, "field");
    let question = reader.required_text(fields, "question");
    let values = reader.required(fields, "values", "a list of values");
    let values = values.map_or(&[][..], |value| reader.list(value));
    let values = values.iter().filter_map(|value| contested_value(reader, value)).collect();
    let default = reader.text_of(fields, "default");
    let provenance = reader.provenance(fields);
    let of = of.flatten();
    Some(Contested { key, of, field, question: question?, values, default, provenance })
}

fn contested_value<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<ContestedValue> {
    let allowed = &["value", "sources", "evidence", "preferred"];
    let of = &reader.object(value, "a value", allowed)?;
    let preferred = reader.flag_of(of, "preferred");
    let sources = reader.sources(of);
    let evidence = reader.word_of(of, "evidence");
    let value = reader.required_text(of, "value")?;
    Some(ContestedValue { value, sources, evidence, preferred })
}

pub(super) fn assertion<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Assertion> {
    let of = reader.required(fields, "of", "the key of a record");
    let of = of.and_then(|value| reader.record_key(value));
    let field = reader.required_text(fields, "field");
    let value = reader.required(fields, "value", "a string");
    let value = value.and_then(|value| reader.text(value));
    let provenance = reader.provenance(fields);
    Some(Assertion { key, of: of?, field: field?, value: value?.into(), provenance })
}
