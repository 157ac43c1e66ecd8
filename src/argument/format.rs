//! Frameworks as texts: the format of the competition ICCMA'23, and that of ASPARTIX.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write};

use crate::base::text::{did_you_mean, near, quoted};
use crate::base::{Diagnostic, Severity, debug_as_display};

use super::Framework;

/// How many arguments a text may declare: more would have a line of twenty bytes ask for gigabytes.
const MOST_ARGUMENTS: usize = 10_000_000;
/// How many mistakes are told, before it is only said how many more there are.
const MOST_TOLD: usize = 100;

/// A text that is no framework: everything that is wrong with it, at once.
///
/// It is displayed as the diagnostics, each with its line and a caret.
///
/// ```
/// use comity::argument::Framework;
///
/// let error = Framework::read_iccma("debate.af", "p af 2\n1 3\n").unwrap_err();
/// assert_eq!(error.to_string(), "\
/// error[no-such-argument]: there is no argument `3`: there are 2, from 1
///  --> debate.af:2:3
///   |
/// 2 | 1 3
///   |   ^");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameworkError {
    /// What is wrong, by line and column.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for FrameworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, diagnostic) in self.diagnostics.iter().enumerate() {
            f.write_str(if nth == 0 { "" } else { "\n" })?;
            diagnostic.fmt(f)?;
        }
        Ok(())
    }
}

debug_as_display!(FrameworkError { diagnostics });

impl Error for FrameworkError {}

/// What is wrong with a text.
struct Report<'t> {
    file: &'t str,
    told: Vec<Diagnostic>,
    untold: usize,
}

/// Bytes of a line.
#[derive(Copy, Clone)]
struct Span<'t> {
    line: usize,
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Span<'t> {
    fn word(&self) -> &'t str {
        &self.text[self.start..self.end]
    }
}

impl<'t> Report<'t> {
    fn new(file: &'t str) -> Self {
        Self { file, told: Vec::new(), untold: 0 }
    }

    fn of_file(&mut self, code: &'static str, message: String) {
        self.told.push(Diagnostic::of_file(Severity::Error, code, message, self.file));
    }

    fn at(
        &mut self,
        code: &'static str,
        span: Span<'_>,
        message: String,
    ) -> Option<&mut Diagnostic> {
        if self.told.len() >= MOST_TOLD {
            self.untold += 1;
            return None;
        }
        let line = u32::try_from(span.line).unwrap_or(u32::MAX);
        let diagnostic = Diagnostic::of_file(Severity::Error, code, message, self.file);
        self.told.push(diagnostic.at(line, span.text, span.start, span.end));
        self.told.last_mut()
    }

    fn or<T>(mut self, value: T) -> Result<T, FrameworkError> {
        if self.told.is_empty() {
            return Ok(value);
        }
        self.told.sort_by(|one, other| one.rank().cmp(&other.rank()));
        if self.untold > 0 {
            let message = format!("there are {} more errors", self.untold);
            self.of_file("too-many-errors", message);
        }
        Err(FrameworkError { diagnostics: self.told })
    }
}

