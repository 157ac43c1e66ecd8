//! What somebody said, and who holds what.

use super::{Answered, Asking};
use crate::answer::of_telling;
use crate::answer::said::{of_claims, of_speakers};
use crate::answer::{Caveat, ClaimComparison, ClaimFinding, Debate, Pooled, PositionOn, Vote};
use crate::model::{Claim, Manner, Mode};
use crate::wire::{
    CaveatRow, ClaimRow, ComparisonRow, Context, DebateAnswer, DebateTag, ReadingRow, Rows,
    StanceRow, StandingRow, VoteRow,
};
use crate::words::{English, Language, Names};
use crate::world::{View, World, provenance};
use crate::{EntityId, Id};

/// What speakers said by the day of the view, held against the record.
pub(super) fn claims(
    asking: &Asking<'_>,
    by: Option<EntityId>,
    findings: &[ClaimFinding<'_>],
) -> Answered {
    let rows = all_claim_rows(asking, findings, by);
    let caveats = of_claims(&asking.view, findings).into_iter().map(Caveat::OfClaims).collect();
    Answered::new(Rows::Claims(rows), caveats)
}

/// How what was said stands, of the claims that are meant.
pub(super) fn findings<'w>(
    view: &View<'w>,
    by: Option<EntityId>,
    about: Option<EntityId>,
    mode: Option<Mode>,
    manner: Option<Manner>,
) -> Vec<ClaimFinding<'w>> {
    let world = view.world();
    let is_meant = |id: &Id<Claim>| {
        let claim = &world[*id];
        let speaker = |wanted: &EntityId| claim.by.contains(wanted);
        by.as_ref().is_none_or(speaker)
            && about.is_none_or(|topic| claim.topics(world.tables()).contains(&topic))
            && mode.is_none_or(|mode| claim.mode == Some(mode))
            && manner.is_none_or(|manner| claim.voices.iter().any(|one| one.manner == manner))
    };
    let all = view.claims().chain(view.possible_claims()).filter(is_meant);
    all.map(|claim| view.verdict_on(claim)).collect()
}

