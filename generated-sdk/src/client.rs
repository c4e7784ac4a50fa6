// @generated from the API document. Do not edit: the next run writes this file anew.

//! The client of this API: servers, credentials, groups.

use std::fmt;
use std::time::Duration;

use crate::api;
use crate::runtime::{Client, ClientBuilder, Credential, Defaults, Place, SecurityScheme};

static DEFAULTS: Defaults = Defaults {
    base_url: "https://public-api.drata.com/public/v2",
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    error_message: &["/message"],
    error_code: &["/code"],
    request_id_headers: &[],
    rate_limit: Some((500, Duration::from_secs(60))),
};

pub(crate) static API_KEY: SecurityScheme = SecurityScheme {
    name: "bearer",
    place: Place::Bearer,
};

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&DEFAULTS)
    }

    /// The connections themselves: what kind of data each of them holds, which workspaces it
    /// belongs to, and for `CUSTOM` the shape of a record.
    #[cfg(feature = "custom-connections")]
    #[must_use]
    pub fn custom_connections(&self) -> api::custom_connections::CustomConnections<'_> {
        self.into()
    }

    /// The devices of an `MDM` connection and what is known of their security settings.
    #[cfg(feature = "devices")]
    #[must_use]
    pub fn devices(&self) -> api::devices::Devices<'_> {
        self.into()
    }

    /// The people of an `HRIS` connection, keyed by your own `identityId`. A change takes effect at
    /// the next identity sync, which runs every night unless configured otherwise. Beta.
    #[cfg(feature = "hris-identities")]
    #[must_use]
    pub fn hris_identities(&self) -> api::hris_identities::HrisIdentities<'_> {
        self.into()
    }

    /// The records of a `CUSTOM` connection. They are either sent directly, which makes them live
    /// at once, or staged in a session, which replaces the whole live data set when it is
    /// completed.
    #[cfg(feature = "records")]
    #[must_use]
    pub fn records(&self) -> api::records::Records<'_> {
        self.into()
    }

    /// The records of a `CUSTOM` connection. They are either sent directly, which makes them live
    /// at once, or staged in a session, which replaces the whole live data set when it is
    /// completed.
    #[cfg(feature = "sessions")]
    #[must_use]
    pub fn sessions(&self) -> api::sessions::Sessions<'_> {
        self.into()
    }
}

impl ClientBuilder {
    /// Picks one of the API's servers.
    pub fn region(self, region: Region) -> Self {
        self.base_url(region.url())
    }

    /// An API key, which is opaque. It carries permissions, and may be bound to source addresses
    /// and to an expiry date.
    pub fn api_key(self, token: impl Into<String>) -> Self {
        self.credential(API_KEY.name, Credential::bearer(token))
    }
}

/// The servers of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// US
    ///
    /// `https://public-api.drata.com/public/v2`
    Us,
    /// EU
    ///
    /// `https://public-api.eu.drata.com/public/v2`
    Eu,
    /// APAC
    ///
    /// `https://public-api.apac.drata.com/public/v2`
    Apac,
}

impl Region {
    /// The base URL.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::Us => "https://public-api.drata.com/public/v2",
            Self::Eu => "https://public-api.eu.drata.com/public/v2",
            Self::Apac => "https://public-api.apac.drata.com/public/v2",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url())
    }
}
