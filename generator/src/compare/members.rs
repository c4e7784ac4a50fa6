//! Structs: fields, constructor and setters.

use super::matching::{Criterion, Matched, matched};
use super::parameters::escaped;
use super::shapes::say_the_same;
use super::types::Both;
use super::{At, Comparing, Kind, Node};
use crate::api::{Additional, Member, Object, Type, TypeDefinition};

impl Comparing<'_> {
    /// Two structs.
    pub(super) fn object(&mut self, old: &Object, new: &Object, both: Both<'_>) {
        let (made, makes) = (both.old.usage.request, both.new.usage.request);
        match (made, makes) {
            (true, false) => {
                let sentence = "only replies have it now: no `new`, no setters";
                self.report(Kind::ConstructorRemoved, both.item, both.at(), sentence);
            }
            (false, true) => {
                let sentence = "a request has it now: `new` and setters";
                self.report(Kind::ConstructorAdded, both.item, both.at(), sentence);
            }
            _ => {}
        }
        let Matched {
            both: pairs,
            removed,
            added,
        } = self.matched_members(old, new);
        for member in removed {
            let at = At::old(node(both.old, member));
            let item = field(both, &member.name);
            self.report(Kind::MemberRemoved, item, at, "the field was removed");
        }
        for member in added {
            let at = At::new(node(both.new, member));
            let (kind, sentence) = match member.is_argument() && made && makes {
                true => (Kind::RequiredMemberAdded, "the field is new and required"),
                false => (Kind::MemberAdded, "the field is new"),
            };
            self.report(kind, field(both, &member.name), at, sentence);
        }
        for (before, after) in &pairs {
            self.member(before, after, both);
        }
        if made && makes {
            self.constructor(old, new, &pairs, both);
        }
        self.additional(&old.additional, &new.additional, both);
    }

    fn member(&mut self, old: &Member, new: &Member, both: Both<'_>) {
        let item = field(both, &new.name);
        let at = At::both(node(both.old, old), node(both.new, new));
        let mut report = |kind, sentence: &str| self.report(kind, &item, at.clone(), sentence);
        if old.name != new.name {
            let sentence = format!("renamed from `{}`", old.name);
            report(Kind::MemberRenamed, &sentence);
        } else if old.wire_name != new.wire_name {
            let sentence = format!(
                "`{}` on the wire instead of `{}`",
                new.wire_name, old.wire_name
            );
            report(Kind::MemberWireNameChanged, &sentence);
        }
        match (old.docs.deprecated, new.docs.deprecated) {
            (false, true) => report(Kind::MemberDeprecated, "deprecated"),
            (true, false) => report(Kind::MemberUndeprecated, "no longer deprecated"),
            _ => {}
        }
        let is_argument = both.old.usage.request && both.new.usage.request;
        let turned = match (old.required, new.required) {
            (false, true) => Some((Kind::MemberTurnedRequired, "is now required")),
            (true, false) => Some((Kind::MemberTurnedOptional, "is now optional")),
            _ => None,
        };
        let is_same = self.same(&old.ty, &new.ty);
        let is_same_inside = self.same(value(&old.ty), value(&new.ty));
        match turned {
            Some((kind, sentence)) if !is_same && is_same_inside || is_same && is_argument => {
                self.report(kind, item, at, sentence);
            }
            Some((_, sentence)) if is_same => {
                self.report(Kind::MemberPresenceChanged, item, at, sentence);
            }
            _ if !is_same => {
                let sentence = format!("changed {}", self.change_of(&old.ty, &new.ty));
                self.report(Kind::MemberTypeChanged, item, at, sentence);
            }
            _ => {}
        }
    }

    /// What `new` takes, in order.
    fn constructor(
        &mut self,
        old: &Object,
        new: &Object,
        pairs: &[(&Member, &Member)],
        both: Both<'_>,
    ) {
        let mut positions: Vec<(usize, usize)> = pairs
            .iter()
            .filter_map(|(before, after)| Some((position(old, before)?, position(new, after)?)))
            .collect();
        positions.sort_unstable();
        if !positions.is_sorted_by_key(|(_, after)| *after) {
            let arguments = new.members.iter().filter(|member| member.is_argument());
            let arguments: Vec<String> = arguments
                .map(|member| format!("`{}`", member.name))
                .collect();
            let sentence = format!("`new` now takes {}, in this order", arguments.join(", "));
            self.report(Kind::ConstructorReordered, both.item, both.at(), sentence);
        }
        for (before, after) in pairs {
            if !(before.required && after.required) {
                continue;
            }
            let name = &after.name;
            let sentence = match (before.is_argument(), after.is_argument()) {
                (true, false) => {
                    format!("`new` no longer takes `{name}`: it can have one value alone")
                }
                (false, true) => format!("`new` now takes `{name}`: it can have several values"),
                _ => continue,
            };
            self.report(Kind::ConstructorChanged, both.item, both.at(), sentence);
        }
    }

    fn additional(&mut self, old: &Additional, new: &Additional, both: Both<'_>) {
        let of_field = |name: &str| field(both, name);
        match (old, new) {
            (Additional::Ignored, Additional::Ignored) => {}
            (Additional::Ignored, Additional::Kept { name, .. }) => {
                let sentence = "other members are now kept";
                self.report(Kind::AdditionalAdded, of_field(name), both.at(), sentence);
            }
            (Additional::Kept { name, .. }, Additional::Ignored) => {
                let sentence = "other members are no longer kept";
                self.report(Kind::AdditionalRemoved, of_field(name), both.at(), sentence);
            }
            (
                Additional::Kept {
                    name: old_name,
                    ty: before,
                },
                Additional::Kept { name, ty: after },
            ) => {
                if old_name != name || !self.same(before, after) {
                    let change = self.change_of(before, after);
                    let sentence = match old_name == name {
                        true => format!("other members changed {change}"),
                        false => format!("renamed from `{old_name}`"),
                    };
                    self.report(Kind::AdditionalChanged, of_field(name), both.at(), sentence);
                }
            }
        }
    }

    /// First by the name on the wire, then by the field's name, then by type and words.
    fn matched_members<'m>(&self, old: &'m Object, new: &'m Object) -> Matched<'m, Member> {
        let criteria: [Criterion<'_, Member>; 3] = [
            &|a, b| a.wire_name == b.wire_name,
            &|a, b| a.name == b.name,
            &|a, b| self.is_renamed(a, b),
        ];
        matched(&old.members, &new.members, &criteria)
    }

    /// A member of the same type of which the document says the same, or whose type only it has.
    fn is_renamed(&self, old: &Member, new: &Member) -> bool {
        let is_silent =
            |member: &Member| member.docs.summary.is_none() && member.docs.description.is_none();
        let is_told_by_type = matches!(value(&old.ty), Type::Named(_));
        old.required == new.required
            && self.same(&old.ty, &new.ty)
            && (say_the_same(&old.docs, &new.docs)
                || is_told_by_type && is_silent(old) && is_silent(new))
    }
}

/// The type without the `Option` or `Nullable` around it.
fn value(ty: &Type) -> &Type {
    match ty {
        Type::Optional(inner) | Type::Nullable(inner) => inner,
        other => other,
    }
}

fn position(object: &Object, wanted: &Member) -> Option<usize> {
    let mut arguments = object.members.iter().filter(|member| member.is_argument());
    arguments.position(|member| std::ptr::eq(member, wanted))
}

fn field(both: Both<'_>, name: &str) -> String {
    format!("{}.{name}", both.item)
}

fn node(of_type: &TypeDefinition, member: &Member) -> Node {
    Node::from(of_type).below(&format!("properties/{}", escaped(&member.wire_name)))
}
