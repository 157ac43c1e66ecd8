//! SQLite in memory: one table, an index for each direction that covers the questions, prepared statements.

use rusqlite::{Connection, Params, Result};

use crate::rivals::Rival;
use crate::seeded::{Ask, Spell};

const TABLE: &str = "
    create table spell (state integer, organization integer, first integer, past integer);
    create index by_state on spell (state, organization, first, past);
    create index by_organization on spell (organization, state, first, past);";
const IS_MEMBER: &str = "select exists (select 1 from spell
    where state = ?1 and organization = ?2 and first <= ?3 and past > ?3)";
const MEMBERS: &str =
    "select state from spell where organization = ?1 and first <= ?2 and past > ?2";
const IN_BOTH: &str = "select one.state from spell one join spell other on other.state = one.state
    where one.organization = ?1 and one.first <= ?3 and one.past > ?3
      and other.organization = ?2 and other.first <= ?3 and other.past > ?3";
const ORGANIZATIONS_OF: &str =
    "select organization from spell where state = ?1 and first <= ?2 and past > ?2";

pub(crate) struct Sqlite(Connection);

impl Sqlite {
    pub(crate) fn new(spells: &[Spell]) -> Self {
        Self(filled(spells).unwrap_or_else(|error| panic!("SQLite takes the spells: {error}")))
    }

    fn numbers(&self, query: &str, given: impl Params, out: &mut Vec<u32>) {
        let ask = || -> Result<()> {
            let mut statement = self.0.prepare_cached(query)?;
            let mut rows = statement.query(given)?;
            while let Some(row) = rows.next()? {
                out.push(row.get(0)?);
            }
            Ok(())
        };
        ask().unwrap_or_else(|error| panic!("SQLite answers: {error}"));
    }
}

fn filled(spells: &[Spell]) -> Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch(TABLE)?;
    let all = connection.transaction()?;
    {
        let mut insert = all.prepare("insert into spell values (?1, ?2, ?3, ?4)")?;
        for spell in spells {
            insert.execute((spell.state, spell.organization, spell.from, spell.to))?;
        }
    }
    all.commit()?;
    connection.execute_batch("analyze")?;
    Ok(connection)
}

impl Rival for Sqlite {
    type Id = u32;

    fn is_member(&self, ask: &Ask) -> bool {
        let mut found = Vec::new();
        self.numbers(IS_MEMBER, (ask.state, ask.organization, ask.day), &mut found);
        found == [1]
    }

    fn members(&self, ask: &Ask, out: &mut Vec<u32>) {
        self.numbers(MEMBERS, (ask.organization, ask.day), out);
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<u32>) {
        self.numbers(IN_BOTH, (ask.organization, ask.other, ask.day), out);
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<u32>) {
        self.numbers(ORGANIZATIONS_OF, (ask.state, ask.day), out);
    }

    fn state(&self, id: u32) -> u32 {
        id
    }

    fn organization(&self, id: u32) -> u32 {
        id
    }
}
