-- name: schema_version
SELECT coalesce(max(version), 0) FROM ingestion_schema_version
