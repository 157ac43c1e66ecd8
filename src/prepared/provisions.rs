//! Provisions in prepared form: whom they bind, what they do, on what terms.

use super::form::{choice, record};
use crate::model::{
    Bars, Bearer, Condition, Effect, Eligibility, Exceptions, ForbiddenActs, Limbs, Outsiders,
    Param, ProcedureTerms, Provision, Renewal, Revocation, SavingsScope, Term, WithdrawalTerms,
};

record! {
    Param { name, reading, value }
    Provision {
        key, instrument, article, effect, bearer, counterparty, duty, strength, when, time, params, provenance,
    }
    Limbs { object, groupings }
    ForbiddenActs { peace, recognition, accord }
    Bars { military_alliance, foreign_bases, foreign_troops, rigid_association, membership }
    ProcedureTerms { occasions, within, of_alliances, rank }
    SavingsScope { other_treaties, neutrality, self_defence, earlier_with_outsiders, of, organizations }
    Eligibility { criterion, alternative, member_of, outside, in_grade, named, others, words }
    Renewal { automatic_years, none_until }
    Term { start, years, then_years, renewal }
    WithdrawalTerms {
        right, notice, earliest, own_years, earliest_of, last_day, year_end, conditions, term, revocation, longer, outlive, beside,
    }
}

choice!(Bearer: 0 = Participants(body), 1 = Listed(states), 2 = ThirdStates, 3 = Nobody);
choice!(Exceptions: 0 = No, 1 = InOrganizations, 2 = Any);
choice!(Outsiders: 0 = Unsaid, 1 = Leave { since }, 2 = Keep { before }, 3 = KeepOnConditions);
choice!(Revocation: 0 = Unsaid, 1 = Excluded, 2 = Allowed { how });

choice!(
    Condition:
    0 = Unprovoked,
    1 = Requested,
    2 = DemandRefused,
    3 = AfterConsultation,
    4 = AttackerIn(who),
    5 = AttackerNotIn(who),
    6 = VictimTerritoryIn(place),
    7 = TargetInvolved(target),
    8 = AtLeastAdversaries(count),
    9 = DuringConflict(conflict),
    10 = Custom(words),
);

choice!(
    Effect:
    0 = Consultation,
    1 = MutualDefence { strength },
    2 = NonAggression,
    3 = Exclusivity { object, qualifiers, default_reading, limbs },
    4 = NonContradiction { reach, declares_existing },
    5 = DirectedAgainst { reach, groupings },
    6 = Savings { scope },
    7 = Supremacy { over },
    8 = Neutrality { bars, exceptions, within, owing },
    9 = NonAlignment { bars, exceptions, within, owing },
    10 = BaseBan { bars, exceptions, within, owing },
    11 = ConsentRequired { to, need, decision },
    12 = Accession { eligibility, decision, ratified_by_all, status },
    13 = Amendment { decision, binds_all },
    14 = Withdrawal(terms),
    15 = Duration { term },
    16 = Suspension,
    17 = Expulsion,
    18 = Decision { decision },
    19 = ReservedExit { may_leave },
    20 = Purposes { aims, about },
    21 = GeneralRule,
    22 = CustomsUnion { tariff, outsiders },
    23 = FreeTrade { excludes_unions, territory },
    24 = Peace,
    25 = Recognition,
    26 = Forbidden { acts, is_appreciation },
    27 = Sanctions,
    28 = Procedure(terms),
);
