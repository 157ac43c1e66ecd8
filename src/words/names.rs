//! What things are called in what is told: by key, by name, or by the name of a day; and where English puts an article.

use crate::base::text::{join, printable};
use crate::model::{Claim, Effect, Engagement, Kind, Name, NameKind, RecordId, TreatyForm};
use crate::names::fold;
use crate::scenario::Changed;
use crate::time::Date;
use crate::world::{View, World};
use crate::{BodyId, EntityId, Id, InstrumentId, Provision};

/// How things are called in what is told.
///
/// A sentence is the same whichever they are called by: `kaz leaves csto`, or *Kazakhstan leaves the Collective Security Treaty
/// Organization*. The JSON forms call everything by its key, but for questions, which have names.
///
/// ```
/// # #[cfg(feature = "dataset")] {
/// use comity::words::{English, Language, Names};
/// use comity::{Change, Organization, State, World, date};
///
/// let world = World::bundled();
/// let view = world.as_of(date(2024, 10, 20));
/// let change = Change::leave(world.find::<State>("kaz")?, world.find::<Organization>("csto")?);
/// assert_eq!(English.change(&Names::keys(view), &change), "kaz leaves csto");
/// assert_eq!(
///     English.change(&Names::of(view), &change),
///     "Kazakhstan leaves the Collective Security Treaty Organization"
/// );
/// # }
/// # Ok::<(), comity::LookupError>(())
/// ```
#[derive(Copy, Clone, Debug)]
pub struct Names<'w> {
    view: View<'w>,
    by: By,
}

/// What things are called by.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum By {
    /// Their keys.
    Key,
    /// Their canonical names.
    Name,
    /// The names that were right on the day of the view.
    Day,
    /// The English acronyms and short names that were right on the day of the view; of what has none of its own, the names.
    Brief,
}

impl<'w> Names<'w> {
    /// By the names that were right on the day of a view.
    pub const fn of(view: View<'w>) -> Self {
        Self { view, by: By::Day }
    }

    /// By their canonical names, whatever the day.
    pub fn canonical(world: &'w World) -> Self {
        Self { view: world.as_of(Date::UNKNOWN), by: By::Name }
    }

    /// By the acronyms and short names that were right on the day of a view, and by name where there is none, or where another body or
    /// text bears it as well: for a page that has said what they mean.
    ///
    /// ```
    /// # #[cfg(feature = "dataset")] {
    /// # use comity::{Organization, World, date, words::Names};
    /// # let world = World::bundled();
    /// # let csto = world.find::<Organization>("csto")?;
    /// assert_eq!(Names::acronyms(world.as_of(date(2024, 10, 20))).the(csto), "the CSTO");
    /// # }
    /// # Ok::<(), comity::LookupError>(())
    /// ```
    pub const fn acronyms(view: View<'w>) -> Self {
        Self { view, by: By::Brief }
    }

    /// The same in short: by acronym, but where things are called by their keys.
    #[must_use]
    pub(super) fn in_short(&self) -> Self {
        if self.are_keys() { *self } else { Self::acronyms(self.view) }
    }

    /// By their keys.
    pub const fn keys(view: View<'w>) -> Self {
        Self { view, by: By::Key }
    }

