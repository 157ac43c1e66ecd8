//! Other ways to write a name that is recorded in one: turned around, shortened, with a space for an apostrophe.
//!
//! A form is only ever looked up, so that a rule can find nothing that is not on record.

use super::fold;

/// How many forms of one text are tried.
const MOST: usize = 24;

/// A text of more letters than this is no name in another form.
const LONGEST: usize = 160;

/// What statistical lists shorten, and what it may stand for.
const SHORT: [(&str, &[&str]); 25] = [
    ("barb", &["barbuda"]),
    ("c", &["central"]),
    ("cent", &["central"]),
    ("dem", &["democratic"]),
    ("dpr", &["democratic peoples republic"]),
    ("e", &["east", "eastern"]),
    ("eq", &["equatorial"]),
    ("fed", &["federal", "federated"]),
    ("fs", &["federated states"]),
    ("gren", &["grenadines"]),
    ("herz", &["herzegovina"]),
    ("is", &["islands"]),
    ("isds", &["islands"]),
    ("islam", &["islamic"]),
    ("n", &["north", "northern", "new"]),
    ("occ", &["occupied"]),
    ("p", &["papua", "peoples"]),
    ("pdr", &["peoples democratic republic"]),
    ("s", &["south", "southern"]),
    ("sts", &["states"]),
    ("ter", &["territory", "territories"]),
    ("terr", &["territory", "territories"]),
    ("utd", &["united"]),
    ("vin", &["vincent"]),
    ("w", &["west", "western"]),
];

/// What is said to be "of" a country.
const STYLES: [&str; 8] = [
    "republic",
    "kingdom",
    "federation",
    "states",
    "union",
    "emirates",
    "principality",
    "jamahiriya",
];

/// Articles that lists put behind a name, in the languages of the lists of the United Nations.
const ARTICLES: &str = "the el la los las le les l al";

fn is_article(word: &str) -> bool {
    ARTICLES.split(' ').any(|article| article == word)
}

/// The folded forms that a text may be written for, the text itself left out; few, and each once.
pub(super) fn forms(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return Vec::new();
    }
    let literal = fold(text);
    let mut forms = Vec::new();
    let with_and = fold(&text.replace('/', " and "));
    for one in turned(text).into_iter().chain(without_article(text)).chain([with_and]) {
        spelled_out(&one, &mut forms);
    }
    forms.retain(|form| *form != literal && !form.is_empty());
    forms.truncate(MOST);
    forms
}

/// The two halves of "A (B)" and of "A/B", of which either may be a name.
pub(super) fn halves(text: &str) -> Option<(&str, &str)> {
    in_brackets(text).or_else(|| {
        let (head, tail) = text.split_once('/')?;
        (!tail.contains('/')).then_some((head, tail))
    })
}

/// The two halves of "A (B)".
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let (head, rest) = text.split_once('(')?;
    let tail = rest.strip_suffix(')')?;
    let (head, tail) = (head.trim(), tail.trim());
    (!head.is_empty() && !tail.is_empty() && !tail.contains(['(', ')'])).then_some((head, tail))
}

/// "La République", "l'Irlande": what follows the article.
fn without_article(text: &str) -> Option<String> {
    let text = text.trim();
    let (article, rest) = text.split_once([' ', '\'', '’'])?;
    is_article(&article.to_lowercase()).then(|| fold(rest))
}

/// "Korea, Republic of", "Korea (Republic of)" and "Egypt, Arab Republic" in the order in which they are spoken.
fn turned(text: &str) -> Vec<String> {
    let halves = in_brackets(text).or_else(|| {
        let (head, tail) = text.split_once(',')?;
        (!tail.contains(',')).then_some((head, tail))
    });
    let Some((head, tail)) = halves else { return Vec::new() };
    let (head, tail) = (fold(head), fold(tail));
    if head.is_empty() || tail.is_empty() {
        return Vec::new();
    }
    if is_article(&tail) {
        return vec![head];
    }
    vec![format!("{tail} {head}")]
}

/// All that a folded text can be once its short words are written out and its apostrophes are back in place.
fn spelled_out(text: &str, forms: &mut Vec<String>) {
    let words = rejoined(text);
    let mut all = vec![Vec::new()];
    for word in &words {
        let known = SHORT.iter().find(|(short, _)| short == word);
        let longer = known.map_or(&[] as &[&str], |(_, longer)| longer);
        let mut next = Vec::new();
        for begun in &all {
            for one in longer.iter().copied().chain([&**word]) {
                let mut begun: Vec<&str> = Vec::clone(begun);
                begun.extend(one.split(' '));
                next.push(begun);
            }
        }
        next.truncate(MOST);
        all = next;
    }
    for words in all {
        let of = with_of(&words);
        for form in [Some(words.join(" ")), of].into_iter().flatten() {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
}

/// The words of a text in which a space stands for an apostrophe: "cote d ivoire", "people s republic".
fn rejoined(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut elided = None;
    for word in text.split(' ') {
        match word {
            "s" if !words.is_empty() => {
                if let Some(last) = words.last_mut() {
                    last.push('s');
                }
            }
            "d" | "l" if !words.is_empty() => elided = Some(word),
            _ => words.push(format!("{}{word}", elided.take().unwrap_or_default())),
        }
    }
    words.extend(elided.map(str::to_owned));
    words
}

/// "Arab republic egypt" with the "of" that belongs there.
fn with_of(words: &[&str]) -> Option<String> {
    let at = words.iter().rposition(|word| STYLES.contains(word))?;
    let next = words.get(at + 1)?;
    (*next != "of").then(|| {
        let (style, rest) = words.split_at(at + 1);
        format!("{} of {}", style.join(" "), rest.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::{forms, in_brackets};

    #[test]
    fn as_lists_write_them() {
        for (text, form) in [
            ("Korea, Republic of", "republic of korea"),
            ("Korea, Dem. People's Rep.", "democratic peoples republic of korea"),
            ("Egypt, Arab Rep.", "arab republic of egypt"),
            ("Congo (Democratic Republic of the)", "democratic republic of congo"),
            ("Gambia (Republic of The)", "republic of gambia"),
            ("Afganistán (el)", "afganistan"),
            ("COTE D IVOIRE", "cote divoire"),
            ("Lao People s Democratic Republic", "lao peoples democratic republic"),
            ("N. Korea", "north korea"),
            ("Dem. Rep. Congo", "democratic republic of congo"),
            ("Bosnia and Herz.", "bosnia and herzegovina"),
            ("Micronesia, Fed. Sts.", "federated states of micronesia"),
            ("Germany (East)", "east germany"),
            ("Bosnia/Herzegovina", "bosnia and herzegovina"),
            ("la République du Mali", "republique du mali"),
            ("l'Irlande", "irlande"),
        ] {
            assert!(forms(text).contains(&form.to_owned()), "{text}: {:?}", forms(text));
        }
    }

    #[test]
    fn what_needs_no_other_form_has_none() {
        assert_eq!(forms("Kazakhstan"), [""; 0]);
        assert_eq!(forms("?!"), [""; 0]);
        assert_eq!(in_brackets("Myanmar (Burma)"), Some(("Myanmar", "Burma")));
        assert_eq!(in_brackets("(Burma)"), None);
        assert_eq!(in_brackets("a (b) (c)"), None);
    }

    proptest::proptest! {
        #[test]
        fn there_are_few(text in "([a-z]{1,4}[ ,./()']){0,12}") {
            proptest::prop_assert!(forms(&text).len() <= super::MOST);
        }
    }
}
