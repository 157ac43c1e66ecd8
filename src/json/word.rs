//! The words that a field can have, and what such a word is called in a message.

use crate::model::{
    ActKind, CoverageLevel, Duty, EffectKind, Evidence, LawForm, LinkRole, NameKind, OverlayKind,
    Purpose, RelationKind, Status, Strength, TreatyForm,
};

/// A type whose values are words of the files.
pub(crate) trait Word: Copy + 'static {
    /// What such a word is, for messages.
    const WHAT: &'static str;
    /// All of them, in the order of the file format.
    const WORDS: &'static [Self];

    fn word(self) -> &'static str;
}

macro_rules! words {
    ($($word:ident: $what:literal,)*) => {$(
        impl Word for $word {
            const WHAT: &'static str = $what;
            const WORDS: &'static [Self] = &Self::ALL;

            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    )*};
}

words! {
    ActKind: "act",
    CoverageLevel: "level of coverage",
    Duty: "duty",
    EffectKind: "kind of provision",
    Evidence: "mark of evidence",
    LawForm: "rank of a law",
    LinkRole: "role of an instrument",
    NameKind: "kind of name",
    OverlayKind: "overlay",
    Purpose: "purpose",
    RelationKind: "relation",
    Status: "grade",
    Strength: "strength",
    TreatyForm: "form of a treaty",
}