    /// The view that is told of.
    pub const fn view(&self) -> View<'w> {
        self.view
    }

    /// The world that is told of.
    pub const fn world(&self) -> &'w World {
        self.view.world()
    }

    /// Whether things are called by their keys.
    pub fn are_keys(&self) -> bool {
        self.by == By::Key
    }

    /// What something is called.
    pub fn name(&self, entity: impl Into<EntityId>) -> &'w str {
        let entity = entity.into();
        if self.are_keys() { self.world().key(entity) } else { self.title(entity) }
    }

    /// Its name, even where things are called by their keys.
    pub fn title(&self, entity: impl Into<EntityId>) -> &'w str {
        let entity = entity.into();
        let name = match self.by {
            By::Key | By::Name => self.world().name(entity),
            By::Day => self.view.name(entity),
            By::Brief => {
                self.in_brief(entity).map_or_else(|| self.view.name(entity), |name| &name.text)
            }
        };
        // What cannot be printed without moving a cursor, or worse, is called by its key.
        if name.contains(char::is_control) { self.world().key(entity) } else { name }
    }

    /// What something is called, after an article where English wants one. A key goes without.
    pub fn the(&self, entity: impl Into<EntityId>) -> String {
        let entity = entity.into();
        let name = self.name(entity);
        if self.are_keys() { name.to_owned() } else { self.with_article(entity, name) }
    }

    /// A name after an article where English wants one. Acronyms that are spoken letter by letter have one.
    fn with_article(&self, entity: EntityId, name: &str) -> String {
        let brief = if self.by == By::Brief { self.in_brief(entity) } else { None };
        if brief.is_some_and(|brief| brief.kind == NameKind::Acronym) {
            return if is_spoken(name) { name.to_owned() } else { format!("the {name}") };
        }
        the(self.world(), entity, name)
    }

    /// What a body or text was called in short on the day, in English: the first acronym or short name of its record that no
    /// other body or text bears on that day.
    fn in_brief(&self, entity: EntityId) -> Option<&'w Name> {
        let (world, day) = (self.world(), self.view.as_of());
        let record = &world[entity];
        if !is_titled(record.kind()) {
            return None;
        }
        let is_body = record.kind() == Kind::Organization;
        let is_brief = |name: &Name| {
            let is_short = name.kind == NameKind::Short && (!is_body || has_no_article(&name.text));
            name.kind == NameKind::Acronym || is_short
        };
        let is_shared = |name: &Name| {
            world
                .name_index()
                .bearers(world.tables(), &name.text, day)
                .into_iter()
                .any(|other| other != entity && is_titled(world[other].kind()))
        };
        record.profile().names.iter().find(|name| {
            is_brief(name)
                && name.lang.is_none()
                && name.valid.contains(day).is_yes()
                && !is_shared(name)
        })
    }

    /// What something that changes is called; a treaty that is none yet by the name that the question gives it.
    pub fn changed(&self, changed: &Changed) -> String {
        match changed {
            Changed::Entity(entity) => self.the(*entity),
            Changed::New(key) if self.are_keys() => printable(key),
            Changed::New(key) => not_yet(&printable(key)),
        }
    }

    /// A provision by its text: "article 1(2) of the Collective Security Treaty". By keys, by its key.
    pub fn provision(&self, id: Id<Provision>) -> String {
        if self.are_keys() { self.world()[id].key.to_string() } else { self.article(id) }
    }

    /// A provision by its text: "article 1(2) of the Collective Security Treaty".
    pub fn article(&self, id: Id<Provision>) -> String {
        let provision = &self.world()[id];
        let text = provision.instrument.entity();
        let text = self.with_article(text, self.title(text));
        match numbered(provision) {
            Some(article) => {
                let unit = self.unit(provision.instrument);
                format!("{unit} {article} of {}", without_article(&text, article))
            }
            None => text,
        }
    }

    /// A provision as questions name it: "article 1(2) of …", or "the withdrawal clause of …"; by keys, by its key.
    pub(super) fn clause(&self, id: Id<Provision>) -> String {
        let provision = &self.world()[id];
        if self.are_keys() {
            return provision.key.to_string();
        }
        let text = self.the(provision.instrument.entity());
        match numbered(provision).filter(|article| *article != "-") {
            Some(article) => format!("{} {article} of {text}", self.unit(provision.instrument)),
            None => format!("the {} clause of {text}", read(provision.kind().as_str())),
        }
    }

    /// A provision as a heading: "Collective Security Treaty, article 1(2)". By keys, by its key.
    pub(super) fn heading(&self, id: Id<Provision>) -> String {
        let provision = &self.world()[id];
        if self.are_keys() {
            return provision.key.to_string();
        }
        let text = self.title(provision.instrument.entity());
        match numbered(provision) {
            Some(article) => {
                let unit = self.unit(provision.instrument);
                format!("{}, {unit} {article}", without_article(text, article))
            }
            None => text.to_owned(),
        }
    }

    /// What a text is divided into: a resolution, be it a decision that binds, and a declaration have paragraphs.
    pub(super) fn unit(&self, text: InstrumentId) -> &'static str {
        match text {
            InstrumentId::Treaty(id)
                if !self.world()[id].form.is_binding()
                    || (self.world()[id].form == TreatyForm::Decision
                        && self.title(text.entity()).contains("resolution")) =>
            {
                "paragraph"
            }
            InstrumentId::Treaty(_) | InstrumentId::Law(_) => "article",
        }
    }

    /// A word of the vocabulary, such as `mutual_defence`; where things have names, as it is read: "mutual defence".
    pub fn word(&self, word: &str) -> String {
        if self.are_keys() { word.to_owned() } else { read(word) }
    }

    /// What has a key is called, after an article where English wants one; what is none yet by the name that the question gives it.
    pub(super) fn of_key(&self, key: &str) -> String {
        match self.world().entity(key) {
            Ok(entity) => self.the(entity),
            Err(_) => not_yet(key),
        }
    }

    /// A record as readers know it: a provision by its text, a participation by who is in what; by keys, by its key.
    pub(super) fn record(&self, key: &str) -> String {
        if self.are_keys() {
            return key.to_owned();
        }
        let world = self.world();
        let tables = world.tables();
        let takes_part = |member, body| format!("{} in {}", self.the(member), self.name(body));
        match world.record(key) {
            Ok(RecordId::Entity(id)) => self.the(id),
            Ok(RecordId::Provision(id)) => self.article(id),
            Ok(RecordId::Participation(id)) => {
                let row = &tables.own_participation(id);
                takes_part(tables.member(row), tables.body(row).entity())
            }
            Ok(RecordId::Overlay(id)) => {
                let overlay = &world[id];
                takes_part(overlay.member, overlay.body.entity())
            }
            Ok(RecordId::Claim(id)) => self.claim(id),
            Ok(RecordId::Relation(id)) => {
                let one = &world[id];
                let (subject, object) = (self.title(one.subject), self.title(one.object));
                format!("{subject} {} {object}", read(one.kind.as_str()))
            }
            Ok(
                RecordId::Link(_)
                | RecordId::Act(_)
                | RecordId::Contested(_)
                | RecordId::Assertion(_)
                | RecordId::RecordExtent(_),
            )
            | Err(_) => format!("the record “{key}”"),
        }
    }

    /// A claim as readers know it: whose words of which day, and where they stand; by keys, by its key.
    pub(super) fn claim(&self, id: Id<Claim>) -> String {
        let claim = &self.world()[id];
        if self.are_keys() {
            return claim.key.to_string();
        }
        let whose = match &*claim.answerable() {
            [] => claim.attribution.as_deref().map_or_else(|| "somebody".to_owned(), printable),
            by => self.all(by),
        };
        let day = claim.date.map_or_else(String::new, |day| format!(" on {day}"));
        let place = claim.sentence.as_deref().map_or_else(String::new, |place| {
            format!(", sentence {}", printable(place).trim_start_matches('0'))
        });
        format!("what {whose} said{day}{place}")
    }

    /// The provision of a key, if there is one.
    pub(super) fn provision_of_key(&self, key: &str) -> Option<Id<Provision>> {
        match self.world().record(key) {
            Ok(RecordId::Provision(id)) => Some(id),
            _ => None,
        }
    }

    /// What things are called, one after the other: "a, b and c".
    pub(super) fn all<E: Into<EntityId> + Copy>(&self, entities: &[E]) -> String {
        let mut entities: Vec<EntityId> = entities.iter().map(|one| (*one).into()).collect();
        // States and bodies in the order of the words that are read; keys stand in their own.
        let is_listed =
            |one: &EntityId| matches!(self.world()[*one].kind(), Kind::State | Kind::Organization);
        if !self.are_keys() && entities.iter().all(is_listed) {
            entities.sort_by_cached_key(|one| fold(self.title(*one)));
        }
        join(&entities.iter().map(|one| self.the(*one)).collect::<Vec<_>>(), "and")
    }

    /// What things are called, one after the other, with commas alone.
    pub(super) fn row<E: Into<EntityId> + Copy>(&self, entities: &[E]) -> String {
        entities.iter().map(|one| self.the(*one)).collect::<Vec<_>>().join(", ")
    }

    /// Bodies, one after the other, with commas alone.
    pub(super) fn bodies(&self, bodies: &[BodyId]) -> String {
        self.row(&bodies.iter().map(|body| body.entity()).collect::<Vec<_>>())
    }
}

