//! Items of two lists that are the same ones.

/// What came of two lists.
#[derive(Clone, Debug)]
pub(super) struct Matched<'t, T> {
    /// In both: the old one and the new one.
    pub(super) both: Vec<(&'t T, &'t T)>,
    /// Only in the old list.
    pub(super) removed: Vec<&'t T>,
    /// Only in the new list.
    pub(super) added: Vec<&'t T>,
}

/// Whether an old item is a new one under some criterion.
pub(super) type Criterion<'c, T> = &'c dyn Fn(&T, &T) -> bool;

/// Finds for each old item the new one that it is: by the first criterion, those that are left by the second, and so
/// on. Where several could be the one, nobody knows which: they are left.
pub(super) fn matched<'t, T>(
    old: &'t [T],
    new: &'t [T],
    criteria: &[Criterion<'_, T>],
) -> Matched<'t, T> {
    let mut removed: Vec<&T> = old.iter().collect();
    let mut added: Vec<&T> = new.iter().collect();
    let mut both = Vec::new();
    for is_same in criteria {
        let (gone, come) = (removed.clone(), added.clone());
        for before in &gone {
            let mut found = come.iter().filter(|after| is_same(before, after));
            let (Some(after), None) = (found.next(), found.next()) else {
                continue;
            };
            if gone.iter().filter(|rival| is_same(rival, after)).count() == 1 {
                removed.retain(|left| !std::ptr::eq(*left, *before));
                added.retain(|left| !std::ptr::eq(*left, *after));
                both.push((*before, *after));
            }
        }
    }
    Matched {
        both,
        removed,
        added,
    }
}