/// The words of a line.
fn words(line: usize, text: &str) -> Vec<Span<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_whitespace()) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                found.push(Span { line, text, start: from, end: at });
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a text is a number as it is written without signs or leading zeros.
fn is_number(text: &str) -> bool {
    text == "0"
        || (!text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a text is a constant of answer-set programs, so that it needs no quotation marks.
fn is_constant(text: &str) -> bool {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    is_number(text)
        || (text.trim_start_matches('_').starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(is_part)
            && text != "not")
}

impl Framework {
    /// Reads the format of the competition ICCMA'23: a line `p af N`, then a line `i j` for each attack of argument i on argument
    /// j, from 1 to N; what follows `#` at the beginning of a line is a comment. Empty lines are skipped. Comments of the form
    /// `# argument 1: "a"`, as [`to_iccma`](Self::to_iccma) writes them, give the arguments names, if they name all of them, each once
    /// and differently; else they are comments.
    ///
    /// The file is what messages call the text. Cost: O(bytes + attacks × log attacks). A text may declare ten million arguments.
    ///
    /// Source: the rules of the [5th International Competition on Computational Models of Argumentation](https://iccma2023.github.io/rules.html).
    ///
    /// # Errors
    ///
    /// [`FrameworkError`] with everything that is wrong, each with its line and a caret (after a hundred, how many more).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let chain = Framework::read_iccma("chain.af", "# c attacks b, b attacks a\np af 3\n3 2\n2 1\n")?;
    /// assert_eq!(chain.attacks().collect::<Vec<_>>(), [(1, 0), (2, 1)]);
    /// assert_eq!(chain.to_iccma(), "p af 3\n2 1\n3 2\n");
    /// # Ok::<(), comity::argument::FrameworkError>(())
    /// ```
    pub fn read_iccma(file: &str, text: &str) -> Result<Self, FrameworkError> {
        let mut report = Report::new(file);
        let mut n_arguments = None;
        let mut attacks = Vec::new();
        let mut called = Vec::new();
        for (at, text) in text.lines().enumerate() {
            called.extend(name_in_comment(text));
            let words = words(at + 1, text);
            let Some(first) = words.first().filter(|word| !word.word().starts_with('#')) else {
                continue;
            };
            let line = Span { end: words.last().map_or(first.end, |last| last.end), ..*first };
            let is_header = first.word() == "p";
            match (&words[..], n_arguments) {
                ([_, kind, count], None) if is_header && kind.word() == "af" => {
                    n_arguments = Some(declared(&mut report, *count));
                }
                (_, Some(_)) if is_header => {
                    report.at("second-header", line, "there is a header already".to_owned());
                }
                (_, None) => {
                    let told = report.at(
                        "missing-header",
                        line,
                        format!("expected {}, found {}", quoted("p af N"), quoted(line.word())),
                    );
                    hint(told, "the first line says how many arguments there are");
                    // What follows is read as if there were a header that allows it.
                    n_arguments = Some(None);
                }
                ([from, to], Some(most)) => {
                    let ends = [*from, *to].map(|end| numbered(&mut report, end, most));
                    if let [Some(from), Some(to)] = ends {
                        attacks.push((from, to));
                    }
                }
                (_, Some(_)) => {
                    report.at(
                        "bad-attack",
                        line,
                        format!("expected two numbers, found {}", quoted(line.word())),
                    );
                }
            }
        }
        let Some(n_arguments) = n_arguments else {
            report.of_file("missing-header", format!("there is no line {}", quoted("p af N")));
            return report.or(Self::new(None, 0, Vec::new()));
        };
        let n_arguments = n_arguments.unwrap_or(0);
        let names = all_named(n_arguments, called);
        report.or(()).map(|()| Self::new(names, n_arguments, attacks))
    }

    /// The format of the competition ICCMA'23. Arguments are numbered there; what they are called stands in comments, one for each,
    /// after the header.
    ///
    /// Cost: O(arguments + attacks).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let mut debate = Framework::builder();
    /// debate.attack("ann", "ben");
    /// let debate = debate.build();
    /// let text = "p af 2\n# argument 1: \"ann\"\n# argument 2: \"ben\"\n1 2\n";
    /// assert_eq!(debate.to_iccma(), text);
    /// assert_eq!(Framework::read_iccma("debate.af", text)?, debate);
    /// # Ok::<(), comity::argument::FrameworkError>(())
    /// ```
    pub fn to_iccma(&self) -> String {
        let mut text = format!("p af {}\n", self.len());
        for argument in (0..self.len()).filter(|_| self.has_names()) {
            let _ =
                writeln!(text, "# argument {}: {}", argument + 1, in_marks(&self.name(argument)));
        }
        for (from, to) in self.attacks() {
            // Writing into a text does not fail.
            let _ = writeln!(text, "{} {}", from + 1, to + 1);
        }
        text
    }

    /// Reads the format of ASPARTIX: facts `arg(a).` and `att(a,b).` of answer-set programs, in any order and any number on a
    /// line; what follows `%` is a comment. A name is a constant, a number, or a text in quotation marks.
    ///
    /// The file is what messages call the text. Cost: O(bytes + attacks × (log arguments + log attacks)).
    ///
    /// Source: Egly, Gaggl & Woltran 2010, Answer-set programming encodings for argumentation frameworks.
    ///
    /// # Errors
    ///
    /// [`FrameworkError`] with everything that is wrong, each with its line and a caret (after a hundred, how many more).
    ///
    /// ```
    /// use comity::argument::Framework;
    ///
    /// let pair = Framework::read_aspartix("pair.lp", "arg(a). arg(\"not so\").\natt(a,\"not so\"). % once")?;
    /// assert_eq!(pair.names(&[0, 1]), ["a", "not so"]);
    /// assert_eq!(pair.to_aspartix(), "arg(a).\narg(\"not so\").\natt(a,\"not so\").\n");
    ///
    /// let error = Framework::read_aspartix("pair.lp", "arg(claim). att(claim,clam).").unwrap_err();
    /// assert_eq!(error.diagnostics[0].help.as_deref(), Some("did you mean `claim`?"));
    /// # Ok::<(), comity::argument::FrameworkError>(())
    /// ```
    pub fn read_aspartix(file: &str, text: &str) -> Result<Self, FrameworkError> {
        let mut report = Report::new(file);
        let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
        let (mut names, mut attacks) = (Vec::<Box<str>>::new(), Vec::new());
        for fact in facts(&mut report, text) {
            match fact {
                Fact::Argument((name, _)) => {
                    let number = names.len() as u32;
                    numbers.entry(name).or_insert_with_key(|name| {
                        names.push(name.as_str().into());
                        number
                    });
                }
                Fact::Attack(from, to) => attacks.push((from, to)),
            }
        }
        let mut pairs = Vec::new();
        for ends in attacks {
            let ends = [ends.0, ends.1].map(|(name, span)| {
                let number = numbers.get(&name).copied();
                if number.is_none() {
                    let message = format!("no argument is called {}", quoted(&name));
                    let told = report.at("no-such-argument", span, message);
                    if let Some(told) = told {
                        let near = near(&name, names.iter().map(AsRef::as_ref));
                        told.help = did_you_mean(near);
                    }
                }
                number
            });
            if let [Some(from), Some(to)] = ends {
                pairs.push((from, to));
            }
        }
        let n_arguments = names.len();
        report.or(()).map(|()| Self::new(Some(names), n_arguments, pairs))
    }

    /// The format of ASPARTIX. A name that is no constant of answer-set programs stands in quotation marks.
    ///
    /// Cost: O(arguments + attacks).
    pub fn to_aspartix(&self) -> String {
        let written = |argument| {
            let name = self.name(argument);
            if is_constant(&name) {
                return name.into_owned();
            }
            in_marks(&name)
        };
        let names: Vec<String> = (0..self.len()).map(written).collect();
        let mut text = String::new();
        for name in &names {
            // Writing into a text does not fail.
            let _ = writeln!(text, "arg({name}).");
        }
        for (from, to) in self.attacks() {
            let _ = writeln!(text, "att({},{}).", names[from], names[to]);
        }
        text
    }
}

/// A name in quotation marks.
fn in_marks(name: &str) -> String {
    let escaped = name.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("\"{escaped}\"")
}

/// The number of an argument, from 1, and what a comment calls it, if it calls one.
fn name_in_comment(line: &str) -> Option<(usize, String)> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("argument ")?;
    let (number, rest) = rest.split_once(": \"")?;
    let (name, length) = unquoted(rest);
    let is_whole = is_number(number) && rest[length..].trim().is_empty();
    Some((number.parse().ok().filter(|_| is_whole)?, name?))
}

/// The names of all arguments by number, if each has one and no two the same.
fn all_named(n_arguments: usize, called: Vec<(usize, String)>) -> Option<Vec<Box<str>>> {
    if called.is_empty() || called.len() != n_arguments {
        return None;
    }
    let by_number: BTreeMap<usize, String> = called.into_iter().collect();
    let names: Vec<Box<str>> = (1..=n_arguments)
        .map_while(|number| by_number.get(&number).map(|name| name.as_str().into()))
        .collect();
    let mut sorted: Vec<&str> = names.iter().map(|name| &**name).collect();
    sorted.sort_unstable();
    let is_apart = sorted.windows(2).all(|pair| pair[0] != pair[1]);
    (names.len() == n_arguments && is_apart).then_some(names)
}

fn hint(told: Option<&mut Diagnostic>, help: &str) {
    if let Some(told) = told {
        told.help = Some(help.to_owned());
    }
}

/// How many arguments a header declares.
fn declared(report: &mut Report<'_>, count: Span<'_>) -> Option<usize> {
    let word = count.word();
    if !is_number(word) {
        report.at("bad-header", count, format!("expected a number, found {}", quoted(word)));
        return None;
    }
    let number = word.parse().ok().filter(|number| *number <= MOST_ARGUMENTS);
    if number.is_none() {
        report.at("too-many", count, format!("there is room for {MOST_ARGUMENTS} arguments"));
    }
    number
}

/// The argument that a number of a file means, from 0.
fn numbered(report: &mut Report<'_>, span: Span<'_>, most: Option<usize>) -> Option<u32> {
    let word = span.word();
    if !is_number(word) {
        report.at("bad-attack", span, format!("expected a number, found {}", quoted(word)));
        return None;
    }
    let number = word.parse::<usize>().ok().filter(|number| *number >= 1);
    let within = number.filter(|number| most.is_none_or(|most| *number <= most));
    if within.is_none() {
        let there = most.map_or(String::new(), |most| format!(": there are {most}, from 1"));
        report.at(
            "no-such-argument",
            span,
            format!("there is no argument {}{there}", quoted(word)),
        );
    }
    u32::try_from(within? - 1).ok()
}

/// A name with its place.
type Named<'t> = (String, Span<'t>);

