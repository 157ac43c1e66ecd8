//! A text becomes values with places.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fault::Fault;
use super::read::Read;
use super::value::{Data, Member, Place, Value};

/// How deep values may lie in each other. Nothing that is read here needs more than seven levels.
const DEEPEST: u32 = 32;
/// How many names that repeat are reported of one text: nobody writes more by mistake.
const MOST_REPEATED: usize = 20;
/// Objects of fewer names than this are searched from end to end.
const FEW: usize = 32;

/// The names and values of the object that a line holds, each name once; if it breaks off, those before that.
pub(crate) fn record<'a>(
    reader: &mut impl Read,
    line: u32,
    text: &'a str,
) -> Result<Vec<Member<'a>>, Vec<Member<'a>>> {
    let mut scanner = Scanner::new(line, text, "line");
    // As many as most records have.
    let mut members = Vec::with_capacity(8);
    let result = scanner.record(&mut members);
    let is_whole = result.is_ok();
    scanner.report(reader, result.err());
    if is_whole { Ok(members) } else { Err(members) }
}

/// The names and values of an object that this library wrote.
pub(crate) fn written(text: &str) -> Vec<Member<'_>> {
    let mut members = Vec::new();
    // What was written can be read.
    let _ = Scanner::new(0, text, "line").record(&mut members);
    members
}

/// The value that a whole text holds.
pub(crate) fn document<'a>(reader: &mut impl Read, text: &'a str) -> Option<Value<'a>> {
    let mut scanner = Scanner::new(0, text, "text");
    let result = scanner.document();
    let (value, error) = match result {
        Ok(value) => (Some(value), None),
        Err(error) => (None, Some(error)),
    };
    scanner.report(reader, error);
    value
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    /// What the text is, for messages.
    what: &'static str,
    depth: u32,
    repeated: Vec<Fault>,
}

type Scan<T> = Result<T, Fault>;

impl<'a> Scanner<'a> {
    const fn new(line: u32, text: &'a str, what: &'static str) -> Self {
        Self { text, at: 0, line, what, depth: 0, repeated: Vec::new() }
    }

    /// Reports what was found, and what broke the text off.
    fn report(self, reader: &mut impl Read, broken: Option<Fault>) {
        for fault in self.repeated.into_iter().chain(broken) {
            reader.fault(fault);
        }
    }

    fn record(&mut self, members: &mut Vec<Member<'a>>) -> Scan<()> {
        self.space();
        if self.peek() != Some(b'{') {
            return Err(self.expected("`{`, the beginning of a record"));
        }
        self.members(members)?;
        self.end("write one record a line")
    }