/// The number of the article, where one is on record.
pub(super) fn numbered(provision: &Provision) -> Option<&str> {
    let article = provision.article.as_deref();
    article.filter(|article| *article != "?" && !article.contains(char::is_control))
}

/// Whether an acronym reads as a word, as NATO or ASEAN does: such a word has no article. Whatever is spelled out letter by letter has one:
/// two syllables at least, no heap of vowels or consonants, and no mute end.
fn is_spoken(acronym: &str) -> bool {
    let is_vowel = |letter: char| matches!(letter, 'A' | 'E' | 'I' | 'O' | 'U');
    if acronym.len() < 4 || !acronym.chars().all(|letter| letter.is_ascii_uppercase()) {
        return false;
    }
    let mut runs: Vec<(bool, usize)> = Vec::new();
    for letter in acronym.chars().map(is_vowel) {
        match runs.last_mut() {
            Some((kind, length)) if *kind == letter => *length += 1,
            _ => runs.push((letter, 1)),
        }
    }
    let starts_well = matches!(runs.first(), Some((true, _) | (false, 1)));
    let ends_well =
        starts_well && !acronym.ends_with('E') && !matches!(runs.last(), Some((false, 2..)));
    let syllables: usize = runs.iter().filter(|(kind, _)| *kind).map(|(_, length)| length).sum();
    // A long one has room for a longer run: "TURKSOY".
    let longest = if acronym.len() > 5 { 3 } else { 2 };
    syllables >= 2 && runs.iter().all(|(_, length)| *length <= longest) && ends_well
}

