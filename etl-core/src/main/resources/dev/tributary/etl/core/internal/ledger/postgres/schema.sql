-- name: server_setting
SELECT current_setting(:name)

-- name: schema_lock
SELECT 'locked' FROM pg_advisory_xact_lock(hashtext('tributary ledger schema'))

-- name: schema_table_exists
SELECT count(*) FROM pg_class WHERE oid = to_regclass('ingestion_schema_version')

-- name: schema_create_table
CREATE TABLE IF NOT EXISTS ingestion_schema_version (
    version    integer PRIMARY KEY,
    script     text NOT NULL,
    applied_at timestamptz NOT NULL
)

-- name: schema_applied
INSERT INTO ingestion_schema_version (version, script, applied_at)
VALUES (:version, :script, clock_timestamp())
