-- name: units_claim
INSERT INTO ingestion_work_units AS u (job_no, unit_type, number, status, fence, attempt, worker, worker_hostname, claimed_at, heartbeat_at, lease_until)
VALUES (:job_no, 'parse_batch', :unit, 'claimed', 1, 1, :worker, :hostname, clock_timestamp(),
    clock_timestamp(), clock_timestamp() + :lease_seconds * interval '1 second')
ON CONFLICT (job_no, unit_type, number) DO UPDATE
SET status = 'claimed', fence = u.fence + 1, attempt = u.attempt + 1, worker = excluded.worker, worker_hostname = excluded.worker_hostname,
    claimed_at = excluded.claimed_at, heartbeat_at = excluded.heartbeat_at, lease_until = excluded.lease_until
WHERE u.status IN ('pending', 'claimed', 'failed', 'cancelled') AND u.attempt < :max_attempts
RETURNING u.fence, u.attempt

-- name: units_heartbeat
UPDATE ingestion_work_units u
SET heartbeat_at = clock_timestamp(), lease_until = clock_timestamp() + :lease_seconds * interval '1 second'
FROM jsonb_to_recordset(CAST(:claims AS jsonb)) AS held (job_no bigint, kind text, unit integer, fence bigint)
WHERE u.job_no = held.job_no AND u.unit_type = held.kind AND u.number = held.unit AND u.fence = held.fence AND u.status = 'claimed'
RETURNING u.job_no, u.unit_type, u.number, u.fence

-- name: units_release
UPDATE ingestion_work_units
SET status = 'pending', worker = NULL, worker_hostname = NULL, claimed_at = NULL, heartbeat_at = NULL, lease_until = NULL,
    last_error = coalesce(CAST(:error AS text), last_error), attempt = attempt - CASE WHEN CAST(:error AS text) IS NULL THEN 1 ELSE 0 END
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed'

-- name: units_complete
UPDATE ingestion_work_units
SET status = 'completed', completed_at = clock_timestamp(), lease_until = NULL, duration_ms = :duration_ms, last_error = NULL,
    records_read = :read, records_derived = :derived, records_loaded = :loaded, records_rejected = :rejected,
    records_filtered = :filtered, records_duplicate = :duplicate,
    file_index = :file, source = :source, first_ordinal = :first_ordinal, record_count = :records, start_offset = :offset, byte_count = :bytes,
    receipts = :receipts, positions = :positions
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed'

-- name: units_stuck
SELECT j.id AS job, count(*) AS units, max(u.worker_hostname) AS hostname,
    to_char(max(u.heartbeat_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS heard_of
FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE u.status = 'claimed' AND u.lease_until < clock_timestamp()
GROUP BY j.id ORDER BY j.id

-- name: units_plan
INSERT INTO ingestion_work_units (job_no, unit_type, number, status, fence, attempt)
SELECT :job_no, 'parse_batch', number, 'pending', 0, 0 FROM generate_series(:first, :last) AS planned (number)
ON CONFLICT (job_no, unit_type, number) DO NOTHING

-- name: units_reserve
WITH next AS MATERIALIZED (
    SELECT unit_no FROM ingestion_work_units
    WHERE job_no = :job_no AND unit_type = :kind AND (status = 'pending' OR status = 'claimed' AND lease_until < clock_timestamp())
    ORDER BY number LIMIT :most FOR UPDATE SKIP LOCKED)
UPDATE ingestion_work_units u
SET status = 'claimed', fence = u.fence + 1, worker = :worker, worker_hostname = :hostname, claimed_at = clock_timestamp(), heartbeat_at = clock_timestamp(),
    lease_until = clock_timestamp() + :lease_seconds * interval '1 second'
FROM next WHERE u.unit_no = next.unit_no
RETURNING u.number, u.fence, u.attempt
