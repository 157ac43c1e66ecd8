//! On whose word: the sources of what decides, and whether the proofs hold.

use super::phrases::host;
use super::{Item, Length, Passage};
use crate::answer::Consequences;
use crate::explain::Narrative;
use crate::model::SourceKind;
use crate::verdict::{Clause, Verdict};
use crate::world::provenance;
use crate::{Citation, Id, Provision, World};

/// How many sources are named.
const SOURCES: usize = 3;

/// The sources of the provisions that decide, in the order of the states.
pub(super) fn sources(answer: &Consequences<'_>, length: Length) -> Vec<Item> {
    let mut provisions: Vec<Id<Provision>> = Vec::new();
    for finding in answer.findings() {
        let clauses = finding.rules().iter().chain(finding.laws());
        let exits = finding.exits().iter().filter_map(|exit| exit.clause);
        // Where a consent is all that is needed, that decides which asks for it.
        let waits = finding.verdict() == Verdict::NeedsConsent;
        let asks = finding.conflicts().iter().filter(|one| waits && one.class.waits());
        let asks = asks.filter_map(|one| one.provision.recorded());
        for id in clauses.filter_map(Clause::recorded).chain(exits).chain(asks) {
            if !provisions.contains(&id) {
                provisions.push(id);
            }
        }
    }
    of_provisions(answer.world(), provisions, length)
}

/// The sources of provisions, those with authority first, else in their order; of each place on the web the first.
pub(super) fn of_provisions(
    world: &World,
    provisions: Vec<Id<Provision>>,
    length: Length,
) -> Vec<Item> {
    let mut cited: Vec<&Citation> = Vec::new();
    for id in provisions {
        for citation in provenance(world, id.into()).into_iter().flat_map(|one| &one.sources) {
            let place = |one: &Citation| world[one.source].address.as_deref().and_then(host);
            let is_known = |known: &&Citation| {
                known.source == citation.source
                    || (place(citation).is_some() && place(known) == place(citation))
            };
            if !cited.iter().any(is_known) {
                cited.push(citation);
            }
        }
    }
    // What a note could cite comes first; the sort keeps the order else.
    let kind = |citation: &&Citation| world[citation.source].kind;
    let lacks_authority =
        |citation: &&Citation| !kind(citation).is_some_and(SourceKind::has_authority);
    cited.sort_by_key(lacks_authority);
    let (cited, hidden) = length.of(cited, SOURCES);
    let source = |citation: &Citation| {
        Item::new(Passage::Source { source: citation.source, at: citation.locator.clone() })
    };
    let mut items: Vec<Item> = cited.into_iter().map(source).collect();
    if hidden > 0 {
        items.push(Item::new(Passage::More { n: hidden }));
    }
    items
}

/// Whether the independent checker accepts the proofs of all verdicts.
pub(super) fn checked(answer: &Consequences<'_>) -> Passage {
    let why: Narrative<'_> = answer.findings().map(|finding| finding.why()).collect();
    Passage::Checked { steps: why.n_steps(), accepted: why.holds() }
}
