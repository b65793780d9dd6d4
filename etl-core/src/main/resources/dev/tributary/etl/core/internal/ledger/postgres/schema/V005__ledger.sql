-- Times are the database's. Only ingestion_jobs.instant is the engine's: as text, for it counts nanoseconds.
-- Digests of the many-row table are bytea: half the size of hex. Keys are compared by their bytes (COLLATE "C"), whatever the database's language.
-- publishing_fence: the fence under which the job's publication last began; 0 before.
-- replay_of: the job whose rejects this one reads again; it has all other rows of it.

CREATE TABLE ingestion_jobs (
    job_no           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id               text NOT NULL UNIQUE,
    dataset_id       text NOT NULL,
    organization     text NOT NULL,
    external_version text NOT NULL,
    internal_version text NOT NULL,
    config_hash      text NOT NULL,
    config_text      text NOT NULL,
    parameters       text NOT NULL,
    plugins          text NOT NULL,
    instant          text NOT NULL,
    state            text NOT NULL,
    shape            text NOT NULL,
    status           text NOT NULL CHECK (status IN ('pending', 'downloading', 'download_verified', 'parsing', 'storing', 'completed', 'failed', 'cancelled')),
    fence            bigint NOT NULL DEFAULT 0,
    publishing_fence bigint NOT NULL DEFAULT 0,
    replay_of        bigint REFERENCES ingestion_jobs (job_no),
    message          text,
    release_commit   bigint,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    started_at       timestamptz,
    completed_at     timestamptz
);
CREATE INDEX ingestion_jobs_by_dataset ON ingestion_jobs (dataset_id, job_no);
CREATE INDEX ingestion_jobs_by_release ON ingestion_jobs (organization, external_version, job_no);

CREATE TABLE ingestion_raw_files (
    job_no      bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    file_index  integer NOT NULL,
    name        text NOT NULL,
    object_key  text NOT NULL,
    size_bytes  bigint NOT NULL,
    md5         text NOT NULL,
    sha256      text NOT NULL,
    expected    text,
    compression text NOT NULL,
    charset     text NOT NULL,
    members     text NOT NULL DEFAULT '',
    file_group  text NOT NULL DEFAULT '',
    status      text NOT NULL DEFAULT 'verified' CHECK (status IN ('pending', 'downloading', 'downloaded', 'verifying', 'verified', 'failed')),
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (job_no, file_index),
    UNIQUE (job_no, name)
);

CREATE TABLE ingestion_work_units (
    unit_no           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_no            bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    unit_type         text NOT NULL CHECK (unit_type IN ('parse_batch', 'store_batch')),
    number            integer NOT NULL CHECK (number >= 0),
    status            text NOT NULL CHECK (status IN ('pending', 'claimed', 'completed', 'failed', 'cancelled')),
    fence             bigint NOT NULL,
    attempt           integer NOT NULL,
    worker            text,
    worker_hostname   text,
    claimed_at        timestamptz,
    heartbeat_at      timestamptz,
    lease_until       timestamptz,
    completed_at      timestamptz,
    duration_ms       bigint,
    records_read      bigint,
    records_derived   bigint,
    records_loaded    bigint,
    records_rejected  bigint,
    records_filtered  bigint,
    records_duplicate bigint,
    file_index        integer,
    source            text,
    first_ordinal     bigint,
    record_count      bigint,
    start_offset      bigint,
    byte_count        bigint,
    receipts          text,
    positions         text,
    last_error        text,
    UNIQUE (job_no, unit_type, number)
);

-- One row per loaded record. No foreign keys and no checks: each costs about a tenth of the insert, and the unit's row is written beside it.
-- status: staged, uploading_files, files_uploaded, storing_db, stored, failed.
CREATE TABLE ingestion_staged_records (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_no            bigint NOT NULL,
    unit              integer NOT NULL,
    chunk             integer NOT NULL,
    record_type       text COLLATE "C" NOT NULL,
    record_identifier text COLLATE "C" NOT NULL,
    record_name       text,
    content_sha256    bytea,
    content_md5       bytea,
    sequence_md5      bytea,
    file_index        integer NOT NULL,
    ordinal           bigint NOT NULL,
    source_offset     bigint NOT NULL,
    source_length     bigint NOT NULL,
    source_line       bigint NOT NULL,
    status            text NOT NULL DEFAULT 'stored',
    record_data       jsonb
);
CREATE UNIQUE INDEX ingestion_staged_records_key ON ingestion_staged_records (job_no, record_type, record_identifier);

CREATE TABLE ingestion_file_uploads (
    upload_no         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_no            bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    unit              integer NOT NULL,
    loader            integer NOT NULL,
    record_type       text COLLATE "C" NOT NULL,
    record_identifier text COLLATE "C" NOT NULL,
    format            text NOT NULL,
    object_key        text COLLATE "C" NOT NULL,
    size_bytes        bigint NOT NULL,
    md5               text NOT NULL,
    sha256            text NOT NULL,
    content_type      text NOT NULL,
    status            text NOT NULL DEFAULT 'uploaded' CHECK (status IN ('pending', 'uploading', 'uploaded', 'verified', 'failed')),
    uploaded_at       timestamptz NOT NULL,
    UNIQUE (job_no, record_type, record_identifier, format, loader)
);

CREATE TABLE ingestion_job_logs (
    log_no    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_no    bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    unit      integer,
    level     text NOT NULL,
    message   text NOT NULL,
    logged_at timestamptz NOT NULL
);
CREATE INDEX ingestion_job_logs_by_job ON ingestion_job_logs (job_no, log_no);

-- One row per problem of a rejected record; the raw bytes stand in the row of its first problem only.
CREATE TABLE ingestion_dead_letters (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_no            bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    unit              integer NOT NULL,
    problem           integer NOT NULL,
    code              text NOT NULL,
    message           text NOT NULL,
    field             text,
    hint              text,
    record_type       text COLLATE "C",
    record_identifier text COLLATE "C",
    file_index        integer NOT NULL,
    source            text NOT NULL,
    source_offset     bigint NOT NULL,
    source_length     bigint NOT NULL,
    ordinal           bigint NOT NULL,
    source_line       bigint NOT NULL,
    raw               bytea,
    rejected_at       timestamptz NOT NULL,
    replayed_by       bigint REFERENCES ingestion_jobs (job_no),
    cured_by          bigint REFERENCES ingestion_jobs (job_no)
);
CREATE INDEX ingestion_dead_letters_by_place ON ingestion_dead_letters (job_no, file_index, ordinal, id);

CREATE TABLE ingestion_outbox (
    message_no   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id           text NOT NULL UNIQUE,
    job_no       bigint NOT NULL REFERENCES ingestion_jobs (job_no),
    subject      text NOT NULL,
    attributes   text NOT NULL,
    created_at   timestamptz NOT NULL,
    delivered_at timestamptz
);
CREATE INDEX ingestion_outbox_undelivered ON ingestion_outbox (message_no) WHERE delivered_at IS NULL;
