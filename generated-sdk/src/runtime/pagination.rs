// @generated from the API document. Do not edit: the next run writes this file anew.

//! Lists that come in pages, told apart by a cursor.

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::LINK;

use super::call::{Call, decode};
use super::client::Client;
use super::cursor::Cursor;
use super::error::{Error, ErrorKind};
use super::exchange::{Exchange, Reading, Received};
use super::operation::Operation;
use super::parameters::query_value;
use super::reply::Reply;
use super::request::Request;
use super::success::Output;

/// An operation that gives a list in pages.
pub trait Paginated: Operation {
    /// What is listed.
    type Item;

    /// Where a request has the cursor, which may be a number.
    const CURSOR: Cursor;

    /// How the cursor of the next page is found.
    const NEXT: NextPage = NextPage::Told;

    /// Whether there may be another page, as far as this one says so.
    fn goes_on(_output: &Output<Self>) -> bool {
        true
    }

    /// The items of a page, and the cursor of the next one or the URL that has it, where the page tells.
    fn page(output: Output<Self>) -> (Vec<Self::Item>, Option<String>);
}

/// How the cursor of the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The page tells it.
    Told,
    /// The page has a URL with it in the query.
    InUrl,
    /// The `Link` header has such a URL for `rel="next"` (RFC 8288).
    InLink,
    /// It is in this header.
    InHeader(&'static str),
    /// It is the number of the page; that of the first is here.
    Numbered(u64),
    /// It is the number of the page's first item; that of the very first one is here.
    Offset(u64),
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one.
    pub next: Option<String>,
}

impl<'c, O: Paginated> Call<'c, O> {
    /// All pages from here on, each fetched when it is asked for.
    ///
    /// The list ends with a page that says so, with one without a cursor (none, or an empty one), where pages or items are
    /// counted with one without items, and at the first error. A cursor that comes for the second time is an error
    /// ([`ErrorKind::Pagination`]), which follows the items of its page; so is a counted page that is the same as the one
    /// before, as servers give it that take no notice of its number.
    pub fn pages(self) -> Pages<'c, O> {
        let walk = Walk::new(self.client, self.request, O::CURSOR, O::NEXT);
        Pages {
            walk,
            operation: PhantomData,
        }
    }

    /// All items from here on, over all pages. Ends as [`pages`](Self::pages) does.
    pub fn stream(self) -> Items<'c, O> {
        Items {
            pages: self.pages(),
            items: Vec::new().into_iter(),
        }
    }
}

/// The pages of a list: a [`Stream`] that fetches each when it is asked for.
#[must_use = "nothing is fetched until a page is asked for"]
pub struct Pages<'c, O> {
    walk: Walk<'c>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paginated> Pages<'_, O> {
    /// The next page; `None` after the last one.
    ///
    /// # Errors
    /// When the page can't be fetched. There are no further pages then.
    pub async fn try_next(&mut self) -> Result<Option<Page<O::Item>>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }

    /// The cursor from which the list goes on: to be kept, and given to a later call, in order to resume there.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.walk.cursor.as_deref()
    }
}

impl<O: Paginated> Stream for Pages<'_, O> {
    type Item = Result<Page<O::Item>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(outcome) = ready!(self.walk.poll_received(context)) else {
            return Poll::Ready(None);
        };
        let client = self.walk.client;
        Poll::Ready(Some(outcome.and_then(|received| {
            let output = decode::<O>(client, &received)?;
            let goes_on = O::goes_on(&output);
            let (items, told) = O::page(output);
            if !items.is_empty() && self.walk.stands_still(&received.reply) {
                return Err(self.walk.endless(SAME_PAGE));
            }
            let next = self.walk.next(told, items.len(), &received.reply);
            let next = self.walk.turn_to(next.filter(|_| goes_on));
            Ok(Page { items, next })
        })))
    }
}

/// The items of a list: a [`Stream`] that fetches the next page when it runs out of items.
#[must_use = "nothing is fetched until an item is asked for"]
pub struct Items<'c, O: Paginated> {
    pages: Pages<'c, O>,
    items: std::vec::IntoIter<O::Item>,
}

impl<O: Paginated> Items<'_, O> {
    /// The next item; `None` after the last one.
    ///
    /// # Errors
    /// When the next page can't be fetched. There are no further items then.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context))
            .await
            .transpose()
    }
}

/// Nothing in it is pinned.
impl<O: Paginated> Unpin for Items<'_, O> {}

impl<O: Paginated> Stream for Items<'_, O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => self.items = page.items.into_iter(),
            }
        }
    }
}

