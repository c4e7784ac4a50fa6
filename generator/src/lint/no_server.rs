//! APIs of which nobody says where they are.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let servers = &context.api.servers.list;
    if servers.iter().any(|server| server.url.contains("://")) {
        return;
    }
    let root = &context.document.root;
    let (node, message) = match root.get("servers") {
        Some(node) => (node, "the one server has a relative URL"),
        None => (
            root.get("info").unwrap_or_else(|| root.clone()),
            "no server is declared",
        ),
    };
    diagnostics.push(
        Diagnostic::note(codes::NO_SERVER, message)
            .at(node.key_place())
            .label("every caller has to set `base_url`")
            .help("add `servers` with an absolute URL"),
    );
}