/// A fact of ASPARTIX.
enum Fact<'t> {
    Argument(Named<'t>),
    Attack(Named<'t>, Named<'t>),
}

/// What a fact is made of.
enum Token {
    Name(String),
    /// A sign, or whatever else is not expected anywhere.
    Sign(char),
}

/// The facts of a text; what cannot be read is told, and reading goes on after the next full stop.
fn facts<'t>(report: &mut Report<'t>, text: &'t str) -> Vec<Fact<'t>> {
    let mut found = Vec::new();
    let mut open: Vec<(Token, Span<'t>)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut rest = 0;
        while let Some((token, span)) = token(report, at + 1, line, &mut rest) {
            let is_end = matches!(token, Token::Sign('.'));
            open.push((token, span));
            if is_end {
                found.extend(fact(report, std::mem::take(&mut open)));
            }
        }
    }
    if let Some((_, span)) = open.first() {
        report.at("syntax", *span, format!("the fact has no {} at its end", quoted(".")));
    }
    found
}

/// A fact out of its tokens, the full stop among them.
fn fact<'t>(report: &mut Report<'t>, tokens: Vec<(Token, Span<'t>)>) -> Option<Fact<'t>> {
    use Token::{Name, Sign};
    let start = tokens.first().map(|(_, span)| *span)?;
    let mut tokens = tokens.into_iter();
    let mut next = || tokens.next();
    let expected = |report: &mut Report<'t>, span: Option<Span<'t>>, what: &str| {
        let span = span.unwrap_or(start);
        let message = format!("expected {what}, found {}", quoted(span.word()));
        report.at("syntax", span, message);
        None::<()>
    };
    let sign = |report: &mut Report<'t>, token: Option<(Token, Span<'t>)>, sign: char| match token {
        Some((Sign(found), _)) if found == sign => Some(()),
        other => expected(report, other.map(|(_, span)| span), &quoted(&sign.to_string())),
    };
    let name = |report: &mut Report<'t>, token: Option<(Token, Span<'t>)>| match token {
        Some((Name(name), span)) => Some((name, span)),
        other => {
            expected(report, other.map(|(_, span)| span), "a name");
            None
        }
    };
    let is_attack = match next() {
        Some((Name(_), span)) if span.word() == "arg" => false,
        Some((Name(_), span)) if span.word() == "att" => true,
        other => {
            let what = format!("{} or {}", quoted("arg"), quoted("att"));
            expected(report, other.map(|(_, span)| span), &what);
            return None;
        }
    };
    sign(report, next(), '(')?;
    let first = name(report, next())?;
    let second = if is_attack {
        sign(report, next(), ',')?;
        Some(name(report, next())?)
    } else {
        None
    };
    sign(report, next(), ')')?;
    sign(report, next(), '.')?;
    Some(match second {
        Some(second) => Fact::Attack(first, second),
        None => Fact::Argument(first),
    })
}