impl<O> fmt::Debug for Pages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("cursor", &self.walk.cursor)
            .finish_non_exhaustive()
    }
}

impl<O: Paginated> fmt::Debug for Items<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("ready", &self.items.len())
            .finish()
    }
}

/// The walk from page to page, whatever is on them.
struct Walk<'c> {
    client: &'c Client,
    request: Box<Request>,
    place: Cursor,
    way: NextPage,
    /// The cursor of the page that comes next.
    cursor: Option<String>,
    seen: BTreeSet<String>,
    /// The body of the page before, where pages or items are counted.
    before: Bytes,
    state: State<'c>,
}

enum State<'c> {
    Ready,
    Fetching(Exchange<'c>),
    /// The cursor of the last page had been used before.
    Circling,
    Over,
}

impl<'c> Walk<'c> {
    fn new(client: &'c Client, request: Box<Request>, place: Cursor, way: NextPage) -> Self {
        let cursor = place.of(&request);
        Self {
            client,
            place,
            way,
            seen: cursor.iter().cloned().collect(),
            before: Bytes::new(),
            cursor,
            request,
            state: State::Ready,
        }
    }

    fn poll_received(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Received, Error>>> {
        if let State::Ready = self.state {
            self.state = State::Fetching(
                self.client
                    .core
                    .execute(self.request.clone(), Reading::Whole),
            );
        }
        let outcome = match &mut self.state {
            State::Fetching(exchange) => Some(ready!(exchange.as_mut().poll(context))),
            State::Circling => Some(Err(self.endless(SAME_CURSOR))),
            State::Ready | State::Over => None,
        };
        // Only a page that could be decoded tells where to go on.
        self.state = State::Over;
        Poll::Ready(outcome)
    }

    /// The cursor of the page after one with so many items.
    fn next(&self, told: Option<String>, items: usize, reply: &Reply) -> Option<String> {
        let in_url = |url: &str| query_value(url.split_once('?')?.1, self.place.name());
        let counted = |first: u64, step: usize| {
            let this = self
                .cursor
                .as_ref()
                .map_or(Some(first), |cursor| cursor.parse().ok())?;
            let next = this.checked_add(u64::try_from(step).ok()?)?;
            (items > 0).then(|| next.to_string())
        };
        match self.way {
            NextPage::Told => told,
            NextPage::InUrl => in_url(&told?),
            NextPage::InLink => in_url(next_link(reply.headers())?),
            NextPage::InHeader(name) => {
                let cursor = reply.headers().get(name)?;
                cursor.to_str().ok().map(str::to_owned)
            }
            NextPage::Numbered(first) => counted(first, 1),
            NextPage::Offset(first) => counted(first, items),
        }
    }

    /// Goes on with the cursor of a page. Gives it back if the list does go on.
    fn turn_to(&mut self, cursor: Option<String>) -> Option<String> {
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        self.cursor.clone_from(&cursor);
        if let Some(cursor) = &cursor {
            self.place.set(&mut self.request, cursor);
            let is_new = self.seen.insert(cursor.clone());
            self.state = if is_new {
                State::Ready
            } else {
                State::Circling
            };
        }
        cursor
    }

    /// Whether a page that is counted is the one before once more.
    fn stands_still(&mut self, reply: &Reply) -> bool {
        if !matches!(self.way, NextPage::Numbered(_) | NextPage::Offset(_)) {
            return false;
        }
        let before = std::mem::replace(&mut self.before, reply.body.clone());
        before == self.before
    }

    #[cold]
    fn endless(&self, summary: &'static str) -> Error {
        Error::new(ErrorKind::Pagination, summary).of_call(
            self.request.spec,
            0,
            std::time::Duration::ZERO,
        )
    }
}

const SAME_CURSOR: &str = "the server gave a cursor for the second time: the pages would never end";
const SAME_PAGE: &str =
    "the server gave a page for the second time, as if it had no number: the pages would never end";

/// The target of `rel="next"` among the links of a reply (RFC 8288, section 3).
fn next_link(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(LINK).into_iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    let mut links = texts.flat_map(|text| text.split('<').skip(1));
    links.find_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let is_next = |parameter: &str| {
            parameter.split_once('=').is_some_and(|(name, value)| {
                let relations = value.trim_matches([' ', '\t', '"', ',']);
                name.trim().eq_ignore_ascii_case("rel")
                    && relations
                        .split_ascii_whitespace()
                        .any(|relation| relation.eq_ignore_ascii_case("next"))
            })
        };
        parameters.split(';').any(is_next).then_some(target)
    })
}
