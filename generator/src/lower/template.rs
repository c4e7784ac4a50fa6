//! Path templates ([Path Templating](https://spec.openapis.org/oas/v3.0.4.html#path-templating)), and what routers and
//! RFC 6570 write in place of a name in braces.

use std::borrow::Cow;

use crate::template::expressions;

/// A name in a query, and its value where it has one.
pub(super) type Pair<'p> = (&'p str, Option<&'p str>);

/// The query of a path by name and value, with the place where it begins. A question mark in braces begins none.
pub(super) fn query(path: &str) -> Option<(usize, Vec<Pair<'_>>)> {
    let mut depth = 0_usize;
    let start = path.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, '?' | '#')
    })?;
    let query = path[start..].strip_prefix('?')?.split('#').next()?;
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (pair, None),
    });
    Some((start, pairs.collect()))
}

/// What the parameters of an operation make of its path.
pub(super) struct Declared<'a> {
    pub(super) in_path: Vec<&'a str>,
    pub(super) in_query: Vec<&'a str>,
}

impl Declared<'_> {
    /// The path with every brace holding the name of a parameter, as far as it is plain which one is meant, and without
    /// what is a parameter of the query.
    pub(super) fn read<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let mut read = self.with_braces(self.without_parameters_of_the_query(path));
        for expression in expressions(&read.clone()) {
            if self.in_path.contains(&expression) {
                continue;
            }
            let braces = format!("{{{expression}}}");
            if self.is_query(expression) {
                read = read.replacen(&braces, "", 1).into();
            } else if let Some(name) = self.meant(expression, &read) {
                read = read.replacen(&braces, &format!("{{{name}}}"), 1).into();
            }
        }
        read
    }

    /// The parameters of which the path has it that one value may be several segments: `{+name}` (RFC 6570, section 3.2.3),
    /// `{name+}`, `{name=things/*}` and `{name=**}`.
    pub(super) fn of_segments<'e>(&'e self, path: &'e str) -> Vec<&'e str> {
        let is_of_segments = |expression: &&str| {
            let (name, pattern) = expression.split_once('=').unwrap_or((expression, ""));
            let is_greedy = name.starts_with('+') || name.ends_with('+');
            is_greedy || pattern.contains('/') || pattern.contains("**")
        };
        expressions(path)
            .filter(|expression| !self.in_path.contains(expression))
            .filter(is_of_segments)
            .filter_map(|expression| self.meant(expression, path))
            .collect()
    }

    /// In `/search?q={text}` there is no more of `q` than that it is a parameter, where it is declared as one.
    fn without_parameters_of_the_query<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let Some((start, pairs)) = query(path) else {
            return Cow::Borrowed(path);
        };
        let is_declared = |(name, value): &Pair<'_>| {
            let mut in_value = expressions(value.unwrap_or_default());
            self.in_query.contains(name) && !in_value.any(|name| self.in_path.contains(&name))
        };
        if !pairs.iter().any(is_declared) {
            return Cow::Borrowed(path);
        }
        let own = pairs.iter().filter(|pair| !is_declared(pair));
        let own = own.map(|(name, value)| match value {
            Some(value) => format!("{name}={value}"),
            None => (*name).to_owned(),
        });
        let own: Vec<String> = own.collect();
        let begin = if own.is_empty() { "" } else { "?" };
        let fragment = path.find('#').map_or("", |at| &path[at..]);
        format!("{}{begin}{}{fragment}", &path[..start], own.join("&")).into()
    }

    /// `:id` and `*id`, `<id>` and `<int:id>`, as routers write parameters that are a whole segment, in braces.
    fn with_braces<'p>(&self, path: Cow<'p, str>) -> Cow<'p, str> {
        let meant = |segment: &str| {
            let angled = segment
                .strip_prefix('<')
                .and_then(|it| it.strip_suffix('>'));
            let name = match angled {
                Some(inner) => inner.rsplit(':').next().unwrap_or(inner),
                None => segment
                    .strip_prefix([':', '*'])?
                    .trim_end_matches(['?', '*', '+']),
            };
            self.in_path.contains(&name).then(|| format!("{{{name}}}"))
        };
        if !path.split('/').any(|segment| meant(segment).is_some()) {
            return path;
        }
        let segments = path.split('/');
        let segments = segments.map(|segment| meant(segment).unwrap_or_else(|| segment.to_owned()));
        segments.collect::<Vec<_>>().join("/").into()
    }

    /// `?limit,offset` and `&limit` (RFC 6570, sections 3.2.8 and 3.2.9) say no more than that there are these query
    /// parameters.
    fn is_query(&self, expression: &str) -> bool {
        let names = expression.strip_prefix(['?', '&']);
        names.is_some_and(|names| {
            let mut names = names.split(',');
            names.all(|name| self.in_query.contains(&name.trim_end_matches('*')))
        })
    }

    /// The declared name in `+name` and `name*` (RFC 6570), `*name`, `name+`, `name?`, `name:int` and `name=things/*`, or
    /// the only one that is spelt otherwise and stands nowhere in the path.
    fn meant<'e>(&'e self, expression: &'e str, path: &str) -> Option<&'e str> {
        let name = expression.split([':', '=']).next().unwrap_or_default();
        let name = name.trim().trim_start_matches(['+', '*']);
        let name = name.trim_end_matches(['+', '*', '?', '.']);
        if self.in_path.contains(&name) {
            return Some(name);
        }
        let in_path: Vec<&str> = expressions(path).collect();
        let is_free = |other: &&&str| letters(other) == letters(name) && !in_path.contains(*other);
        let mut spelt_otherwise = self.in_path.iter().filter(is_free);
        match (spelt_otherwise.next(), spelt_otherwise.next()) {
            (Some(only), None) if !name.is_empty() => Some(only),
            _ => None,
        }
    }
}

