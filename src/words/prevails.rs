//! In English: which of two texts prevails between two states.

use super::names::{Names, capital, listed};
use super::{English, Language};
use crate::InstrumentId;
use crate::answer::Prevalence;
use crate::verdict::{Priority, PriorityDoubt, PriorityGround, PriorityStep};
use crate::world::View;

impl Prevalence {
    /// In words, on the date of a view: "Between France and Türkiye the Charter of the United Nations prevails over the North Atlantic
    /// Treaty: obligations under it prevail over those under every other agreement (…, article 103)."
    pub fn tell(&self, view: &View<'_>) -> String {
        English.prevalence(&Names::of(*view), self)
    }
}

/// Which of two texts prevails between two states.
pub(super) fn prevalence(names: &Names<'_>, found: &Prevalence) -> String {
    let [one, other] = found.texts;
    let between = format!("between {}", names.all(&found.between));
    let texts = format!("{} and {}", names.the(one), names.the(other));
    let first = match found.priority {
        Priority::Text(text) => {
            let beside = if text == one { other } else { one };
            format!("{between} {} prevails over {}", names.the(text), names.the(beside))
        }
        Priority::Nothing => format!("{between} nothing is to be decided of {texts}"),
        Priority::Appreciation => {
            format!("{between} it is a matter of appreciation which of {texts} prevails")
        }
        Priority::Undetermined => {
            let known = (found.doubts.iter()).map(|doubt| self::doubt(names, found.texts, *doubt));
            let known: Vec<String> = known.collect();
            let open = format!("{between} it is not known which of {texts} prevails");
            if known.is_empty() { open } else { format!("{open}: it is open {}", listed(&known)) }
        }
    };
    let why = found.ground.map(|one| format!(": {}", ground(names, one))).unwrap_or_default();
    format!("{}{why}.", capital(&first))
}

fn ground(names: &Names<'_>, ground: PriorityGround) -> String {
    match ground {
        PriorityGround::SameText => "it is one text".to_owned(),
        PriorityGround::TwoLaws => "both are laws of states".to_owned(),
        PriorityGround::OwnLaw { law } => format!(
            "{} is no excuse for not performing a treaty (VCLT, article 27)",
            names.the(law)
        ),
        PriorityGround::NoCommonText => {
            "neither text binds both (VCLT, article 34)".to_owned()
        }
        PriorityGround::OnlyOneBinds { text } => {
            format!("of the two only {} is of concern to them", names.the(text))
        }
        PriorityGround::OverEveryAgreement { clause } => format!(
            "obligations under it prevail over those under every other agreement ({})",
            names.clause(clause)
        ),
        PriorityGround::OtherSubject => {
            "they are not on the same subject-matter (VCLT, article 30(1))".to_owned()
        }
        PriorityGround::SubjectTo { clause } => {
            format!("the other leaves it untouched ({}; VCLT, article 30(2))", names.clause(clause))
        }
        PriorityGround::Supremacy { clause } => format!(
            "it says so among those whom it binds ({}; VCLT, article 34)",
            names.clause(clause)
        ),
        PriorityGround::EarlierWithOutsider { clause } => format!(
            "what was promised to an outsider earlier stands, with the duty to remove what is incompatible ({})",
            names.clause(clause)
        ),
        PriorityGround::CommonText => {
            "both are party to it, and only one of them to the other (VCLT, article 30(4)(b))"
                .to_owned()
        }
        PriorityGround::LaterOfAllParties => {
            "it is the later one, and every party of the earlier is party to it (VCLT, articles 59 and 30(3))"
                .to_owned()
        }
        PriorityGround::LaterOfBoth => {
            "it is the later one, and both are party to both (VCLT, article 30(4)(a))".to_owned()
        }
        PriorityGround::SameDay => {
            "they were adopted on one day, and whether one is the special and the other the general is not decided here"
                .to_owned()
        }
    }
}

/// By what step a text goes first, without what it rests on.
pub(super) const fn step(step: PriorityStep) -> &'static str {
    match step {
        PriorityStep::SameText => "it is one text",
        PriorityStep::TwoLaws => "both are laws of states",
        PriorityStep::OwnLaw => "a law of its own is no excuse (VCLT art. 27)",
        PriorityStep::NoCommonText => "neither binds both (VCLT art. 34)",
        PriorityStep::OnlyOneBinds => "only one is of concern to them (VCLT art. 34)",
        PriorityStep::OverEveryAgreement => {
            "obligations under it prevail over every other agreement (article 103 of the Charter)"
        }
        PriorityStep::OtherSubject => "they are on different subject-matters (VCLT art. 30(1))",
        PriorityStep::SubjectTo => "the other leaves it untouched (VCLT art. 30(2))",
        PriorityStep::Supremacy => "it says so among those whom it binds (VCLT art. 34)",
        PriorityStep::EarlierWithOutsider => {
            "an earlier promise to outsiders stands, and what is incompatible has to be removed"
        }
        PriorityStep::CommonText => {
            "they are party to it, and not to the other (VCLT art. 30(4)(b))"
        }
        PriorityStep::LaterOfAllParties => {
            "it is later, and every party of the earlier is party to it (VCLT art. 59, 30(3))"
        }
        PriorityStep::LaterOfBoth => "it is later, and they are party to both (VCLT art. 30(4)(a))",
        PriorityStep::SameDay => "they were adopted on one day",
    }
}

/// What is not known, as a clause that begins with "whether" or "which".
pub(super) fn doubt(
    names: &Names<'_>,
    [one, other]: [InstrumentId; 2],
    doubt: PriorityDoubt,
) -> String {
    match doubt {
        PriorityDoubt::Bound { state, text } => {
            format!("whether {} binds {}", names.the(text), names.the(state))
        }
        PriorityDoubt::Adopted => {
            format!("which of {} and {} was adopted first", names.the(one), names.the(other))
        }
        PriorityDoubt::Subject => {
            "whether they are on the same subject-matter, since not all is read of them".to_owned()
        }
        PriorityDoubt::Clause { clause } => {
            format!("whether {} stands and reaches the other", names.clause(clause))
        }
    }
}
