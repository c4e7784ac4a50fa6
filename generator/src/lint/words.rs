//! What the names of values say.

/// The words of a name in lower case, whatever its convention: `createdAt` and `created_at` have two.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = '_';
    for c in name.chars() {
        let begins = c.is_uppercase() && before.is_lowercase();
        if begins || !c.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the last word of a name may be one of `words`, at a glance: most names needn't be taken apart.
pub(super) fn may_end_in(name: &str, words: &[&str]) -> bool {
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let ends_in = |word: &&str| {
        let end = name.len().checked_sub(word.len());
        let end = end.and_then(|start| name.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word))
    };
    words.iter().any(ends_in)
}
