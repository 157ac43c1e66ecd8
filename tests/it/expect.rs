//! What is expected of a JSON answer, as data.
//!
//! It is compared field by field; fields that are not named may be anything. A list has exactly the rows named, in their
//! order, unless it is asked otherwise: `{"contains": […]}`, `{"lacks": […]}`, or
//! `{"column": "state", "is": […], "where": {…}}`. A text may be asked with `{"has": "…"}`.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail the test")]

use serde_json::{Map, Value};

use super::cases::named;

/// Reports whatever is expected and not there.
pub(crate) fn compare(path: &str, expect: &Value, answer: &Value, wrong: &mut Vec<String>) {
    match (expect, answer) {
        (Value::Object(expect), Value::Array(rows)) => rows_as_asked(path, expect, rows, wrong),
        (Value::Object(expect), Value::String(text)) => match expect.get("has") {
            Some(Value::String(part)) if text.contains(&**part) => {}
            _ => wrong.push(format!("{path}: expected {expect:?}, found {text}")),
        },
        (Value::Object(expect), Value::Object(answer)) => {
            for (name, expect) in expect {
                match answer.get(name) {
                    Some(answer) => compare(&format!("{path}.{name}"), expect, answer, wrong),
                    None => wrong.push(format!("{path}.{name}: is missing")),
                }
            }
        }
        (Value::Array(expect), Value::Array(answer)) => {
            if expect.len() == answer.len() {
                for (at, (expect, answer)) in expect.iter().zip(answer).enumerate() {
                    compare(&format!("{path}[{at}]"), expect, answer, wrong);
                }
            } else {
                let (expect, answer) = (show(expect), show(answer));
                wrong.push(format!("{path}: expected {expect}, found {answer}"));
            }
        }
        _ if expect == answer => {}
        _ => wrong.push(format!("{path}: expected {expect}, found {answer}")),
    }
}

fn show(rows: &[Value]) -> String {
    rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn fits(expect: &Value, answer: &Value) -> bool {
    let mut wrong = Vec::new();
    compare("", expect, answer, &mut wrong);
    wrong.is_empty()
}

fn rows_as_asked(path: &str, expect: &Map<String, Value>, rows: &[Value], wrong: &mut Vec<String>) {
    named(expect, &["contains", "lacks", "column", "is", "where"], path);
    assert!(!expect.is_empty(), "{path}: nothing is expected");
    for row in expect.get("contains").and_then(Value::as_array).into_iter().flatten() {
        if !rows.iter().any(|found| fits(row, found)) {
            wrong.push(format!("{path}: {row} is not among {}", show(rows)));
        }
    }
    for row in expect.get("lacks").and_then(Value::as_array).into_iter().flatten() {
        for found in rows.iter().filter(|found| fits(row, found)) {
            wrong.push(format!("{path}: {found} should not be there"));
        }
    }
    if let Some(Value::String(column)) = expect.get("column") {
        let wanted = expect.get("where");
        let found: Vec<&Value> = (rows.iter())
            .filter(|row| wanted.is_none_or(|wanted| fits(wanted, row)))
            .map(|row| &row[column])
            .collect();
        let is: Vec<&Value> = expect["is"].as_array().unwrap().iter().collect();
        if found != is {
            wrong.push(format!("{path}: expected {column} {is:?}, found {found:?}"));
        }
    }
}
