//! The plan tested once more: what conflicts only when all exits are made, since the circles have changed.

use super::consequences::Consequences;
use crate::rules::{Conflict, Deltas, Tells, Test};
use crate::verdict::{Class, Clause, Verdict};

impl Consequences<'_> {
    /// Conflicts that appear, or become graver, only once all exits are made and all laws are changed, by state and provision.
    ///
    /// Exceptions of the rules rest on who is bound together by the old text (`A` within `P`, a party inside the new circle), and
    /// are read before any exit; after the exits the circles are smaller.
    ///
    /// Cost: the conflict test of every bound state once more; found when first asked for.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// // Once the two are out, nothing else comes into conflict.
    /// assert!(answer.after_exits().is_empty());
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn after_exits(&self) -> &[Conflict] {
        self.after_exits.get_or_init(|| self.find_after_exits())
    }

    /// What the exits and changes of law of the findings add to what a change finds.
    fn gone(&self, before: &Deltas) -> Deltas {
        let mut deltas = before.clone();
        for finding in self.findings() {
            if finding.verdict() == Verdict::MustExit {
                for exit in finding.exits().iter().chain(finding.exits_possible()) {
                    deltas.leave_whole_at_once(self.world(), finding.state(), exit.body);
                }
            }
            if finding.verdict() != Verdict::Undetermined {
                for law in finding.laws().iter().filter_map(Clause::recorded) {
                    deltas.remove_at_once(law);
                }
            }
        }
        deltas
    }

    fn find_after_exits(&self) -> Vec<Conflict> {
        let world = self.world();
        let mut found = Vec::new();
        for step in &self.placed {
            let deltas = self.gone(&step.before);
            let situation = self.situation(&deltas);
            let test = Test::new(&situation, &step.hypothesis, self.scenario.bilateral_counts)
                .telling(Tells::Conflicts);
            for (state, _) in &step.hypothesis.bound {
                let after = test.conflicts(*state).into_iter();
                found.extend(after.filter(|after| self.was(after) < Some(after.class)));
            }
        }
        found.sort_by(|a, b| {
            let place =
                |one: &Conflict| (world.key(one.state), one.provision.place(world.tables()));
            place(a).cmp(&place(b))
        });
        found
    }

    /// The class of the same test before the exits; `None` if there was none.
    fn was(&self, after: &Conflict) -> Option<Class> {
        let same = |before: &&Conflict| {
            (before.state, before.pair(), &before.with) == (after.state, after.pair(), &after.with)
        };
        self.conflicts().filter(same).map(|before| before.class).max()
    }
}
