//! What to keep in mind about what somebody said: who speaks, by which ways it reaches us, what later days made of it.

use std::collections::BTreeSet;

use super::{ClaimFinding, ClaimVerdict};
use crate::model::{Claim, Contested, Manner};
use crate::world::{Reading, View};
use crate::{EntityId, Id, InstrumentId, Provision};

/// Something to keep in mind about what somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimCaveat {
    /// The text does not name the speaker: that it is this one was inferred.
    InferredSpeaker {
        /// Whose words they are taken to be.
        speaker: EntityId,
        /// Which claims.
        claims: Vec<Id<Claim>>,
    },
    /// The text does not say whether the speaker speaks, or whoever reports it: if it is not so, it falls on the latter.
    UnclearVoice {
        /// Whose words they may be.
        speaker: EntityId,
        /// On whom they fall.
        answerable: EntityId,
        /// Which claims.
        claims: Vec<Id<Claim>>,
    },
    /// Who the speaker is has not been found out.
    UnresolvedIdentity {
        /// The speaker.
        speaker: EntityId,
        /// The record that keeps who it may be.
        record: Id<Contested>,
    },
    /// These speakers reach us by one way, and do not bear each other out.
    OneSource {
        /// Who.
        speakers: Vec<EntityId>,
        /// Through whom.
        through: EntityId,
    },
    /// The text of which a claim speaks has no such clause on record, and another text of the same parties has one: it may mix them up.
    MixedUp {
        /// Which claim.
        claim: Id<Claim>,
        /// The text of which it speaks.
        text: InstrumentId,
        /// The clauses of other texts.
        with: Vec<Id<Provision>>,
    },
    /// Another reading of a text turns the verdict on a claim.
    TurnsOnReading {
        /// Which claim.
        claim: Id<Claim>,
        /// How it stands under each reading.
        readings: Vec<(Reading, ClaimVerdict)>,
    },
    /// The record of later days says otherwise of a claim than that of the day on which it was said.
    Overtaken {
        /// Which claim.
        claim: Id<Claim>,
        /// How it stands with hindsight.
        verdict: ClaimVerdict,
    },
    /// It is not known whether a claim was made by the day.
    Undated {
        /// Which claim.
        claim: Id<Claim>,
    },
}

/// What to keep in mind about some claims, with how each stands against the record.
pub(crate) fn of_claims(view: &View<'_>, findings: &[ClaimFinding<'_>]) -> Vec<ClaimCaveat> {
    let world = view.world();
    let claims: Vec<Id<Claim>> = findings.iter().map(|finding| finding.claim).collect();
    let mut caveats = of_speakers(view, &claims);
    for finding in findings {
        let claim = finding.claim;
        if super::made::is_made(view, &world[claim]).is_unknown() {
            caveats.push(ClaimCaveat::Undated { claim });
        }
        let said = world[claim].stated_in(world.tables());
        if let Some(crate::model::Proposition::HasClause { text, .. }) = said
            && !finding.mixed_up_with.is_empty()
        {
            let (text, with) = (*text, finding.mixed_up_with.clone());
            caveats.push(ClaimCaveat::MixedUp { claim, text, with });
        }
        let turns = finding.readings.iter().any(|(_, verdict)| *verdict != finding.verdict);
        if turns {
            caveats.push(ClaimCaveat::TurnsOnReading { claim, readings: finding.readings.clone() });
        }
        let verdict = view.hindsight_on(claim).verdict;
        if verdict != finding.verdict {
            caveats.push(ClaimCaveat::Overtaken { claim, verdict });
        }
    }
    caveats
}

/// What to keep in mind about who speaks in some claims, and by which ways they reach us.
pub(crate) fn of_speakers(view: &View<'_>, claims: &[Id<Claim>]) -> Vec<ClaimCaveat> {
    let world = view.world();
    let mut told = BTreeSet::new();
    let claims: Vec<Id<Claim>> =
        claims.iter().copied().filter(|claim| told.insert(*claim)).collect();
    let claims = &*claims;
    let mut speakers: Vec<EntityId> =
        claims.iter().flat_map(|claim| world[*claim].by.iter().copied()).collect();
    speakers.sort_by_key(|speaker| world.key(*speaker));
    speakers.dedup();
    let mut caveats = Vec::new();
    for speaker in speakers.iter().copied() {
        let heard = |manner: Manner| -> Vec<Id<Claim>> {
            let is_so = |claim: &Id<Claim>| {
                let voices = &world[*claim].voices;
                voices.iter().any(|voice| (voice.speaker, voice.manner) == (speaker, manner))
            };
            claims.iter().copied().filter(is_so).collect()
        };
        let inferred = heard(Manner::Inferred);
        if !inferred.is_empty() {
            caveats.push(ClaimCaveat::InferredSpeaker { speaker, claims: inferred });
        }
        let unclear = heard(Manner::Unclear);
        let mut answerable: Vec<EntityId> =
            unclear.iter().flat_map(|claim| world[*claim].answerable()).collect();
        answerable.sort_by_key(|who| world.key(*who));
        answerable.dedup();
        for who in answerable {
            let of_whom = |claim: &Id<Claim>| world[*claim].answerable().contains(&who);
            let claims = unclear.iter().copied().filter(of_whom).collect();
            caveats.push(ClaimCaveat::UnclearVoice { speaker, answerable: who, claims });
        }
        caveats.extend(unresolved(view, speaker));
    }
    caveats.extend(one_source(view, claims));
    caveats
}

/// That it has not been found out who somebody is, if that is on record.
pub(crate) fn unresolved(view: &View<'_>, speaker: EntityId) -> Option<ClaimCaveat> {
    let world = view.world();
    let is_identity = |one: &Contested| {
        one.of.as_deref() == Some(world.key(speaker)) && one.field.as_deref() == Some(IDENTITY)
    };
    let contested = world.tables().contested.entries();
    let mut found = contested.filter(|(_, one)| is_identity(one)).map(|(id, _)| id);
    found.next().map(|record| ClaimCaveat::UnresolvedIdentity { speaker, record })
}

/// The field of a contested record that says who somebody is.
const IDENTITY: &str = "identity";

/// Of which speakers it holds that several reach us through one outlet.
fn one_source(view: &View<'_>, claims: &[Id<Claim>]) -> Vec<ClaimCaveat> {
    let world = view.world();
    let through = |claim: &Id<Claim>| world[*claim].voices.first().map(|voice| voice.speaker);
    let mut outlets: Vec<EntityId> = claims.iter().filter_map(through).collect();
    outlets.sort_by_key(|outlet| world.key(*outlet));
    outlets.dedup();
    let mut caveats = Vec::new();
    for outlet in outlets {
        let heard = claims.iter().filter(|claim| through(claim) == Some(outlet));
        let mut speakers: Vec<EntityId> = heard
            .flat_map(|claim| world[*claim].by.iter().copied())
            .filter(|speaker| *speaker != outlet)
            .collect();
        speakers.sort_by_key(|speaker| world.key(*speaker));
        speakers.dedup();
        if speakers.len() > 1 {
            caveats.push(ClaimCaveat::OneSource { speakers, through: outlet });
        }
    }
    caveats
}