/// The next token of a line, from a byte on; nothing at its end, or before a comment.
fn token<'t>(
    report: &mut Report<'t>,
    line: usize,
    text: &'t str,
    rest: &mut usize,
) -> Option<(Token, Span<'t>)> {
    let blank = text[*rest..].len() - text[*rest..].trim_start().len();
    let start = *rest + blank;
    let first = text[start..].chars().next().filter(|c| *c != '%')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut end = start + first.len_utf8();
    let token = if first == '"' {
        let (name, length) = unquoted(&text[end..]);
        end += length;
        let span = Span { line, text, start, end };
        let wrong = match &name {
            None => Some("the text in quotation marks does not end"),
            Some(name) if is_constant(name) => {
                Some("a constant in quotation marks is another name")
            }
            Some(_) => None,
        };
        if let Some(wrong) = wrong {
            let told = report.at("bad-name", span, wrong.to_owned());
            if name.is_some() {
                hint(told, "write it without them, in all places");
            }
        }
        Token::Name(name.unwrap_or_default())
    } else if is_part(first) {
        end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        if !is_constant(word) {
            let span = Span { line, text, start, end };
            let message = format!("{} is no constant", quoted(word));
            let told = report.at("bad-name", span, message);
            hint(
                told,
                "a constant begins with a small letter; put anything else in quotation marks",
            );
        }
        Token::Name(word.to_owned())
    } else {
        Token::Sign(first)
    };
    *rest = end;
    Some((token, Span { line, text, start, end }))
}

/// A text up to its closing quotation mark, and how many bytes that is with the mark; no text if there is none.
fn unquoted(text: &str) -> (Option<String>, usize) {
    let mut name = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (Some(name), at + 1),
            '\\' => match chars.next() {
                Some((_, 'n')) => name.push('\n'),
                Some((_, other)) => name.push(other),
                None => break,
            },
            _ => name.push(c),
        }
    }
    (None, text.len())
}
