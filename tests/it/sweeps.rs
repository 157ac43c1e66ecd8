//! What the rules that read bars both ways must not do when they are applied to everybody at once.
#![cfg(feature = "dataset")]

use comity::answer::Outlook;
use comity::model::{Bearer, Purpose};
use comity::verdict::{Ground, Rule};
use comity::{BodyId, Change, Organization, OrganizationId, World, date};

#[test]
fn bars_that_are_joined_flood_nothing() {
    let world = World::bundled();
    let view = world.as_of(date(2024, 10, 20));
    let find = |key: &str| world.find::<Organization>(key).unwrap();
    let spared = ["cis", "eu", "sadc", "ecowas", "arableague"].map(find);
    let sweep = view.accessions();
    // Nobody must leave a body of neighbours for the CSTO.
    for cell in sweep.cells.iter().filter(|cell| cell.organization == find("csto")) {
        if let Outlook::MustExit { exits, .. } = &cell.outlook {
            let leaves = |body: &&OrganizationId| exits.contains(&BodyId::from(**body));
            assert!(!spared.iter().any(|body| leaves(&body)), "{}", world.key(cell.state));
        }
    }
    let open = |outlook: &Outlook| !matches!(outlook, Outlook::Member | Outlook::MaybeMember);
    for cell in sweep.cells.iter().filter(|cell| open(&cell.outlook)) {
        let (state, body) = (cell.state, cell.organization);
        let is_asked = ["nato", "arableague", "eu"].map(find).contains(&body);
        let is_union = world[body].purpose == Some(Purpose::CustomsUnion);
        if !is_asked && !is_union {
            continue;
        }
        let answer = view.consequences_of(Change::join(state, body));
        for conflict in answer.conflicts() {
            let name = format!("{} {} {conflict:?}", world.key(state), world.key(body));
            // No record says that anybody is hostile to anybody: what is left are pledges of neutrality.
            let collides =
                matches!(conflict.ground, Ground::Declared | Ground::PledgeToward { .. });
            assert!(conflict.rule != Rule::X15 || collides, "{name}");
            // A union with what is joined is no bar.
            let with_it = conflict.provision.recorded().is_some_and(|id| {
                world[id].counterparty == Some(Bearer::Participants(body.into()))
            });
            assert!(!with_it || conflict.brought.is_none() || !conflict.class.forces(), "{name}");
        }
    }
}
