//! The name that was right on a day.

use std::cmp::Reverse;

use crate::model::{Name, NameKind, Profile};
use crate::time::{Date, Interval};

/// What something is called on a day, and when that is right as far as the record says.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameOn<'a> {
    /// The name as it is recorded.
    pub(crate) text: &'a str,
    /// When it is right; always, if the record gives it no time.
    pub(crate) valid: Interval,
}

/// The name of an entity on a date: the one function that says so, for whoever asks.
///
/// ```text
/// name(e, n, d)         :- canonical(e, n), not out_of_use(n, d).
/// name(e, n, d)         :- canonical(e, c), out_of_use(c, d), dated(e, n, d), best(n).
/// out_of_use(c, d)      :- own entry of c does not hold on d ; no own entry of c, former(e, n, d).
/// ```
///
/// It is the canonical name unless the record says that this was not in use then and that another one
/// was, for certain. Acronyms, metonyms, demonyms and misspellings are not what anything is called. A short name
/// gives way to a short one, an official name to an official one, as long as there is one; then to what is called a former name.
pub(crate) fn name_on(profile: &Profile, date: Date) -> NameOn<'_> {
    let canonical = |valid| NameOn { text: &profile.name, valid };
    let own: Vec<&Name> = profile.names.iter().filter(|name| name.text == profile.name).collect();
    if let Some(holds) = own.iter().find(|name| name.valid.contains(date).is_possible()) {
        return canonical(holds.valid);
    }
    let sorts: Vec<NameKind> = own.iter().map(|name| name.kind).collect();
    let best = profile
        .names
        .iter()
        .filter_map(|name| Some((rank(name, &sorts)?, name)))
        .filter(|(_, name)| name.valid.contains(date).is_yes())
        // The canonical name has no time of its own: only a former name can say that it came later.
        .filter(|(_, name)| !own.is_empty() || name.kind == NameKind::Former)
        .min_by_key(|(rank, name)| {
            // In the language of the canonical name; then the one that was right for longest; then the
            // fuller one, which is the formal one; then the one recorded first.
            let foreign = name.lang.as_deref().is_some_and(|lang| lang != "en");
            (*rank, foreign, Reverse(length(name)), Reverse(name.text.chars().count()))
        });
    // Where nothing else is known for certain the canonical name stands, out of its time or not.
    best.map_or_else(
        || canonical(Interval::ALWAYS),
        |(_, name)| NameOn { text: &name.text, valid: name.valid },
    )
}

/// The place of a dated name among those that may stand for the canonical one, of which the sorts are given.
fn rank(name: &Name, sorts: &[NameKind]) -> Option<u8> {
    if name.valid.from.is_none() && name.valid.to.is_none() {
        return None;
    }
    let like = sorts.contains(&name.kind);
    match name.kind {
        NameKind::Official | NameKind::Short if like => Some(0),
        NameKind::Former => Some(1),
        NameKind::Official => Some(2),
        NameKind::Short => Some(3),
        NameKind::Alias => Some(4),
        NameKind::Endonym
        | NameKind::Exonym
        | NameKind::Acronym
        | NameKind::Demonym
        | NameKind::Metonym
        | NameKind::Misspelling => None,
    }
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
        let name = |when: Date| name_on(&ots.profile, when).text;
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
        assert_eq!(name_on(&swz.profile, date(2000, 1, 1)).text, "Swaziland");
        assert_eq!(name_on(&swz.profile, date(1960, 1, 1)).text, "Eswatini");
        assert_eq!(name_on(&swz.profile, renamed).text, "Eswatini");
    }

    #[test]
    fn a_short_name_gives_way_to_a_short_name() {
        let renamed = date(2022, 6, 1);
        let tur = State::new("tur", "Türkiye")
            .named("Türkiye", NameKind::Short, renamed..)
            .named("Turkey", NameKind::Short, date(1923, 10, 29)..renamed)
            .named("Republic of Turkey", NameKind::Official, date(1923, 10, 29)..renamed)
            .named("Ottoman Empire", NameKind::Former, ..date(1923, 10, 29));
        let name = |when: Date| name_on(&tur.profile, when).text;
        assert_eq!(name(date(2000, 1, 1)), "Turkey");
        assert_eq!(name(date(1900, 1, 1)), "Ottoman Empire");
        assert_eq!(name_on(&tur.profile, date(2024, 1, 1)).valid.from, Some(renamed));
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
        assert_eq!(name_on(&state.profile, date(1999, 6, 1)).text, "Long");
    }
}
