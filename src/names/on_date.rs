//! The name that was right on a day.

use std::cmp::Reverse;

use crate::Truth;
use crate::model::{Name, NameKind, Profile};
use crate::time::Date;

/// The name of an entity on a date.
///
/// ```text
/// name(e, n, d)         :- canonical(e, n), not out_of_use(n, d).
/// name(e, n, d)         :- canonical(e, c), out_of_use(c, d), dated(e, n, d), best(n).
/// out_of_use(c, d)      :- own entry of c does not hold on d ; no own entry of c, former(e, n, d).
/// ```
///
/// It is the canonical name unless the record says that this was not in use then and that another one
/// was, for certain. Acronyms, metonyms, demonyms and misspellings are not what anything is called.
pub(crate) fn name_on(profile: &Profile, date: Date) -> &str {
    let own = profile.names.iter().filter(|name| name.text == profile.name);
    let own = own.map(|name| name.valid.contains(date)).reduce(|a, b| a | b);
    if own.is_some_and(Truth::is_possible) {
        return &profile.name;
    }
    let best = profile
        .names
        .iter()
        .filter_map(|name| Some((rank(name)?, name)))
        .filter(|(_, name)| name.valid.contains(date).is_yes())
        // The canonical name has no time of its own: only a former name can say that it came later.
        .filter(|(_, name)| own.is_some() || name.kind == NameKind::Former)
        .min_by_key(|(rank, name)| {
            // In the language of the canonical name; then the one that was right for longest; then the
            // fuller one, which is the formal one; then the one recorded first.
            let foreign = name.lang.as_deref().is_some_and(|lang| lang != "en");
            (*rank, foreign, Reverse(length(name)), Reverse(name.text.chars().count()))
        });
    best.map_or(&profile.name, |(_, name)| &name.text)
}

/// The place of a dated name among those that may stand for the canonical one.
fn rank(name: &Name) -> Option<u8> {
    if name.valid.from.is_none() && name.valid.to.is_none() {
        return None;
    }
    Some(match name.kind {
        NameKind::Official => 0,
        NameKind::Short => 1,
        NameKind::Former => 2,
        NameKind::Alias => 3,
        _ => return None,
    })
}

/// For how many days it was right for certain.
fn length(name: &Name) -> i64 {
    let span = name.valid.span();
    i64::from(span.to_lo) - i64::from(span.from_hi)
}

#[cfg(test)]
mod tests {
    use super::name_on;
    use crate::date;
    use crate::model::{Entity, NameKind};
    use crate::{Date, Organization, State};

    #[test]
    fn a_renamed_organization() {
        let renamed = date(2021, 11, 12);
        let long = "Cooperation Council of Turkic Speaking States";
        let ots = Organization::new("ots", "Organization of Turkic States")
            .named("OTS", NameKind::Acronym, renamed..)
            .named("CCTS", NameKind::Acronym, ..renamed)
            .named("Turkic Council", NameKind::Former, ..renamed)
            .named(long, NameKind::Former, ..renamed)
            .named("Organization of Turkic States", NameKind::Official, renamed..);
        let name = |when: Date| name_on(&ots.profile, when);
        assert_eq!(name(date(2011, 10, 21)), long);
        assert_eq!(name(date(2021, 11, 11)), long);
        assert_eq!(name(renamed), "Organization of Turkic States");
        // On some days of 2021 it was this, on others that.
        assert_eq!(name(Date::year(2021).unwrap()), "Organization of Turkic States");
    }

    #[test]
    fn a_former_name_says_enough_and_an_alias_does_not() {
        let renamed = date(2018, 4, 19);
        let swz = State::new("swz", "Eswatini")
            .named("Ngwane", NameKind::Alias, ..renamed)
            .named("Kingdom of Swaziland", NameKind::Official, ..renamed)
            .named("Swaziland", NameKind::Former, date(1968, 9, 6)..renamed);
        assert_eq!(name_on(&swz.profile, date(2000, 1, 1)), "Swaziland");
        assert_eq!(name_on(&swz.profile, date(1960, 1, 1)), "Eswatini");
        assert_eq!(name_on(&swz.profile, renamed), "Eswatini");
    }

    #[test]
    fn the_longest_then_the_fullest_then_the_first_recorded() {
        let end = date(2000, 1, 1);
        let state = State::new("aaa", "New")
            .named("New", NameKind::Short, end..)
            .named("Brief", NameKind::Former, date(1999, 1, 1)..end)
            .named("Old", NameKind::Former, date(1900, 1, 1)..end)
            .named("Long", NameKind::Former, date(1900, 1, 1)..end)
            .named("Twin", NameKind::Former, date(1900, 1, 1)..end);
        assert_eq!(name_on(&state.profile, date(1999, 6, 1)), "Long");
    }
}
