//! The changes and the facts of a change file.

use super::QuestionError;
use super::fields::{Fields, Found, Reader};
use super::node::{Data, Node};
use crate::model::{Bars, Bearer, EffectKind, Kind, LawForm, Status};
use crate::scenario::{AssumedFact, Assumption, Change, Changed};
use crate::time::Date;
use crate::{EntityId, Id, InstrumentId, Provision, State};

const CHANGES: [&str; 9] = [
    "acquire",
    "join",
    "leave",
    "conclude",
    "enact",
    "repeal",
    "grant_status",
    "host_base",
    "amend",
];

/// Words for what a clause on mutual defence makes.
const ALLIANCE: [&str; 3] = ["military_alliance", "defence_alliance", "alliance"];

const FACTS: [&str; 4] = ["directed_against", "opposed", "hostility", "unsettled"];

/// What a state can bar by its own law, by the words of the file.
pub(super) const BARS: [&str; 4] =
    ["military_alliance", "foreign_bases", "foreign_troops", "rigid_association"];

/// The keys of the treaties that the changes conclude: facts may speak of them.
pub(super) fn concluded(changes: Option<&Node<'_>>) -> Vec<String> {
    fn field<'n>(node: &'n Node<'_>, name: &str) -> Option<&'n Node<'n>> {
        match &node.data {
            Data::Object(fields) => {
                fields.iter().find(|(field, _)| field == name).map(|(_, node)| node)
            }
            _ => None,
        }
    }
    let Some(Data::List(items)) = changes.map(|node| &node.data) else { return Vec::new() };
    let keys = items.iter().filter_map(|item| field(field(item, "conclude")?, "treaty"));
    keys.filter_map(|node| match &node.data {
        Data::Text(key) => Some(key.to_string()),
        _ => None,
    })
    .collect()
}

/// One change; `None` if it is wrong, and then that is reported.
pub(super) fn change(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Option<Change> {
    let (name, mut fields) = reader.variant(node, path, &CHANGES)?;
    let effective = date(reader, &mut fields, "effective");
    let (change, known) = match name {
        "acquire" => acquire(reader, &mut fields, effective),
        "join" => join(reader, &mut fields, effective),
        "leave" => leave(reader, &mut fields, effective),
        "conclude" => conclude(reader, &mut fields, effective),
        "enact" => enact(reader, &mut fields, effective),
        "repeal" => repeal(reader, &mut fields, effective),
        "grant_status" => grant_status(reader, &mut fields, effective),
        "host_base" => host_base(reader, &mut fields, effective),
        _ => amend(reader, &mut fields, effective),
    };
    fields.finish(reader, known);
    change
}

/// A change, or nothing if it is wrong, and the fields that it may have.
type Read = (Option<Change>, &'static [&'static str]);

fn acquire(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let body = fields.organization_or_treaty(reader);
    let provision = need(reader, fields, "provision", "the kind of a provision", effect);
    let adopters = fields.take("adopted_by").map(|found| states(reader, found, 1));
    let change = || {
        let adopted_by = adopters.map_or(Some(None), |states| states.map(Some))?;
        Some(Change::Acquire { body: body?, provision: provision?, adopted_by, effective })
    };
    (change(), &["organization", "treaty", "provision", "adopted_by", "effective"])
}

fn join(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let state = need(reader, fields, "state", "the key of a state", Reader::find::<State>);
    let body = fields.organization_or_treaty(reader);
    let change = || Some(Change::Join { state: state?, body: body?, effective });
    (change(), &["state", "organization", "treaty", "effective"])
}

fn leave(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let state = need(reader, fields, "state", "the key of a state", Reader::find::<State>);
    let body = fields.organization_or_treaty(reader);
    let notice = date(reader, fields, "notice");
    let change = || Some(Change::Leave { state: state?, body: body?, notice, effective });
    (change(), &["state", "organization", "treaty", "notice", "effective"])
}

