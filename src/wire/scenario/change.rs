//! The changes of a change file.

use crate::base::is_key;
use crate::base::text::{a, near, quoted};
use crate::json::{Data, Fault, Fields, Named, Read, ReadKeys, Value, other_kind};
use crate::model::{Bars, Bearer, Effect, EffectKind, Kind, LawForm, RecordId};
use crate::scenario::{Change, Wording};
use crate::wire::reader::{Form, Reader, is_empty_list};
use crate::{BodyId, Id, InstrumentId, Organization, Provision, State, Treaty};

/// What can change, by the word of the file.
const CHANGES: [Form<Change>; 9] = [
    ("acquire", acquire),
    ("join", join),
    ("leave", leave),
    ("conclude", conclude),
    ("enact", enact),
    ("repeal", repeal),
    ("grant_status", grant_status),
    ("host_base", host_base),
    ("amend", amend),
];

/// What an object is called that says one of these.
const CHANGE: &str = "this change";

/// Words for what a clause on mutual defence makes.
const ALLIANCE: [&str; 3] = ["military_alliance", "defence_alliance", "alliance"];

/// What a state can bar by its own law, by the word of the file.
const BARS: [(&str, Barred); 4] = [
    ("military_alliance", |bars| &mut bars.military_alliance),
    ("foreign_bases", |bars| &mut bars.foreign_bases),
    ("foreign_troops", |bars| &mut bars.foreign_troops),
    ("rigid_association", |bars| &mut bars.rigid_association),
];

/// The mark that a law bars something.
type Barred = fn(&mut Bars) -> &mut bool;

/// A rank of a law that is a word of questions alone.
const CONSTITUTIONAL: &str = "constitutional";

/// The keys of the treaties that the changes conclude.
pub(super) fn concluded(changes: &[Value<'_>]) -> Vec<Box<str>> {
    let key =
        |change: &Value<'_>| Some(change.member("conclude")?.member("treaty")?.as_text()?.into());
    changes.iter().filter_map(key).collect()
}

/// One change; `None` if it is wrong, and then that is reported.
pub(super) fn change(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    reader.form(value, "change", "unknown-field", &CHANGES)
}

fn acquire(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let fields = ["organization", "treaty", "provision", "adopted_by", "effective"];
    let of = &reader.object(value, CHANGE, &fields)?;
    let body = organization_or_treaty(reader, of);
    let provision = reader.required(of, "provision", "a kind of provision");
    let provision = provision.and_then(|value| effect(reader, value));
    let adopted_by = of.value("adopted_by").map(|value| states(reader, value, 1));
    let effective = reader.date_of(of, "effective");
    Some(Change::Acquire { body: body?, provision: provision?, adopted_by, effective })
}

fn join(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["state", "organization", "treaty", "effective"])?;
    let state = reader.required_id(of, "state");
    let body = organization_or_treaty(reader, of);
    let effective = reader.date_of(of, "effective");
    Some(Change::Join { state: state?, body: body?, effective })
}

fn leave(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let fields = ["state", "organization", "treaty", "notice", "effective"];
    let of = &reader.object(value, CHANGE, &fields)?;
    let state = reader.required_id(of, "state");
    let body = organization_or_treaty(reader, of);
    let notice = reader.date_of(of, "notice");
    let effective = reader.date_of(of, "effective");
    Some(Change::Leave { state: state?, body: body?, notice, effective })
}

fn conclude(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["treaty", "parties", "provisions", "effective"])?;
    let treaty = reader.required(of, "treaty", "a key for the treaty");
    let treaty = treaty.and_then(|value| treaty_key(reader, value));
    let parties = reader.required(of, "parties", "a list of states");
    let parties = parties.map(|value| states(reader, value, 2));
    let provisions = reader.required(of, "provisions", "a list of kinds of provisions");
    if let Some(value) = provisions.filter(|value| is_empty_list(value)) {
        reader.error("wrong-type", value.at, "expected at least one kind of provision");
    }
    let provisions = provisions.map(|value| {
        reader.list(value).iter().filter_map(|value| wording(reader, value)).collect()
    });
    let effective = reader.date_of(of, "effective");
    let (treaty, parties, provisions) = (treaty?, parties?, provisions?);
    Some(Change::Conclude { treaty, parties, provisions, effective })
}

