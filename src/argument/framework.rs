//! Arguments, and which of them attacks which.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use crate::base::debug_as_display;

/// Arguments and attacks, frozen.
///
/// Arguments are numbered from 0, in the order in which they were first named. An argument may attack itself; an attack that was
/// given twice is one. Equal arguments and attacks make equal frameworks, in whatever order the attacks were given.
///
/// ```
/// use comity::argument::Framework;
///
/// let mut framework = Framework::builder();
/// framework.argument("a").attack("b", "a").attack("c", "b").attack("c", "b");
/// let framework = framework.build();
/// assert_eq!((framework.len(), framework.attacks().count()), (3, 2));
/// assert_eq!(framework.attackers(0).collect::<Vec<_>>(), [1]);
/// assert_eq!(framework.name(2), "c");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// The names by number; none where arguments are numbered alone.
    names: Option<Box<[Box<str>]>>,
    /// The arguments in the order of their names, to find them.
    by_name: Box<[u32]>,
    /// For each argument whom it attacks.
    targets: Rows,
    /// For each argument who attacks it.
    attackers: Rows,
}

/// Lists of numbers, one after the other: those of a row begin where its start says, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rows {
    starts: Box<[u32]>,
    items: Box<[u32]>,
}

impl Rows {
    /// The rows of pairs that are sorted and without repetition.
    fn new(n_rows: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; n_rows + 1];
        for (row, _) in pairs.clone() {
            starts[row as usize + 1] += 1;
        }
        for row in 0..n_rows {
            starts[row + 1] += starts[row];
        }
        let mut next = starts.clone();
        let mut items = vec![0; starts[n_rows] as usize];
        for (row, item) in pairs {
            items[next[row as usize] as usize] = item;
            next[row as usize] += 1;
        }
        Self { starts: starts.into(), items: items.into() }
    }

    /// One row; that of a number beyond the last is empty.
    fn row(&self, row: usize) -> &[u32] {
        match self.starts.get(row..).and_then(|rest| rest.get(..2)) {
            Some(ends) => &self.items[ends[0] as usize..ends[1] as usize],
            None => &[],
        }
    }
}

/// An attack names an argument beyond the last one.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NoSuchArgument {
    /// The number that was given.
    pub number: usize,
    /// How many arguments there are.
    pub arguments: usize,
}

impl fmt::Display for NoSuchArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no argument {}: there are {}, from 0", self.number, self.arguments)
    }
}

debug_as_display!(NoSuchArgument { number, arguments });

impl Error for NoSuchArgument {}

impl Framework {
    /// A framework to be built, by names.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// assert!(Framework::builder().build().is_empty());
    /// ```
    pub fn builder() -> FrameworkBuilder {
        FrameworkBuilder::default()
    }

    /// So many arguments without names, and attacks between them: who attacks, and whom, each from 0.
    ///
    /// Cost: O(arguments + attacks × log attacks). More than four thousand million arguments or attacks do not fit.
    ///
    /// # Errors
    ///
    /// [`NoSuchArgument`] for the first attack that names a number beyond the last.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let pair = Framework::numbered(2, [(0, 1), (1, 0)])?;
    /// assert_eq!(pair.name(0), "1", "what has no name is called by its number, from 1 as files have it");
    /// assert!(Framework::numbered(2, [(0, 2)]).is_err());
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn numbered(
        arguments: usize,
        attacks: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, NoSuchArgument> {
        let mut pairs = Vec::new();
        let most = arguments.min(u32::MAX as usize);
        for (from, to) in attacks {
            if let Some(number) = [from, to].into_iter().find(|number| *number >= most) {
                return Err(NoSuchArgument { number, arguments: most });
            }
            pairs.push((from as u32, to as u32));
        }
        Ok(Self::new(None, most, pairs))
    }

    pub(super) fn new(
        names: Option<Vec<Box<str>>>,
        n_arguments: usize,
        mut attacks: Vec<(u32, u32)>,
    ) -> Self {
        attacks.sort_unstable();
        attacks.dedup();
        let names = names.map(Vec::into_boxed_slice);
        let mut by_name: Vec<u32> = names.iter().flat_map(|all| 0..all.len() as u32).collect();
        if let Some(names) = &names {
            by_name.sort_unstable_by_key(|number| &names[*number as usize]);
        }
        // Attacks are sorted by attacker, so that those who attack one argument come in ascending order too.
        Self {
            by_name: by_name.into(),
            names,
            targets: Rows::new(n_arguments, attacks.iter().copied()),
            attackers: Rows::new(n_arguments, attacks.iter().map(|(from, to)| (*to, *from))),
        }
    }

    /// How many arguments there are.
    pub fn len(&self) -> usize {
        self.targets.starts.len() - 1
    }

    /// Whether there is no argument at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What an argument is called; what has no name, by its number from 1, as the files of the ICCMA have it.
    ///
    /// Cost: O(1).
    pub fn name(&self, argument: usize) -> Cow<'_, str> {
        match self.names.as_ref().and_then(|names| names.get(argument)) {
            Some(name) => Cow::Borrowed(name),
            None => Cow::Owned((argument + 1).to_string()),
        }
    }

