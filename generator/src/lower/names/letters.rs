//! Letters of other alphabets in those of ASCII, for names that can't have others: of packages, files and features.

use std::iter;

use unicode_normalization::UnicodeNormalization as _;

/// Letters that are no letter of ASCII with a mark. Cyrillic ones as passports have them.
const SPELLINGS: [(char, &str); 44] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('є', "ie"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('і', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('ў', "u"),
];

/// A text in letters of ASCII, as far as it can be; other letters stay, and those that are replaced are small.
pub(crate) fn plain_letters(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match spelling(c) {
            Some(spelling) => plain.push_str(&spelling),
            None => plain.push(c),
        }
    }
    plain
}

/// The letters of ASCII that stand for another letter, if any do.
fn spelling(c: char) -> Option<String> {
    if c.is_ascii() {
        return None;
    }
    let small = c.to_lowercase().next()?;
    // Without its mark, which the normal form puts behind it.
    let base = iter::once(small).nfd().next()?;
    if base.is_ascii_alphabetic() {
        return Some(base.to_string());
    }
    let known = |letter: char| SPELLINGS.iter().find(|(known, _)| *known == letter);
    let (_, spelling) = known(small).or_else(|| known(base))?;
    Some((*spelling).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_europe_are_spelled_and_others_stay() {
        assert_eq!(plain_letters("größe"), "grosse");
        assert_eq!(plain_letters("autenticação"), "autenticacao");
        assert_eq!(plain_letters("Łódź"), "lodz");
        assert_eq!(plain_letters("объявления"), "obiavleniia");
        assert_eq!(plain_letters("заказы ё й"), "zakazy e i");
        assert_eq!(plain_letters("用户 µ"), "用户 µ");
        assert_eq!(plain_letters("ь"), "");
    }
}
