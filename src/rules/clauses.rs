//! What the texts that a body rests on say of leaving it, joining it and amending them.

use crate::model::{
    Bearer, Decision, Effect, Eligibility, LinkRole, Parties, Term, TreatyForm, WithdrawalTerms,
};
use crate::world::{View, World};
use crate::{BodyId, Id, InstrumentId, Provision, State};

/// How a body admits full members.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Admission<'w> {
    /// What is asked of whoever joins.
    pub(crate) eligibility: &'w Eligibility,
    /// How the members decide.
    pub(crate) decision: Decision,
    /// Whether all of them ratify.
    pub(crate) ratified_by_all: bool,
}

/// What the first clause says that can be read.
pub(super) struct Stated<T> {
    /// The clause.
    pub(super) id: Id<Provision>,
    /// What it says.
    pub(super) read: T,
    /// Whether it certainly stands, and no other that may stand goes before it.
    pub(super) is_sure: bool,
}

impl<T> Stated<T> {
    fn pair(self) -> (Id<Provision>, T) {
        (self.id, self.read)
    }
}

/// The clause by which this state withdraws.
pub(super) fn withdrawal<'w>(
    view: &View<'w>,
    body: BodyId,
    leaver: Id<State>,
) -> Option<Stated<&'w WithdrawalTerms>> {
    of_constituents(view, body, |clause| {
        clause.effect.withdrawal().filter(|_| clause.speaks_to(leaver))
    })
}

/// Whether how one leaves a body hangs on who leaves: a clause counts from each one's own entry, or speaks to some by name.
pub(crate) fn leaving_hangs_on_who(world: &World, body: BodyId) -> bool {
    let (own, links) = match body {
        BodyId::Treaty(treaty) => (Some(InstrumentId::from(treaty)), &[][..]),
        BodyId::Organization(organization) => (None, world.index().links_of(organization)),
    };
    let linked = links.iter().map(|id| &world[*id]);
    let constituents = linked.filter(|link| link.role == LinkRole::Constituent);
    let texts = own.into_iter().chain(constituents.map(|link| link.instrument));
    let clauses = texts.flat_map(|text| world.index().provisions_of(text)).map(|id| &world[*id]);
    let parties = match body {
        BodyId::Treaty(treaty) => world[treaty].parties.as_ref(),
        BodyId::Organization(_) => None,
    };
    let names_some = |clause: &Provision| match (&clause.bearer, parties) {
        // Whom the treaty lists, all of them, are no others than those who are in it.
        (Bearer::Listed(named), Some(Parties::Listed(all))) => named != all,
        (Bearer::Listed(_), _) => true,
        (Bearer::Participants(_) | Bearer::ThirdStates | Bearer::Nobody, _) => false,
    };
    let mut terms = clauses.filter_map(|clause| Some((clause, clause.effect.withdrawal()?)));
    terms.any(|(clause, terms)| terms.own_years.is_some() || names_some(clause))
}

/// The term that runs.
pub(super) fn duration(view: &View<'_>, body: BodyId) -> Option<Stated<Term>> {
    of_constituents(view, body, |clause| clause.effect.term())
}

/// The clause on the accession of full members: one that names who joins goes before those for anybody, and these before such as
/// name others alone.
pub(crate) fn accession<'w>(
    view: &View<'w>,
    body: BodyId,
    joiner: Option<Id<State>>,
) -> Option<(Id<Provision>, Admission<'w>)> {
    let read = |clause: &'w Provision| {
        let Effect::Accession { eligibility, decision, ratified_by_all, status: None } =
            &clause.effect
        else {
            return None;
        };
        let (decision, ratified_by_all) = (*decision, *ratified_by_all);
        Some(Admission { eligibility, decision, ratified_by_all })
    };
    let joiner = joiner.map(|state| view.world().key(state));
    let naming = |clause: &'w Provision| {
        read(clause).filter(|admission| joiner.is_some_and(|key| admission.eligibility.names(key)))
    };
    let open =
        |clause: &'w Provision| read(clause).filter(|admission| !admission.eligibility.is_closed());
    // Whoever joins an organization joins what it rests on, which may say how.
    of_constituents(view, body, naming)
        .or_else(|| of_constituents(view, body, open))
        .or_else(|| of_constituents(view, body, read))
        .or_else(|| of_texts(view, body, LinkRole::Foundation, read))
        .map(Stated::pair)
}

/// The rule by which members are admitted: the clause on accession, or where that does not tell how it is decided, how the body decides
/// anything.
pub(crate) fn accession_rule(
    view: &View<'_>,
    body: BodyId,
    joiner: Id<State>,
) -> Option<(Id<Provision>, Decision)> {
    let clause =
        accession(view, body, Some(joiner)).map(|(id, admission)| (id, admission.decision));
    let tells = |(id, decision): &(Id<Provision>, Decision)| {
        *decision != Decision::Unknown || view.world()[*id].param("veto_of").is_some()
    };
    clause.filter(tells).or_else(|| decision(view, body)).or(clause)
}

