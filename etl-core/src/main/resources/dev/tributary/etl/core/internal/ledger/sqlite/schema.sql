-- The transaction that makes the tables begins with BEGIN IMMEDIATE, which is the lock.
-- name: schema_lock
SELECT 'locked'

-- name: schema_table_exists
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'ingestion_schema_version'

-- name: schema_create_table
CREATE TABLE IF NOT EXISTS ingestion_schema_version (
    version    INTEGER PRIMARY KEY,
    script     TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT

-- name: schema_applied
INSERT INTO ingestion_schema_version (version, script, applied_at)
VALUES (:version, :script, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
