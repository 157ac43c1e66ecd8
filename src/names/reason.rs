//! What says that somebody is meant by a name, in words.

use super::codes::Coded;
use super::index::{Which, sort_of, validity};
use crate::model::{NameKind, Profile, Scheme};
use crate::time::Interval;

/// What sort of name it is, and when it was right.
pub(super) fn of_name(profile: &Profile, which: Which) -> String {
    let valid = match &*validity(profile, which) {
        [valid] => *valid,
        _ => Interval::ALWAYS,
    };
    let time = time(valid);
    let sort = match (which, sort_of(profile, which)) {
        (Which::Key, _) => "key",
        (_, None) => "name",
        (_, Some(kind)) => match kind {
            NameKind::Official => "official name",
            NameKind::Short => "short name",
            NameKind::Former => "former name",
            // "alias until 1991" would say that it was one then; it was a name.
            NameKind::Alias if !time.is_empty() => "name",
            NameKind::Alias
            | NameKind::Endonym
            | NameKind::Exonym
            | NameKind::Acronym
            | NameKind::Demonym
            | NameKind::Metonym
            | NameKind::Misspelling => kind.as_str(),
        },
    };
    format!("{sort}{time}")
}

/// The same, of a name that is written in another form than it is recorded, or whose bearer is not there on the day.
pub(super) fn with(mut why: String, otherwise: bool, gone: bool) -> String {
    if otherwise {
        why.push_str(", in another form");
    }
    if gone {
        why.push_str(", of what did not exist then");
    }
    why
}

/// Of which scheme it is a code, and when it was right.
pub(super) fn of_code(coded: &Coded) -> String {
    let scheme = match coded.scheme {
        Scheme::Iso2 => "ISO 3166 alpha-2 code",
        Scheme::Iso3 => "ISO 3166 alpha-3 code",
        Scheme::IsoNumeric => "ISO 3166 numeric code",
        Scheme::Cow => "Correlates of War number",
        Scheme::CowAbbr => "Correlates of War letters",
        Scheme::Gw => "Gleditsch-Ward number",
        Scheme::GwAbbr => "Gleditsch-Ward letters",
        Scheme::Wikidata => "Wikidata item",
        Scheme::Unts => "place in the UNTS",
        Scheme::UnNumber => "registration number of the United Nations",
        Scheme::Lnts => "place in the LNTS",
        Scheme::Tias => "number in the Treaties and Other International Acts Series",
        Scheme::Ukts => "number in the UKTS",
        Scheme::Ilm => "place in International Legal Materials",
        Scheme::Gazette => "place in a gazette",
    };
    format!("{scheme}{}", time(coded.valid))
}

/// In which languages it is called so.
pub(super) fn of_foreign(languages: &str) -> String {
    format!("name in {}", languages.replace(',', ", "))
}

fn time(valid: Interval) -> String {
    let from = valid.from.filter(|date| !date.is_unknown()).map(|date| format!(" from {date}"));
    let to = valid.to.filter(|date| !date.is_unknown()).map(|date| format!(" until {date}"));
    from.unwrap_or_default() + &to.unwrap_or_default()
}
