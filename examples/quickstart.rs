//! The README's code, whole: from a tiny graph to the answer, and why.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use std::error::Error;

use comity::model::{EffectKind, LinkRole, Purpose, TreatyForm};
use comity::{Change, Organization, Source, State, Treaty, World, date};

fn main() -> Result<(), Box<dyn Error>> {
    // Three states, an alliance that bars other alliances, and a club.
    let mut world = World::builder();
    let north = world.add(State::new("nor", "Northland"));
    let south = world.add(State::new("sou", "Southland"));
    let west = world.add(State::new("wes", "Westland"));
    let shield = world.add(Organization::new("shield", "the Shield").purpose(Purpose::Defence));
    let club = world.add(Organization::new("club", "the Club"));
    let charter = world.add(Treaty::new("charter", "Charter of the Shield", TreatyForm::Charter));
    let gazette = world.add(Source::new("gazette", "Official Gazette"));

    // Who is in what, and what the charter says.
    world.link(shield, charter, LinkRole::Constituent);
    world.member(north, shield, date(2001, 5, 1)..).member(south, shield, date(2001, 5, 1)..);
    let mut cited = world.citing(gazette, "2001, page 12");
    cited.member(north, club, date(2010, 1, 1)..);
    cited.member(west, club, date(2010, 1, 1)..);
    cited.member(south, club, date(2010, 1, 1)..date(2015, 1, 1));
    let third = cited.add(State::new("eas", "Eastland"));
    cited.member(third, club, date(2012, 1, 1)..);
    cited.provision(charter, "4", EffectKind::MutualDefence);
    let bar = [("object", "military_alliance")];
    cited.provision_with(charter, "5", EffectKind::Exclusivity, bar);
    let exit = [("right", "yes"), ("notice_months", "6")];
    cited.provision_with(charter, "9", EffectKind::Withdrawal, exit);
    drop(cited);
    let world = world.freeze()?;

    // A question, on a date, and why.
    let view = world.as_of(date(2020, 8, 31));
    assert!(view.is_member(south, club).is_no()); // it left in 2015
    let answer = view.exits_before(Change::acquire(club, EffectKind::MutualDefence));
    let exit = answer.from(shield).next().ok_or("Northland is in both")?;
    assert_eq!(exit.state, north);
    assert_eq!(exit.earliest, Some(date(2021, 2, 28))); // six months, clamped to the end of February
    assert!(exit.why().holds());
    println!("{}", exit.why());
    Ok(())
}
