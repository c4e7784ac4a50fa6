//! OpenAPI Overlay 1.0 (<https://spec.openapis.org/overlay/v1.0.0.html>).

use super::{FileId, Sources};
use crate::diagnostics::Diagnostics;

pub(super) fn apply(_: &mut Sources, _: FileId, _: FileId, _: &mut Diagnostics) {}
