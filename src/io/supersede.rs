//! What a membership said of its time before a correction became known.
//!
//! The history of the four fields is a list of versions, each with the day on which the next one replaced it; the
//! record itself has the version that holds now. A correction recorded on a day changes what is known from that day
//! on, and nothing before: as known by an earlier day, the record reads as it did then.

use super::record::Record;
use super::schema::RecordKind;
use crate::json::{Data, Member, Place, Value};
use crate::time::Day;

/// The field of the file format.
pub(super) const FIELD: &str = "superseded";
/// The fields of a version.
pub(super) const TIMES: [&str; 4] = ["from", "from_known", "to", "to_known"];

/// A version, and the day from which it no longer was the one that is known.
struct Version<'a> {
    on: Day,
    on_value: Value<'a>,
    times: Vec<(&'static str, Value<'a>)>,
}

/// Overrides fields of time; `since` is the day on which the correction was recorded, if it says so.
pub(super) fn correct<'a>(
    record: &mut Record<'a>,
    changes: Vec<(&'static str, Value<'a>)>,
    since: Option<(Day, Value<'a>)>,
) {
    if changes.is_empty() {
        return;
    }
    if record.kind == RecordKind::Membership {
        keep_history(record, &changes, since);
    }
    for (field, value) in changes {
        record.set(field, value);
    }
}

fn keep_history<'a>(
    record: &mut Record<'a>,
    changes: &[(&'static str, Value<'a>)],
    since: Option<(Day, Value<'a>)>,
) {
    let at = record.field(FIELD).map(|value| value.at);
    // A history that cannot be read is reported when it is decoded.
    let Some(mut versions) = versions(record) else { return };
    let replaces = changes.iter().any(|(field, new)| {
        matches!(*field, "from" | "to")
            && record.field(field).is_some_and(|old| !old.is_null() && !old.says_the_same(new))
    });
    let mut first = 0;
    if let Some((day, day_value)) = since {
        first = versions.partition_point(|version| version.on <= day);
        let is_new = first.checked_sub(1).is_none_or(|before| versions[before].on != day);
        if replaces && is_new {
            let times = match versions.get(first) {
                Some(version) => version.times.clone(),
                None => current(record),
            };
            versions.insert(first, Version { on: day, on_value: day_value, times });
            first += 1;
        }
    }
    for version in versions.iter_mut().skip(first) {
        for (field, value) in changes {
            version.times.retain(|time| time.0 != *field);
            version.times.push((field, value.clone()));
        }
    }
    if let Some(place) = at.or_else(|| versions.first().map(|version| version.on_value.at)) {
        let list = versions.into_iter().map(|version| object(version, place)).collect();
        record.set(FIELD, Value { at: place, data: Data::List(list) });
    }
}

/// The fields of time that the record has.
fn current<'a>(record: &Record<'a>) -> Vec<(&'static str, Value<'a>)> {
    let time = |field: &'static str| Some((field, record.field(field)?.clone()));
    TIMES.into_iter().filter_map(time).collect()
}

/// The versions that the record has, the oldest first; nothing if one cannot be read.
fn versions<'a>(record: &Record<'a>) -> Option<Vec<Version<'a>>> {
    let list = match record.field(FIELD).map(|value| &value.data) {
        None | Some(Data::Null) => return Some(Vec::new()),
        Some(Data::List(list)) => list,
        Some(_) => return None,
    };
    let mut versions = list.iter().map(version).collect::<Option<Vec<_>>>()?;
    versions.sort_by_key(|version| version.on);
    Some(versions)
}

fn version<'a>(value: &Value<'a>) -> Option<Version<'a>> {
    let Data::Object(members) = &value.data else { return None };
    let on = members.iter().find(|member| member.name == "on")?;
    let mut times = Vec::new();
    for member in members.iter().filter(|member| member.name != "on") {
        let field = TIMES.into_iter().find(|field| *field == member.name)?;
        times.push((field, member.value.clone()));
    }
    let day = on.value.as_text()?.parse().ok()?;
    Some(Version { on: day, on_value: on.value.clone(), times })
}

fn object<'a>(version: Version<'a>, at: Place) -> Value<'a> {
    let member = |name: &'static str, value: Value<'a>| Member {
        name: name.into(),
        name_at: value.at,
        value,
    };
    let mut members = vec![member("on", version.on_value)];
    members.extend(version.times.into_iter().map(|(name, value)| member(name, value)));
    Value { at, data: Data::Object(members) }
}
