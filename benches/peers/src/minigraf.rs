//! minigraf in memory: every spell a fact with its own valid time, questions in Datalog on a day, prepared.

use std::fmt::Write as _;

use comity::Day;
use minigraf::{BindValue, Minigraf, MinigrafError, PreparedQuery, QueryResult, Value};

use crate::rivals::Rival;
use crate::seeded::{Ask, OPEN, Spell};

/// How many facts are written at once.
const BATCH: usize = 500;
const MILLISECONDS_A_DAY: i64 = 86_400_000;
const MEMBERS: &str =
    "(query [:find ?n :valid-at $day :where [?s :in $body] [?s :number ?n]])";
const IN_BOTH: &str =
    "(query [:find ?n :valid-at $day :where [?s :in $body] [?s :in $other] [?s :number ?n]])";
const ORGANIZATIONS_OF: &str =
    "(query [:find ?o :valid-at $day :where [?s :number $state] [?s :in ?o]])";
const IS_MEMBER: &str =
    "(query [:find ?s :valid-at $day :where [?s :number $state] [?s :in $body]])";

pub(crate) struct Graph {
    _store: Minigraf,
    is_member: PreparedQuery,
    members: PreparedQuery,
    in_both: PreparedQuery,
    organizations_of: PreparedQuery,
}

impl Graph {
    pub(crate) fn new(spells: &[Spell]) -> Self {
        Self::filled(spells).unwrap_or_else(|error| panic!("minigraf takes the spells: {error}"))
    }

    fn filled(spells: &[Spell]) -> Result<Self, MinigrafError> {
        let store = Minigraf::in_memory()?;
        let states = spells.iter().map(|spell| spell.state).max().map_or(0, |last| last + 1);
        let number = |state: u32| {
            format!("[:s{state} :number {state} {{:valid-from \"1900-01-01T00:00:00Z\"}}]")
        };
        let facts: Vec<String> =
            (0..states).map(number).chain(spells.iter().map(fact)).collect();
        for batch in facts.chunks(BATCH) {
            store.execute(&format!("(transact [{}])", batch.concat()))?;
        }
        let prepared = |text: &str| store.prepare(text);
        Ok(Self {
            is_member: prepared(IS_MEMBER)?,
            members: prepared(MEMBERS)?,
            in_both: prepared(IN_BOTH)?,
            organizations_of: prepared(ORGANIZATIONS_OF)?,
            _store: store,
        })
    }
}

/// That a state is in an organization, between two days.
fn fact(spell: &Spell) -> String {
    let day = |number: i32| Day::from_number(number).map_or_else(String::new, |day| day.to_string());
    let mut text = format!(
        "[:s{} :in {} {{:valid-from \"{}T00:00:00Z\"",
        spell.state,
        spell.organization,
        day(spell.from)
    );
    if spell.to != OPEN {
        let _ = write!(text, " :valid-to \"{}T00:00:00Z\"", day(spell.to));
    }
    text + "}]"
}

fn numbers(query: &PreparedQuery, day: i32, given: &[(&str, u32)], out: &mut Vec<u32>) {
    let day = BindValue::Timestamp(i64::from(day) * MILLISECONDS_A_DAY);
    let bound = |number: u32| BindValue::Val(Value::Integer(i64::from(number)));
    let given = given.iter().map(|(name, number)| (*name, bound(*number)));
    let slots: Vec<(&str, BindValue)> = given.chain([("day", day)]).collect();
    let result = query.execute(&slots).unwrap_or_else(|error| panic!("minigraf answers: {error}"));
    let QueryResult::QueryResults { results, .. } = result else { return };
    out.extend(results.iter().map(|row| match row.first() {
        Some(Value::Integer(number)) => u32::try_from(*number).unwrap_or(u32::MAX),
        _ => u32::MAX,
    }));
}

impl Rival for Graph {
    type Id = u32;

    fn is_member(&self, ask: &Ask) -> bool {
        let mut found = Vec::new();
        let given = [("state", ask.state), ("body", ask.organization)];
        numbers(&self.is_member, ask.day, &given, &mut found);
        !found.is_empty()
    }

    fn members(&self, ask: &Ask, out: &mut Vec<u32>) {
        numbers(&self.members, ask.day, &[("body", ask.organization)], out);
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<u32>) {
        let given = [("body", ask.organization), ("other", ask.other)];
        numbers(&self.in_both, ask.day, &given, out);
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<u32>) {
        numbers(&self.organizations_of, ask.day, &[("state", ask.state)], out);
    }

    fn state(&self, id: u32) -> u32 {
        id
    }

    fn organization(&self, id: u32) -> u32 {
        id
    }
}
