//! Overlays: what they change, what is wrong with them, and where their nodes are shown.

#![allow(
    clippy::expect_used,
    reason = "what the tests lean on may panic as they do"
)]

mod memory;

use generator::source::{Loaded, Pointer};
use insta::assert_snapshot;
use memory::{document, key_at, load, rendered, value_at};
use serde_json::{Value, json};

const API: &str = "\
openapi: 3.0.3
info:
  title: Pets
  version: '1'
tags: [a, b, c, d]
paths:
  /pets:
    get:
      parameters:
        - {name: limit, in: query}
        - {name: page, in: query}
        - {name: sort, in: query}
      deprecated: false
  /owners:
    get: {}
";

/// The API under an overlay of these actions.
fn under(actions: &str) -> Loaded {
    let actions = actions.replace('\n', "\n  ");
    let head = "overlay: 1.0.0\ninfo: {title: Corrections, version: '1'}\nactions:\n  ";
    load(&[
        ("api.yaml", API),
        ("overlay.yaml", &format!("{head}{actions}\n")),
    ])
}

/// The messages about an overlay of this text.
fn faults(overlay: &str) -> String {
    rendered(&load(&[("api.yaml", API), ("overlay.yaml", overlay)]))
}

/// The tree under an overlay without faults.
fn tree(loaded: &Loaded) -> &Value {
    assert_eq!(rendered(loaded), "");
    loaded.sources.value(document(loaded)).expect("a tree")
}

#[test]
fn an_update_merges_objects_and_replaces_single_values() {
    let loaded = under(
        "- target: $.info\n  update:\n    title: Cats\n    contact: {name: me}\n\
         - target: $\n  update: {info: {contact: {email: a@b.c}}}",
    );
    assert_eq!(
        tree(&loaded)["info"],
        json!({"title": "Cats", "version": "1", "contact": {"name": "me", "email": "a@b.c"}})
    );
}

#[test]
fn an_update_appends_to_a_list() {
    let loaded = under("- target: $.tags\n  update: e\n- target: $\n  update: {tags: [f, g]}");
    assert_eq!(
        tree(&loaded)["tags"],
        json!(["a", "b", "c", "d", "e", "f", "g"])
    );
}

