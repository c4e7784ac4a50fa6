//! How a session ends, whatever becomes of the answers.

use std::fmt;

use tokio::time::{sleep, timeout};

use super::OpenSession;
use crate::runtime::{Repeat, Time};
use crate::types::{
    SessionAction, SessionActionRequest, SessionActionResult, SessionId, SessionStatus,
};
use crate::{Error, ErrorKind};

impl OpenSession {
    pub(super) async fn end(
        self,
        action: SessionAction,
        wanted: SessionStatus,
    ) -> Result<EndedSession, EndError> {
        let request = SessionActionRequest::new(action);
        let sessions = self.client.sessions();
        let time = Time::start(self.client.core.total_timeout);
        let mut tries = self.client.core.retry.waits();
        // An attempt that may take effect still may after a later one was refused.
        let mut may_take_effect = false;
        loop {
            let mut call = sessions.act(self.connection, self.resource, &self.id, &request);
            call.request.timeout = time.left();
            let error = match call.send().await {
                Ok(answer) => {
                    let told = answer.as_ref().and_then(|answer| answer.status.clone());
                    return Ok(self.ended(told.unwrap_or(wanted), answer));
                }
                Err(error) => error,
            };
            may_take_effect |= may_have_acted(&error);
            if !may_take_effect && !is_out_of_turn(&error) {
                return Err(self.not_ended(error, None, false));
            }
            let mut found = self.look(time).await;
            if let Ok(Some(SessionStatus::InProgress)) = found {
                // It was not performed so far, so that once more does no harm.
                let wait = tries.after(&error, Repeat::Safe);
                if let Some(wait) = wait.filter(|wait| time.allows(*wait)) {
                    sleep(wait).await;
                    continue;
                }
            }
            if may_take_effect {
                found = self.look_until_it_ends(found, time).await;
            }
            return match found {
                Ok(Some(status)) if has_come_to(&status, &wanted) => Ok(self.ended(status, None)),
                Ok(found) => {
                    let is_unclear = may_take_effect && !found.as_ref().is_some_and(has_ended);
                    Err(self.not_ended(error, found, is_unclear))
                }
                Err(_) => Err(self.not_ended(error, None, true)),
            };
        }
    }

    /// Where the session stands; `None` if it isn't listed.
    async fn look(&self, time: Time) -> Result<Option<SessionStatus>, Error> {
        let sessions = self.client.sessions();
        let find = sessions.find(self.connection, self.resource, &self.id);
        let found = match time.left() {
            None => find.await,
            Some(left) => timeout(left, find)
                .await
                .unwrap_or_else(|_| Err(too_late())),
        };
        Ok(found?.map(|session| session.status))
    }

    /// Looks again and again, beginning with what was found already.
    async fn look_until_it_ends(
        &self,
        mut found: Result<Option<SessionStatus>, Error>,
        time: Time,
    ) -> Result<Option<SessionStatus>, Error> {
        let mut policy = self.client.core.retry.clone();
        if time.limit.is_some() {
            policy = policy.max_attempts(u32::MAX);
        }
        let mut looks = policy.waits();
        loop {
            let wait = match &found {
                Ok(Some(status)) if !has_ended(status) => looks.after(&too_late(), Repeat::Safe),
                Ok(_) => None,
                Err(error) => looks.after(error, Repeat::Safe),
            };
            match wait.filter(|wait| time.allows(*wait)) {
                Some(wait) => sleep(wait).await,
                None => return found,
            }
            found = self.look(time).await;
        }
    }

    fn ended(self, status: SessionStatus, answer: Option<SessionActionResult>) -> EndedSession {
        EndedSession {
            id: self.id,
            status,
            answer,
        }
    }

    fn not_ended(self, error: Error, found: Option<SessionStatus>, is_unclear: bool) -> EndError {
        EndError {
            error,
            session: self,
            found,
            is_unclear,
        }
    }
}

fn too_late() -> Error {
    Error::new(ErrorKind::Timeout, "the session has not ended in time")
}

/// Whether a session that stands here has been where it was to come to: an archived one was active.
fn has_come_to(status: &SessionStatus, wanted: &SessionStatus) -> bool {
    status == wanted || (*wanted == SessionStatus::Active && *status == SessionStatus::Archived)
}

/// Whether no action changes the session any more.
fn has_ended(status: &SessionStatus) -> bool {
    matches!(
        status,
        SessionStatus::Active | SessionStatus::Archived | SessionStatus::Canceled
    )
}

/// Whether the session was refused for where it stands, which may be where it was to come to.
fn is_out_of_turn(error: &Error) -> bool {
    error.status().is_some_and(|status| status.as_u16() == 422)
}

/// Whether the server may have acted, or may still, on the last attempt of a call that failed: it was sent, and not
/// plainly refused.
pub(crate) fn may_have_acted(error: &Error) -> bool {
    let was_sent = !matches!(
        error.kind(),
        ErrorKind::Authentication
            | ErrorKind::Configuration
            | ErrorKind::Connect
            | ErrorKind::InvalidRequest
    );
    let was_refused = error.status().is_some_and(|status| {
        status.as_u16() != 408 && !status.is_server_error() && !status.is_success()
    });
    error.attempts() > 0 && was_sent && !was_refused
}

/// A session that was ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EndedSession {
    /// The session's id.
    pub id: SessionId,
    /// What it is now.
    pub status: SessionStatus,
    /// What the server answered; `None` without a body, or where the answer got lost and the list of sessions told.
    pub answer: Option<SessionActionResult>,
}

/// A session that could not be ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct EndError {
    /// Why not: what the last attempt came to.
    pub error: Error,
    /// The session, to look it up again ([`Sessions::find`](crate::api::sessions::Sessions::find)), or to end it.
    pub session: OpenSession,
    /// Where the session was found to stand last, if it was looked up and listed.
    pub found: Option<SessionStatus>,
    /// Whether it may have been ended all the same, or may still be: at least one attempt was not plainly refused, and the
    /// list of sessions doesn't say how it ended, or can't be read. Look it up again before you do anything else, and
    /// don't cancel what may have been completed.
    ///
    /// Otherwise no attempt took effect, or it ended as `found` says.
    pub is_unclear: bool,
}

impl fmt::Display for EndError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the session `{}` could not be ended", self.session.id)?;
        if let Some(status) = &self.found {
            write!(f, ", it is {status}")?;
        }
        if self.is_unclear {
            f.write_str("; it may end all the same: look it up again by its id")?;
        }
        Ok(())
    }
}

impl std::error::Error for EndError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<EndError> for Error {
    fn from(error: EndError) -> Self {
        error.error
    }
}
