-- What is registered, in whatever version. The id is made of organization, type and identifier.
CREATE TABLE registry_entries (
    id TEXT NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    record_type TEXT NOT NULL,
    record_identifier TEXT NOT NULL,
    name TEXT,
    etl_row_hash BLOB NOT NULL,
    UNIQUE (organization, record_type, record_identifier)
);

-- The versions of entries; external_version is the release in which one came.
CREATE TABLE versions (
    id TEXT NOT NULL PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES registry_entries (id),
    version TEXT NOT NULL,
    external_version TEXT NOT NULL,
    release_date TEXT,
    size_bytes INTEGER NOT NULL,
    etl_row_hash BLOB NOT NULL,
    UNIQUE (entry_id, version)
);

-- The files of versions, as they lie in the object store; digests in hex.
CREATE TABLE version_files (
    version_id TEXT NOT NULL REFERENCES versions (id),
    format TEXT NOT NULL,
    object_key TEXT NOT NULL UNIQUE,
    md5 TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    external_version TEXT NOT NULL,
    etl_row_hash BLOB NOT NULL,
    PRIMARY KEY (version_id, format)
);

-- What is current: one row an entry, none for one that its source has withdrawn.
CREATE TABLE data_sources (
    id TEXT NOT NULL PRIMARY KEY REFERENCES registry_entries (id),
    dataset_id TEXT NOT NULL,
    version_id TEXT NOT NULL REFERENCES versions (id),
    content_sha256 TEXT,
    primary_file_md5 TEXT,
    metadata_md5 TEXT,
    etl_row_hash BLOB NOT NULL
);
CREATE INDEX data_sources_of_dataset ON data_sources (dataset_id);

-- Which version of ours a release of theirs is.
CREATE TABLE version_mappings (
    organization TEXT NOT NULL,
    dataset_id TEXT NOT NULL,
    external_version TEXT NOT NULL,
    internal_version TEXT NOT NULL,
    published_at TEXT,
    PRIMARY KEY (organization, dataset_id, external_version)
);

-- What was published last.
CREATE TABLE organization_sync_status (
    organization TEXT NOT NULL,
    dataset_id TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('idle', 'running', 'completed', 'failed')),
    last_version TEXT,
    last_external_version TEXT,
    total_entries INTEGER,
    last_error TEXT,
    fence INTEGER NOT NULL,
    last_sync_at TEXT,
    PRIMARY KEY (organization, dataset_id)
);

-- Objects that were about to be stored and that no version has yet: what a run that ended badly left is found here.
CREATE TABLE registry_uploads (
    object_key TEXT NOT NULL PRIMARY KEY,
    dataset_id TEXT NOT NULL,
    noted_at TEXT NOT NULL
);
CREATE INDEX registry_uploads_of_dataset ON registry_uploads (dataset_id, noted_at);
