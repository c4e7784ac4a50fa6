//! Paths that are written one way and another.

use std::path::{Path, PathBuf};

/// The absolute path with `..` and links resolved as far as it exists.
pub(crate) fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for folder in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (folder.canonicalize(), absolute.strip_prefix(folder)) {
            return real.join(rest);
        }
    }
    absolute
}

/// Whether two paths lead to the same place.
pub(crate) fn are_same(one: &Path, other: &Path) -> bool {
    real(one) == real(other)
}

/// Paths of files that name one another: where one is absolute, all become so.
pub(crate) fn make_alike(paths: &mut [&mut PathBuf]) {
    if paths.iter().any(|path| path.is_absolute()) {
        for path in paths {
            if let Ok(absolute) = std::path::absolute(&**path) {
                **path = absolute;
            }
        }
    }
}