/// The rows of claims; of several speakers of one claim only the one that was asked about.
fn all_claim_rows(
    asking: &Asking<'_>,
    findings: &[ClaimFinding<'_>],
    by: Option<EntityId>,
) -> Vec<ClaimRow> {
    let mut rows: Vec<ClaimRow> =
        findings.iter().flat_map(|finding| claim_rows(asking, finding)).collect();
    if let Some(by) = by {
        let by = asking.view.world().key(by);
        rows.retain(|row| row.speaker.as_deref() == Some(by));
    }
    rows.sort_by(|a, b| (&a.claim, &a.speaker).cmp(&(&b.claim, &b.speaker)));
    rows
}

/// The rows of a claim: one for each speaker.
fn claim_rows(asking: &Asking<'_>, finding: &ClaimFinding<'_>) -> Vec<ClaimRow> {
    let world = asking.view.world();
    let claim = &world[finding.claim];
    let about =
        if claim.about.is_empty() { claim.topics(world.tables()) } else { claim.about.clone() };
    let mut about: Vec<String> = about.into_iter().map(|one| world.key(one).to_owned()).collect();
    about.sort();
    let source = claim.provenance.sources.first();
    let row = |speaker: Option<EntityId>| ClaimRow {
        claim: claim.key.to_string(),
        speaker: speaker.map(|speaker| world.key(speaker).to_owned()),
        mode: claim.mode,
        proposition: claim.proposition.map(|id| world.tables().propositions.key(id).to_owned()),
        stance: claim.taken_stance(),
        verb: claim.verb,
        about: about.clone(),
        text: asking.language.claim(&Names::of(asking.view), finding.claim),
        verdict: finding.verdict,
        source: source.map(|citation| world.key(citation.source).to_owned()),
    };
    if claim.by.is_empty() {
        return vec![row(None)];
    }
    claim.by.iter().map(|speaker| row(Some(*speaker))).collect()
}

/// Who holds what by the day of the view. Who speaks of a topic without taking a stance has a row where that speaker was asked about.
pub(super) fn stances(
    view: &View<'_>,
    topic: Option<EntityId>,
    speaker: Option<EntityId>,
) -> Answered {
    let world = view.world();
    let positions = view.positions();
    let is_meant = |cell: &&PositionOn| {
        topic.is_none_or(|topic| cell.topic == topic)
            && speaker.is_none_or(|speaker| cell.speaker == speaker)
            && (cell.position.is_some() || topic.is_some() && speaker.is_some())
    };
    let cells: Vec<&PositionOn> = positions.iter().filter(is_meant).collect();
    let behind: Vec<Id<Claim>> = cells.iter().flat_map(|cell| cell.claims.clone()).collect();
    let mut rows: Vec<StanceRow> = cells.into_iter().map(|cell| stance_row(world, cell)).collect();
    rows.sort_by(|a, b| (&a.speaker, &a.topic).cmp(&(&b.speaker, &b.topic)));
    let caveats = of_speakers(view, &behind).into_iter().map(Caveat::OfClaims).collect();
    Answered::new(Rows::Stances(rows), caveats)
}

/// What speakers say of what a claim says, a row for each vote.
pub(super) fn votes(view: &View<'_>, on: Id<Claim>, by: &[EntityId]) -> Answered {
    let world = view.world();
    // Of what has no proposition nobody can say anything that compares.
    let Some(proposition) = world[on].stated_in(world.tables()) else {
        return Answered::new(Rows::Votes(Vec::new()), vec![Caveat::Pooled(Pooled::ToldNone)]);
    };
    let votes = view.votes_on(proposition, by);
    let key = |claim: &Id<Claim>| world[*claim].key.to_string();
    let row = |vote: &Vote| {
        let source = votes.sources.iter().find(|source| source.contains(&vote.claim));
        let mut one_source: Vec<String> = source.into_iter().flatten().map(key).collect();
        one_source.sort();
        VoteRow {
            speaker: world.key(vote.speaker).to_owned(),
            claim: key(&vote.claim),
            says: vote.is_so,
            factuality: vote.factuality,
            grade: vote.grade.map(|grade| grade.to_string()),
            counts: vote.counts,
            one_source,
        }
    };
    let rows = votes.votes.iter().map(row).collect();
    let behind: Vec<Id<Claim>> = votes.votes.iter().map(|vote| vote.claim).collect();
    let caveats = of_speakers(view, &behind).into_iter().map(Caveat::OfClaims);
    let mut caveats: Vec<Caveat> = caveats.collect();
    caveats.push(Caveat::Pooled(votes.value()));
    if votes.value_by_grade() != votes.value() {
        caveats.push(Caveat::PooledByGrade(votes.value_by_grade()));
    }
    Answered::new(Rows::Votes(rows), caveats)
}

fn stance_row(world: &World, cell: &PositionOn) -> StanceRow {
    let claims = if cell.position.is_some() { &cell.claims } else { &cell.others };
    StanceRow {
        speaker: world.key(cell.speaker).to_owned(),
        topic: world.key(cell.topic).to_owned(),
        stance: cell.position,
        verb: cell.verb,
        claims: claims.iter().map(|claim| world[*claim].key.to_string()).collect(),
    }
}

impl Debate<'_> {
    /// The debate as data: the rows of `claims` and of `stances`, who is silent, what claims of different speakers have to do with each
    /// other, and how each stands against the record.
    ///
    /// Cost: that of the [verdicts](Self::findings) on all claims, once as known then and once as known now, and of the
    /// [comparisons](Self::comparisons).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::{World, date};
    ///
    /// let world = World::bundled();
    /// let answer = world.as_of(date(2024, 10, 20)).debate().answer();
    /// assert_eq!(answer.topic.as_deref(), Some("ots-alliance"));
    /// assert_eq!(answer.stances.iter().filter(|row| row.topic == "ots-alliance").count(), 3);
    /// assert!(answer.to_json().starts_with(r#"{"context":{"as_of":"2024-10-20""#));
    /// # }
    /// ```
    pub fn answer(&self) -> DebateAnswer {
        self.answer_in(&English)
    }

    /// The same told in another language: what is for programs stays, what is for people is translated.
    ///
    /// Cost: as [`answer`](Self::answer).
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{World, date, words::English};
    /// # let world = World::bundled();
    /// let debate = world.as_of(date(2024, 10, 20)).debate();
    /// assert_eq!(debate.answer_in(&English), debate.answer());
    /// # }
    /// ```
    pub fn answer_in(&self, language: &dyn Language) -> DebateAnswer {
        let view = self.view();
        let world = view.world();
        let asking = Asking { view, language };
        let key = |entity: EntityId| world.key(entity).to_owned();
        let claim_key = |claim: &Id<Claim>| world[*claim].key.to_string();
        let (topic, findings, positions) = (self.topic(), self.findings(), self.positions());
        let mut stances: Vec<StanceRow> = (positions.iter())
            .filter(|cell| cell.position.is_some())
            .map(|cell| stance_row(world, cell))
            .collect();
        stances.sort_by(|a, b| (&a.speaker, &a.topic).cmp(&(&b.speaker, &b.topic)));
        let silent = topic.map(|topic| positions.silent_on(topic)).unwrap_or_default();
        let claims: Vec<Id<Claim>> = findings.iter().map(|finding| finding.claim).collect();
        let sources = world.claims_by_source(&claims);
        let caveats = self.caveats().into_iter().map(Caveat::OfClaims);
        let caveats: Vec<Caveat> = caveats.chain(of_telling(&view)).collect();
        DebateAnswer {
            context: Context::new(&view, None),
            kind: DebateTag::Debate,
            topic: topic.map(key),
            speaker: self.speaker().map(key),
            claims: all_claim_rows(&asking, &findings, self.speaker()),
            stances,
            silent: silent.into_iter().map(key).collect(),
            comparisons: (self.comparisons().iter())
                .map(|two| comparison_row(world, two))
                .collect(),
            standings: findings.iter().map(|finding| standing_row(&view, finding)).collect(),
            sources: sources.iter().map(|one| one.iter().map(claim_key).collect()).collect(),
            caveats: CaveatRow::all(language, &Names::keys(view), &caveats),
        }
    }
}

