-- Times are the database's, ISO 8601 in UTC with milliseconds: they read well and sort as text.
-- Digests of the many-row table are BLOBs: half the size of hex.

CREATE TABLE ingestion_jobs (
    job_no           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    dataset_id       TEXT NOT NULL,
    organization     TEXT NOT NULL,
    external_version TEXT NOT NULL,
    internal_version TEXT NOT NULL,
    config_hash      TEXT NOT NULL,
    config_text      TEXT NOT NULL,
    parameters       TEXT NOT NULL,
    plugins          TEXT NOT NULL,
    instant          TEXT NOT NULL,
    state            TEXT NOT NULL,
    shape            TEXT NOT NULL,
    status           TEXT NOT NULL CHECK (status IN ('pending', 'downloading', 'download_verified', 'parsing', 'storing', 'completed', 'failed', 'cancelled')),
    fence            INTEGER NOT NULL DEFAULT 0,
    message          TEXT,
    release_commit   INTEGER,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    started_at       TEXT,
    completed_at     TEXT
) STRICT;
CREATE INDEX ingestion_jobs_by_dataset ON ingestion_jobs (dataset_id, job_no);
CREATE INDEX ingestion_jobs_by_release ON ingestion_jobs (organization, external_version, job_no);

CREATE TABLE ingestion_raw_files (
    job_no      INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    file_index  INTEGER NOT NULL,
    name        TEXT NOT NULL,
    object_key  TEXT NOT NULL,
    size_bytes  INTEGER NOT NULL,
    md5         TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    expected    TEXT,
    compression TEXT NOT NULL,
    charset     TEXT NOT NULL,
    status      TEXT NOT NULL DEFAULT 'verified' CHECK (status IN ('pending', 'downloading', 'downloaded', 'verifying', 'verified', 'failed')),
    recorded_at TEXT NOT NULL,
    PRIMARY KEY (job_no, file_index),
    UNIQUE (job_no, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE ingestion_work_units (
    unit_no           INTEGER PRIMARY KEY,
    job_no            INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    unit_type         TEXT NOT NULL CHECK (unit_type IN ('parse_batch', 'store_batch')),
    number            INTEGER NOT NULL CHECK (number >= 0),
    status            TEXT NOT NULL CHECK (status IN ('pending', 'claimed', 'completed', 'failed', 'cancelled')),
    fence             INTEGER NOT NULL,
    attempt           INTEGER NOT NULL,
    worker            TEXT,
    worker_hostname   TEXT,
    claimed_at        TEXT,
    heartbeat_at      TEXT,
    lease_until       TEXT,
    completed_at      TEXT,
    duration_ms       INTEGER,
    records_read      INTEGER,
    records_derived   INTEGER,
    records_loaded    INTEGER,
    records_rejected  INTEGER,
    records_filtered  INTEGER,
    records_duplicate INTEGER,
    file_index        INTEGER,
    first_ordinal     INTEGER,
    record_count      INTEGER,
    start_offset      INTEGER,
    byte_count        INTEGER,
    receipts          TEXT,
    positions         TEXT,
    last_error        TEXT,
    first_record_id   INTEGER,
    last_record_id    INTEGER,
    keys_pending      INTEGER NOT NULL DEFAULT 0 CHECK (keys_pending IN (0, 1)),
    UNIQUE (job_no, unit_type, number)
) STRICT;
CREATE INDEX ingestion_work_units_keys_pending ON ingestion_work_units (job_no, first_record_id) WHERE keys_pending = 1;

-- One row per loaded record. No foreign keys and no checks: each costs about a tenth of the insert, and the unit's row is written beside it.
-- status: staged, uploading_files, files_uploaded, storing_db, stored, failed.
-- The unique index holds a row once key_checked is 1. Rows get it in batches of many units: an index over random keys that is extended
-- by 1,000 rows at a time writes a page per row, one extended by 65,536 at a time writes a tenth of that.
CREATE TABLE ingestion_staged_records (
    id                INTEGER PRIMARY KEY,
    job_no            INTEGER NOT NULL,
    unit              INTEGER NOT NULL,
    chunk             INTEGER NOT NULL,
    record_type       TEXT NOT NULL,
    record_identifier TEXT NOT NULL,
    record_name       TEXT,
    content_sha256    BLOB,
    content_md5       BLOB,
    sequence_md5      BLOB,
    file_index        INTEGER NOT NULL,
    ordinal           INTEGER NOT NULL,
    source_offset     INTEGER NOT NULL,
    source_length     INTEGER NOT NULL,
    source_line       INTEGER NOT NULL,
    key_checked       INTEGER NOT NULL DEFAULT 0,
    status            TEXT NOT NULL DEFAULT 'stored',
    record_data       BLOB
) STRICT;
CREATE UNIQUE INDEX ingestion_staged_records_key ON ingestion_staged_records (job_no, record_type, record_identifier) WHERE key_checked = 1;

CREATE TABLE ingestion_file_uploads (
    upload_no         INTEGER PRIMARY KEY,
    job_no            INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    unit              INTEGER NOT NULL,
    loader            INTEGER NOT NULL,
    record_type       TEXT NOT NULL,
    record_identifier TEXT NOT NULL,
    format            TEXT NOT NULL,
    object_key        TEXT NOT NULL,
    size_bytes        INTEGER NOT NULL,
    md5               TEXT NOT NULL,
    sha256            TEXT NOT NULL,
    content_type      TEXT NOT NULL,
    status            TEXT NOT NULL DEFAULT 'uploaded' CHECK (status IN ('pending', 'uploading', 'uploaded', 'verified', 'failed')),
    uploaded_at       TEXT NOT NULL,
    UNIQUE (job_no, record_type, record_identifier, format, loader)
) STRICT;

CREATE TABLE ingestion_job_logs (
    log_no    INTEGER PRIMARY KEY,
    job_no    INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    unit      INTEGER,
    level     TEXT NOT NULL,
    message   TEXT NOT NULL,
    logged_at TEXT NOT NULL
) STRICT;
CREATE INDEX ingestion_job_logs_by_job ON ingestion_job_logs (job_no, log_no);

-- One row per problem of a rejected record; the raw bytes stand in the row of its first problem only.
CREATE TABLE ingestion_dead_letters (
    id                INTEGER PRIMARY KEY,
    job_no            INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    unit              INTEGER NOT NULL,
    problem           INTEGER NOT NULL,
    code              TEXT NOT NULL,
    message           TEXT NOT NULL,
    field             TEXT,
    hint              TEXT,
    record_type       TEXT,
    record_identifier TEXT,
    file_index        INTEGER NOT NULL,
    source            TEXT NOT NULL,
    source_offset     INTEGER NOT NULL,
    source_length     INTEGER NOT NULL,
    ordinal           INTEGER NOT NULL,
    source_line       INTEGER NOT NULL,
    raw               BLOB,
    rejected_at       TEXT NOT NULL
) STRICT;
CREATE INDEX ingestion_dead_letters_by_place ON ingestion_dead_letters (job_no, file_index, ordinal, id);

CREATE TABLE ingestion_outbox (
    message_no   INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    job_no       INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    subject      TEXT NOT NULL,
    attributes   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    delivered_at TEXT
) STRICT;
CREATE INDEX ingestion_outbox_undelivered ON ingestion_outbox (message_no) WHERE delivered_at IS NULL;