    /// What several arguments are called, in their order.
    ///
    /// Cost: O(numbers).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let mut framework = Framework::builder();
    /// framework.attack("a", "b");
    /// assert_eq!(framework.build().names(&[1, 0]), ["b", "a"]);
    /// ```
    pub fn names(&self, arguments: &[usize]) -> Vec<Cow<'_, str>> {
        arguments.iter().map(|argument| self.name(*argument)).collect()
    }

    /// The argument that is called so, if there is one.
    ///
    /// Cost: O(log arguments).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let mut framework = Framework::builder();
    /// framework.attack("a", "b");
    /// let framework = framework.build();
    /// assert_eq!((framework.number("b"), framework.number("c")), (Some(1), None));
    /// ```
    pub fn number(&self, name: &str) -> Option<usize> {
        let Some(names) = &self.names else {
            let number = name.parse::<usize>().ok()?.checked_sub(1)?;
            return (number < self.len() && self.name(number) == name).then_some(number);
        };
        let of = |number: &u32| names[*number as usize].as_ref();
        let at = self.by_name.binary_search_by(|number| of(number).cmp(name)).ok()?;
        Some(self.by_name[at] as usize)
    }

    /// Whether the arguments have names of their own.
    pub fn has_names(&self) -> bool {
        self.names.is_some()
    }

    /// Who attacks an argument, ascending. A number beyond the last is attacked by nobody.
    ///
    /// Cost: O(attackers).
    pub fn attackers(&self, argument: usize) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.attackers.row(argument).iter().map(|one| *one as usize)
    }

    /// Whom an argument attacks, ascending. A number beyond the last attacks nobody.
    ///
    /// Cost: O(arguments that it attacks).
    pub fn attacked_by(&self, argument: usize) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.targets.row(argument).iter().map(|one| *one as usize)
    }

    /// Whether one argument attacks another.
    ///
    /// Cost: O(log attacks of the first).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::numbered(3, [(2, 1), (1, 0)])?;
    /// assert!(chain.has_attack(2, 1) && !chain.has_attack(1, 2));
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn has_attack(&self, from: usize, to: usize) -> bool {
        let to = u32::try_from(to).ok();
        to.is_some_and(|to| self.targets.row(from).binary_search(&to).is_ok())
    }

    /// Every attack: who attacks, and whom; ascending.
    ///
    /// Cost: O(arguments + attacks).
    pub fn attacks(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.len()).flat_map(|from| self.attacked_by(from).map(move |to| (from, to)))
    }

    pub(super) fn attackers_of(&self, argument: u32) -> &[u32] {
        self.attackers.row(argument as usize)
    }

    pub(super) fn targets_of(&self, argument: u32) -> &[u32] {
        self.targets.row(argument as usize)
    }

    /// Which arguments are in a set, and which are attacked by one in it; nothing if the set names a number beyond the last.
    fn reach(&self, set: &[usize]) -> Option<(Vec<bool>, Vec<bool>)> {
        let (mut is_in, mut is_hit) = (vec![false; self.len()], vec![false; self.len()]);
        for argument in set {
            *is_in.get_mut(*argument)? = true;
            for target in self.attacked_by(*argument) {
                is_hit[target] = true;
            }
        }
        Some((is_in, is_hit))
    }

    /// Whether the arguments can be held together: none attacks another of them, or itself.
    ///
    /// ```text
    /// conflict_free(E) :- not (attacks(A, B), in(A, E), in(B, E)).
    /// ```
    ///
    /// Cost: O(arguments + attacks). A set that names a number beyond the last is none of the framework. Dung 1995, def. 5.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::numbered(3, [(2, 1), (1, 0)])?;
    /// assert!(chain.is_conflict_free(&[0, 2]) && !chain.is_conflict_free(&[0, 1]));
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn is_conflict_free(&self, set: &[usize]) -> bool {
        self.reach(set).is_some_and(|(_, is_hit)| set.iter().all(|argument| !is_hit[*argument]))
    }

    /// Whether the arguments can be defended together: none attacks another, and whoever attacks one is attacked by one.
    ///
    /// Cost: O(arguments + attacks). Dung 1995, def. 6.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::numbered(3, [(2, 1), (1, 0)])?;
    /// assert!(chain.is_admissible(&[0, 2]) && !chain.is_admissible(&[0]));
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn is_admissible(&self, set: &[usize]) -> bool {
        self.reach(set).is_some_and(|(_, is_hit)| {
            let is_defended = |argument: &usize| self.attackers(*argument).all(|one| is_hit[one]);
            set.iter().all(|argument| !is_hit[*argument] && is_defended(argument))
        })
    }

    /// Whether the arguments are a complete extension: they can be defended together, and no argument that they defend is missing.
    ///
    /// Cost: O(arguments + attacks). Dung 1995, def. 23.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::numbered(3, [(2, 1), (1, 0)])?;
    /// assert!(chain.is_complete(&[0, 2]) && !chain.is_complete(&[2]));
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn is_complete(&self, set: &[usize]) -> bool {
        self.reach(set).is_some_and(|(is_in, is_hit)| {
            let is_defended = |argument: usize| self.attackers(argument).all(|one| is_hit[one]);
            (0..self.len()).all(|argument| is_in[argument] == is_defended(argument))
                && set.iter().all(|argument| !is_hit[*argument])
        })
    }

    /// Whether the arguments are a stable extension: none attacks another, and they attack every argument that is not among them.
    ///
    /// Cost: O(arguments + attacks). Dung 1995, def. 13.
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let pair = Framework::numbered(2, [(0, 1), (1, 0)])?;
    /// assert!(pair.is_stable(&[1]) && !pair.is_stable(&[]));
    /// # Ok::<(), comity::argument::NoSuchArgument>(())
    /// ```
    pub fn is_stable(&self, set: &[usize]) -> bool {
        let reach = self.reach(set);
        reach.is_some_and(|(is_in, is_hit)| is_in.iter().zip(&is_hit).all(|(a, b)| a != b))
    }
}

/// Arguments and attacks as they are named, one after the other.
///
/// ```
/// use comity::argument::Framework;
///
/// let mut framework = Framework::builder();
/// framework.attack("a", "b");
/// assert_eq!(framework.build().len(), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct FrameworkBuilder {
    names: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, u32>,
    attacks: Vec<(u32, u32)>,
}

impl FrameworkBuilder {
    /// Adds an argument, unless there is one of that name.
    ///
    /// Cost: O(log arguments).
    pub fn argument(&mut self, name: &str) -> &mut Self {
        self.number(name);
        self
    }

    /// Adds an attack, and both arguments where they are not there yet.
    ///
    /// Cost: O(log arguments).
    pub fn attack(&mut self, from: &str, to: &str) -> &mut Self {
        let attack = (self.number(from), self.number(to));
        self.attacks.push(attack);
        self
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The framework.
    ///
    /// Cost: O(arguments × log arguments + attacks × log attacks).
    pub fn build(self) -> Framework {
        let n_arguments = self.names.len();
        Framework::new(Some(self.names), n_arguments, self.attacks)
    }
}
