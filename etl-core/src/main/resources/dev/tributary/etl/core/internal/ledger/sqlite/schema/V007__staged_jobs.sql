-- Jobs of two passes: parse_batch units fill ingestion_staged_records, store_batch units of the same numbers give the rows to the loaders.
-- framed_units: how many units the framing pass cut, once it ended. decided_at: when it was decided which of several records with one key is loaded.
ALTER TABLE ingestion_jobs ADD COLUMN framed_units INTEGER;
ALTER TABLE ingestion_jobs ADD COLUMN decided_at TEXT;

-- row_no: the place among what a unit staged. newest: what duplicates: {newest: FIELD} compares, byte by byte; null where the field is absent.
-- status: staged (a record that waits), deleting (a key that waits to be deleted); then stored, failed (a loader refused it), deleted,
-- duplicate (another of its key is loaded), rejected (none of its key is).
-- record_data was never filled; as text it is what json_extract and people read.
ALTER TABLE ingestion_staged_records DROP COLUMN record_data;
ALTER TABLE ingestion_staged_records ADD COLUMN row_no INTEGER;
ALTER TABLE ingestion_staged_records ADD COLUMN newest BLOB;
ALTER TABLE ingestion_staged_records ADD COLUMN shape_no INTEGER;
ALTER TABLE ingestion_staged_records ADD COLUMN record_data TEXT;

-- What JSON forgets of the records of a job: their types, the order of names, which texts and numbers are what.
CREATE TABLE ingestion_record_shapes (
    shape_no INTEGER PRIMARY KEY,
    job_no   INTEGER NOT NULL REFERENCES ingestion_jobs (job_no),
    sha256   TEXT NOT NULL,
    shape    TEXT NOT NULL,
    UNIQUE (job_no, sha256)
) STRICT;

DROP VIEW job_progress;
CREATE VIEW job_progress AS
SELECT p.job_id, p.dataset_id, p.external_version, p.status, p.message, p.started_at, p.updated_at, p.completed_at,
    p.units, p.units_completed, p.units_claimed, p.units_failed,
    CASE WHEN p.units = 0 THEN 0
        ELSE round(100.0 * p.units_completed / max(p.units, 2 * coalesce(p.framed_units, 0)), 1) END AS units_percent,
    p.records_read, p.records_loaded, p.records_rejected, p.work_ms,
    p.framed_units, p.parse_units, p.parse_units_completed, p.store_units, p.store_units_completed, p.records_duplicate
FROM (
    SELECT j.id AS job_id, j.dataset_id, j.external_version, j.status, j.message, j.started_at, j.updated_at, j.completed_at, j.framed_units,
        count(u.unit_no) AS units,
        coalesce(sum(CASE WHEN u.status = 'completed' THEN 1 ELSE 0 END), 0) AS units_completed,
        coalesce(sum(CASE WHEN u.status = 'claimed' THEN 1 ELSE 0 END), 0) AS units_claimed,
        coalesce(sum(CASE WHEN u.status = 'failed' THEN 1 ELSE 0 END), 0) AS units_failed,
        coalesce(sum(CASE WHEN u.unit_type = 'parse_batch' THEN 1 ELSE 0 END), 0) AS parse_units,
        coalesce(sum(CASE WHEN u.unit_type = 'parse_batch' AND u.status = 'completed' THEN 1 ELSE 0 END), 0) AS parse_units_completed,
        coalesce(sum(CASE WHEN u.unit_type = 'store_batch' THEN 1 ELSE 0 END), 0) AS store_units,
        coalesce(sum(CASE WHEN u.unit_type = 'store_batch' AND u.status = 'completed' THEN 1 ELSE 0 END), 0) AS store_units_completed,
        coalesce(sum(u.records_read), 0) AS records_read,
        coalesce(sum(u.records_loaded), 0) AS records_loaded,
        coalesce(sum(u.records_rejected), 0) AS records_rejected,
        coalesce(sum(u.records_duplicate), 0) AS records_duplicate,
        coalesce(sum(u.duration_ms), 0) AS work_ms
    FROM ingestion_jobs j LEFT JOIN ingestion_work_units u ON u.job_no = j.job_no
    GROUP BY j.job_no, j.id, j.dataset_id, j.external_version, j.status, j.message, j.started_at, j.updated_at, j.completed_at, j.framed_units) p;
