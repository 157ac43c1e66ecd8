//! In English: what says that somebody is meant by a name or a code.

use std::fmt;

use super::{English, Language};
use crate::model::{NameKind, Scheme};
use crate::names::{Meaning, MeantBy};
use crate::time::Interval;

/// In a few words: "former name until 2021-11-12, of what did not exist then".
pub(super) fn meant_by(by: &MeantBy) -> String {
    let time = time(by.valid);
    let what = match &by.what {
        Meaning::Key => "key".to_owned(),
        Meaning::Name(kind) => name(*kind, !time.is_empty()).to_owned(),
        Meaning::Code(scheme) => code(*scheme).to_owned(),
        Meaning::Foreign(languages) => format!("name in {}", languages.join(", ")),
    };
    let form = if by.is_in_another_form { ", in another form" } else { "" };
    let gone = if by.is_gone { ", of what did not exist then" } else { "" };
    let open =
        if by.truth.is_unknown() && by.valid.to.is_none() { ", as far as is known" } else { "" };
    format!("{what}{time}{form}{gone}{open}")
}

impl fmt::Display for MeantBy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&English.meant_by(self))
    }
}

/// What sort of name it is.
const fn name(kind: Option<NameKind>, has_time: bool) -> &'static str {
    let Some(kind) = kind else { return "name" };
    match kind {
        NameKind::Official => "official name",
        NameKind::Short => "short name",
        NameKind::Former => "former name",
        // "alias until 1991" would say that it was one then; it was a name.
        NameKind::Alias if has_time => "name",
        NameKind::Alias
        | NameKind::Endonym
        | NameKind::Exonym
        | NameKind::Acronym
        | NameKind::Demonym
        | NameKind::Metonym
        | NameKind::Misspelling => kind.as_str(),
    }
}

/// Of which scheme it is a code.
const fn code(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Iso2 => "ISO 3166 alpha-2 code",
        Scheme::Iso3 => "ISO 3166 alpha-3 code",
        Scheme::IsoNumeric => "ISO 3166 numeric code",
        Scheme::Cow => "Correlates of War number",
        Scheme::CowAbbr => "Correlates of War letters",
        Scheme::Gw => "Gleditsch-Ward number",
        Scheme::GwAbbr => "Gleditsch-Ward letters",
        Scheme::Wikidata => "Wikidata item",
        Scheme::Unts => "place in the UNTS",
        Scheme::UnNumber => "registration number of the UNTS",
        Scheme::Lnts => "place in the LNTS",
        Scheme::Tias => "number in the Treaties and Other International Acts Series",
        Scheme::Ukts => "number in the UKTS",
        Scheme::Ilm => "place in International Legal Materials",
        Scheme::Gazette => "place in a gazette",
    }
}

fn time(valid: Interval) -> String {
    let from = valid.from.filter(|date| !date.is_unknown()).map(|date| format!(" from {date}"));
    let to = valid.to.filter(|date| !date.is_unknown()).map(|date| format!(" until {date}"));
    from.unwrap_or_default() + &to.unwrap_or_default()
}