/// Whether a body is a treaty, or an organization that lives by one.
pub(crate) fn rests_on_a_treaty(world: &World, body: BodyId) -> bool {
    match body {
        BodyId::Treaty(_) => true,
        BodyId::Organization(organization) => world
            .links_of(organization)
            .map(|id| &world[id])
            .filter(|link| matches!(link.role, LinkRole::Constituent | LinkRole::Foundation))
            .any(|link| match link.instrument {
                // What an organ decides binds by what its body rests on, and makes no body.
                InstrumentId::Treaty(treaty) => {
                    let form = world[treaty].form;
                    form.is_binding() && form != TreatyForm::Decision
                }
                InstrumentId::Law(_) => false,
            }),
    }
}

/// The clause by which the constituent texts are amended.
pub(super) fn amendment(view: &View<'_>, body: BodyId) -> Option<(Id<Provision>, Decision)> {
    of_constituents(view, body, |clause| amended_by(&clause.effect)).map(Stated::pair)
}

/// Whether a change of the constituent texts certainly binds those who do not agree to it.
pub(crate) fn binds_dissenters(view: &View<'_>, body: BodyId) -> bool {
    let clause = of_constituents(view, body, |clause| {
        if let Effect::Amendment { binds_all, .. } = &clause.effect {
            Some(*binds_all)
        } else {
            None
        }
    });
    clause.is_some_and(|clause| clause.is_sure && clause.read)
}

/// The clause by which a body decides anything; of two versions of one article of which neither certainly stands, the later.
pub(super) fn decision(view: &View<'_>, body: BodyId) -> Option<(Id<Provision>, Decision)> {
    let world = view.world();
    let read = |clause: &Provision| {
        if let Effect::Decision { decision } = &clause.effect { Some(*decision) } else { None }
    };
    let first = of_constituents(view, body, read)?;
    let version = |id: Id<Provision>| {
        world[id].time.valid.from.map(|since| (since.earliest(), since.latest()))
    };
    if view.stands(first.id).is_yes() {
        return Some(first.pair());
    }
    let rivals = world.index().provisions_of(world[first.id].instrument).iter().copied();
    let rivals = rivals
        .filter(|id| world[*id].article == world[first.id].article)
        .filter(|id| view.stands(*id).is_possible())
        .filter_map(|id| Some((id, read(&world[id])?)))
        .filter(|(id, _)| version(*id) > version(first.id));
    Some(rivals.max_by_key(|(id, _)| version(*id)).unwrap_or_else(|| first.pair()))
}

/// The clause of a text on its own amendment, by key the first.
pub(super) fn amendment_of(world: &World, text: InstrumentId) -> Option<(Id<Provision>, Decision)> {
    let provisions = world.index().provisions_of(text).iter();
    provisions.copied().find_map(|id| Some((id, amended_by(&world[id].effect)?)))
}

const fn amended_by(effect: &Effect) -> Option<Decision> {
    if let Effect::Amendment { decision, .. } = effect { Some(*decision) } else { None }
}

/// The first provision of its constituent instruments (of the treaty itself) from which something can be read, certain before
/// possible, by key.
fn of_constituents<'w, T>(
    view: &View<'w>,
    body: BodyId,
    read: impl Fn(&'w Provision) -> Option<T>,
) -> Option<Stated<T>> {
    of_texts(view, body, LinkRole::Constituent, read)
}

/// The same of its texts in some role.
fn of_texts<'w, T>(
    view: &View<'w>,
    body: BodyId,
    role: LinkRole,
    read: impl Fn(&'w Provision) -> Option<T>,
) -> Option<Stated<T>> {
    let world = view.world();
    let (own, links) = match body {
        BodyId::Treaty(treaty) => (Some(InstrumentId::from(treaty)), &[][..]),
        BodyId::Organization(organization) => (None, world.index().links_of(organization)),
    };
    let linked = links.iter().map(|id| &world[*id]).filter(|link| link.role == role);
    let candidates = (own.into_iter().chain(linked.map(|link| link.instrument)))
        .flat_map(|text| world.index().provisions_of(text).iter().copied())
        .filter_map(|id| Some((read(&world[id])?, id)))
        .map(|(read, id)| (view.stands(id), id, read))
        .filter(|(stands, ..)| stands.is_possible());
    let mut is_first = true;
    let first = candidates.reduce(|best, next| {
        if next.0 > best.0 {
            is_first = false;
            next
        } else {
            best
        }
    });
    first.map(|(stands, id, read)| Stated { id, read, is_sure: stands.is_yes() && is_first })
}
