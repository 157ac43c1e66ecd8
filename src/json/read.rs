//! Taking typed values out of a text, each with its own complaint.

use super::fault::Fault;
use super::fields::Fields;
use super::value::{Data, Member, Place, Value};
use crate::base::Word;
use crate::base::text::{a, join_quoted, quoted};
use crate::time::{Date, DateError, Day};

/// How many names that it may not have are reported of one object: nobody writes more by mistake.
const MOST_UNKNOWN: usize = 20;

const DATE: &str = "a date in quotes, such as \"2024-10-20\"";
const DAY: &str = "a day in quotes, such as \"2024-10-20\"";

/// Reads values and takes note of what is wrong with them. What ends in `_of` reads a field, which may be left out or `null`;
/// what begins with `required` misses it then.
pub(crate) trait Read {
    /// Takes note of something that is wrong.
    fn fault(&mut self, fault: Fault);

    fn error(&mut self, code: &'static str, at: Place, message: impl Into<String>) {
        self.fault(Fault::new(code, at, message));
    }

    fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        self.fault(Fault::wrong_type(value, expected));
    }

    /// Takes note of a field that is missing, and of what was expected in it.
    fn missing(&mut self, of: &Fields<'_, '_>, name: &'static str, expected: &str) {
        let message = format!("{} needs the field `{name}`", of.what);
        let fault = Fault::new("missing-field", of.at, message).expecting([name]);
        self.fault(fault.help(format!("expected {expected}")));
    }

    /// The value of a field that must be there.
    fn required<'v, 'a>(
        &mut self,
        of: &Fields<'v, 'a>,
        name: &'static str,
        expected: &str,
    ) -> Option<&'v Value<'a>> {
        self.required_else(of, name, || expected.to_owned())
    }

    /// The same, where what was expected is put into words only if it is missing.
    fn required_else<'v, 'a>(
        &mut self,
        of: &Fields<'v, 'a>,
        name: &'static str,
        expected: impl FnOnce() -> String,
    ) -> Option<&'v Value<'a>> {
        if of.misses(name) {
            self.missing(of, name, &expected());
        }
        of.value(name)
    }

    fn text<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.as_text();
        if text.is_none() {
            self.wrong_type(value, "a string");
        }
        text
    }

    fn text_of(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<Box<str>> {
        self.text(of.value(name)?).map(Into::into)
    }

    /// A field that is `true` or `false`; where it is left out, `false`.
    fn flag_of(&mut self, of: &Fields<'_, '_>, name: &str) -> bool {
        let Some(value) = of.value(name) else { return false };
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_type(value, "true or false");
        }
        flag.unwrap_or(false)
    }

    /// Says of a text why it is no date, at the part that is wrong.
    fn bad_date(&mut self, value: &Value<'_>, text: &str, what: &str, error: &DateError) {
        let message = format!("{} is not {what}: {}", quoted(text), error.message());
        self.error("bad-date", value.from(error.position()), message);
    }

    fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        let Some(text) = value.as_text() else {
            self.wrong_type(value, DATE);
            return None;
        };
        let date = Date::parse(text);
        date.map_err(|error| self.bad_date(value, text, "a date", &error)).ok()
    }

    fn date_of(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<Date> {
        self.date(of.value(name)?)
    }

    fn required_date(&mut self, of: &Fields<'_, '_>, name: &'static str) -> Option<Date> {
        let value = self.required(of, name, DATE)?;
        self.date(value)
    }

    /// A day of the calendar.
    fn day(&mut self, value: &Value<'_>) -> Option<Day> {
        let Some(text) = value.as_text() else {
            self.wrong_type(value, DAY);
            return None;
        };
        let day = text.parse::<Day>();
        day.map_err(|error| self.bad_date(value, text, "a day", &error)).ok()
    }

    fn day_of(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<Day> {
        self.day(of.value(name)?)
    }

    fn required_day(&mut self, of: &Fields<'_, '_>, name: &'static str) -> Option<Day> {
        let value = self.required(of, name, DAY)?;
        self.day(value)
    }

    /// One of some words; `what` is what they are called.
    fn among(
        &mut self,
        value: &Value<'_>,
        what: &str,
        words: &[&'static str],
    ) -> Option<&'static str> {
        let text = self.text(value)?;
        let found = words.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let message = format!("there is no {what} {}", quoted(text));
            self.fault(Fault::unknown("unknown-word", value.at, message, text, words));
        }
        found
    }

    fn word<T: Word>(&mut self, value: &Value<'_>) -> Option<T> {
        // A word of earlier versions is read as what it is called now.
        let former = |text: &str| T::FORMER.iter().find(|(word, _)| *word == text);
        if let Some((_, now)) = value.as_text().and_then(former) {
            return Some(*now);
        }
        let known = |text: &str| T::WORDS.iter().copied().find(|one| one.word() == text);
        value.as_text().and_then(known).or_else(|| {
            let words: Vec<&str> = T::WORDS.iter().map(|one| one.word()).collect();
            self.among(value, T::WHAT, &words).and_then(known)
        })
    }

    fn word_of<T: Word>(&mut self, of: &Fields<'_, '_>, name: &str) -> Option<T> {
        self.word(of.value(name)?)
    }

    fn required_word<T: Word>(&mut self, of: &Fields<'_, '_>, name: &'static str) -> Option<T> {
        let value = self.required_else(of, name, || a(T::WHAT))?;
        self.word(value)
    }

    fn list<'v, 'a>(&mut self, value: &'v Value<'a>) -> &'v [Value<'a>] {
        let Data::List(values) = &value.data else {
            self.wrong_type(value, "a list");
            return &[];
        };
        values
    }

    /// The values of a list; a field that is left out counts as the empty list.
    fn list_of<'v, 'a>(&mut self, of: &Fields<'v, 'a>, name: &str) -> &'v [Value<'a>] {
        of.value(name).map_or(&[], |value| self.list(value))
    }

    /// The members of an object whose names are free.
    fn members<'v, 'a>(&mut self, value: &'v Value<'a>) -> &'v [Member<'a>] {
        let Data::Object(members) = &value.data else {
            self.wrong_type(value, "an object");
            return &[];
        };
        members
    }

    fn members_of<'v, 'a>(&mut self, of: &Fields<'v, 'a>, name: &str) -> &'v [Member<'a>] {
        of.value(name).map_or(&[], |value| self.members(value))
    }

    /// The fields of an object, called `what` in messages; names that it may not have are reported.
    fn object<'v, 'a>(
        &mut self,
        value: &'v Value<'a>,
        what: &'static str,
        known: &[&'static str],
    ) -> Option<Fields<'v, 'a>> {
        if !matches!(value.data, Data::Object(_)) {
            self.wrong_type(value, "an object");
            return None;
        }
        let members = self.members(value);
        let (names, suspected) = self.fields(what, members, known);
        let said = names.into_iter().zip(members);
        let said = said.filter_map(|(name, member)| Some((name?, &member.value))).collect();
        Some(Fields::new(what, value.at, said, suspected))
    }

    /// Which field of `what` the name of each member is; those that are none are reported, and the fields that they have
    /// probably meant are told beside.
    fn fields(
        &mut self,
        what: &str,
        members: &[Member<'_>],
        known: &[&'static str],
    ) -> (Vec<Option<&'static str>>, Vec<&'static str>) {
        let mut suspected = Vec::new();
        let mut unknown = 0;
        let mut names = Vec::with_capacity(members.len());
        for member in members {
            let name = known.iter().copied().find(|name| *name == member.name);
            names.push(name);
            unknown += usize::from(name.is_none());
            if name.is_none() && unknown <= MOST_UNKNOWN {
                let message = format!("{what} has no field {}", quoted(&member.name));
                let fault =
                    Fault::unknown("unknown-field", member.name_at, message, &member.name, known);
                let meant = fault.near.first();
                suspected.extend(
                    known.iter().copied().find(|name| meant.is_some_and(|near| near == name)),
                );
                self.fault(fault);
            }
        }
        (names, suspected)
    }

    /// The one field of an object that says what it is, with what it holds.
    fn one_of<'v, 'a>(
        &mut self,
        value: &'v Value<'a>,
        choice: &Choice<'_>,
    ) -> Option<(&'static str, &'v Value<'a>)> {
        let Data::Object(members) = &value.data else {
            self.wrong_type(value, "an object");
            return None;
        };
        let [Member { name, name_at, value: held }] = &members[..] else {
            let words = join_quoted(choice.names, "or");
            let message = format!("expected an object with exactly one of {words}");
            let fault = Fault::new(choice.wrong, value.at, message);
            self.fault(fault.expecting(choice.names.iter().copied()));
            return None;
        };
        if let Some(known) = choice.names.iter().find(|known| *known == name) {
            return Some((known, held));
        }
        let message = format!("there is no {} {}", choice.what, quoted(name));
        self.fault(Fault::unknown(choice.unknown, *name_at, message, name, choice.names));
        None
    }
}

/// Which things an object of exactly one field can say.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Choice<'n> {
    /// What one of them is called, such as "change".
    pub(crate) what: &'n str,
    pub(crate) names: &'n [&'static str],
    /// The code if the field is none of them.
    pub(crate) unknown: &'static str,
    /// The code if there is no field, or there are several.
    pub(crate) wrong: &'static str,
}

impl<'n> Choice<'n> {
    pub(crate) const fn new(what: &'n str, names: &'n [&'static str]) -> Self {
        Self { what, names, unknown: "unknown-field", wrong: "wrong-type" }
    }
}
