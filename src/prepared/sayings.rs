//! What somebody said in prepared form, and what sources dispute.

use super::form::{choice, record};
use crate::model::{
    Assertion, Claim, ConsentTo, Contested, ContestedValue, Grade, Proposition, Voice,
};

record! {
    Voice { speaker, manner, factuality, confidence, because }
    Grade { reliability, credibility }
    ContestedValue { value, sources, evidence, preferred }
    Claim {
        key, by, voices, attribution, date, sentence, mode, proposition, factuality, condition, when, stance, verb, grade, rank,
        subject, predicate, object, text, about, check, verdict, reason, provenance,
    }
    Contested { key, of, field, question, values, default, provenance }
    Assertion { key, of, field, value, provenance }
}

choice!(ConsentTo: 0 = Acquiring(kind), 1 = Admitting(state));

choice!(
    Proposition:
    0 = TakesPart { member, body, status },
    1 = BoundBy { state, treaty },
    2 = HasClause { text, kind },
    3 = Owes { state, duty, toward, under },
    4 = HasLeft { member, body },
    5 = Related { kind, subject, object },
    6 = Declared { who, what },
    7 = Plans { who, what },
    8 = PlansExit { states, from },
    9 = NeedsConsent { of, organization, to },
    10 = MustExitToJoin { states, from, into },
    11 = MustExitFirst { states, from, organization, acquires },
    12 = Holds { who, stance, of },
    13 = Judgement { kind, of, toward, words },
    14 = Unrecorded { of, toward, words },
);