/// A provision that the question words: the word of its kind, or an object with its terms.
fn wording(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Wording> {
    if !matches!(value.data, Data::Object(_)) {
        return effect(reader, value).map(Wording::from);
    }
    let of = &reader.object(value, "a provision", &["kind", "params"])?;
    let kind = reader.required(of, "kind", "a kind of provision");
    let kind = kind.and_then(|value| effect(reader, value))?;
    let mut wording = Wording::new(kind);
    for member in reader.members_of(of, "params") {
        if let Some(text) = reader.text(&member.value) {
            wording = wording.with(&*member.name, text);
        }
    }
    for error in Effect::from_params(kind, &wording.params).1 {
        let at = of.value("params").map_or(value.at, |params| params.at);
        let message = format!("parameter `{}`: {}", error.name, error.message);
        reader.error("wrong-type", at, message);
    }
    Some(wording)
}

fn enact(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["state", "bars", "rank", "effective"])?;
    let state = reader.required_id(of, "state");
    let bars = reader.required(of, "bars", "what the law bars");
    let bars = bars.map(|value| bars_of(reader, value));
    let rank = match of.value("rank") {
        None => Some(LawForm::Statute),
        Some(value) if value.as_text() == Some(CONSTITUTIONAL) => Some(LawForm::Constitution),
        Some(value) => reader.word(value),
    };
    let effective = reader.date_of(of, "effective");
    Some(Change::Enact { state: state?, bars: bars?, rank: rank?, effective })
}

fn repeal(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["state", "provision", "effective"])?;
    let state = reader.required_id(of, "state");
    let found = reader.required(of, "provision", "the key of a provision of its own law");
    let provision = found.and_then(|value| provision(reader, value));
    if let (Some(state), Some(value), Some(id)) = (state, found, provision)
        && !is_own_law(&reader.world[id], state)
    {
        let message =
            "a state can repeal only a provision of its own law; a treaty is left or amended";
        reader.error("not-own-law", value.at, message);
    }
    let effective = reader.date_of(of, "effective");
    Some(Change::Repeal { state: state?, provision: provision?, effective })
}

fn is_own_law(provision: &Provision, state: Id<State>) -> bool {
    matches!(provision.instrument, InstrumentId::Law(_))
        && matches!(&provision.bearer, Bearer::Listed(states) if states.contains(&state))
}

fn grant_status(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let fields = ["entity", "organization", "treaty", "status", "effective"];
    let of = &reader.object(value, CHANGE, &fields)?;
    let entity = reader.required_entity(of, "entity", &MEMBERS);
    let body = organization_or_treaty(reader, of);
    let status = reader.required_word(of, "status");
    let effective = reader.date_of(of, "effective");
    Some(Change::GrantStatus { entity: entity?, body: body?, status: status?, effective })
}

fn host_base(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["host", "sender", "effective"])?;
    let host = reader.required_id::<State>(of, "host");
    let sender = reader.required_id::<State>(of, "sender");
    if let (Some(value), true) = (of.value("sender"), host.is_some() && host == sender) {
        reader.error("same-state", value.at, "a state does not host a base of its own");
    }
    let effective = reader.date_of(of, "effective");
    Some(Change::HostBase { host: host?, sender: sender?, effective })
}

