//! Remarks on an answer: on what it depends, what is not known, and what the rules do not test.

use crate::answer::{
    Caveat, Consequences, Sensitivity, Stage, WhyImpossible, impossibilities, status_quo,
};
use crate::model::{Effect, Qualifier, WithdrawalRight};
use crate::rules;
use crate::scenario::{Movement, Procedure};
use crate::time::Date;
use crate::verdict::{Class, ExitMode};
use crate::{Id, Provision, Truth};

impl Consequences<'_> {
    /// Remarks on the answer, sorted.
    ///
    /// Cost: found when first asked for, with [`sensitivities`](Self::sensitivities) and
    /// [`status_quo_conflicts`](Self::status_quo_conflicts).
    pub fn caveats(&self) -> &[Caveat] {
        self.caveats.get_or_init(|| self.find_caveats())
    }

    fn find_caveats(&self) -> Vec<Caveat> {
        let mut caveats = Vec::new();
        let mut say = |code: &'static str, text: String| caveats.push(Caveat { code, text });
        for sensitivity in self.sensitivities() {
            say("interpretation-sensitive", self.tell_sensitivity(sensitivity));
        }
        let exits = (self.findings())
            .flat_map(|finding| {
                finding.outcome.exits.iter().map(move |exit| (finding.state(), exit))
            })
            .chain(self.leaving().iter().map(|leaving| (leaving.state, &leaving.exit)));
        for (state, exit) in exits {
            let who = self.world().key(state);
            let what = self.world().key(exit.body.entity());
            let bounds = exit.bounds.map_or_else(|| "?".to_owned(), |bounds| bounds.to_string());
            if exit.unsettled {
                let since = exit.bounds.and_then(Date::earliest);
                let since = since.map_or_else(|| "?".to_owned(), |day| day.to_string());
                say(
                    "obligations-unsettled",
                    format!(
                        "{who} has obligations toward {what} that are not settled: its exit cannot take effect before {since}"
                    ),
                );
            } else if exit.earliest.is_none() && exit.notice.is_unknown() {
                say(
                    "notice-unknown",
                    format!("the day of notice of {who} to {what} is unknown, and so is its exit"),
                );
            } else if exit.mode == ExitMode::ConsentOnly {
                say(
                    "no-unilateral-exit",
                    format!(
                        "{who} can leave {what} only with the consent of all parties (VCLT art. 54(b))"
                    ),
                );
            } else if exit.earliest.is_none() && exit.mode == ExitMode::Unknown {
                let clause = match exit.clause {
                    Some(id) => {
                        format!("{} does not tell how one leaves {what}", self.world()[id].key)
                    }
                    None => format!("no clause on withdrawal from {what} is recorded"),
                };
                let may = exit.clause.is_some_and(|id| {
                    let effect = &self.world()[id].effect;
                    matches!(effect, Effect::Withdrawal(terms) if terms.right == WithdrawalRight::Yes)
                });
                let text = if may {
                    format!(
                        "{who} may leave {what}, but no period of notice is on record: its exit takes effect within {bounds}"
                    )
                } else {
                    format!(
                        "{clause}: the exit of {who} takes effect within {bounds}, if withdrawal is possible at all (VCLT art. 56)"
                    )
                };
                say("withdrawal-unknown", text);
            } else if exit.earliest.is_none() {
                say(
                    "notice-unknown",
                    format!("the day of notice of {who} to {what} is unknown, and so is its exit"),
                );
            }
        }
        for stage in &self.stages {
            let hypothesis = &stage.hypothesis;
            if hypothesis.defence.is_possible() && !hypothesis.alliance {
                let with = self.name_of(&hypothesis.with);
                say(
                    "clause-without-alliance-tag",
                    format!(
                        "{with} has a clause on mutual defence but is not counted as a military alliance: such conflicts are potential only"
                    ),
                );
            }
        }
        caveats.extend(self.inconsistencies());
        caveats.extend(self.untested());
        caveats.extend(self.not_negotiable());
        caveats.extend(self.doubts());
        caveats.sort();
        caveats.dedup();
        caveats
    }

    /// Whether what is not negotiable is itself in the way, so that no repair helps.
    fn not_negotiable(&self) -> Option<Caveat> {
        // Only what must go can be in the way.
        let leaves = self.must_exit().next().is_some();
        if !leaves || !self.deliberate().is_impossible() {
            return None;
        }
        let kept: Vec<&str> = match &self.scenario().keep {
            Some(keep) => keep.iter().map(|body| self.world().key(*body)).collect(),
            None => vec!["what changes"],
        };
        let text = format!(
            "no repair helps: what is not negotiable ({}) is itself in conflict with the question",
            kept.join(", ")
        );
        Some(Caveat { code: "not-negotiable", text })
    }

    /// What makes the question itself doubtful: a date beyond the record, a body that did not exist, an exit of somebody who
    /// is not in, a reading that no provision has.
    fn doubts(&self) -> Vec<Caveat> {
        let (world, view) = (self.world(), self.view());
        let mut caveats = Vec::new();
        let mut say = |code: &'static str, text: String| caveats.push(Caveat { code, text });
        if view.is_by_default() {
            let date = view.as_of();
            say(
                "default-as-of",
                format!("no date was given: as of {date}, the newest fact on record"),
            );
        }
        let newest = world.newest();
        if newest.is_before(view.as_of()).is_yes() {
            say("beyond-newest", format!("the newest fact on record is of {newest}"));
        }
        let reading = view.reading();
        let provisions = &world.tables().provisions;
        let is_known = |name: &str| provisions.iter().any(|one| one.readings().contains(&name));
        if reading.general() != "strict" && !is_known(reading.general()) {
            let text = format!("no provision has a reading `{}`", reading.general());
            say("unknown-reading", text);
        }
        for (key, name) in reading.provisions() {
            let provision = provisions.iter().find(|one| &*one.key == key);
            if provision.is_none_or(|provision| !provision.readings().contains(&name)) {
                say("unknown-reading", format!("`{key}` has no reading `{name}`"));
            }
        }
        for step in &self.stages {
            let situation = self.situation(&step.before).on(step.hypothesis.date);
            for (why, truth) in impossibilities(&situation, &step.change) {
                if let Some((code, text)) = self.tell_impossible(step, &why, truth) {
                    say(code, text);
                }
            }
            let body = match step.change.procedure() {
                Procedure::Adoption { body }
                | Procedure::Modification { body, .. }
                | Procedure::Accession { body, .. }
                | Procedure::Withdrawal { body, .. } => body,
                Procedure::Amendment { .. }
                | Procedure::Conclusion { .. }
                | Procedure::Legislation { .. }
                | Procedure::Stationing { .. }
                | Procedure::Decision { .. } => continue,
            };
            let what = world.key(body.entity());
            if !situation.view.has_complete_roll(body) {
                let text = format!(
                    "the roll of {what} is not complete: others may be bound together with those on record"
                );
                say("beyond-coverage", text);
            }
            for provision in step.change.brings() {
                let had: Vec<&str> = (situation.instruments_of(body).into_iter())
                    .flat_map(|(text, _)| world.index().provisions_of(text).iter().copied())
                    .filter(|id| world[*id].kind() == *provision)
                    .filter(|id| situation.stands(*id).is_yes())
                    .map(|id| &*world[id].key)
                    .collect();
                if !had.is_empty() {
                    let had = had.join(", ");
                    say("already-provided", format!("{what} has such a provision already: {had}"));
                }
            }
        }
        caveats
    }

    /// What makes a change one that cannot be made, as a caveat: only what is certain, but for a membership that may be there already.
    fn tell_impossible(
        &self,
        step: &Stage,
        why: &WhyImpossible,
        truth: Truth,
    ) -> Option<(&'static str, String)> {
        let (world, day) = (self.world(), step.hypothesis.date);
        let movement = step.change.movement();
        let joins = matches!(movement, Some(Movement::Joins { .. }));
        let leaves = matches!(movement, Some(Movement::Leaves { .. }));
        let absent =
            |key: &str| Some(("not-in-existence", format!("{key} did not exist on {day}")));
        match (why, truth) {
            (WhyImpossible::NoState { state }, Truth::Yes) => absent(world.key(*state)),
            (WhyImpossible::NotInExistence { body }, Truth::Yes) => {
                absent(world.key(body.entity()))
            }
            (WhyImpossible::NotIn { member, body }, Truth::Yes) if leaves => {
                let (who, what) = (world.key(*member), world.key(body.entity()));
                Some(("not-a-member", format!("{who} has nothing to leave in {what}")))
            }
            (WhyImpossible::AlreadyIn { member, body }, truth) if joins && truth.is_possible() => {
                let (who, what) = (world.key(*member), world.key(body.entity()));
                let text = if truth.is_yes() {
                    format!("{who} is in {what} already")
                } else {
                    format!("whether {who} is in {what} already is not certain")
                };
                Some(("already-member", text))
            }
            _ => None,
        }
    }

    /// What a state's own law bars although the state holds it, and what a treaty that is joined would bar.
    fn inconsistencies(&self) -> Vec<Caveat> {
        let world = self.world();
        let situation = self.situation(&self.after);
        let mut caveats = Vec::new();
        for outcome in &self.outcomes {
            let who = world.key(outcome.state);
            let enacts = !self.after.enacted.is_empty();
            let enacted = enacts
                .then(|| status_quo(&situation, outcome.state, self.scenario.bilateral_counts))
                .into_iter()
                .flatten()
                .filter(|conflict| conflict.provision.recorded().is_none());
            let standing = self
                .status_quo_conflicts()
                .iter()
                .filter(|one| one.state == outcome.state)
                .cloned();
            for conflict in standing.chain(enacted).filter(|one| one.class == Class::Domestic) {
                let law =
                    conflict.provision.recorded().map_or("the enacted law", |id| &world[id].key);
                let with = self.name_of(&conflict.with);
                let text = format!(
                    "{law} bars what {who} holds already in {with}: domestic rules do not end treaties (VCLT art. 27)"
                );
                caveats.push(Caveat { code: "domestic-inconsistency", text });
            }
        }
        caveats
    }

    /// What the conflict rules do not test: what is new against what is held, blocs that are opposed, and a body's own text.
    fn untested(&self) -> Vec<Caveat> {
        let world = self.world();
        let mut caveats = Vec::new();
        for step in &self.stages {
            let situation = self.situation(&step.before);
            let with = self.name_of(&step.hypothesis.with);
            for outcome in &self.outcomes {
                let who = world.key(outcome.state);
                for (held, against) in
                    rules::opposed_to_held(&situation, &step.hypothesis, outcome.state)
                {
                    if outcome.bodies().any(|body| body == held) {
                        continue;
                    }
                    let held = world.key(held.entity());
                    let text = match against {
                        Some(party) => format!(
                            "{with} is directed against {}, which {who} has to help in {held}",
                            world.key(party)
                        ),
                        None => format!("{with} and {held} are opposed, and {who} is in {held}"),
                    };
                    caveats.push(Caveat { code: "opposed-alliance", text });
                }
            }
            for own in rules::own_bars(&situation, &step.hypothesis) {
                let own = self.article(own);
                let text = format!(
                    "{own} belongs to {with} itself: whether it must be amended as well is a matter of appreciation"
                );
                caveats.push(Caveat { code: "own-text", text });
            }
            let Some(Movement::Joins { state, .. }) = step.change.movement() else { continue };
            for (bar, held) in
                rules::barred_by_joining(&self.situation(&step.before), &step.hypothesis, state)
            {
                let (who, bar) = (world.key(state), &world[bar].key);
                let held = world.key(held.entity());
                let text = format!(
                    "joining brings {bar}, which bars other alliances, and {who} is in {held}: the conflict rules test what is held against what is new, not the reverse"
                );
                caveats.push(Caveat { code: "new-exclusivity", text });
            }
        }
        caveats
    }

    fn tell_sensitivity(&self, sensitivity: &Sensitivity) -> String {
        let verdicts: Vec<String> = (sensitivity.verdicts.iter())
            .map(|turned| {
                let words = turned.verdict.as_str().replace('_', " ");
                format!("{}: {words}", self.view().name(turned.state))
            })
            .collect();
        format!(
            "{} is ambiguous; in the {} reading{}, {}",
            self.article(sensitivity.provision),
            sensitivity.reading,
            self.meaning(sensitivity),
            verdicts.join(", ")
        )
    }

    /// "Collective Security Treaty, article 1(2) (p01)".
    fn article(&self, id: Id<Provision>) -> String {
        let provision = &self.world()[id];
        let text = self.view().name(provision.instrument.entity());
        match provision.article.as_deref() {
            Some("?") | None => format!("{text} ({})", provision.key),
            Some(article) => {
                let text = crate::base::text::without_article(text, article);
                format!("{text}, article {article} ({})", provision.key)
            }
        }
    }

    /// What a reading makes of an exclusivity clause.
    fn meaning(&self, sensitivity: &Sensitivity) -> &'static str {
        let Effect::Exclusivity { qualifiers, .. } = &self.world()[sensitivity.provision].effect
        else {
            return "";
        };
        let named = |name: &Option<Box<str>>| name.as_deref() == Some(&*sensitivity.reading);
        match qualifiers.iter().find(|(name, _)| named(name)) {
            Some((_, Qualifier::Absolute)) => " (it bars other alliances outright)",
            Some((_, Qualifier::AimsContrary)) => " (it bars only alliances with contrary aims)",
            Some((_, Qualifier::DirectedAgainst)) => {
                " (it bars only alliances directed against another party)"
            }
            None => "",
        }
    }
}
