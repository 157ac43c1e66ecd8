//! oxigraph in memory: every spell a node with four properties, questions in SPARQL.

use std::error::Error;

use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

use crate::rivals::Rival;
use crate::seeded::{Ask, Spell};

const BASE: &str = "http://example.org/";

pub(crate) struct Oxigraph(Store);

fn node(kind: &str, number: u32) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}{kind}{number}"))
}

impl Oxigraph {
    pub(crate) fn new(spells: &[Spell]) -> Self {
        Self(filled(spells).unwrap_or_else(|error| panic!("oxigraph takes the spells: {error}")))
    }

    fn query<T>(
        &self,
        text: &str,
        read: impl FnOnce(QueryResults<'_>) -> Result<T, Box<dyn Error>>,
    ) -> T {
        let ask = || -> Result<T, Box<dyn Error>> {
            let query = SparqlEvaluator::new().parse_query(text)?;
            read(query.on_store(&self.0).execute()?)
        };
        ask().unwrap_or_else(|error| panic!("oxigraph answers: {error}"))
    }

    /// The numbers of what is named, behind the letter of its kind.
    fn numbers(&self, text: &str, out: &mut Vec<u32>) {
        self.query(text, |results| {
            let QueryResults::Solutions(solutions) = results else { return Err("no rows".into()) };
            for solution in solutions {
                let Some(Term::NamedNode(found)) = solution?.get(0).cloned() else { continue };
                out.push(found.as_str()[BASE.len() + 1..].parse()?);
            }
            Ok(())
        });
    }
}

fn filled(spells: &[Spell]) -> Result<Store, Box<dyn Error>> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    let property = |name: &str| NamedNode::new_unchecked(format!("{BASE}{name}"));
    let (member, body, first, past) =
        (property("member"), property("of"), property("first"), property("past"));
    loader.load_quads(spells.iter().flat_map(|spell| {
        let it = BlankNode::default();
        let said = |property: &NamedNode, value: Term| {
            Quad::new(it.clone(), property.clone(), value, GraphName::DefaultGraph)
        };
        [
            said(&member, node("s", spell.state).into()),
            said(&body, node("o", spell.organization).into()),
            said(&first, Literal::from(spell.from).into()),
            said(&past, Literal::from(spell.to).into()),
        ]
    }))?;
    loader.commit()?;
    Ok(store)
}

/// The pattern of a spell that holds on a day.
fn spell(name: &str, member: &str, body: &str, day: i32) -> String {
    format!(
        "?{name} <{BASE}of> {body} ; <{BASE}member> {member} ; <{BASE}first> ?{name}_first ; <{BASE}past> ?{name}_past . \
         FILTER(?{name}_first <= {day} && {day} < ?{name}_past) "
    )
}

impl Rival for Oxigraph {
    type Id = u32;

    fn is_member(&self, ask: &Ask) -> bool {
        let (state, body) = (node("s", ask.state), node("o", ask.organization));
        let it = spell("a", &state.to_string(), &body.to_string(), ask.day);
        self.query(&format!("ASK {{ {it} }}"), |results| match results {
            QueryResults::Boolean(truth) => Ok(truth),
            _ => Err("no truth".into()),
        })
    }

    fn members(&self, ask: &Ask, out: &mut Vec<u32>) {
        let it = spell("a", "?state", &node("o", ask.organization).to_string(), ask.day);
        self.numbers(&format!("SELECT ?state {{ {it} }}"), out);
    }

    fn in_both(&self, ask: &Ask, out: &mut Vec<u32>) {
        let one = spell("a", "?state", &node("o", ask.organization).to_string(), ask.day);
        let other = spell("b", "?state", &node("o", ask.other).to_string(), ask.day);
        self.numbers(&format!("SELECT ?state {{ {one} {other} }}"), out);
    }

    fn organizations_of(&self, ask: &Ask, out: &mut Vec<u32>) {
        let it = spell("a", &node("s", ask.state).to_string(), "?body", ask.day);
        self.numbers(&format!("SELECT ?body {{ {it} }}"), out);
    }

    fn state(&self, id: u32) -> u32 {
        id
    }

    fn organization(&self, id: u32) -> u32 {
        id
    }
}
