//! The question that comity was made for, on the bundled world, and a scan of its memberships to compare it with.

use comity::model::EffectKind;
use comity::{Change, Date, Organization, Scenario, World, date};

pub(crate) const TODAY: Date = date(2024, 10, 20);

/// If the OTS becomes a military alliance.
pub(crate) fn question() -> (World, Scenario) {
    let world = World::bundled();
    let scenario = question_in(&world);
    (world, scenario)
}

/// The same in a world that has the OTS.
#[expect(clippy::expect_used, reason = "the bundled world has the OTS")]
pub(crate) fn question_in(world: &World) -> Scenario {
    let ots = world.find::<Organization>("ots").expect("the world has the OTS");
    Change::acquire(ots, EffectKind::MutualDefence).into()
}

/// The verdicts, exits, dates and vetoes.
pub(crate) fn without_why(world: &World, scenario: &Scenario) -> usize {
    without_why_on(TODAY, world, scenario)
}

/// The same on some day.
pub(crate) fn without_why_on(day: Date, world: &World, scenario: &Scenario) -> usize {
    world.as_of(day).consequences_of(scenario).must_exit().count()
}

/// The same with a proof of every finding.
pub(crate) fn with_why(world: &World, scenario: &Scenario) -> usize {
    let answer = world.as_of(TODAY).consequences_of(scenario);
    answer.findings().map(|finding| finding.why().steps().len()).sum()
}

/// The same with the proof of one finding.
pub(crate) fn with_one_why(world: &World, scenario: &Scenario) -> usize {
    let answer = world.as_of(TODAY).consequences_of(scenario);
    answer.must_exit().next().map_or(0, |finding| finding.why().steps().len())
}

/// The same in the exact core: what must go, all repairs, the earliest day.
pub(crate) fn deliberated(world: &World, scenario: &Scenario) -> usize {
    let answer = world.as_of(TODAY).consequences_of(scenario);
    let deliberation = answer.deliberate();
    deliberation.must().len()
        + deliberation.repairs().len()
        + usize::from(deliberation.bottleneck().is_some())
}

/// The whole answer as JSON.
pub(crate) fn as_json(world: &World, scenario: &Scenario) -> usize {
    world.as_of(TODAY).consequences_of(scenario).to_json().len()
}

/// What to keep in mind about the answer.
pub(crate) fn caveats(world: &World, scenario: &Scenario) -> usize {
    world.as_of(TODAY).consequences_of(scenario).caveats().len()
}

/// Every accession of the day.
pub(crate) fn sweep(world: &World) -> usize {
    world.as_of(TODAY).accessions().cells.len()
}

/// How many spells hold on the day: one look at every row of the table.
pub(crate) fn membership_scan(world: &World) -> usize {
    let day = TODAY.earliest().map_or(0, comity::Day::number);
    let rows = &world.tables().participations;
    rows.iter().filter(|row| row.span.holds_on(day).is_possible()).count()
}
