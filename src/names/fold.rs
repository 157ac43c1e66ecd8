//! The folded form in which names are compared.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The form in which names are compared: without case, accents, apostrophes and punctuation, with
/// single spaces, without "the", and with `&`, "St" and "Rep" written out.
///
/// Scripts are not turned into each other: a Cyrillic name is found if it is recorded. Persian and Arabic
/// forms of one letter are one.
///
/// ```
/// use comity::names::fold;
///
/// assert_eq!(fold("Türkiye"), "turkiye");
/// assert_eq!(fold("The Côte d’Ivoire"), "cote divoire");
/// assert_eq!(fold("Republic of The Gambia"), "republic of gambia");
/// assert_eq!(fold("Antigua & Barbuda"), fold("antigua and Barbuda"));
/// ```
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut add = |c: char| match by_hand(c) {
        Some(letters) => plain.push_str(letters),
        None if c.is_alphanumeric() => plain.push(c),
        None => plain.push(' '),
    };
    if text.is_ascii() {
        // Nothing to decompose: most names, and quickly.
        text.chars().for_each(|c| add(c.to_ascii_lowercase()));
    } else {
        // Twice decomposed: lower case can bring forth new marks, as İ becomes i and a dot above.
        let lower = text.nfkd().collect::<String>().to_lowercase();
        lower.nfkd().filter(|c| canonical_combining_class(*c) == 0).for_each(add);
    }
    let mut folded = String::with_capacity(plain.len());
    for word in plain.split_whitespace().filter(|word| *word != ARTICLE) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(written_out(word));
    }
    // Nothing but articles: a text of its own.
    if folded.is_empty() && plain.contains(ARTICLE) { ARTICLE.to_owned() } else { folded }
}

const ARTICLE: &str = "the";

/// What no decomposition gives: letters with strokes and ligatures, case folding beyond lower case,
/// and what joins the letters around it instead of parting them.
const fn by_hand(c: char) -> Option<&'static str> {
    Some(match c {
        'ı' => "i",
        'ə' => "e",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ł' => "l",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ŋ' => "n",
        'ß' => "ss",
        'ς' => "σ",
        // Arabic letters as Persian and its neighbours write them.
        'ي' | 'ى' => "ی",
        'ك' => "ک",
        'ة' => "ه",
        '&' => " and ",
        // Apostrophes, among them the letters that are used as such; the dots of acronyms; and what has no
        // width: soft hyphens, joiners, variation selectors.
        '\''
        | '’'
        | '‘'
        | '‛'
        | 'ʻ'
        | 'ʼ'
        | 'ʽ'
        | 'ʹ'
        | '`'
        | '´'
        | '′'
        | '.'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' => "",
        _ => return None,
    })
}

fn written_out(word: &str) -> &str {
    match word {
        "st" => "saint",
        "rep" => "republic",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn vectors_of_the_methods() {
        for (name, folded) in [
            ("Türkiye", "turkiye"),
            ("İstanbul", "istanbul"),
            ("Kırgızistan", "kirgizistan"),
            ("Straße", "strasse"),
            ("ﬁnland", "finland"),
            ("Oʻzbekiston", "ozbekiston"),
            ("Côte d’Ivoire", "cote divoire"),
            ("Azərbaycan", "azerbaycan"),
            ("Đà Nẵng", "da nang"),
            ("Łódź", "lodz"),
            ("Þingvellir", "thingvellir"),
            ("Færøerne", "faeroerne"),
            ("Қазақстан", "қазақстан"),
            ("Кыргызстан", "кыргызстан"),
            ("Հայաստան", "հայաստան"),
            ("ΕΛΛΆΣ", "ελλασ"),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }

    #[test]
    fn what_parts_words_and_what_does_not() {
        assert_eq!(fold("  The   Gambia "), "gambia");
        assert_eq!(fold("The"), "the");
        assert_eq!(fold("Republic of The Gambia"), fold("the Republic of Gambia"));
        assert_eq!(fold("جمهوری ایران"), fold("جمهوري ايران"));
        assert_eq!(fold("Bosnia-Herzegovina"), "bosnia herzegovina");
        assert_eq!(fold("U.S.S.R."), "ussr");
        assert_eq!(fold("St. Kitts & Nevis"), "saint kitts and nevis");
        assert_eq!(fold("Korea, Rep. of"), "korea republic of");
        assert_eq!(fold("?!"), "");
    }

    proptest::proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,24}") {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
