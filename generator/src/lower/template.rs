//! Path templates ([Path Templating](https://spec.openapis.org/oas/v3.0.4.html#path-templating)), and what routers and
//! RFC 6570 write in braces beside a name.

use std::borrow::Cow;

/// The names in the braces of a path template.
pub(super) fn names(path: &str) -> Vec<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| part.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// What the parameters of an operation make of the braces in its path.
pub(super) struct Declared<'a> {
    pub(super) in_path: Vec<&'a str>,
    pub(super) in_query: Vec<&'a str>,
}

impl Declared<'_> {
    /// The path with every brace holding the name of a parameter, as far as it is plain which one is meant.
    pub(super) fn read<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let mut read = Cow::Borrowed(path);
        for expression in names(path) {
            if self.in_path.contains(&expression) {
                continue;
            }
            let braces = format!("{{{expression}}}");
            if self.is_query(expression) {
                read = read.replacen(&braces, "", 1).into();
            } else if let Some(name) = self.meant(expression) {
                read = read.replacen(&braces, &format!("{{{name}}}"), 1).into();
            }
        }
        read
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

    /// The declared name in `+name` and `name*` (RFC 6570), `*name`, `name+`, `name?`, `name:int` and `name=things/*`.
    fn meant<'e>(&self, expression: &'e str) -> Option<&'e str> {
        let name = expression.split([':', '=']).next().unwrap_or_default();
        let name = name.trim_start_matches(['+', '*']);
        let name = name.trim_end_matches(['+', '*', '?', '.']);
        self.in_path.contains(&name).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::Declared;

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
}
