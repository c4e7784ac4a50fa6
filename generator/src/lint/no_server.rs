//! APIs of which nobody says where they are.

use super::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, codes};

pub(super) fn check(context: &Context<'_, '_>, diagnostics: &mut Diagnostics) {
    let servers = &context.api.servers.list;
    if servers.iter().any(|server| server.url.contains("://")) {
        return;
    }
    let root = &context.document.root;
    let declared = root.get("servers");
    let message = match declared.as_ref().map_or(0, |node| node.items().count()) {
        0 => "no server is declared",
        1 => "the one server has a relative URL",
        _ => "all servers have relative URLs",
    };
    let node = declared.or_else(|| root.get("info"));
    let node = node.unwrap_or_else(|| root.clone());
    let help = match context.document.is_swagger() {
        true => "add `host`, and `schemes`",
        false => "add `servers` with an absolute URL",
    };
    diagnostics.push(
        Diagnostic::note(codes::NO_SERVER, message)
            .at(node.key_place())
            .label("every caller has to set `base_url`")
            .help(help),
    );
}
