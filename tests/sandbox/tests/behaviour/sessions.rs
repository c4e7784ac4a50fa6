//! R18 to R31: the state machine of sessions.

use serde_json::{Value, json};

use crate::client::{Api, Reply, ids, upload};

/// Sessions of one resource.
struct Sessions {
    api: Api,
    resource: String,
}

impl Sessions {
    fn start() -> Self {
        let api = Api::start();
        let resource = api.resource();
        Self { api, resource }
    }

    async fn upload(&self, session: &str, ids: &[&str]) -> Reply {
        self.api
            .post(
                &format!("{}/sessions/{session}", self.resource),
                upload(ids),
            )
            .await
    }

    async fn act(&self, session: &str, action: &str) -> Reply {
        let path = format!("{}/sessions/{session}/actions", self.resource);
        self.api.post(&path, json!({ "action": action })).await
    }

    async fn status(&self, session: &str) -> Value {
        self.api.status_of(&self.resource, session).await
    }

    async fn live(&self) -> Vec<String> {
        self.api.live(&self.resource).await
    }

    async fn of_session(&self, session: &str) -> Vec<String> {
        ids(&self
            .api
            .get(&format!("{}/records?sessionId={session}", self.resource))
            .await)
    }
}

#[tokio::test]
async fn r18_session_ids_follow_their_rule() {
    let sessions = Sessions::start();
    for wrong in ["ab", "a.b.c", "a%20b", &"x".repeat(65)] {
        assert_eq!(sessions.upload(wrong, &["a"]).await.status, 400, "{wrong}");
        assert_eq!(sessions.act(wrong, "cancel").await.status, 400, "{wrong}");
    }
    assert_eq!(
        sessions.upload(&"aZ0_-".repeat(12), &["a"]).await.status,
        201
    );
}

#[tokio::test]
async fn r19_uploads_to_one_id_add_up() {
    let sessions = Sessions::start();
    assert_eq!(sessions.upload("night-1", &["a"]).await.status, 201);
    assert_eq!(sessions.status("night-1").await, "IN_PROGRESS");
    sessions.upload("night-1", &["b"]).await;
    assert_eq!(sessions.upload("night-1", &["a"]).await.status, 200);
    assert_eq!(sessions.of_session("night-1").await, ["a", "b"]);
}

#[tokio::test]
async fn r20_only_one_session_is_in_progress() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    let second = sessions.upload("night-2", &["b"]).await;
    assert_eq!(second.status, 400);
    assert!(second.json()["message"].to_string().contains("night-1"));
    sessions.act("night-1", "cancel").await;
    assert_eq!(sessions.upload("night-2", &["b"]).await.status, 201);
}

#[tokio::test]
async fn r21_staged_records_are_not_live() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    assert_eq!(sessions.live().await, [""; 0]);
    let record = format!("{}/records/a", sessions.resource);
    assert_eq!(sessions.api.delete(&record).await.status, 404);
}

#[tokio::test]
async fn r22_complete_makes_the_staged_records_the_whole_live_set() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a", "b"]).await;
    assert_eq!(sessions.act("night-1", "complete").await.status, 200);
    assert_eq!(sessions.status("night-1").await, "ACTIVE");
    assert_eq!(sessions.live().await, ["a", "b"]);
}

#[tokio::test]
async fn r23_complete_archives_the_active_session() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a", "b"]).await;
    sessions.act("night-1", "complete").await;
    sessions.upload("night-2", &["b", "c"]).await;
    assert_eq!(sessions.live().await, ["a", "b"]);
    sessions.act("night-2", "complete").await;
    assert_eq!(sessions.status("night-1").await, "ARCHIVED");
    assert_eq!(sessions.status("night-2").await, "ACTIVE");
    assert_eq!(sessions.live().await, ["b", "c"]);
    assert_eq!(sessions.of_session("night-1").await, [""; 0]);
}

#[tokio::test]
async fn r24_complete_deletes_direct_records() {
    let sessions = Sessions::start();
    let records = format!("{}/records", sessions.resource);
    sessions.api.post(&records, upload(&["direct"])).await;
    sessions.upload("night-1", &["a"]).await;
    sessions.act("night-1", "complete").await;
    assert_eq!(sessions.live().await, ["a"]);
}

#[tokio::test]
async fn r25_cancel_leaves_live_data_alone() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    sessions.act("night-1", "complete").await;
    sessions.upload("night-2", &["a", "b"]).await;
    assert_eq!(sessions.act("night-2", "cancel").await.status, 200);
    assert_eq!(sessions.status("night-2").await, "CANCELED");
    assert_eq!(sessions.of_session("night-2").await, [""; 0]);
    assert_eq!(sessions.live().await, ["a"]);
    assert_eq!(sessions.status("night-1").await, "ACTIVE");
}

#[tokio::test]
async fn r26_no_action_archives() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    assert_eq!(sessions.act("night-1", "archive").await.status, 400);
    assert_eq!(sessions.status("night-1").await, "IN_PROGRESS");
}

#[tokio::test]
async fn r27_action_answers_where_the_session_stands() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    let answer = sessions.act("night-1", "complete").await.json();
    let expected = json!({
        "sessionId": "night-1", "status": "ACTIVE", "action": "complete",
        "connectionId": 1, "resourceId": 1,
    });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn r28_an_action_needs_a_session_in_progress() {
    let sessions = Sessions::start();
    assert_eq!(sessions.act("unknown", "complete").await.status, 404);
    sessions.upload("night-1", &["a"]).await;
    sessions.act("night-1", "complete").await;
    for action in ["complete", "cancel"] {
        let refused = sessions.act("night-1", action).await;
        assert_eq!(refused.status, 422);
        assert!(refused.json()["message"].to_string().contains("ACTIVE"));
    }
    assert_eq!(sessions.status("night-1").await, "ACTIVE");
}

#[tokio::test]
async fn r28_a_session_that_has_ended_takes_no_records() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    sessions.act("night-1", "cancel").await;
    assert_eq!(sessions.upload("night-1", &["b"]).await.status, 400);
}

#[tokio::test]
async fn r29_a_session_without_records_cannot_be_completed() {
    let sessions = Sessions::start();
    assert_eq!(sessions.upload("night-1", &[]).await.status, 200);
    let refused = sessions.act("night-1", "complete").await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json()["message"],
        "Cannot complete a session with no data records"
    );
    assert_eq!(refused.json()["name"], "UnprocessableEntityException");
}

#[tokio::test]
async fn r30_sessions_can_be_narrowed_by_status() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    sessions.act("night-1", "cancel").await;
    sessions.upload("night-2", &["a"]).await;
    let list = format!("{}/sessions?status=", sessions.resource);
    let canceled = sessions.api.get(&format!("{list}CANCELED")).await.json();
    assert_eq!(canceled["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(canceled["data"][0]["sessionId"], "night-1");
    assert!(canceled["data"][0]["id"].is_i64());
    assert!(canceled["data"][0]["canceledAt"].is_string());
    assert_eq!(canceled["data"][0]["activatedAt"], Value::Null);
    assert_eq!(
        sessions.api.get(&format!("{list}CANCELLED")).await.status,
        400
    );
}

#[tokio::test]
async fn r31_other_actions_are_refused() {
    let sessions = Sessions::start();
    sessions.upload("night-1", &["a"]).await;
    for action in ["COMPLETE", "pause", ""] {
        assert_eq!(
            sessions.act("night-1", action).await.status,
            400,
            "{action}"
        );
    }
}
