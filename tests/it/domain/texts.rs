//! Instruments, their articles, and what states do with them.

use std::collections::BTreeMap;
use std::path::Path;

use comity::model::{
    AnyEntity, Bearer, Coverage, CoverageLevel, EffectKind, Existence, Identifier, LawForm, Param,
    Parties, Provision, RecordId, Strength, Timed, TreatyForm,
};
use comity::{Date, Id, State, World};

use super::compare::{Differences, Row, evidence, interval, key, keys, seen, table};

/// What the world says otherwise than the row of an instrument: its key, its coverage, its note, and why.
pub(super) const CORRECTED: [(&str, CoverageLevel, &str, &str); 1] = [(
    "rio",
    CoverageLevel::Complete,
    "American states; art. 20: nobody need use armed force without its consent",
    "all who ratified have rows now, by the list of the depositary",
)];

/// Texts and provisions whose row lists the founders where the world has rows for later parties too, with what it says instead.
const LATER_PARTIES: [(&str, &str); 3] =
    [("sco07", "@sco07"), ("p55k", "@sco07"), ("p55p", "@sco07")];

/// Parameters that rules read and the tables have no column for: of which provision, and which.
const ADDED_PARAMS: [(&str, &str); 1] = [("p111", "veto_of")];

/// Whom a row says to be bound, or what has taken the place of its list.
fn bound(row: &Row, key: &str, cell: Option<&str>) -> String {
    let listed = cell.map(self::key).unwrap_or_default();
    match LATER_PARTIES.iter().find(|(later, _)| *later == key) {
        Some((_, instead)) => {
            assert_ne!(listed, *instead, "{}: the row has caught up", row.key("id"));
            (*instead).to_owned()
        }
        None => listed,
    }
}

/// `instruments.tsv`: treaties and laws.
pub(super) fn instruments(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let rows = table(folder, "instruments", 1);
    for row in &rows {
        let key = row.key("id");
        let found = world.entity(&key).ok().map(|id| &world[id]);
        let found = found.and_then(|entity| Some((entity, Text::of(world, entity)?)));
        let Some((entity, text)) = diff.one(row, &key, found) else { continue };
        let profile = entity.profile();
        diff.same(row, "title", row.raw("title"), &*profile.name);
        diff.same(row, "kind", row.raw("kind"), text.kind);
        diff.same(row, "signed", row.date("signed"), text.signed);
        diff.same(row, "in_force", row.date("in_force"), text.in_force);
        diff.same(row, "ended", row.date("ended"), text.ended);
        let parties = bound(row, &key, row.cell("parties_or_bound"));
        diff.same(row, "parties_or_bound", parties.as_str(), text.parties.as_str());
        let level = text.coverage.as_ref().map(|coverage| coverage.level);
        diff.same(row, "coverage", text.level_of(&key), level);
        diff.marked(row, &profile.provenance);
        diff.same(row, "identifiers", &[] as &[Identifier], &*profile.identifiers);
        diff.same(row, "existence", Existence::ALWAYS, profile.existence.clone());
        diff.same(row, "tags", 0, profile.tags.len());
        // The declaration is in the cast as well, which has names and remarks of its own.
        if key == "shusha" {
            let note = profile.provenance.note.as_deref().unwrap_or_default();
            diff.same(row, "note", true, note.ends_with(row.raw("note")));
        } else {
            let corrected = CORRECTED.iter().find(|(corrected, ..)| *corrected == key);
            match corrected {
                Some((_, _, note, _)) => {
                    diff.same(row, "note", Some(*note), profile.provenance.note.as_deref());
                    diff.same(row, "note", true, row.raw("note") != *note);
                }
                None => diff.noted(row, &profile.provenance),
            }
        }
    }
    diff.all_read(&rows);
    for (key, ..) in CORRECTED {
        diff.same_whole(&format!("{key} has a row"), true, diff.has(key));
    }
}

/// What treaties and laws have in common.
struct Text {
    kind: &'static str,
    signed: Option<Date>,
    in_force: Option<Date>,
    ended: Option<Date>,
    parties: String,
    coverage: Option<Coverage>,
}

