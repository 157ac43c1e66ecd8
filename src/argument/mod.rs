//! Argumentation frameworks: which of a set of arguments can be held together, when all that is known is which attacks which.
//!
//! It knows nothing of states, treaties and claims. A [`Framework`] has arguments and attacks between them, and nothing else
//! (Dung 1995, On the acceptability of arguments and its fundamental role in nonmonotonic reasoning, logic programming and
//! n-person games). It answers:
//!
//! | question | how | cost |
//! |---|---|---|
//! | what nobody can reasonably deny, and why | [`Framework::grounded`] | O(arguments + attacks) |
//! | which positions can be held | [`Framework::extensions`], by the [`Semantics`] that is named | exponential at worst, within [`SearchLimits`] |
//! | is an argument in one position, in all of them | [`Extensions::is_in_some`], [`Extensions::is_in_all`] | O(extensions × log arguments) |
//! | may this be held together | [`Framework::is_admissible`], [`Framework::is_complete`], [`Framework::is_stable`] | O(arguments + attacks) |
//!
//! The grounded labelling is the one to begin with: there is always exactly one, it takes no side, and it explains itself. Where
//! it leaves arguments undecided, the preferred extensions are the sides that one may take.
//!
//! # Example
//!
//! Two claims contradict each other, each undermines a third, and that one a fourth. Whoever takes no side decides nothing; but
//! whichever side is taken, the fourth stands:
//!
//! ```
//! use comity::argument::{Framework, Label, SearchLimits, Semantics};
//!
//! let mut debate = Framework::builder();
//! debate.attack("bound", "free").attack("free", "bound");
//! debate.attack("bound", "doubtful").attack("free", "doubtful").attack("doubtful", "advised");
//! let debate = debate.build();
//!
//! let advised = debate.number("advised").unwrap();
//! assert_eq!(debate.grounded().label(advised), Some(Label::Undecided));
//!
//! let sides = debate.extensions(Semantics::Preferred, &SearchLimits::default());
//! let named: Vec<Vec<_>> = sides.sets.iter().map(|set| debate.names(set)).collect();
//! assert_eq!(named, [["bound", "advised"], ["free", "advised"]]);
//! assert!(sides.is_in_all(advised).is_yes());
//! ```

#![expect(
    clippy::cast_possible_truncation,
    reason = "arguments and attacks are numbered in 32 bits, and a framework has room for no more"
)]

mod component;
mod format;
mod framework;
mod grounded;
mod search;

pub use format::FrameworkError;
pub use framework::{Framework, FrameworkBuilder, NoSuchArgument};
pub use grounded::{Because, Grounded, Label};
pub use search::{Extensions, SearchLimits, Semantics};
