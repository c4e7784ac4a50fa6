//! Calls from programs without async (feature `blocking`).

use std::fmt;
use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::call::Call;
use super::error::{Error, ErrorKind};
use super::operation::Operation;
use super::pagination::{Items, Page, Pages, Paginated};
use super::success::Output;

impl<'c, O: Operation> Call<'c, O> {
    /// Sends the call and waits for what the operation promises.
    ///
    /// # Errors
    /// As [`send`](Self::send); and [`ErrorKind::Configuration`] within an async runtime, where waiting would stop
    /// everything else: use `send().await` there.
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        block_on(self.send())?
    }
}

impl<'c, O: Paginated> Call<'c, O> {
    /// All items from here on, over all pages, fetched as the iterator goes. Ends as [`pages`](Self::pages) does.
    pub fn iter_blocking(self) -> BlockingItems<'c, O> {
        BlockingItems {
            items: self.stream(),
            is_over: false,
        }
    }

    /// All pages from here on, fetched as the iterator goes. Ends as [`pages`](Self::pages) does.
    pub fn pages_blocking(self) -> BlockingPages<'c, O> {
        BlockingPages {
            pages: self.pages(),
            is_over: false,
        }
    }
}

/// The items of a list: an iterator that waits for the next page when it runs out of items.
#[must_use = "nothing is fetched until an item is asked for"]
pub struct BlockingItems<'c, O: Paginated> {
    items: Items<'c, O>,
    is_over: bool,
}

impl<O: Paginated> fmt::Debug for BlockingItems<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.items.fmt(f)
    }
}

impl<O: Paginated> Iterator for BlockingItems<'_, O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.is_over, self.items.try_next())
    }
}

/// The pages of a list: an iterator that waits for each.
#[must_use = "nothing is fetched until a page is asked for"]
pub struct BlockingPages<'c, O> {
    pages: Pages<'c, O>,
    is_over: bool,
}

impl<O> fmt::Debug for BlockingPages<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(f)
    }
}

impl<O: Paginated> Iterator for BlockingPages<'_, O> {
    type Item = Result<Page<O::Item>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next(&mut self.is_over, self.pages.try_next())
    }
}

/// The next step of an iterator that ends with its first error.
pub(crate) fn next<T>(
    is_over: &mut bool,
    step: impl Future<Output = Result<Option<T>, Error>>,
) -> Option<Result<T, Error>> {
    if *is_over {
        return None;
    }
    let outcome = block_on(step).and_then(|outcome| outcome);
    *is_over = !matches!(outcome, Ok(Some(_)));
    outcome.transpose()
}

/// Runs a future to its end on a runtime that all clients of the process share. It has a thread of its own, so that
/// connections are looked after between calls.
pub(crate) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    static RUNTIME: OnceLock<std::io::Result<Runtime>> = OnceLock::new();

    if Handle::try_current().is_ok() {
        return Err(Error::new(
            ErrorKind::Configuration,
            "a blocking call within an async runtime would stop it; use the async form with `.await`, within \
             `spawn_blocking` by `Handle::current().block_on(..)`",
        ));
    }
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .thread_name("sdk")
            .build()
    });
    match runtime {
        Ok(runtime) => Ok(runtime.block_on(future)),
        Err(error) => {
            let summary = format!("no thread for blocking calls could be started: {error}");
            Err(Error::new(ErrorKind::Configuration, summary))
        }
    }
}
