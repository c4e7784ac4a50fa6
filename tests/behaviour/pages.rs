//! Lists that come in pages.

use drata_custom_connections::ErrorKind;
use futures_util::TryStreamExt;
use sandbox::{LastCursor, Quirks};
use tests::Api;

const IDS: [&str; 5] = ["app-1", "app-2", "app-3", "app-4", "app-5"];

#[tokio::test]
async fn d31_a_list_ends_with_any_falsy_cursor() {
    for last_cursor in [LastCursor::Null, LastCursor::Empty, LastCursor::Absent] {
        let api = Api::with_quirks(Quirks {
            last_cursor,
            ..Quirks::default()
        });
        let resource = api.resource();
        resource.upsert(&IDS).await;
        let list = api
            .client
            .records()
            .list(resource.connection, resource.resource)
            .size(2);
        let records: Vec<_> = list.clone().stream().try_collect().await.unwrap();
        assert_eq!(records.len(), IDS.len(), "{last_cursor:?}");
        let pages: Vec<_> = list.pages().try_collect().await.unwrap();
        assert_eq!(
            pages
                .iter()
                .map(|page| page.items.len())
                .collect::<Vec<_>>(),
            [2, 2, 1]
        );
    }
}

#[tokio::test]
async fn d31_a_cursor_that_comes_again_is_an_error_after_its_items() {
    let api = Api::with_quirks(Quirks {
        last_cursor: LastCursor::Repeated,
        ..Quirks::default()
    });
    let resource = api.resource();
    resource.upsert(&IDS).await;
    let list = api
        .client
        .records()
        .list(resource.connection, resource.resource)
        .size(2);
    let mut records = list.stream();
    let mut count = 0;
    let error = loop {
        match records.try_next().await {
            Ok(Some(_)) => count += 1,
            Ok(None) => panic!("the cursor is repeated"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Pagination);
    assert!(count >= IDS.len(), "{count}");
}

#[tokio::test]
async fn a_total_is_told_on_the_first_page_when_asked_for() {
    let api = Api::start();
    let resource = api.resource();
    resource.upsert(&IDS).await;
    let list = api
        .client
        .records()
        .list(resource.connection, resource.resource);
    let page = list.include_total_count(true).send().await.unwrap();
    assert_eq!(page.pagination.total_count.value(), Some(&5));
}