fn amend(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Change> {
    let of = &reader.object(value, CHANGE, &["provision", "to", "remove", "effective"])?;
    let found = reader.required(of, "provision", "the key of a provision");
    let provision = found.and_then(|value| provision(reader, value));
    let remove = reader.flag_of(of, "remove");
    let to = match of.value("to") {
        None => {
            if !remove && of.misses("to") {
                let expected = "the kind of provision that it becomes, or `\"remove\": true`";
                reader.missing(of, "to", expected);
            }
            None
        }
        Some(value) => Some(effect(reader, value)?),
    };
    if let (Some(value), true) = (of.value("remove"), remove && to.is_some()) {
        reader.error("wrong-type", value.at, "expected either `to` or `remove`, found both");
    }
    let effective = reader.date_of(of, "effective");
    Some(Change::Amend { provision: provision?, to, effective })
}

/// Who can take part in something.
pub(super) const MEMBERS: [Kind; 2] = [Kind::State, Kind::Organization];

/// What changes: an organization or a treaty, each by its own field.
pub(super) fn organization_or_treaty(
    reader: &mut Reader<'_>,
    of: &Fields<'_, '_>,
) -> Option<BodyId> {
    match (of.value("organization"), of.value("treaty")) {
        (Some(value), None) => Some(reader.id::<Organization>(value)?.into()),
        (None, Some(value)) => Some(reader.id::<Treaty>(value)?.into()),
        (None, None) => {
            if of.misses("organization") && of.misses("treaty") {
                let expected = "the key of an organization, or `treaty` with that of a treaty";
                reader.missing(of, "organization", expected);
            }
            None
        }
        (Some(_), Some(value)) => {
            let message = "expected either `organization` or `treaty`, found both";
            reader.error("wrong-type", value.at, message);
            None
        }
    }
}

fn provision(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Id<Provision>> {
    let key = reader.text(value)?;
    if let Some(RecordId::Provision(id)) = reader.world.record_named(key) {
        return Some(id);
    }
    let fault = match reader.named(key) {
        Named::Entity(_, kind) | Named::Unread(kind) => other_sort(value, key, kind.as_str()),
        Named::Other(sort) => other_sort(value, key, sort),
        Named::Nothing => {
            let keys = reader.world.tables().provisions.iter().map(|provision| &*provision.key);
            let message = format!("no provision has the key {}", quoted(key));
            Fault::new("unknown-key", value.at, message).meaning(near(key, keys))
        }
    };
    reader.fault(fault.expecting(["provision"]));
    None
}

fn other_sort(value: &Value<'_>, key: &str, found: &str) -> Fault {
    let message = format!("`{key}` is {}, not a provision", a(found));
    Fault::new("wrong-kind", value.at, message)
}

fn effect(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<EffectKind> {
    // What a law bars by this word is no clause of a treaty.
    if let Some(word) = value.as_text().filter(|word| ALLIANCE.contains(word)) {
        let meant = EffectKind::MutualDefence.as_str();
        let message = format!("there is no kind of provision `{word}`");
        let fault = Fault::new("unknown-word", value.at, message)
            .expecting(EffectKind::ALL.map(EffectKind::as_str))
            .meaning([meant])
            .help(format!("a body becomes an alliance by acquiring `{meant}`"));
        reader.fault(fault);
        return None;
    }
    reader.word(value)
}

/// A list of states, none twice, at least so many.
fn states(reader: &mut Reader<'_>, value: &Value<'_>, least: usize) -> Vec<Id<State>> {
    let values = reader.list(value);
    let mut states: Vec<Id<State>> = Vec::new();
    for value in values {
        match reader.id::<State>(value) {
            Some(state) if states.contains(&state) => {
                let message = format!("`{}` is there twice", reader.world.key(state));
                reader.error("duplicate-field", value.at, message);
            }
            Some(state) => states.push(state),
            None => {}
        }
    }
    if matches!(value.data, Data::List(_)) && values.len() < least {
        let message =
            format!("expected at least {least} state{}", if least == 1 { "" } else { "s" });
        reader.error("wrong-type", value.at, message);
    }
    states
}

/// What a law bars: a list of words, or one text with `|` between them.
fn bars_of(reader: &mut Reader<'_>, value: &Value<'_>) -> Bars {
    let mut bars = Bars::default();
    if let Some(text) = value.as_text() {
        for word in text.split('|') {
            let word = Value::text(value.at, word.trim());
            bar(reader, &word, &mut bars);
        }
        return bars;
    }
    if is_empty_list(value) {
        reader.error("wrong-type", value.at, "expected at least one thing that the law bars");
    }
    for value in reader.list(value) {
        bar(reader, value, &mut bars);
    }
    bars
}

fn bar(reader: &mut Reader<'_>, value: &Value<'_>, bars: &mut Bars) {
    let word = reader.among(value, "thing to bar", &BARS.map(|(word, _)| word));
    if let Some((_, field)) = BARS.iter().find(|(known, _)| Some(*known) == word) {
        *field(bars) = true;
    }
}

/// The key of a treaty that would be concluded: a new one, or one that the world knows.
fn treaty_key(reader: &mut Reader<'_>, value: &Value<'_>) -> Option<Box<str>> {
    let key = reader.text(value)?;
    if !is_key(key) {
        reader.fault(Fault::bad_key(key, value.at));
        return None;
    }
    match reader.named(key) {
        Named::Entity(_, kind) if kind != Kind::Treaty => {
            let message = other_kind(key, kind.as_str(), &[Kind::Treaty]);
            reader.error("wrong-kind", value.at, message);
            None
        }
        Named::Entity(..) | Named::Unread(_) | Named::Other(_) | Named::Nothing => Some(key.into()),
    }
}
