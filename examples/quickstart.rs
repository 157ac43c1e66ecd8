//! The README's code, whole: from a tiny graph to the answer, and why.

#![expect(clippy::print_stdout, reason = "an example talks to a person")]

use std::error::Error;

use comity::model::{EffectKind, LinkRole, Purpose, TreatyForm};
use comity::{Change, Organization, Source, State, Treaty, World, date};

fn main() -> Result<(), Box<dyn Error>> {
    // 1. Three states and a neighbour, an alliance with a charter, and a club.
    let mut world = World::builder();
    let north = world.add(State::new("nor", "Northland"));
    let south = world.add(State::new("sou", "Southland"));
    let west = world.add(State::new("wes", "Westland"));
    let east = world.add(State::new("eas", "Eastland"));
    let shield = world.add(Organization::new("shield", "the Shield").purpose(Purpose::Defence));
    let club = world.add(Organization::new("club", "the Club"));
    let charter = world.add(Treaty::new("charter", "Charter of the Shield", TreatyForm::Charter));
    let gazette = world.add(Source::new("gazette", "Official Gazette"));

    // 2. Who is in what: ranges of dates are half-open, and `from..` is open.
    world.link(shield, charter, LinkRole::Constituent);
    world.member(north, shield, date(2001, 5, 1)..).member(south, shield, date(2001, 5, 1)..);
    world.member(north, club, date(2010, 1, 1)..).member(west, club, date(2010, 1, 1)..);
    world.member(south, club, date(2010, 1, 1)..date(2015, 1, 1));
    world.member(east, club, date(2012, 1, 1)..);

    // 3. What the charter says; `citing` puts a source behind what follows.
    let mut cited = world.citing(gazette, "2001, page 12");
    cited.provision(charter, "4", EffectKind::MutualDefence);
    cited.provision_with(charter, "5", EffectKind::Exclusivity, [("object", "military_alliance")]);
    let exit = [("right", "yes"), ("notice_months", "6")];
    cited.provision_with(charter, "9", EffectKind::Withdrawal, exit);
    drop(cited);
    let world = world.freeze()?; // all that is wrong is reported at once

    // 4. A question, on a date, and why.
    let view = world.as_of(date(2020, 8, 31));
    assert!(view.is_member(south, club).is_no()); // it left in 2015
    let answer = view.consequences_of(Change::acquire(club, EffectKind::MutualDefence));
    let exit = answer.must_exit_from(shield).next().ok_or("Northland is in both")?;
    assert_eq!(exit.state(), north);
    assert_eq!(exit.earliest(), Some(date(2021, 2, 28))); // six months, clamped to the end of February
    assert!(exit.why().holds()); // re-checked by code that shares nothing with the rules
    println!("{}", exit.why()); // prose, with its sources
    Ok(())
}
