-- Every table that is listed has id, created_at and updated_at: pages are cut by them.
-- Moments are RFC 3339 in UTC with milliseconds, so that their order as text is that in time.

CREATE TABLE IF NOT EXISTS connections (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    type          TEXT NOT NULL,
    client_alias  TEXT,
    description   TEXT,
    workspace_ids TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS resources (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id    INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
    name             TEXT NOT NULL,
    description      TEXT,
    schema           TEXT NOT NULL,
    display_name_key TEXT NOT NULL,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    resource_id  INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
    session_id   TEXT NOT NULL,
    status       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    activated_at TEXT,
    canceled_at  TEXT,
    UNIQUE (resource_id, session_id)
);

CREATE UNIQUE INDEX IF NOT EXISTS one_session_in_progress
    ON sessions (resource_id) WHERE status = 'IN_PROGRESS';
CREATE UNIQUE INDEX IF NOT EXISTS one_active_session
    ON sessions (resource_id) WHERE status = 'ACTIVE';

-- A record is live, or staged by the one session in progress: the same record_id may be both.
CREATE TABLE IF NOT EXISTS records (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    resource_id INTEGER NOT NULL REFERENCES resources ON DELETE CASCADE,
    record_id   TEXT NOT NULL,
    staged      INTEGER NOT NULL,
    session_id  TEXT,
    attributes  TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    UNIQUE (resource_id, staged, record_id)
);

-- A removed identity keeps its row: sending it again restores it.
CREATE TABLE IF NOT EXISTS identities (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
    identity_id   TEXT NOT NULL,
    fields        TEXT NOT NULL,
    deleted_at    TEXT,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    UNIQUE (connection_id, identity_id)
);

CREATE TABLE IF NOT EXISTS devices (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    connection_id INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
    personnel_id  INTEGER NOT NULL,
    serial_number TEXT,
    mac_address   TEXT COLLATE NOCASE,
    external_id   TEXT,
    fields        TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL
);

-- People named by their email address; each gets a number at first mention.
CREATE TABLE IF NOT EXISTS personnel (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE
);
