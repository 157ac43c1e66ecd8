//! What is said, on record or by the question: who is opposed or hostile to whom, against whom something is directed.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::Situation;
use crate::model::{Relation, RelationKind};
use crate::scenario::{AssumedFact, Changed};
use crate::{BodyId, EntityId, Id, State, Truth};

impl<'a> Situation<'a> {
    /// Whether a relation holds, recorded or assumed.
    fn related(
        &self,
        kind: RelationKind,
        subject: &Changed,
        object: &Changed,
        assumed: impl Fn(&AssumedFact) -> bool,
    ) -> Truth {
        let by_assumption = (self.assumptions.iter())
            .filter(|assumption| assumed(&assumption.fact))
            .map(|assumption| if assumption.contested { Truth::Unknown } else { Truth::Yes });
        let world = self.world();
        let recorded = match (subject, object) {
            (Changed::Entity(subject), Changed::Entity(object)) => Truth::any(
                (world.index().relations_of(*subject).iter())
                    .map(|id| (*id, &world[*id]))
                    .filter(|(_, relation)| {
                        let ends = (relation.subject, relation.object);
                        relation.kind == kind
                            && (ends == (*subject, *object)
                                || kind.is_symmetric() && ends == (*object, *subject))
                    })
                    .map(|(id, relation)| {
                        self.view.truth_of_relation(id) & self.weight_of(relation)
                    }),
            ),
            // What does not exist stands in no record.
            (Changed::New(_), _) | (_, Changed::New(_)) => Truth::No,
        };
        recorded | Truth::any(by_assumption)
    }

    /// How much the word of an author weighs on whom something is directed against: what the target alone says is not certain.
    ///
    /// ```text
    /// directed_against(x, t) :- says(a, directed_against(x, t)), in(a, x).                        (possibly, if a is not in x)
    /// ```
    pub(crate) fn weight_of(&self, relation: &Relation) -> Truth {
        let Some(by) = relation.by else { return Truth::Yes };
        if relation.kind != RelationKind::DirectedAgainst || by == relation.subject {
            return Truth::Yes;
        }
        let body = BodyId::of(relation.subject, self.world()[relation.subject].kind());
        body.map_or(Truth::No, |body| self.takes_part(by, body)) | Truth::Unknown
    }

    /// Whether somebody says that what changes is directed against a party.
    pub(crate) fn is_directed_against(&self, what: &Changed, against: EntityId) -> Truth {
        self.related(RelationKind::DirectedAgainst, what, &Changed::Entity(against), |fact| {
            matches!(fact, AssumedFact::DirectedAgainst { what: w, against: a } if w == what && *a == against)
        })
    }

    /// Against whomever anybody may say that what changes is directed, recorded or assumed; in no order, and perhaps twice.
    pub(crate) fn targets_of(&self, what: &Changed) -> SmallVec<[EntityId; 4]> {
        let relations = match what {
            Changed::Entity(entity) => self.world().index().relations_of(*entity),
            // What does not exist stands in no record.
            Changed::New(_) => &[],
        };
        let relations = relations.iter().map(|id| &self.world()[*id]);
        let recorded = relations
            .filter(|relation| relation.kind == RelationKind::DirectedAgainst)
            .map(|relation| relation.object);
        let assumed = self.assumptions.iter().filter_map(|assumption| {
            let AssumedFact::DirectedAgainst { what: own, against } = &assumption.fact else {
                return None;
            };
            (own == what).then_some(*against)
        });
        recorded.chain(assumed).collect()
    }

    /// The bodies that have a clause on mutual defence and that a state is in, possibly or for certain, by key.
    pub(crate) fn allied_in(&self, state: Id<State>) -> Cow<'a, [BodyId]> {
        let remembered = self.remembered().filter(|_| self.deltas.is_nothing());
        let recorded = || Situation { day: self.day, ..Situation::recorded(self.view) };
        let found =
            remembered.and_then(|day| day.allied(state, || recorded().find_allied_in(state)));
        found.map_or_else(|| self.find_allied_in(state).into(), Cow::Borrowed)
    }

    fn find_allied_in(&self, state: Id<State>) -> Vec<BodyId> {
        let member = EntityId::from(state);
        let mut bodies: Vec<BodyId> = self.view.holdings(member).map(|(body, _)| body).collect();
        bodies.dedup();
        bodies.retain(|body| {
            self.has_mutual_defence(*body).is_possible()
                && self.takes_part(member, *body).is_possible()
        });
        bodies
    }

    /// Whether two bodies are opposed.
    pub(crate) fn are_opposed(&self, one: &Changed, other: &Changed) -> Truth {
        self.related(RelationKind::Opposed, one, other, |fact| {
            matches!(fact, AssumedFact::Opposed { a, b } if (a, b) == (one, other) || (b, a) == (one, other))
        })
    }

    /// Whether two are hostile to each other.
    pub(crate) fn are_hostile(&self, one: EntityId, other: EntityId) -> Truth {
        self.related(
            RelationKind::Hostility,
            &Changed::Entity(one),
            &Changed::Entity(other),
            |fact| {
                let AssumedFact::Hostility { a, b } = fact else { return false };
                let ends = (EntityId::from(*a), EntityId::from(*b));
                ends == (one, other) || ends == (other, one)
            },
        )
    }

    /// Whoever may be hostile to somebody, recorded or assumed; in no order, and perhaps twice.
    pub(crate) fn enemies_of(&self, who: EntityId) -> Vec<EntityId> {
        let hostile = self.world().hostilities_of(who).iter();
        let hostile = hostile.filter(|id| self.view.truth_of_relation(**id).is_possible());
        let mut enemies: Vec<EntityId> = hostile
            .map(|id| {
                let relation = &self.world()[*id];
                if relation.subject == who { relation.object } else { relation.subject }
            })
            .collect();
        for assumption in self.assumptions {
            if let AssumedFact::Hostility { a, b } = assumption.fact {
                let (a, b) = (EntityId::from(a), EntityId::from(b));
                enemies.extend((a == who).then_some(b));
                enemies.extend((b == who).then_some(a));
            }
        }
        enemies
    }
}
