//! One question on four dates: who must exit the CSTO first, if the Turkic organization becomes a military alliance?

use std::error::Error;
use std::io::{self, Write};

use comity::model::EffectKind;
use comity::{Change, Organization, World, date};

fn main() -> Result<(), Box<dyn Error>> {
    let world = World::bundled();
    let ots = world.find::<Organization>("ots")?;
    let csto = world.find::<Organization>("csto")?;
    let mut out = io::stdout().lock();

    for day in [date(2010, 6, 1), date(2011, 10, 21), date(2019, 12, 1), date(2024, 10, 20)] {
        let view = world.as_of(day);
        let answer = view.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
        writeln!(out, "{day}: the {}", view.name(ots))?;

        let members: Vec<&str> = view.members(ots).map(|member| view.name(member.entity)).collect();
        writeln!(
            out,
            "  members:    {}",
            if members.is_empty() { "none yet".into() } else { members.join(", ") }
        )?;
        let both: Vec<&str> =
            view.in_both(ots, csto).map(|(entity, _)| view.name(entity)).collect();
        writeln!(
            out,
            "  in the CSTO: {}",
            if both.is_empty() { "none".into() } else { both.join(", ") }
        )?;
        for exit in answer.must_exit_from(csto) {
            let day =
                exit.earliest().map_or_else(|| "an unknown day".into(), |day| day.to_string());
            writeln!(
                out,
                "  must exit:  {}, free on {day} at the earliest",
                view.name(exit.state())
            )?;
        }
        for law in answer.must_change_law() {
            writeln!(out, "  own law:    {}", view.name(law.state()))?;
        }
        for other in answer.not_bound() {
            writeln!(out, "  not bound:  {} ({})", view.name(other.entity), other.status.as_str())?;
        }
        writeln!(out)?;
    }
    Ok(())
}
