//! Who says what: claims, contradicting values, and what sources say of single fields.

use super::reader::Reader;
use crate::json::{Fields, Read, ReadKeys, Value};
use crate::model::{Assertion, Claim, Contested, ContestedValue};

/// How a claim can stand against the record.
const VERDICTS: [&str; 4] = ["supported", "refuted", "undetermined", "opinion"];

pub(super) fn claim<'a>(
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
    Claim {
        key,
        by: reader.entities(by, &[]),
        attribution,
        date: reader.date_of(fields, "date"),
        sentence: reader.text_of(fields, "sentence"),
        mode: reader.text_of(fields, "mode"),
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
