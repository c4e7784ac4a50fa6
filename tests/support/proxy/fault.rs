//! What may go wrong on the way between a client and a server.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::message::Reply;

/// What goes wrong with one request.
#[derive(Clone)]
pub enum NetworkFault {
    /// The connection ends.
    Break(Moment, Ending),
    /// The reply comes in so many pieces, with this pause before each.
    Drip {
        /// How many pieces.
        pieces: usize,
        /// The pause before each.
        pause: Duration,
    },
    /// The server never hears of the request; this is the reply.
    Answer(Reply),
    /// The server has acted; its reply is altered.
    Alter(Alteration),
}

/// What becomes of a reply.
pub type Alteration = Arc<dyn Fn(Reply) -> Reply + Send + Sync>;

/// When a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A request has come, but nothing of it is read.
    BeforeRequest,
    /// Only the head of the request is read.
    DuringRequest,
    /// The whole request is read, but the server doesn't hear of it.
    AfterRequest,
    /// The server has acted, but nothing of its reply comes back.
    AfterHandling,
    /// The server has acted; half of its reply comes back.
    DuringReply,
}

impl Moment {
    /// All of them, in their order.
    pub const ALL: [Self; 5] = [
        Self::BeforeRequest,
        Self::DuringRequest,
        Self::AfterRequest,
        Self::AfterHandling,
        Self::DuringReply,
    ];

    /// Whether the server has acted on the request by then.
    pub fn is_handled(self) -> bool {
        matches!(self, Self::AfterHandling | Self::DuringReply)
    }
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is reset (TCP's RST).
    Reset,
    /// It is closed in order (TCP's FIN).
    Close,
    /// It stays open, but nothing comes any more.
    Silence,
}

impl NetworkFault {
    /// The server never hears of the request; a status with the vendor's error body is the reply.
    pub fn status(status: u16) -> Self {
        Self::Answer(Reply::error(status))
    }

    /// The server has acted; its reply is altered.
    pub fn alter(alteration: impl Fn(Reply) -> Reply + Send + Sync + 'static) -> Self {
        Self::Alter(Arc::new(alteration))
    }

    /// The server has acted; the body of its reply is altered, and its length told as it then is.
    pub fn alter_body(alteration: impl Fn(Vec<u8>) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::alter(move |reply| Reply {
            body: alteration(reply.body),
            ..reply
        })
    }
}

impl fmt::Debug for NetworkFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Break(moment, ending) => write!(formatter, "{ending:?} {moment:?}"),
            Self::Drip { pieces, pause } => write!(formatter, "Drip {pieces} x {pause:?}"),
            Self::Answer(reply) => write!(formatter, "Answer {}", reply.status),
            Self::Alter(_) => formatter.write_str("Alter"),
        }
    }
}
