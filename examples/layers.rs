//! Your own facts over the bundled world: a correction, an organization that is not in it, and a fact that you dispute.
//!
//! The file beside this program, `layers.jsonl`, lies over the bundled files. What it overrides is reported, what it
//! disputes becomes a caveat, and what was known before it stays askable.

use std::error::Error;
use std::io::{self, Write};

use comity::{Date, Loader, Organization, Question, State, World, date};

const MINE: &str = include_str!("layers.jsonl");

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let loaded = Loader::new().bundled().layer().text("examples/layers.jsonl", MINE).load()?;

    writeln!(out, "What my file overrides:")?;
    for change in &loaded.overrides {
        writeln!(out, "  {change}")?;
    }
    for diagnostic in &loaded.diagnostics {
        writeln!(out, "{diagnostic}")?;
    }

    for (title, world) in [("Before", &World::bundled()), ("After", &loaded.world)] {
        writeln!(out, "\n{title}:")?;
        let member = |state: &str, body: &str| -> Result<Question, Box<dyn Error>> {
            let (state, body) = (world.find::<State>(state)?, world.find::<Organization>(body)?);
            Ok(Question::is_member(state, body))
        };
        // Corrected: an end that was later is earlier.
        answer(&mut out, world, date(2012, 9, 1), &member("uzb", "csto")?)?;
        // Disputed: the answer stays, and says that it is.
        answer(&mut out, world, date(2000, 1, 1), &member("uzb", "guam")?)?;
        // Added: before, the name means nothing.
        match world.find::<Organization>("bsec") {
            Ok(bsec) => {
                let ots = world.find::<Organization>("ots")?;
                let view = world.as_of(date(2024, 10, 20));
                let both = view.in_both(ots, bsec).map(|(entity, _)| view.name(entity));
                let both = both.collect::<Vec<_>>().join(", ");
                writeln!(out, "  2024-10-20 In the OTS and in BSEC: {both}")?;
            }
            Err(error) => writeln!(out, "  2024-10-20 In the OTS and in BSEC? {error}")?,
        }
    }

    // A correction does not change what was known before it.
    let world = &loaded.world;
    let (uzbekistan, csto) = (world.find::<State>("uzb")?, world.find::<Organization>("csto")?);
    let then = world.as_of(date(2012, 9, 1)).known_by(date(2024, 12, 31));
    let truth = then.is_member(uzbekistan, csto);
    writeln!(out, "\nAs it was known in 2024, Uzbekistan in the CSTO on 2012-09-01: {truth}")?;
    Ok(())
}

/// One question with its answer, and what is to be kept in mind about it.
fn answer(
    out: &mut impl Write,
    world: &World,
    day: Date,
    question: &Question,
) -> Result<(), Box<dyn Error>> {
    let answer = world.as_of(day).ask(question);
    let truth = answer.truth.map_or("", comity::Truth::as_str);
    writeln!(out, "  {day} {} {truth}", answer.question)?;
    for caveat in &answer.caveats {
        writeln!(out, "    {}: {}", caveat.code, caveat.text)?;
    }
    Ok(())
}
