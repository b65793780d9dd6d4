-- What is registered, in whatever version. The id is made of organization, type and identifier.
CREATE TABLE registry_entries (
    id uuid NOT NULL PRIMARY KEY,
    organization text NOT NULL,
    record_type text NOT NULL,
    record_identifier text NOT NULL,
    name text,
    etl_row_hash bytea NOT NULL,
    UNIQUE (organization, record_type, record_identifier)
);

-- The versions of entries; external_version is the release in which one came.
CREATE TABLE versions (
    id uuid NOT NULL PRIMARY KEY,
    entry_id uuid NOT NULL REFERENCES registry_entries (id),
    version text NOT NULL,
    external_version text NOT NULL,
    release_date date,
    size_bytes bigint NOT NULL,
    etl_row_hash bytea NOT NULL,
    UNIQUE (entry_id, version)
);

-- The files of versions, as they lie in the object store; digests in hex.
CREATE TABLE version_files (
    version_id uuid NOT NULL REFERENCES versions (id),
    format text NOT NULL,
    object_key text COLLATE "C" NOT NULL UNIQUE,
    md5 text NOT NULL,
    sha256 text NOT NULL,
    size_bytes bigint NOT NULL,
    content_type text NOT NULL,
    external_version text NOT NULL,
    etl_row_hash bytea NOT NULL,
    PRIMARY KEY (version_id, format)
);

-- What is current: one row an entry, none for one that its source has withdrawn.
CREATE TABLE data_sources (
    id uuid NOT NULL PRIMARY KEY REFERENCES registry_entries (id),
    dataset_id text NOT NULL,
    version_id uuid NOT NULL REFERENCES versions (id),
    content_sha256 text,
    primary_file_md5 text,
    metadata_md5 text,
    etl_row_hash bytea NOT NULL
);
CREATE INDEX data_sources_of_dataset ON data_sources (dataset_id);

-- Which version of ours a release of theirs is.
CREATE TABLE version_mappings (
    organization text NOT NULL,
    dataset_id text NOT NULL,
    external_version text NOT NULL,
    internal_version text NOT NULL,
    published_at timestamptz,
    PRIMARY KEY (organization, dataset_id, external_version)
);

-- What was published last.
CREATE TABLE organization_sync_status (
    organization text NOT NULL,
    dataset_id text NOT NULL,
    status text NOT NULL CHECK (status IN ('idle', 'running', 'completed', 'failed')),
    last_version text,
    last_external_version text,
    total_entries bigint,
    last_error text,
    fence bigint NOT NULL,
    last_sync_at timestamptz,
    PRIMARY KEY (organization, dataset_id)
);

-- Objects that were about to be stored and that no version has yet: what a run that ended badly left is found here.
CREATE TABLE registry_uploads (
    object_key text NOT NULL PRIMARY KEY,
    dataset_id text NOT NULL,
    noted_at timestamptz NOT NULL
);
CREATE INDEX registry_uploads_of_dataset ON registry_uploads (dataset_id, noted_at);
