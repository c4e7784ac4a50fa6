//! "Did you mean": the known name nearest to a wrong one.

/// Longer names than this are not compared: it takes time and memory by the square of their length.
const LONGEST: usize = 100;

/// The candidate that is nearest to `wrong`, if it is so near that a slip is likely: at most a
/// third of the letters differ.
pub(crate) fn nearest<'c>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let length = wrong.chars().count();
    let wrong = wrong.to_lowercase();
    let limit = length.div_ceil(3);
    candidates
        .into_iter()
        .filter(|candidate| !candidate.is_empty() && candidate.len() <= LONGEST * 4)
        .filter(|candidate| length.max(candidate.chars().count()) <= LONGEST)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (distance(&wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters that differ from a text in lower case, not counting upper and lower case.
fn distance(lower_case: &str, other: &str) -> usize {
    strsim::damerau_levenshtein(lower_case, &other.to_lowercase())
}