impl Text {
    fn of(world: &World, entity: &AnyEntity) -> Option<Self> {
        Some(match entity {
            AnyEntity::Treaty(treaty) => Self {
                kind: TreatyForm::as_str(treaty.form),
                signed: treaty.signed,
                in_force: treaty.in_force,
                ended: treaty.ended,
                parties: parties(world, treaty.parties.as_ref()),
                coverage: Some(treaty.coverage.clone()),
            },
            AnyEntity::Law(law) => Self {
                kind: match law.form {
                    LawForm::Constitution => "domestic_constitutional",
                    LawForm::Statute => "domestic_statute",
                    LawForm::Resolution => "domestic_resolution",
                    LawForm::Custom => "domestic+custom",
                    other => other.as_str(),
                },
                signed: law.signed,
                in_force: law.in_force,
                ended: law.ended,
                parties: parties(world, law.parties.as_ref()),
                coverage: None,
            },
            _ => return None,
        })
    }

    /// The roll of a treaty is complete: no row says anything else that has not been [`CORRECTED`] since.
    fn level_of(&self, key: &str) -> Option<CoverageLevel> {
        let corrected = CORRECTED.iter().find(|(corrected, ..)| *corrected == key);
        let level = corrected.map_or(CoverageLevel::Complete, |(_, level, ..)| *level);
        self.coverage.as_ref().map(|_| level)
    }
}

fn parties(world: &World, parties: Option<&Parties>) -> String {
    match parties {
        None => "whoever takes part in it".to_owned(),
        Some(Parties::Of(body)) => format!("@{}", world.key(body.entity())),
        Some(Parties::Listed(states)) => listed(world, states),
        Some(Parties::Nobody) => String::new(),
        Some(other) => panic!("the tables know no such parties: {other:?}"),
    }
}

fn listed(world: &World, states: &[Id<State>]) -> String {
    states.iter().map(|state| world.key(*state)).collect::<Vec<_>>().join(",")
}

/// `org_instruments.tsv`.
pub(super) fn links(folder: &Path, diff: &mut Differences<'_>) {
    let (world, tables) = (diff.world, diff.world.tables());
    let rows = table(folder, "org_instruments", 2);
    for row in &rows {
        let ends = (row.key("organization"), row.key("instrument"));
        let link = tables.links.iter().find(|link| {
            let organization = world.key(link.organization);
            (organization, world.key(link.instrument.entity())) == (&*ends.0, &*ends.1)
        });
        let known = link.map_or("", |link| &link.key);
        let Some(link) = diff.one(row, known, link) else { continue };
        diff.same(row, "role", row.raw("role"), link.role.as_str());
        diff.noted(row, &link.provenance);
        diff.same(row, "mark", None, link.provenance.evidence);
        diff.sources(row, "src", &[], &link.provenance);
    }
    diff.all_read(&rows);
}

/// `provisions.tsv`.
pub(super) fn provisions(folder: &Path, diff: &mut Differences<'_>) {
    let world = diff.world;
    let rows = table(folder, "provisions", 1);
    for row in &rows {
        let key = row.key("id");
        let found = match world.record(&key) {
            Ok(RecordId::Provision(id)) => Some(&world[id]),
            _ => None,
        };
        let Some(provision) = diff.one(row, &key, found) else { continue };
        let instrument = world.key(provision.instrument.entity());
        diff.same(row, "instrument", row.key("instrument"), instrument);
        diff.same(row, "article", row.cell("article"), provision.article.as_deref());
        let kind = row.cell("kind").unwrap_or(EffectKind::Purposes.as_str());
        diff.same(row, "kind", kind, provision.kind().as_str());
        let bound = bound(row, &key, row.cell("bound"));
        diff.same(row, "bound", bound, bearer(world, &provision.bearer));
        params(row, provision, diff);
        let valid = interval(row.cell("from"), row.cell("to"));
        diff.same(row, "from", valid.from, provision.time.valid.from);
        diff.same(row, "to", valid.to, provision.time.valid.to);
        diff.same(row, "known", Timed::new(valid), provision.time);
        diff.marked(row, &provision.provenance);
        // The tables have no words for these: what is not said must be as the kind has it.
        diff.same(row, "note", None, provision.provenance.note.as_deref());
        diff.same(row, "counterparty", true, provision.counterparty.is_none());
        diff.same(row, "when", 0, provision.when.len());
        diff.same(row, "duty", provision.kind().duty(), provision.duty);
        // `strength=?` says that none is recorded.
        let strength = provision.param("strength").filter(|strength| *strength != "?");
        diff.same(row, "strength", strength, provision.strength.map(Strength::as_str));
    }
    diff.all_read(&rows);
}