#[test]
fn a_list_is_appended_item_by_item() {
    let overlay = |version| {
        format!(
            "overlay: {version}\ninfo: {{title: a, version: '1', description: why}}\n\
             actions:\n- target: $.tags\n  update: [e, f]\n"
        )
    };
    let loaded = load(&[("api.yaml", API), ("overlay.yaml", &overlay("1.1.0"))]);
    let all = json!(["a", "b", "c", "d", "e", "f"]);
    assert_eq!(tree(&loaded)["tags"], all);
    let loaded = load(&[("api.yaml", API), ("overlay.yaml", &overlay("1.0.0"))]);
    assert_snapshot!(rendered(&loaded), @"
    warning[E0305]: the items of this list are added each by itself, as Overlay 1.1 has it
     --> overlay.yaml:5:3
      |
    5 |   update: [e, f]
      |   ^^^^^^
      |
      = at: #/actions/0/update
      = help: write `overlay: 1.1.0`: to version 1.0 the list is a single item
    ");
    let tree = loaded.sources.value(document(&loaded));
    assert_eq!(tree.expect("a tree")["tags"], all);
}

#[test]
fn a_single_value_is_replaced_by_one() {
    let loaded = under(
        "- target: $.info.title\n  update: Cats\n- target: $.tags[?@ == 'b']\n  update: bees",
    );
    assert_eq!(tree(&loaded)["info"]["title"], json!("Cats"));
    assert_eq!(tree(&loaded)["tags"], json!(["a", "bees", "c", "d"]));
    assert_eq!(value_at(&loaded, "/info/title"), "overlay.yaml:5:13 Cats");
}

#[test]
fn a_node_is_copied_as_it_is_by_then() {
    let loaded = under(
        "- target: $.paths['/pets'].get\n  update: {x-safe: true}\n\
         - target: $.paths\n  update: {/cats: {}}\n\
         - target: $.paths['/cats', '/owners']\n  copy: $.paths['/pets']\n\
         - target: $.paths['/pets']\n  remove: true\n\
         - target: $.tags\n  copy: $.tags\n\
         - target: $.info.title\n  copy: $.tags[1]",
    );
    let tree = tree(&loaded);
    assert!(tree["paths"].get("/pets").is_none());
    assert_eq!(tree["paths"]["/cats"], tree["paths"]["/owners"]);
    assert_eq!(
        tree["tags"],
        json!(["a", "b", "c", "d", "a", "b", "c", "d"])
    );
    assert_eq!(tree["info"]["title"], json!("b"));
    let get = "/paths/~1cats/get";
    assert_eq!(
        value_at(&loaded, &format!("{get}/parameters/1/name")),
        "api.yaml:11:18 page"
    );
    assert_eq!(
        value_at(&loaded, &format!("{get}/x-safe")),
        "overlay.yaml:5:22 true"
    );
    assert_eq!(value_at(&loaded, "/tags/6"), "api.yaml:5:14 c");
}

#[test]
fn a_single_node_is_copied_and_it_has_to_fit() {
    assert_snapshot!(rendered(&under("- target: $.info\n  copy: $.tag")), @"
    error[E0304]: this action copies nothing
     --> overlay.yaml:5:11
      |
    5 |     copy: $.tag
      |           ^^^^^ the document has nothing at this path
      |
      = at: #/actions/0/copy
      = help: `$` is there, but has no `tag`; did you mean `tags`?
    ");
    assert_snapshot!(rendered(&under("- target: $.info\n  copy: $.paths.*")), @"
    error[E0303]: `copy` selects 2 nodes, but takes one
     --> overlay.yaml:5:11
      |
    5 |     copy: $.paths.*
      |           ^^^^^^^^^
      |
      = at: #/actions/0/copy
      = help: let it select a single node
    ");
    assert_snapshot!(rendered(&under("- target: $.info\n  copy: $.tags")), @"
    error[E0305]: a list can't be merged into an object
     --> overlay.yaml:5:11
      |
    5 |     copy: $.tags
      |           ^^^^^^
      |
     ::: api.yaml:2:1
      |
    2 | info:
      | ---- what it is to change
      |
      = at: #/actions/0/copy
      = help: remove the old value by an action of its own, and add the new one to what contains it
    ");
    assert_snapshot!(rendered(&under("- target: $.info\n  copy: $.paths\n  update: {}")), @"
    error[E0301]: an action has either `update` or `copy`
     --> overlay.yaml:5:11
      |
    5 |     copy: $.paths
      |           ^^^^^^^
      |
      = at: #/actions/0/copy
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay
    ");
}

#[test]
fn an_action_can_select_many_nodes() {
    let loaded = under("- target: $.paths.*.get\n  update: {x-safe: true}");
    let paths = &tree(&loaded)["paths"];
    assert_eq!(paths["/pets"]["get"]["x-safe"], json!(true));
    assert_eq!(paths["/owners"]["get"]["x-safe"], json!(true));
}

#[test]
fn removal_keeps_the_order_of_the_others() {
    let loaded = under(
        "- target: $.info\n  remove: true\n- target: $.tags[?@ == 'b' || @ == 'c']\n  remove: true",
    );
    let tree = tree(&loaded);
    assert_eq!(tree["tags"], json!(["a", "d"]));
    let keys: Vec<_> = tree.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["openapi", "tags", "paths"]);
}

#[test]
fn nodes_that_are_selected_twice_or_inside_of_each_other_are_removed_once() {
    let loaded =
        under("- target: $.tags[1, 0, 1]\n  remove: true\n- target: $.paths..*\n  remove: true");
    assert_eq!(tree(&loaded)["tags"], json!(["c", "d"]));
    assert_eq!(tree(&loaded)["paths"], json!({}));
}

#[test]
fn a_node_can_be_removed_and_made_anew() {
    let loaded = under("- target: $.tags\n  remove: true\n- target: $\n  update: {tags: [z]}");
    assert_eq!(tree(&loaded)["tags"], json!(["z"]));
    assert_eq!(value_at(&loaded, "/tags/0"), "overlay.yaml:7:21 z");
}

#[test]
fn references_of_an_overlay_are_those_of_the_document() {
    let loaded = load(&[
        ("spec/api.yaml", "a: {}\n"),
        (
            "overlay.yaml",
            "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nextends: spec/api.yaml\n\
             actions:\n- target: $.a\n  update: {$ref: 'b.yaml#/c'}\n",
        ),
        ("spec/b.yaml", "c: 1\n"),
    ]);
    assert_eq!(rendered(&loaded), "");
    let found = loaded
        .sources
        .resolve(document(&loaded), &Pointer::root(), "b.yaml#/c");
    assert_eq!(found.expect("a node").value, &json!(1));
}

#[test]
fn nodes_are_shown_in_the_file_that_they_came_from() {
    let loaded = under(
        "- target: $.info\n  update: {title: Cats, contact: {name: me}}\n\
         - target: $.paths['/pets'].get.parameters[?@.name == 'page']\n  remove: true\n\
         - target: $.paths['/pets'].get.parameters\n  update: {name: filter, in: query}\n\
         - target: $.paths['/pets'].get.parameters[0]\n  remove: true",
    );
    assert_eq!(rendered(&loaded), "");
    assert_eq!(value_at(&loaded, "/info/title"), "overlay.yaml:5:21 Cats");
    assert_eq!(
        value_at(&loaded, "/info/contact/name"),
        "overlay.yaml:5:43 me"
    );
    assert_eq!(
        key_at(&loaded, "/info/contact"),
        "overlay.yaml:5:27 contact"
    );
    assert_eq!(key_at(&loaded, "/info"), "api.yaml:2:1 info");
    let parameters = "/paths/~1pets/get/parameters";
    assert_eq!(
        value_at(&loaded, &format!("{parameters}/0/name")),
        "api.yaml:12:18 sort"
    );
    assert_eq!(
        value_at(&loaded, &format!("{parameters}/1/name")),
        "overlay.yaml:9:20 filter"
    );
}

#[test]
fn faults_of_the_text_keep_their_place_when_an_overlay_moves_it() {
    let loaded = load(&[
        ("api.yaml", "tags: [a, !odd b]\n"),
        (
            "overlay.yaml",
            "overlay: 1.0.0\ninfo: {title: a, version: '1'}\n\
             actions:\n- target: $.tags[0]\n  remove: true\n",
        ),
    ]);
    assert_snapshot!(rendered(&loaded), @"
    warning[E0110]: the YAML tag `!odd` means nothing here
     --> api.yaml:1:11
      |
    1 | tags: [a, !odd b]
      |           ^^^^^^ read as if it had no tag
      |
      = help: remove the tag
    ");
}

// Faults of overlays.

#[test]
fn an_action_that_selects_nothing_is_an_error() {
    assert_snapshot!(rendered(&under("- target: $.paths['/cats'].get\n  remove: true")), @"
    error[E0304]: this action selects nothing
     --> overlay.yaml:4:13
      |
    4 |   - target: $.paths['/cats'].get
      |             ^^^^^^^^^^^^^^^^^^^^ the document has nothing at this path
      |
      = at: #/actions/0/target
      = help: `$.paths` is there, but has no `/cats`; did you mean `/pets`?
    ");
}

#[test]
fn what_a_path_finds_nowhere_is_named() {
    assert_snapshot!(rendered(&under("- target: $.paths..parameter\n  remove: true")), @"
    error[E0304]: this action selects nothing
     --> overlay.yaml:4:13
      |
    4 |   - target: $.paths..parameter
      |             ^^^^^^^^^^^^^^^^^^ the document has nothing at this path
      |
      = at: #/actions/0/target
      = help: `$.paths` is there, but nothing below it is called `parameter`; did you mean `parameters`?
    ");
    assert_snapshot!(rendered(&under("- target: $..nope\n  remove: true")), @"
    error[E0304]: this action selects nothing
     --> overlay.yaml:4:13
      |
    4 |   - target: $..nope
      |             ^^^^^^^ the document has nothing at this path
      |
      = at: #/actions/0/target
      = help: `$` is there, but nothing below it is called `nope`; did you mean `name`?
    ");
    assert_snapshot!(rendered(&under("- target: $..[?@.nope].get\n  remove: true")), @"
    error[E0304]: this action selects nothing
     --> overlay.yaml:4:13
      |
    4 |   - target: $..[?@.nope].get
      |             ^^^^^^^^^^^^^^^^ the document has nothing at this path
      |
      = at: #/actions/0/target
      = help: `$` is there, but nothing in it is selected by `..[?@.nope]`
    ");
}

#[test]
fn a_target_must_be_a_json_path() {
    assert_snapshot!(rendered(&under("- target: paths./pets\n  remove: true")), @"
    error[E0303]: `paths./pets` is not a JSONPath
     --> overlay.yaml:4:13
      |
    4 |   - target: paths./pets
      |             ^^^^^^^^^^^
      |
      = at: #/actions/0/target
      = help: write it as RFC 9535 has it, such as `$.paths['/pets'].get`
    ");
    assert_snapshot!(rendered(&under("- target: [a]\n  remove: true")), @"
    error[E0301]: `target` must be a JSONPath in a text
     --> overlay.yaml:4:5
      |
    4 |   - target: [a]
      |     ^^^^^^
      |
      = at: #/actions/0/target
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay
    ");
}

#[test]
fn the_whole_document_can_not_be_removed() {
    assert_snapshot!(rendered(&under("- target: $\n  remove: true")), @"
    error[E0303]: an action can't remove the whole document
     --> overlay.yaml:4:13
      |
    4 |   - target: $
      |             ^
      |
      = at: #/actions/0/target
      = help: remove the parts of it that are not wanted
    ");
}

#[test]
fn an_update_must_fit_what_it_is_merged_into() {
    assert_snapshot!(rendered(&under("- target: $.tags[0]\n  update: {name: a}")), @"
    error[E0305]: an object can't be merged into a single value
     --> overlay.yaml:5:5
      |
    5 |     update: {name: a}
      |     ^^^^^^
      |
     ::: api.yaml:5:8
      |
    5 | tags: [a, b, c, d]
      |        - what it is to change
      |
      = at: #/actions/0/update
      = help: remove the old value by an action of its own, and add the new one to what contains it
    ");
    assert_snapshot!(rendered(&under("- target: $.info\n  update: Cats")), @"
    error[E0305]: a single value can't be merged into an object
     --> overlay.yaml:5:13
      |
    5 |     update: Cats
      |             ^^^^
      |
     ::: api.yaml:2:1
      |
    2 | info:
      | ---- what it is to change
      |
      = at: #/actions/0/update
      = help: remove the old value by an action of its own, and add the new one to what contains it
    ");
    assert_snapshot!(rendered(&under("- target: $\n  update:\n    info:\n      title: {a: 1}")), @"
    error[E0305]: an object can't be merged into a single value
     --> overlay.yaml:7:9
      |
    7 |         title: {a: 1}
      |         ^^^^^
      |
     ::: api.yaml:3:10
      |
    3 |   title: Pets
      |          ---- what it is to change
      |
      = at: #/actions/0/update/info/title
      = help: remove the old value by an action of its own, and add the new one to what contains it
    ");
}

#[test]
fn unknown_keys_are_errors_and_extensions_are_not() {
    let loaded =
        under("- target: $.info\n  x-why: because\n  updates: {title: Cats}\n  remove: true");
    assert_snapshot!(rendered(&loaded), @"
    error[E0302]: an overlay has no key `updates` here
     --> overlay.yaml:6:5
      |
    6 |     updates: {title: Cats}
      |     ^^^^^^^
      |
      = at: #/actions/0/updates
    help: did you mean `update`?
      |
    6 -     updates: {title: Cats}
    6 +     update: {title: Cats}
      |
    ");
}

#[test]
fn what_is_missing_is_named() {
    assert_snapshot!(faults("info: {title: a}\nactions: []\n"), @"
    error[E0301]: the key `overlay` is missing here
     --> overlay.yaml:1:1
      |
    1 | info: {title: a}
      | ^^^^^^^^^^^^^^^^
      |
      = at: #
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay

    error[E0301]: the key `version` is missing here
     --> overlay.yaml:1:1
      |
    1 | info: {title: a}
      | ^^^^
      |
      = at: #/info
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay

    error[E0301]: `actions` must be a list of at least one action
     --> overlay.yaml:2:1
      |
    2 | actions: []
      | ^^^^^^^
      |
      = at: #/actions
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay
    ");
    assert_snapshot!(rendered(&under("- target: $.info")), @"
    error[E0301]: an action needs `update`, `copy` or `remove: true`
     --> overlay.yaml:4:5
      |
    4 |   - target: $.info
      |     ^^^^^^^^^^^^^^
      |
      = at: #/actions/0
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay
    ");
    assert_snapshot!(rendered(&under("- description: nothing to do\n  update: {}")), @"
    error[E0301]: the key `target` is missing here
     --> overlay.yaml:4:5
      |
    4 |   - description: nothing to do
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = at: #/actions/0
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay
    ");
}

#[test]
fn an_overlay_of_another_version_or_document_is_told() {
    let overlay = "overlay: 2.0.0\ninfo: {title: a, version: '1'}\nextends: ./cats.yaml\n\
                   actions:\n- target: $.info\n  update: {title: Cats}\n  remove: true\n";
    assert_snapshot!(faults(overlay), @"
    error[E0301]: version 2.0.0 of Overlay is not known, only 1.0 and 1.1
     --> overlay.yaml:1:10
      |
    1 | overlay: 2.0.0
      |          ^^^^^
      |
      = at: #/overlay
      = help: see https://spec.openapis.org/overlay/v1.1.0.html for the form of an overlay

    warning[E0306]: this overlay is for `./cats.yaml`, but is applied to `api.yaml`
     --> overlay.yaml:3:10
      |
    3 | extends: ./cats.yaml
      |          ^^^^^^^^^^^
      |
      = at: #/extends
      = help: correct `extends`, or give the overlay that belongs to the document

    warning[E0301]: `update` has no effect beside `remove: true`
     --> overlay.yaml:6:3
      |
    6 |   update: {title: Cats}
      |   ^^^^^^
      |
      = at: #/actions/0/update
      = help: make them two actions, one after the other
    ");
}
