//! Names and identifiers, each with the time in which it is right.

use super::Evidence;
use crate::base::words;
use crate::time::Interval;

/// What sort of name it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// The official name.
    Official,
    /// The usual short form.
    Short,
    /// Another name in use.
    Alias,
    /// The name in a language of its own people.
    Endonym,
    /// The name in another language.
    Exonym,
    /// A name it had.
    Former,
    /// An acronym.
    Acronym,
    /// What its people are called.
    Demonym,
    /// A capital or a seat that stands for the whole.
    Metonym,
    /// A misspelling that occurs in print.
    Misspelling,
}

words! {
    NameKind, "kind of name":
    Official = "official",
    Short = "short",
    Alias = "alias",
    Endonym = "endonym",
    Exonym = "exonym",
    Former = "former",
    Acronym = "acronym",
    Demonym = "demonym",
    Metonym = "metonym",
    Misspelling = "misspelling",
}

/// One name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// The name as it is written.
    pub text: Box<str>,
    /// What sort of name it is.
    pub kind: NameKind,
    /// Its language (ISO 639), where that is known.
    pub lang: Option<Box<str>>,
    /// When it is or was right.
    pub valid: Interval,
}

impl Name {
    /// A name that is right at all times, in no language in particular.
    pub fn new(text: impl Into<Box<str>>, kind: NameKind) -> Self {
        Self { text: text.into(), kind, lang: None, valid: Interval::ALWAYS }
    }
}

/// A scheme of codes that the library knows by name. A world may have codes of other schemes as well: they are kept as they are
/// written, and read from [`Identifier::scheme`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// Two letters of ISO 3166-1, or of ISO 3166-3 where they were withdrawn: `KZ`.
    Iso2,
    /// Three letters of ISO 3166-1 or 3166-3: `KAZ`.
    Iso3,
    /// Three digits of ISO 3166-1, which are those of the United Nations (M49): `398`.
    IsoNumeric,
    /// The number that the Correlates of War project gives a state: `705`.
    Cow,
    /// Its letters there: `KZK`.
    CowAbbr,
    /// The number in the list of Gleditsch and Ward: `705`.
    Gw,
    /// Its letters there: `KZK`.
    GwAbbr,
    /// The item in Wikidata: `Q232`.
    Wikidata,
    /// Volume and page in the United Nations Treaty Series: `34/243`.
    Unts,
    /// The number under which it is registered with the United Nations: `541`, or `II-241` where it was filed and recorded.
    UnNumber,
    /// Volume and page in the League of Nations Treaty Series: `54/289`.
    Lnts,
    /// The number in the Treaties and Other International Acts Series of the United States: `1964`.
    Tias,
    /// Number and year in the Treaty Series of the United Kingdom: `56/1949`.
    Ukts,
    /// Volume and page in International Legal Materials: `32/116`.
    Ilm,
    /// Where a gazette or collection of laws of a state printed it: `JORF 2022-02-16`.
    Gazette,
}

words! {
    Scheme, "scheme of codes":
    Iso2 = "iso2",
    Iso3 = "iso3",
    IsoNumeric = "iso_numeric",
    Cow = "cow",
    CowAbbr = "cow_abbr",
    Gw = "gw",
    GwAbbr = "gw_abbr",
    Wikidata = "wikidata",
    Unts = "unts",
    UnNumber = "un_number",
    Lnts = "lnts",
    Tias = "tias",
    Ukts = "ukts",
    Ilm = "ilm",
    Gazette = "gazette",
}

impl Scheme {
    /// A code as it is compared: without the spaces around it, in capitals, with as many digits as its scheme has; of a place in
    /// a series, volume and page alone.
    ///
    /// ```
    /// use comity::model::Scheme;
    ///
    /// assert_eq!(Scheme::Iso3.normal(" kaz "), "KAZ");
    /// assert_eq!(Scheme::IsoNumeric.normal("4"), "004");
    /// assert_eq!(Scheme::Cow.normal("002"), "2");
    /// assert_eq!(Scheme::Unts.normal("34 UNTS 243, No. 541"), "34/243");
    /// assert_eq!(Scheme::UnNumber.normal("I-541"), "541");
    /// ```
    pub fn normal(self, code: &str) -> String {
        let code = code.trim();
        match self {
            Self::Iso2 | Self::Iso3 | Self::CowAbbr | Self::GwAbbr | Self::Wikidata => {
                code.to_ascii_uppercase()
            }
            Self::Unts | Self::Lnts | Self::Ilm | Self::Ukts => place(code).join("/"),
            Self::Tias => place(code).concat(),
            Self::UnNumber => {
                let code = code.to_ascii_uppercase();
                code.strip_prefix("I-").unwrap_or(&code).to_owned()
            }
            Self::Gazette => {
                code.to_ascii_uppercase().split_whitespace().collect::<Vec<_>>().join(" ")
            }
            Self::IsoNumeric => format!("{code:0>3}"),
            Self::Cow | Self::Gw => match code.trim_start_matches('0') {
                "" => code.to_owned(),
                digits => digits.to_owned(),
            },
        }
    }
}

/// Volume and page, however a place in a series is written: its first two numbers, Arabic or Roman.
fn place(code: &str) -> Vec<String> {
    let words = code.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.map(str::to_ascii_uppercase);
    let is_roman = |word: &str| word.chars().all(|letter| "IVXLC".contains(letter));
    let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    let numbers = words.filter(|word| !word.is_empty() && (is_number(word) || is_roman(word)));
    numbers.take(2).collect()
}

/// A code of an entity in some scheme (ISO 3166, Correlates of War …), with its validity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identifier {
    /// The scheme, for instance `iso3`: a word of [`Scheme`], or one of the world's own.
    pub scheme: Box<str>,
    /// The code; never a number with arithmetic meaning.
    pub code: Box<str>,
    /// When it is or was right.
    pub valid: Interval,
    /// How well it is attested, where that is not said of the whole record.
    pub evidence: Option<Evidence>,
}

impl Identifier {
    /// A code that is right at all times.
    pub fn new(scheme: impl Into<Box<str>>, code: impl Into<Box<str>>) -> Self {
        Self { scheme: scheme.into(), code: code.into(), valid: Interval::ALWAYS, evidence: None }
    }
}