fn conclude(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let treaty = need(reader, fields, "treaty", "a key for the treaty", treaty_key);
    let parties = fields.need(reader, "parties", "a list of states");
    let parties = parties.and_then(|found| states(reader, found, 2));
    let provisions = fields.need(reader, "provisions", "a list of kinds of provisions");
    let provisions = provisions.and_then(|(node, path)| {
        let items = reader.list(node, &path);
        let count = items.len();
        let kinds: Vec<EffectKind> =
            items.into_iter().filter_map(|(node, path)| effect(reader, node, &path)).collect();
        if count == 0 {
            reader.error("wrong-type", node, &path, "expected at least one kind of provision");
        }
        (kinds.len() == count && count > 0).then_some(kinds)
    });
    let change = || {
        let (treaty, parties, provisions) = (treaty?, parties?, provisions?);
        Some(Change::Conclude { treaty, parties, provisions, effective })
    };
    (change(), &["treaty", "parties", "provisions", "effective"])
}

fn enact(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let state = need(reader, fields, "state", "the key of a state", Reader::find::<State>);
    let bars = need(reader, fields, "bars", "what the law bars", bars);
    let rank = fields.take("rank").map(|(node, path)| {
        let mut ranks: Vec<(&'static str, LawForm)> =
            LawForm::ALL.iter().map(|form| (form.as_str(), *form)).collect();
        ranks.push(("constitutional", LawForm::Constitution));
        reader.word(node, &path, "rank of a law", &ranks)
    });
    let change = || {
        let rank = rank.unwrap_or(Some(LawForm::Statute))?;
        Some(Change::Enact { state: state?, bars: bars?, rank, effective })
    };
    (change(), &["state", "bars", "rank", "effective"])
}

fn repeal(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let state = need(reader, fields, "state", "the key of a state", Reader::find::<State>);
    let found = fields.need(reader, "provision", "the key of a provision of its own law");
    let provision = found.and_then(|(node, path)| {
        let id = reader.provision(node, &path)?;
        let own = state.is_none_or(|state| is_own_law(&reader.world[id], state));
        if !own {
            let message =
                "a state can repeal only a provision of its own law; a treaty is left or amended";
            reader.error("not-own-law", node, &path, message);
        }
        own.then_some(id)
    });
    let change = || Some(Change::Repeal { state: state?, provision: provision?, effective });
    (change(), &["state", "provision", "effective"])
}

fn is_own_law(provision: &Provision, state: Id<State>) -> bool {
    matches!(provision.instrument, InstrumentId::Law(_))
        && matches!(&provision.bearer, Bearer::Listed(states) if states.contains(&state))
}

fn grant_status(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let entity = need(reader, fields, "entity", "the key of a state or an organization", member);
    let body = fields.organization_or_treaty(reader);
    let status = need(reader, fields, "status", "a grade", |reader, node, path| {
        let words = Status::ALL.map(|status| (status.as_str(), status));
        reader.word(node, path, "grade", &words)
    });
    let change = || {
        let (entity, body, status) = (entity?, body?, status?);
        Some(Change::GrantStatus { entity, body, status, effective })
    };
    (change(), &["entity", "organization", "treaty", "status", "effective"])
}

fn host_base(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let host = need(reader, fields, "host", "the key of a state", Reader::find::<State>);
    let sender = fields.need(reader, "sender", "the key of a state");
    let sender = sender.and_then(|(node, path)| {
        let sender = reader.find::<State>(node, &path)?;
        if host == Some(sender) {
            reader.error("same-state", node, &path, "a state does not host a base of its own");
            return None;
        }
        Some(sender)
    });
    let change = || Some(Change::HostBase { host: host?, sender: sender?, effective });
    (change(), &["host", "sender", "effective"])
}

fn amend(reader: &mut Reader<'_>, fields: &mut Fields<'_>, effective: Option<Date>) -> Read {
    let provision = need(reader, fields, "provision", "the key of a provision", Reader::provision);
    let to = fields.take("to").map(|(node, path)| effect(reader, node, &path));
    let remove = fields.take("remove").and_then(|(node, path)| {
        let remove = reader.truth(node, &path)?;
        if remove && to.is_some() {
            reader.error("wrong-type", node, &path, "expected either `to` or `remove`, found both");
        }
        Some(remove)
    });
    if to.is_none() && remove != Some(true) {
        fields.missing(
            reader,
            "to",
            "the kind of provision that it becomes, or `\"remove\": true`",
        );
    }
    let change = || {
        let to = match to {
            Some(kind) => Some(kind?),
            None => None,
        };
        Some(Change::Amend { provision: provision?, to, effective })
    };
    (change(), &["provision", "to", "remove", "effective"])
}

/// A fact that the file assumes; `None` if it is wrong, and then that is reported.
pub(super) fn fact(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    path: &str,
    concluded: &[String],
) -> Option<Assumption> {
    let (name, mut fields) = reader.variant(node, path, &FACTS)?;
    let source = fields.take("source");
    let source = source.and_then(|(node, path)| Some(reader.text(node, &path)?.into()));
    let contested = fields.take("contested");
    let contested = contested.and_then(|(node, path)| reader.truth(node, &path)).unwrap_or(false);
    let changed = |reader: &mut Reader<'_>, fields: &mut Fields<'_>, name: &str| {
        need(reader, fields, name, "the key of an organization or treaty", |reader, node, path| {
            what(reader, node, path, concluded)
        })
    };
    let (fact, known): (Option<AssumedFact>, &[&str]) = match name {
        "directed_against" => {
            let what = changed(reader, &mut fields, "what");
            let against = need(reader, &mut fields, "against", "the key of a state", member);
            let fact = || Some(AssumedFact::DirectedAgainst { what: what?, against: against? });
            (fact(), &["what", "against", "source", "contested"])
        }
        "opposed" => {
            let a = changed(reader, &mut fields, "a");
            let b = changed(reader, &mut fields, "b");
            let fact = || Some(AssumedFact::Opposed { a: a?, b: b? });
            (fact(), &["a", "b", "source", "contested"])
        }
        "hostility" => {
            let mut state = |name: &str| {
                need(reader, &mut fields, name, "the key of a state", Reader::find::<State>)
            };
            let (a, b) = (state("a"), state("b"));
            let fact = || Some(AssumedFact::Hostility { a: a?, b: b? });
            (fact(), &["a", "b", "source", "contested"])
        }
        _ => {
            let state =
                need(reader, &mut fields, "state", "the key of a state", Reader::find::<State>);
            let body = fields.organization_or_treaty(reader);
            let fact = || Some(AssumedFact::Unsettled { state: state?, body: body? });
            (fact(), &["state", "organization", "treaty", "source", "contested"])
        }
    };
    fields.finish(reader, known);
    Some(Assumption { fact: fact?, source, contested })
}

/// The value of a field that must be there.
fn need<'w, T>(
    reader: &mut Reader<'w>,
    fields: &mut Fields<'_>,
    name: &str,
    what: &str,
    read: impl FnOnce(&mut Reader<'w>, &Node<'_>, &str) -> Option<T>,
) -> Option<T> {
    let (node, path) = fields.need(reader, name, what)?;
    read(reader, node, &path)
}