/// What is left of a name in any spelling of its words: `petId`, `pet_id` and `PetID` are the same.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Declared, query};

    #[test]
    fn what_stands_beside_names_in_braces_is_left_out() {
        let declared = Declared {
            in_path: vec!["id", "a:b"],
            in_query: vec!["limit", "offset"],
        };
        for (path, read) in [
            ("/x/{id}", "/x/{id}"),
            ("/x/{+id}:get", "/x/{id}:get"),
            ("/x/{id+}", "/x/{id}"),
            ("/x/{id*}/y", "/x/{id}/y"),
            ("/x/{*id}", "/x/{id}"),
            ("/x/{id:int}", "/x/{id}"),
            ("/x/{id?}", "/x/{id}"),
            ("/x/{ id }", "/x/{id}"),
            ("/x/{id=things/*}/y", "/x/{id}/y"),
            ("/x/{a:b}", "/x/{a:b}"),
            ("/x{?limit,offset}", "/x"),
            ("/x{?limit,other}", "/x{?limit,other}"),
            ("/x/{+other}", "/x/{+other}"),
            ("/x/{}", "/x/{}"),
        ] {
            assert_eq!(declared.read(path), read);
        }
    }

    #[test]
    fn some_values_are_several_segments() {
        let declared = Declared {
            in_path: vec!["id", "a+"],
            in_query: Vec::new(),
        };
        for path in [
            "/x/{+id}",
            "/x/{id+}:get",
            "/x/{id=a/*}/y",
            "/x/{id=**}",
            "/x/{+ID}",
        ] {
            assert_eq!(declared.of_segments(path), ["id"], "{path}");
        }
        for path in [
            "/x/{id}",
            "/x/{id=*}",
            "/x/{id:a/*}",
            "/x/{a+}",
            "/x/{+other}",
            "/x/{id*}",
        ] {
            assert!(declared.of_segments(path).is_empty(), "{path}");
        }
    }

    #[test]
    fn names_are_spelt_as_they_are_declared() {
        let declared = Declared {
            in_path: vec!["petId", "a_b", "aB"],
            in_query: Vec::new(),
        };
        for (path, read) in [
            ("/pets/{pet_id}", "/pets/{petId}"),
            ("/pets/{PetID}", "/pets/{petId}"),
            ("/pets/{pet_id}/{petId}", "/pets/{pet_id}/{petId}"),
            ("/pets/{pet-id}/{pet_id}", "/pets/{petId}/{pet_id}"),
            ("/pets/{ab}", "/pets/{ab}"),
            ("/pets/{ab}/{aB}", "/pets/{a_b}/{aB}"),
        ] {
            assert_eq!(declared.read(path), read);
        }
    }

    #[test]
    fn parameters_are_found_as_routers_write_them() {
        let declared = Declared {
            in_path: vec!["id", "rest"],
            in_query: Vec::new(),
        };
        for (path, read) in [
            ("/x/:id/y", "/x/{id}/y"),
            ("/x/:id?", "/x/{id}"),
            ("/x/<int:id>/*rest", "/x/{id}/{rest}"),
            ("/x/<id>", "/x/{id}"),
            ("/x/:other", "/x/:other"),
            ("/x/{id}:rest", "/x/{id}:rest"),
        ] {
            assert_eq!(declared.read(path), read);
        }
    }

    #[test]
    fn parameters_of_the_query_are_no_part_of_the_path() {
        let declared = Declared {
            in_path: vec!["id"],
            in_query: vec!["limit", "offset"],
        };
        for (path, read) in [
            ("/x?limit={limit}&offset={from}", "/x"),
            ("/x/{id}?kind=a&limit=5#top", "/x/{id}?kind=a#top"),
            ("/x?limit={id}", "/x?limit={id}"),
            ("/x?limit#top", "/x#top"),
            ("/x?kind&id={id}", "/x?kind&id={id}"),
        ] {
            assert_eq!(declared.read(path), read);
        }
    }

    #[test]
    fn a_query_has_names_and_values() {
        let query = |path| query(path).map(|(_, pairs)| pairs);
        assert_eq!(
            query("/x?a=b&c#d?e"),
            Some(vec![("a", Some("b")), ("c", None)])
        );
        assert_eq!(query("/x/{id?}"), None);
        assert_eq!(query("/x#a?b"), None);
    }
}
