//! Which of two texts prevails between two states.

use super::Answered;
use crate::answer::caveats;
use crate::wire::{PrevailsRow, Rows};
use crate::world::View;
use crate::{Id, InstrumentId, State};

/// The text that prevails, or all that may turn out where that is open.
pub(super) fn which_prevails(
    view: &View<'_>,
    [one, other]: [InstrumentId; 2],
    between: [Id<State>; 2],
) -> Answered {
    let found = view.which_prevails(one, other, between);
    let rows = PrevailsRow::all(view.world(), &found);
    Answered::new(Rows::Prevails(rows), caveats::of_prevalence(view, &found))
}