    fn document(&mut self) -> Scan<Value<'a>> {
        // A byte order mark is no part of the text.
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        let value = self.value()?;
        self.end("expected a single value")?;
        Ok(value)
    }

    fn end(&mut self, help: &str) -> Scan<()> {
        self.space();
        if self.peek().is_none() {
            return Ok(());
        }
        Err(self.expected(&format!("the end of the {}", self.what)).help(help.to_owned()))
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn place(&self, start: usize, end: usize) -> Place {
        // Texts are far shorter than four billion bytes.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { line: self.line, start: place(start), end: place(end) }
    }

    /// What was expected here, and what stands here instead.
    fn expected(&self, what: &str) -> Fault {
        let next = self.text[self.at..].chars().next();
        let found = match next {
            None => format!("the {} ends", self.what),
            Some(c) => format!("found `{}`", crate::base::visible(c)),
        };
        let help = match next {
            None => Some(self.cut_off()),
            Some('\'') => Some("strings stand in double quotes".to_owned()),
            Some(_) => None,
        };
        let end = self.at + next.map_or(0, char::len_utf8);
        self.wrong(self.at, end, format!("expected {what}, {found}")).help(help)
    }

    fn cut_off(&self) -> String {
        format!("the {} seems to be cut off", self.what)
    }

    fn wrong(&self, start: usize, end: usize, message: impl Into<String>) -> Fault {
        Fault::new("syntax", self.place(start, end), message)
    }

    /// The members of an object; the scanner stands on its `{`.
    fn members(&mut self, members: &mut Vec<Member<'a>>) -> Scan<()> {
        self.enter()?;
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(());
        }
        let mut names = Names::default();
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a field name in double quotes"));
            }
            let start = self.at;
            let name = self.string()?;
            let name_at = self.place(start, self.at);
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.expected("`:` after the field name"));
            }
            self.at += 1;
            let value = self.value()?;
            if names.has(members, name.clone()) {
                self.repeat(&name, name_at);
            } else {
                members.push(Member { name, name_at, value });
            }
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.expected("`,` or `}`")),
            }
        }
        self.leave();
        Ok(())
    }

    /// The first of two values is kept.
    fn repeat(&mut self, name: &str, name_at: Place) {
        if self.repeated.len() < MOST_REPEATED {
            self.repeated.push(Fault::duplicate(name, name_at));
        }
    }

    /// Steps over the `{` or `[`, into the next level.
    fn enter(&mut self) -> Scan<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("values lie more than {DEEPEST} deep in each other");
            return Err(self.wrong(self.at, self.at + 1, message));
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// Its recursion is bounded by [`DEEPEST`].
    fn value(&mut self) -> Scan<Value<'a>> {
        self.space();
        let start = self.at;
        let data = match self.peek() {
            Some(b'"') => Data::Text(self.string()?),
            Some(b'{') => {
                let mut members = Vec::new();
                self.members(&mut members)?;
                Data::Object(members)
            }
            Some(b'[') => Data::List(self.list()?),
            Some(b'-' | b'0'..=b'9') => Data::Number(self.number()?),
            Some(b't') => self.word("true", Data::Bool(true))?,
            Some(b'f') => self.word("false", Data::Bool(false))?,
            Some(b'n') => self.word("null", Data::Null)?,
            _ => return Err(self.expected("a value")),
        };
        Ok(Value { at: self.place(start, self.at), data })
    }

    fn list(&mut self) -> Scan<Vec<Value<'a>>> {
        let mut values = Vec::new();
        self.enter()?;
        if self.peek() == Some(b']') {
            self.leave();
            return Ok(values);
        }
        loop {
            values.push(self.value()?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.expected("`,` or `]`")),
            }
        }
        self.leave();
        Ok(values)
    }

    fn word(&mut self, word: &str, data: Data<'a>) -> Scan<Data<'a>> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(data)
    }

    fn digits(&mut self) -> Scan<()> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.expected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Scan<&'a str> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.at;
        self.digits()?;
        if self.text.as_bytes()[first] == b'0' && self.at > first + 1 {
            return Err(self.wrong(start, self.at, "a number does not begin with 0"));
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(&self.text[start..self.at])
    }

    /// A string; the scanner stands on its opening quote.
    fn string(&mut self) -> Scan<Cow<'a, str>> {
        let quote = self.at;
        self.at += 1;
        let mut run = self.at;
        let mut unescaped = String::new();
        loop {
            // Most of a string is nothing but itself.
            let plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            self.at += rest.iter().position(|byte| !plain(byte)).unwrap_or(rest.len());
            match self.peek() {
                None => {
                    let message = format!(
                        "expected `\"`, the end of the string that begins here; the {} ends",
                        self.what
                    );
                    return Err(self.wrong(quote, self.at, message).help(self.cut_off()));
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    unescaped.push_str(&self.text[run..self.at]);
                    unescaped.push(self.escape()?);
                    run = self.at;
                }
                Some(_) => {
                    let message = "a control character in a string must be written as an escape";
                    let fault = self.wrong(self.at, self.at + 1, message);
                    return Err(fault.help("a tab is `\\t`".to_owned()));
                }
            }
        }
        let last = &self.text[run..self.at];
        self.at += 1;
        if unescaped.is_empty() {
            return Ok(Cow::Borrowed(last));
        }
        unescaped.push_str(last);
        Ok(Cow::Owned(unescaped))
    }

    /// An escape; the scanner stands on its backslash.
    fn escape(&mut self) -> Scan<char> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else { return Err(self.expected("an escape")) };
        let c = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(start),
            _ => return Err(self.expected("one of `\"\\/bfnrtu` after the backslash")),
        };
        self.at += 1;
        Ok(c)
    }

    /// `\uXXXX`, or two of them for a character beyond the first plane; the scanner stands on the `u`.
    fn unicode_escape(&mut self, start: usize) -> Scan<char> {
        self.at += 1;
        let mut code = self.hex()?;
        if (0xd800..0xdc00).contains(&code) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            let low = self.hex()?;
            if (0xdc00..0xe000).contains(&low) {
                code = 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        char::from_u32(code).ok_or_else(|| {
            self.wrong(
                start,
                self.at,
                "half of a surrogate pair; expected both, or the character itself",
            )
        })
    }

    fn hex(&mut self) -> Scan<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.expected("four hexadecimal digits"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

/// The names of an object so far, where they are many.
#[derive(Default)]
struct Names<'a>(BTreeSet<Cow<'a, str>>);

impl<'a> Names<'a> {
    /// Whether a name stands among the members already; if not, it will.
    fn has(&mut self, members: &[Member<'a>], name: Cow<'a, str>) -> bool {
        if members.len() < FEW {
            return members.iter().any(|member| member.name == name);
        }
        if self.0.is_empty() {
            self.0.extend(members.iter().map(|member| member.name.clone()));
        }
        !self.0.insert(name)
    }
}