/// Whether a name stands without an article of its own.
fn has_no_article(name: &str) -> bool {
    !name.to_lowercase().starts_with("the ")
}

/// Whether things of a kind have titles, as bodies and texts do.
const fn is_titled(kind: Kind) -> bool {
    matches!(kind, Kind::Organization | Kind::Treaty | Kind::Law)
}

/// A name after an article where English wants one: where the record says so, and before what a text or a body of several words is
/// called.
fn the(world: &World, entity: EntityId, name: &str) -> String {
    let record = &world[entity];
    // What the record says is of its own name; a name of a word that it had once is another.
    let is_own = name == &*record.profile().name || name.contains(' ');
    let wants =
        (record.profile().article && is_own) || (is_titled(record.kind()) && name.contains(' '));
    // "The Republic of …", "the Federated States of …".
    let is_style = record.kind() == Kind::State && name.contains(" of ");
    if (wants || is_style) && has_no_article(name) {
        format!("the {name}")
    } else {
        name.to_owned()
    }
}

/// The name of a text without the number of an article that is told beside it: "Ireland constitution (EU common defence)".
///
/// Laws are often named after the one article that matters; beside an article that was not seen the name keeps it.
fn without_article(name: &str, article: &str) -> String {
    match name.split_once(" art. ") {
        Some((before, after)) if article != "?" => {
            let end = after.find(" (").unwrap_or(after.len());
            format!("{before}{}", &after[end..])
        }
        _ => name.to_owned(),
    }
}

/// What does not exist is called by the name that the question gives it.
fn not_yet(key: &str) -> String {
    format!("the treaty “{key}”")
}

/// A word of the vocabulary as it is read.
pub(super) fn read(word: &str) -> String {
    word.replace('_', " ")
}

/// What a law bars, as a plural; by keys, the word itself.
pub(super) fn barred(names: &Names<'_>, engagement: Engagement) -> String {
    if names.are_keys() {
        return engagement.as_str().to_owned();
    }
    match engagement {
        Engagement::MilitaryAlliance => "military alliances",
        Engagement::ForeignBases => "foreign bases",
        Engagement::ForeignTroops => "foreign troops",
        Engagement::RigidAssociation => "associations with rigid duties",
        Engagement::Membership => "membership in it by name",
    }
    .to_owned()
}

/// "a, b and c"; without anything, "nothing".
pub(super) fn listed(parts: &[String]) -> String {
    if parts.is_empty() { "nothing".to_owned() } else { join(parts, "and") }
}

/// As a sentence begins.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a clause asks of whoever joins, as the record words it.
pub(super) fn asked_in_words<'w>(names: &Names<'w>, provision: Id<Provision>) -> Option<&'w str> {
    let Effect::Accession { eligibility, .. } = &names.world()[provision].effect else {
        return None;
    };
    eligibility.words.as_deref()
}

#[cfg(test)]
mod tests {
    use super::{is_spoken, without_article};

    #[test]
    fn acronyms_that_read_as_words_have_no_article() {
        for word in
            ["NATO", "ASEAN", "ANZUS", "AUKUS", "OPEC", "CARICOM", "ECOWAS", "SEATO", "GUAM"]
        {
            assert!(is_spoken(word), "{word}");
        }
        for letters in
            ["CSTO", "OTS", "EU", "UN", "OSCE", "EAEU", "OECS", "SCO", "CST", "BRICS", "G7"]
        {
            assert!(!is_spoken(letters), "{letters}");
        }
    }

    #[test]
    fn an_article_is_told_once() {
        for (name, article, expected) in [
            ("Lithuania constitution art. 137", "137", "Lithuania constitution"),
            ("Angola constitution art. 12", "12(4)", "Angola constitution"),
            ("Malta constitution art. 1(3)", "1(3)", "Malta constitution"),
            ("Iran constitution art. 146 and 152", "152", "Iran constitution"),
            ("Ireland constitution art. 29.4.9 (EU)", "29.4.9", "Ireland constitution (EU)"),
            ("Ecuador constitution art. 5", "52", "Ecuador constitution"),
            ("Ecuador constitution art. 5", "?", "Ecuador constitution art. 5"),
            ("Charter of the United Nations", "51", "Charter of the United Nations"),
        ] {
            assert_eq!(without_article(name, article), expected, "{name}, {article}");
        }
    }
}
