//! Who says what: claims, contradicting values, and what sources say of single fields.

use super::reader::{Fields, Reader};
use crate::json::Value;
use crate::model::{Assertion, Claim, Contested, ContestedValue};

/// How a claim can stand against the record.
const VERDICTS: [&str; 4] = ["supported", "refuted", "undetermined", "opinion"];

pub(super) fn claim<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Claim {
    let attribution = reader.text(fields, "attribution");
    if attribution.is_none() {
        reader.required(fields, "by");
    }
    let by = reader.list(fields, "by");
    let about = reader.list(fields, "about");
    let verdict = fields.value("verdict");
    Claim {
        key,
        by: reader.entities(by, &[]),
        attribution,
        date: reader.date_of(fields, "date"),
        sentence: reader.text(fields, "sentence"),
        mode: reader.text(fields, "mode"),
        subject: reader.text(fields, "subject"),
        predicate: reader.text(fields, "predicate"),
        object: reader.text(fields, "object"),
        text: reader.text(fields, "text"),
        about: reader.entities(about, &[]),
        check: reader.text(fields, "check"),
        verdict: verdict
            .and_then(|value| reader.word(value, &VERDICTS, |word| word))
            .map(Into::into),
        reason: reader.text(fields, "reason"),
        provenance: reader.provenance(fields),
    }
}

pub(super) fn contested<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Contested> {
    let of = fields.value("of").map(|value| reader.record_key(value));
    let field = reader.text(fields, "field");
    let question = reader.required_text(fields, "question");
    let values = reader.required(fields, "values").map_or(&[][..], |value| reader.values(value));
    let values = values.iter().filter_map(|value| contested_value(reader, value)).collect();
    let default = reader.text(fields, "default");
    let provenance = reader.provenance(fields);
    let of = of.flatten();
    Some(Contested { key, of, field, question: question?, values, default, provenance })
}

fn contested_value<'a>(reader: &mut Reader<'_, 'a>, value: &Value<'a>) -> Option<ContestedValue> {
    let allowed = &["value", "sources", "evidence", "preferred"];
    let fields = reader.object(value, "value", allowed)?;
    let preferred = reader.flag(&fields, "preferred");
    let sources = reader.sources(&fields);
    let evidence = reader.evidence(&fields);
    let value = reader.required_text(&fields, "value")?;
    Some(ContestedValue { value, sources, evidence, preferred })
}

pub(super) fn assertion<'a>(
    reader: &mut Reader<'_, 'a>,
    fields: &Fields<'_, 'a>,
    key: Box<str>,
) -> Option<Assertion> {
    let of = reader.required(fields, "of").and_then(|value| reader.record_key(value));
    let field = reader.required_text(fields, "field");
    let value = reader.required(fields, "value").and_then(|value| reader.str(value));
    let provenance = reader.provenance(fields);
    Some(Assertion { key, of: of?, field: field?, value: value?.into(), provenance })
}
