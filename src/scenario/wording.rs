//! What a question words itself: a provision that is on no record.

use crate::model::{Effect, EffectKind, Param};

/// A provision that a question words: its sort, and its parameters as a record would have them.
///
/// ```
/// use comity::model::EffectKind;
/// use comity::scenario::Wording;
///
/// let bar = Wording::new(EffectKind::Exclusivity).with("object", "military_alliance");
/// assert_eq!(bar.kind, EffectKind::Exclusivity);
/// assert_eq!(Wording::from(EffectKind::Peace), Wording::new(EffectKind::Peace));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Wording {
    /// What sort of provision it is.
    pub kind: EffectKind,
    /// Its parameters, in the order of their names.
    pub params: Vec<Param>,
}

impl Wording {
    /// A provision of this sort without further terms.
    pub const fn new(kind: EffectKind) -> Self {
        Self { kind, params: Vec::new() }
    }

    /// The same with a term of a record: `object`, `qualifier`, `reach` …
    #[must_use]
    pub fn with(mut self, name: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        self.params.push(Param { name: name.into(), reading: None, value: value.into() });
        self.params.sort();
        self
    }

    /// What it does; terms that cannot be understood do nothing. What is exclusive of nothing by name keeps out of other military
    /// alliances.
    pub(crate) fn effect(&self) -> Effect {
        let has_object = self.params.iter().any(|param| &*param.name == "object");
        if self.kind == EffectKind::Exclusivity && !has_object {
            let named = self.clone().with("object", "military_alliance");
            return Effect::from_params(named.kind, &named.params).0;
        }
        Effect::from_params(self.kind, &self.params).0
    }
}

impl From<EffectKind> for Wording {
    fn from(kind: EffectKind) -> Self {
        Self::new(kind)
    }
}