fn bearer(world: &World, bearer: &Bearer) -> String {
    match bearer {
        Bearer::Participants(body) => format!("@{}", world.key(body.entity())),
        Bearer::Listed(states) => listed(world, states),
        Bearer::ThirdStates => "third".to_owned(),
        Bearer::Nobody => String::new(),
        other => panic!("the tables know no such bearer: {other:?}"),
    }
}

/// Every parameter has a column of its own here: `key=value;…`, or `key.READING=value`.
fn params(row: &Row, provision: &Provision, diff: &mut Differences<'_>) {
    let mut expected = BTreeMap::new();
    for param in row.cell("params").into_iter().flat_map(|params| params.split(';')) {
        let (name, value) = param.split_once('=').unwrap_or_else(|| panic!("{param}: no value"));
        assert!(expected.insert(name, value).is_none(), "{param}: twice");
    }
    let written = |Param { name, reading, .. }: &Param| match reading {
        Some(reading) => format!("{name}.{reading}"),
        None => name.to_string(),
    };
    for param in &provision.params {
        let name = written(param);
        if ADDED_PARAMS.contains(&(&*provision.key, name.as_str())) {
            continue;
        }
        let value = expected.remove(name.as_str());
        diff.same(row, &format!("params {name}"), value, Some(&*param.value));
    }
    for name in expected.into_keys() {
        diff.tell(row, "params", &format!("no parameter {name}"));
    }
}

/// `acts.tsv`, and `ratifications.tsv`, which has one act a cell.
pub(super) fn acts(folder: &Path, diff: &mut Differences<'_>) {
    let (world, tables) = (diff.world, diff.world.tables());
    let find = |by: &str, of: &str, kind: &str, concerning: Option<&str>| {
        let mut acts = tables.acts.iter().filter(|act| {
            act.by.is_some_and(|state| world.key(state) == by)
                && world.key(act.instrument.entity()) == of
                && act.kind.as_str() == kind
                && act.concerning.map(|state| world.key(state)) == concerning
        });
        acts.next().filter(|_| acts.next().is_none())
    };
    let rows = table(folder, "acts", 3);
    for row in &rows {
        let (by, of) = (row.key("state"), row.key("instrument"));
        let act = find(&by, &of, row.raw("act"), None);
        let known = act.map_or("", |act| &act.key);
        let Some(act) = diff.one(row, known, act) else { continue };
        diff.same(row, "date", row.date("date"), Some(act.date));
        diff.same(row, "known", row.date("known"), act.known.map(Date::from));
        diff.marked(row, &act.provenance);
        diff.noted(row, &act.provenance);
    }
    diff.all_read(&rows);

    let approvals = table(folder, "ratifications", 1);
    for row in &approvals {
        let ally = row.key("ally");
        for (column, concerning) in [("finland", "fin"), ("sweden", "swe")] {
            let Some(date) = row.date(column) else { continue };
            let act = find(&ally, "nat", "domestic_approval", Some(concerning));
            let known = act.map_or("", |act| &act.key);
            let Some(act) = diff.one(row, known, act) else { continue };
            diff.same(row, column, date, act.date);
            diff.same(row, "known", None, act.known);
            let mark = row.raw("mark");
            diff.same(row, "mark", Some(evidence(mark)), seen(act.provenance.evidence));
            // What is seen was seen in O7; the rest has no source here.
            let sources = keys((mark == "V").then_some("O7"));
            diff.sources(row, column, &sources, &act.provenance);
            diff.same(row, "note", None, act.provenance.note.as_deref());
        }
    }
    diff.all_read(&approvals);
}
