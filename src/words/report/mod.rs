//! An answer as a page: what a reader wants to know first, a row for each state, then how, who, what else, and on whose word.
//!
//! A report decides what stands on the page and in which order; [`Language::passage`] has the words, and a [`Layout`] the form.

mod admission;
mod debate;
mod held;
mod layout;
mod passages;
mod phrases;
mod states;
mod steps;
mod sweep;
mod ways;
mod witnesses;

pub use debate::DebatePassage;
pub use layout::Layout;
pub use passages::{HangsOn, Passage, Topic, Unbound};
pub use sweep::SweepPassage;

pub(super) use phrases::passage;

use super::{English, Language, Names};
use crate::EntityId;
use crate::answer::Consequences;
use crate::deliberation::Deliberation;

/// How grave a line is, for whoever shows it in colour.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Tone {
    /// Nothing stands in the way, or it is beside the question.
    Plain,
    /// To be kept an eye on.
    Watchful,
    /// Something must be done first.
    Grave,
}

/// How much of an answer stands on the page.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Length {
    /// What decides; of all else the weightiest, and how much more there is.
    #[default]
    Brief,
    /// Everything.
    Full,
}

impl Length {
    /// The first so many of a list, or all, and how many are left out.
    fn of<T>(self, all: Vec<T>, most: usize) -> (Vec<T>, usize) {
        let kept = match self {
            Self::Brief => all.len().min(most),
            Self::Full => all.len(),
        };
        let hidden = all.len() - kept;
        (all.into_iter().take(kept).collect(), hidden)
    }
}

/// One entry of a page: whom it is about, what is said, and what stands below it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Item {
    /// Of whom it is said, by name; empty: of nobody in particular.
    pub about: Vec<EntityId>,
    /// How grave it is.
    pub tone: Tone,
    /// What is said.
    pub says: Passage,
    /// What stands below it.
    pub details: Vec<Passage>,
}

impl Item {
    fn new(says: Passage) -> Self {
        Self { about: Vec::new(), tone: Tone::Plain, says, details: Vec::new() }
    }
}

/// A part of a page under a title of its own.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Section {
    /// What it is about.
    pub topic: Topic,
    /// Its entries.
    pub items: Vec<Item>,
}

/// An answer as a page: the headline, a row for each state, the order of what has to be done, who could block it, what would change
/// it, what to watch, and the sources. It prints in English.
#[derive(Clone, Debug)]
pub struct Report<'w> {
    names: Names<'w>,
    head: Vec<Passage>,
    sections: Vec<Section>,
    foot: Vec<Passage>,
}

impl<'w> Consequences<'w> {
    /// The answer as a page, for people.
    ///
    /// Alike findings are told once, what is no conflict is a number, and no key of a record is in it.
    ///
    /// Cost: that of a [deliberation](crate::deliberation) with its plan, and of the proofs of all verdicts.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// use comity::model::EffectKind;
    /// use comity::{Change, Organization, World, date};
    ///
    /// let world = World::bundled();
    /// let ots = world.find::<Organization>("ots")?;
    /// let today = world.as_of(date(2024, 10, 20));
    /// let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let page = answer.report().to_string();
    /// assert!(page.starts_with("2 of 5 must first leave the CSTO"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn report(&self) -> Report<'w> {
        self.report_as(Length::Brief, Names::of(self.view()))
    }

    /// The same, as much of it as is wanted, and with things called as is wanted.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::words::{Length, Names};
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let by_keys = answer.report_as(Length::Full, Names::keys(today)).to_string();
    /// assert!(by_keys.starts_with("2 of 5 must first leave csto"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn report_as(&self, length: Length, names: Names<'w>) -> Report<'w> {
        Report::of(self, length, names)
    }
}

impl<'w> Report<'w> {
    fn of(answer: &Consequences<'w>, length: Length, names: Names<'w>) -> Self {
        let deliberation: Deliberation<'_, '_> = answer.deliberate();
        let turns = deliberation.what_would_change_it();
        let sections = [
            (Topic::States, states::rows(answer, length)),
            (Topic::Leaving, states::leaving(answer)),
            (Topic::Eligibility, states::eligibility(answer)),
            (Topic::Order, ways::plan(&deliberation, length)),
            (Topic::Choice, ways::repairs(&deliberation, length)),
            (Topic::AfterExits, states::after_exits(answer)),
            (Topic::Blocking, ways::vetoes(answer)),
            (Topic::Turns, ways::turns(&deliberation, &turns, length)),
            (Topic::Alternatives, ways::alternatives(&deliberation, length)),
            (Topic::Contradictions, ways::contradictions(&deliberation, length)),
            (Topic::Watch, states::watched(answer, &turns, length)),
            (Topic::Notes, states::notes(answer)),
            (Topic::Sources, witnesses::sources(answer, length)),
        ];
        let sections = sections
            .into_iter()
            .filter(|(_, items)| !items.is_empty())
            .map(|(topic, items)| Section { topic, items })
            .collect();
        let foot = vec![witnesses::checked(answer), Passage::Meaning];
        Self { names, head: states::head(answer), sections, foot }
    }

    /// What stands at the head: the headline, on what it hangs, the question, the day.
    pub fn head(&self) -> &[Passage] {
        &self.head
    }

    /// The parts of the page, in their order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What stands at the foot: how it was checked, and what "must" means.
    pub fn foot(&self) -> &[Passage] {
        &self.foot
    }

    /// As text, in a language and a layout.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::words::{English, Layout};
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let page = answer.report().to_text(&English, Layout::of_width(60));
    /// assert!(page.lines().all(|line| line.chars().count() <= 60 || line.contains("://")));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_text(&self, language: &dyn Language, layout: Layout) -> String {
        layout::text(self, language, layout)
    }

    /// As Markdown, in a language.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::words::English;
    /// # use comity::{Change, Organization, World, date, model::EffectKind};
    /// # let world = World::bundled();
    /// # let ots = world.find::<Organization>("ots")?;
    /// # let today = world.as_of(date(2024, 10, 20));
    /// # let answer = today.consequences_of(Change::acquire(ots, EffectKind::MutualDefence));
    /// let page = answer.report().to_markdown(&English);
    /// assert!(page.starts_with("# 2 of 5 must first leave the CSTO"));
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub fn to_markdown(&self, language: &dyn Language) -> String {
        layout::markdown(self, language)
    }

    pub(super) const fn names(&self) -> &Names<'w> {
        &self.names
    }
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_text(&English, Layout::default()))
    }
}
