//! JSON with places: every name and every value knows where it stands in its line.

use std::borrow::Cow;

use super::value::{Data, Member, Place, Value};

/// How deep values may lie in each other. Records of this format need six levels.
const DEEPEST: u32 = 32;

/// Why a line is not a record.
#[derive(Debug)]
pub(crate) struct SyntaxError {
    pub(crate) at: Place,
    pub(crate) message: String,
    pub(crate) help: Option<&'static str>,
}

/// The names and values of the object that a line holds; those before the error, if there is one.
pub(crate) fn record(line: u32, text: &str) -> (Vec<Member<'_>>, Result<(), SyntaxError>) {
    let mut scanner = Scanner { text, at: 0, line, depth: 0 };
    let mut members = Vec::new();
    let result = scanner.whole(&mut members);
    (members, result)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    depth: u32,
}

type Scan<T> = Result<T, SyntaxError>;

impl<'a> Scanner<'a> {
    fn whole(&mut self, members: &mut Vec<Member<'a>>) -> Scan<()> {
        self.space();
        if self.peek() != Some(b'{') {
            return Err(self.expected("`{`, the beginning of a record"));
        }
        self.members(members)?;
        self.space();
        if self.peek().is_none() {
            return Ok(());
        }
        let help = Some("write one record a line");
        Err(SyntaxError { help, ..self.expected("the end of the line") })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    fn place(&self, start: usize, end: usize) -> Place {
        // Lines are far shorter than four billion bytes.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { line: self.line, start: place(start), end: place(end) }
    }

    /// What was expected here, and what stands here instead.
    fn expected(&self, what: &str) -> SyntaxError {
        let next = self.text[self.at..].chars().next();
        let found = match next {
            None => "the line ends".to_owned(),
            Some(c) => format!("found `{}`", crate::base::visible(c)),
        };
        let help = match next {
            None => Some("the line seems to be cut off"),
            Some('\'') => Some("strings stand in double quotes"),
            _ => None,
        };
        let end = self.at + next.map_or(0, char::len_utf8);
        SyntaxError {
            at: self.place(self.at, end),
            message: format!("expected {what}, {found}"),
            help,
        }
    }

    fn wrong(&self, start: usize, end: usize, message: impl Into<String>) -> SyntaxError {
        SyntaxError { at: self.place(start, end), message: message.into(), help: None }
    }

    /// The members of an object; the scanner stands on its `{`.
    fn members(&mut self, members: &mut Vec<Member<'a>>) -> Scan<()> {
        self.enter()?;
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(());
        }
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
            members.push(Member { name, name_at, value });
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
            match self.peek() {
                None => {
                    let message =
                        "expected `\"`, the end of the string that begins here; the line ends";
                    let help = Some("the line seems to be cut off");
                    return Err(SyntaxError { help, ..self.wrong(quote, self.at, message) });
                }
                Some(b'"') => break,
                Some(b'\\') => {
                    unescaped.push_str(&self.text[run..self.at]);
                    unescaped.push(self.escape()?);
                    run = self.at;
                }
                Some(0..=0x1f) => {
                    let message = "a control character in a string must be written as an escape";
                    let help = Some("a tab is `\\t`");
                    let error = self.wrong(self.at, self.at + 1, message);
                    return Err(SyntaxError { help, ..error });
                }
                Some(_) => self.at += 1,
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same value as the independent reader has it. Objects with a repeated name are left out: it keeps the last.
    fn as_json(members: &[Member<'_>]) -> serde_json::Value {
        let value = |member: &Member<'_>| (member.name.to_string(), json(&member.value));
        members.iter().map(value).collect::<serde_json::Map<_, _>>().into()
    }

    fn json(value: &Value<'_>) -> serde_json::Value {
        match &value.data {
            Data::Null => serde_json::Value::Null,
            Data::Bool(yes) => (*yes).into(),
            Data::Number(number) => serde_json::from_str(number).unwrap(),
            Data::Text(text) => text.as_ref().into(),
            Data::List(values) => values.iter().map(json).collect::<Vec<_>>().into(),
            Data::Object(members) => as_json(members),
        }
    }

    /// Texts that are nearly JSON.
    fn nearly() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"a\"",
            "\"b\"",
            "\"\\u00e9\\n\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"é\"",
            "1",
            "-0.5e+3",
            "01",
            "1.",
            "-",
            "true",
            "false",
            "null",
            "nul",
            " ",
            "\t",
            "\\",
            "\"",
            "'",
            "é",
            "\u{1}",
        ]);
        let anything = prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat());
        prop_oneof![anything.clone(), anything.prop_map(|inner| format!("{{\"a\":{inner}}}"))]
    }

    proptest! {
        #[test]
        fn an_independent_reader_says_the_same(text in nearly()) {
            let theirs = serde_json::from_str::<serde_json::Map<_, _>>(&text);
            let (members, ours) = record(0, &text);
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{:?} {:?}", ours, theirs);
            if let Ok(theirs) = theirs {
                prop_assert_eq!(as_json(&members), serde_json::Value::from(theirs));
            }
        }

        #[test]
        fn what_is_written_is_read_back(text in any::<String>()) {
            let mut line = "{\"a\":".to_owned();
            super::super::value::write_string(&mut line, &text);
            line.push('}');
            let (members, ours) = record(0, &line);
            prop_assert!(ours.is_ok());
            prop_assert_eq!(members[0].value.as_text(), Some(&*text));
        }
    }

    #[test]
    fn names_and_values_know_their_places() {
        let text = r#" {"a" : "a", "é":[ "a",{"a":"a"}] }"#;
        let (members, result) = record(7, text);
        assert!(result.is_ok());
        let shown = |at: Place| &text[at.start as usize..at.end as usize];
        assert_eq!(
            members.iter().map(|one| shown(one.name_at)).collect::<Vec<_>>(),
            ["\"a\"", "\"é\""]
        );
        assert_eq!((members[0].name_at.start, members[0].value.at.start), (2, 8));
        let Data::List(values) = &members[1].value.data else { panic!("a list") };
        assert_eq!(
            values.iter().map(|one| shown(one.at)).collect::<Vec<_>>(),
            ["\"a\"", r#"{"a":"a"}"#]
        );
    }
}
