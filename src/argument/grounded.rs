//! What stands without taking a side, and why.

use crate::base::words;

use super::Framework;

/// Whether an argument is accepted.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Label {
    /// It is accepted: whoever attacks it is rejected.
    In,
    /// It is rejected: somebody who is accepted attacks it.
    Out,
    /// Neither: nobody who is accepted attacks it, and not everybody who attacks it is rejected.
    Undecided,
}

words! {
    Label, "label":
    In = "in",
    Out = "out",
    Undecided = "undecided",
}

/// Why an argument has its label.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because {
    /// It is in: all these attack it, and all of them are out. Nobody at all may attack it.
    AllAttackersOut {
        /// Who attacks it, ascending.
        attackers: Vec<usize>,
    },
    /// It is out: this one attacks it, and is in. It is the one that was found to be in first.
    AttackedBy {
        /// Who.
        attacker: usize,
    },
    /// It is undecided: nobody who is in attacks it, but these do, and are undecided themselves.
    OpenAttackers {
        /// Who, ascending; never empty.
        attackers: Vec<usize>,
    },
}

/// The grounded labelling: what stands without taking a side, with the order in which that was found.
///
/// ```
/// use comity::argument::{Because, Framework, Label};
///
/// let mut framework = Framework::builder();
/// framework.attack("c", "b").attack("b", "a").attack("d", "d");
/// let framework = framework.build();
/// let grounded = framework.grounded();
/// let [c, b, a, d] = ["c", "b", "a", "d"].map(|name| framework.number(name).unwrap());
///
/// // Nobody attacks c; so b is out; so a is in. That d attacks itself leaves it open.
/// assert_eq!(grounded.order().collect::<Vec<_>>(), [c, b, a]);
/// assert_eq!(grounded.because(b), Some(Because::AttackedBy { attacker: c }));
/// assert_eq!(grounded.because(a), Some(Because::AllAttackersOut { attackers: vec![b] }));
/// assert_eq!(grounded.label(d), Some(Label::Undecided));
/// ```
#[derive(Clone, Debug)]
pub struct Grounded<'f> {
    framework: &'f Framework,
    labels: Vec<Label>,
    /// The arguments that are decided, each after what decides it.
    order: Vec<u32>,
    /// For each argument that is out, who attacks it and is in; for others nothing that is read.
    culprits: Vec<u32>,
}

impl Framework {
    /// The grounded labelling: the one complete labelling that decides least.
    ///
    /// ```text
    /// in(A)  :- out(B) for each B with attacks(B, A).
    /// out(A) :- attacks(B, A), in(B).
    /// ```
    ///
    /// and nothing else is in or out. Each argument counts the attackers that are not out yet: who has none left is in, and whom
    /// such a one attacks is out.
    ///
    /// Cost: O(arguments + attacks). Dung 1995, def. 20; Modgil & Caminada 2009, Proof theories and algorithms for abstract
    /// argumentation frameworks, section 6.4.1.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::numbered(3, [(2, 1), (1, 0)])?;
    /// assert_eq!(chain.grounded().accepted().collect::<Vec<_>>(), [0, 2]);
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn grounded(&self) -> Grounded<'_> {
        let n_arguments = self.len() as u32;
        let mut labels = vec![Label::Undecided; self.len()];
        let mut culprits = vec![0; self.len()];
        let mut open: Vec<u32> =
            (0..n_arguments).map(|argument| self.attackers_of(argument).len() as u32).collect();
        let mut order = Vec::new();
        for argument in (0..n_arguments).filter(|argument| open[*argument as usize] == 0) {
            labels[argument as usize] = Label::In;
            order.push(argument);
        }
        let mut next = 0;
        while let Some(&argument) = order.get(next) {
            next += 1;
            let is_in = labels[argument as usize] == Label::In;
            for &target in self.targets_of(argument) {
                let at = target as usize;
                if labels[at] != Label::Undecided {
                    continue;
                }
                if is_in {
                    (labels[at], culprits[at]) = (Label::Out, argument);
                    order.push(target);
                } else {
                    open[at] -= 1;
                    if open[at] == 0 {
                        labels[at] = Label::In;
                        order.push(target);
                    }
                }
            }
        }
        Grounded { framework: self, labels, order, culprits }
    }
}

impl Grounded<'_> {
    /// The label of an argument; none for a number beyond the last.
    pub fn label(&self, argument: usize) -> Option<Label> {
        self.labels.get(argument).copied()
    }

    /// The labels of all arguments, by number.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The arguments that are in, ascending: the grounded extension.
    ///
    /// Cost: O(arguments).
    pub fn accepted(&self) -> impl Iterator<Item = usize> + '_ {
        self.with(Label::In)
    }

    /// The arguments that have a label, ascending.
    ///
    /// Cost: O(arguments).
    pub fn with(&self, label: Label) -> impl Iterator<Item = usize> + '_ {
        self.labels.iter().enumerate().filter_map(move |(at, one)| (*one == label).then_some(at))
    }

    /// The arguments that are in or out, each after those that decide it. What is undecided is not among them.
    ///
    /// Told in this order, [`because`](Self::because) is a proof: every reason has been given before it is used.
    pub fn order(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.order.iter().map(|argument| *argument as usize)
    }

    /// Why an argument has its label; nothing for a number beyond the last.
    ///
    /// Cost: O(attackers).
    pub fn because(&self, argument: usize) -> Option<Because> {
        let attackers = || self.framework.attackers(argument);
        Some(match self.label(argument)? {
            Label::In => Because::AllAttackersOut { attackers: attackers().collect() },
            Label::Out => Because::AttackedBy { attacker: self.culprits[argument] as usize },
            Label::Undecided => {
                let open = attackers().filter(|one| self.labels[*one] == Label::Undecided);
                Because::OpenAttackers { attackers: open.collect() }
            }
        })
    }
}