fn comparison_row(world: &World, two: &ClaimComparison) -> ComparisonRow {
    ComparisonRow {
        claims: two.claims.map(|claim| world[claim].key.to_string()),
        content: two.content,
        stance: two.stance,
        verbs: two.verbs,
        topics: two.topics.iter().map(|topic| world.key(*topic).to_owned()).collect(),
        one_source: two.is_one_source,
    }
}

fn standing_row(view: &View<'_>, finding: &ClaimFinding<'_>) -> StandingRow {
    let world = view.world();
    let records = finding.rests_on.iter();
    let cited = records.clone().filter_map(|record| provenance(world, *record));
    let cited = cited.flat_map(|one| one.sources.iter().map(|citation| citation.source));
    let mut sources: Vec<String> = cited.map(|source| world.key(source).to_owned()).collect();
    sources.sort();
    sources.dedup();
    let readings = finding.readings.iter();
    StandingRow {
        claim: world[finding.claim].key.to_string(),
        verdict: finding.verdict,
        ground: finding.ground,
        on: finding.on,
        answerable: finding.answerable.iter().map(|who| world.key(*who).to_owned()).collect(),
        rests_on: records.filter_map(|id| world.tables().key(*id)).map(str::to_owned).collect(),
        sources,
        mixed_up_with: finding.mixed_up_with.iter().map(|id| world[*id].key.to_string()).collect(),
        readings: readings
            .map(|(reading, verdict)| ReadingRow {
                reading: reading.names().join(","),
                verdict: *verdict,
            })
            .collect(),
        hindsight: view.hindsight_on(finding.claim).verdict,
    }
}