fn date(reader: &mut Reader<'_>, fields: &mut Fields<'_>, name: &str) -> Option<Date> {
    let (node, path) = fields.take(name)?;
    reader.date(node, &path)
}

fn effect(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Option<EffectKind> {
    // What a law bars by this word is no clause of a treaty.
    if let Data::Text(word) = &node.data
        && ALLIANCE.contains(&&**word)
    {
        let meant = EffectKind::MutualDefence.as_str();
        let message = format!(
            "{path}: there is no kind of provision `{word}`; a body becomes an alliance by acquiring `{meant}`"
        );
        let error = QuestionError::new("unknown-word", message).at(node.at);
        let known = EffectKind::ALL.map(EffectKind::as_str);
        reader.push(error.expecting(known).near([meant]));
        return None;
    }
    let words = EffectKind::ALL.map(|kind| (kind.as_str(), kind));
    reader.word(node, path, "kind of provision", &words)
}

/// A list of states, none twice, at least so many; `None` if one of them is wrong.
fn states(
    reader: &mut Reader<'_>,
    (node, path): Found<'_>,
    least: usize,
) -> Option<Vec<Id<State>>> {
    let items = reader.list(node, &path);
    let mut states: Vec<Id<State>> = Vec::new();
    let mut right = true;
    for (node, path) in items {
        match reader.find::<State>(node, &path) {
            Some(state) if states.contains(&state) => {
                let message = format!("`{}` stands twice", reader.world.key(state));
                reader.error("duplicate-field", node, &path, message);
                right = false;
            }
            Some(state) => states.push(state),
            None => right = false,
        }
    }
    if right && states.len() < least {
        let message =
            format!("expected at least {least} state{}", if least == 1 { "" } else { "s" });
        reader.error("wrong-type", node, &path, message);
        right = false;
    }
    right.then_some(states)
}

/// What a law bars: a list of words, or one text with `|` between them.
fn bars(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Option<Bars> {
    let words: Vec<(&Node<'_>, &str)> = if let Data::Text(text) = &node.data {
        text.split('|').map(|word| (node, word.trim())).collect()
    } else {
        let items = reader.list(node, path).into_iter();
        items.filter_map(|(node, path)| Some((node, reader.text(node, &path)?))).collect()
    };
    let mut bars = Bars::default();
    let mut right = !words.is_empty();
    for (node, word) in words {
        match word {
            "military_alliance" => bars.military_alliance = true,
            "foreign_bases" => bars.foreign_bases = true,
            "foreign_troops" => bars.foreign_troops = true,
            "rigid_association" => bars.rigid_association = true,
            _ => {
                reader.unknown("unknown-word", node, path, "thing to bar", word, &BARS);
                right = false;
            }
        }
    }
    if !right && node.is_empty_list() {
        reader.error("wrong-type", node, path, "expected at least one thing that the law bars");
    }
    right.then_some(bars)
}

/// A state, or an organization that takes part in another.
fn member(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Option<EntityId> {
    let entity = reader.entity(node, path)?;
    let kind = reader.world[entity].kind();
    if matches!(kind, Kind::State | Kind::Organization) {
        return Some(entity);
    }
    let key = reader.world.key(entity);
    let message =
        format!("{path}: `{key}` is neither a state nor an organization but a {}", kind.as_str());
    let error = QuestionError::new("wrong-kind", message).at(node.at);
    reader.push(error.expecting(["state", "organization"]));
    None
}

/// The key of a treaty that would be concluded: a new one, or one that the world knows.
fn treaty_key(reader: &mut Reader<'_>, node: &Node<'_>, path: &str) -> Option<Box<str>> {
    let key = reader.text(node, path)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if key.is_empty() || !key.bytes().all(plain) || key.starts_with('-') {
        let message = format!("`{key}` is no key; expected lower-case letters, digits and hyphens");
        reader.error("bad-key", node, path, message);
        return None;
    }
    if let Ok(entity) = reader.world.entity(key)
        && reader.world[entity].kind() != Kind::Treaty
    {
        let kind = reader.world[entity].kind().as_str();
        reader.error("wrong-kind", node, path, format!("`{key}` is a {kind}, not a treaty"));
        return None;
    }
    Some(key.into())
}

/// What a fact speaks of: an organization, a treaty, or a treaty that a change concludes.
fn what(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    path: &str,
    concluded: &[String],
) -> Option<Changed> {
    let key = reader.text(node, path)?;
    if reader.world.entity(key).is_err() && concluded.iter().any(|known| known == key) {
        return Some(Changed::New(key.into()));
    }
    reader.body(node, path).map(|body| Changed::Entity(body.entity()))
}
