//! "Did you mean": the known name nearest to a wrong one.

/// The candidate that is nearest to `wrong`, if it is so near that a slip is likely: at most a
/// third of the letters differ.
pub(crate) fn nearest<'c>(
    wrong: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let limit = wrong.chars().count().div_ceil(3);
    candidates
        .into_iter()
        .map(|candidate| (distance(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Letters that differ, not counting upper and lower case.
fn distance(left: &str, right: &str) -> usize {
    strsim::damerau_levenshtein(&left.to_lowercase(), &right.to_lowercase())
}
