//! How far a change has to raise the version of the crate.

use semver::{BuildMetadata, Prerelease, Version};
use serde::Serialize;

use super::Verdict;

/// Which number of a version is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// None.
    None,
    /// The third.
    Patch,
    /// The second.
    Minor,
    /// The first.
    Major,
}

impl Bump {
    /// The bump that changes of a verdict need, as cargo reads versions: a higher version is taken for a lower one as
    /// long as the first number that is not zero is the same
    /// ([The Cargo Book](https://doc.rust-lang.org/cargo/reference/semver.html)).
    #[must_use]
    pub fn needed(version: &Version, verdict: Option<Verdict>) -> Self {
        match (verdict, version.major, version.minor) {
            (None, ..) => Self::None,
            (Some(Verdict::Invisible), ..) | (Some(_), 0, 0) => Self::Patch,
            (Some(Verdict::Breaking), 0, _) => Self::Minor,
            (Some(Verdict::Breaking), ..) => Self::Major,
            (Some(Verdict::Additive | Verdict::Deprecating), 0, _) => Self::Patch,
            (Some(Verdict::Additive | Verdict::Deprecating), ..) => Self::Minor,
        }
    }

    /// The version after it. A pre-release comes before a version that may be raised as far already: then it becomes that
    /// one.
    #[must_use]
    pub fn of(self, version: &Version) -> Version {
        let mut next = version.clone();
        let is_raised = !version.pre.is_empty()
            && match self {
                Self::None | Self::Patch => true,
                Self::Minor => version.patch == 0,
                Self::Major => (version.minor, version.patch) == (0, 0),
            };
        match self {
            Self::None => return next,
            _ if is_raised => {}
            Self::Patch => next.patch = next.patch.saturating_add(1),
            Self::Minor => (next.minor, next.patch) = (next.minor.saturating_add(1), 0),
            Self::Major => {
                (next.major, next.minor, next.patch) = (next.major.saturating_add(1), 0, 0);
            }
        }
        (next.pre, next.build) = (Prerelease::EMPTY, BuildMetadata::EMPTY);
        next
    }

    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
