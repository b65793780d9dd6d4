-- name: units_claim
INSERT INTO ingestion_work_units (job_no, unit_type, number, status, fence, attempt, worker, worker_hostname, claimed_at, heartbeat_at, lease_until)
VALUES (:job_no, 'parse_batch', :unit, 'claimed', 1, 1, :worker, :hostname, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :lease_seconds || ' seconds'))
ON CONFLICT (job_no, unit_type, number) DO UPDATE
SET status = 'claimed', fence = fence + 1, attempt = attempt + 1, worker = excluded.worker, worker_hostname = excluded.worker_hostname,
    claimed_at = excluded.claimed_at, heartbeat_at = excluded.heartbeat_at, lease_until = excluded.lease_until
WHERE status IN ('pending', 'claimed', 'failed', 'cancelled') AND attempt < :max_attempts
RETURNING fence, attempt

-- name: units_heartbeat
UPDATE ingestion_work_units
SET heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :lease_seconds || ' seconds')
FROM json_each(:claims) AS held
WHERE ingestion_work_units.job_no = held.value ->> 'job_no' AND unit_type = held.value ->> 'kind' AND number = held.value ->> 'unit'
    AND fence = held.value ->> 'fence' AND status = 'claimed'
RETURNING job_no, unit_type, number, fence

-- name: units_release
UPDATE ingestion_work_units
SET status = 'pending', worker = NULL, worker_hostname = NULL, claimed_at = NULL, heartbeat_at = NULL, lease_until = NULL,
    last_error = coalesce(:error, last_error), attempt = attempt - (:error IS NULL)
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed'

-- name: units_complete
UPDATE ingestion_work_units
SET status = 'completed', completed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), lease_until = NULL, duration_ms = :duration_ms, last_error = NULL,
    records_read = :read, records_derived = :derived, records_loaded = :loaded, records_rejected = :rejected,
    records_filtered = :filtered, records_duplicate = :duplicate,
    file_index = :file, source = :source, first_ordinal = :first_ordinal, record_count = :records, start_offset = :offset, byte_count = :bytes,
    receipts = :receipts, positions = :positions
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed'

-- name: units_stuck
SELECT j.id AS job, count(*) AS units, max(u.worker_hostname) AS hostname, max(u.heartbeat_at) AS heard_of
FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE u.status = 'claimed' AND u.lease_until < strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
GROUP BY j.id ORDER BY j.id

-- name: units_keep_record_ids
UPDATE ingestion_work_units SET first_record_id = :first, last_record_id = :last, keys_pending = 1
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit

-- name: units_plan
WITH RECURSIVE planned (number) AS (SELECT :first UNION ALL SELECT number + 1 FROM planned WHERE number < :last)
INSERT INTO ingestion_work_units (job_no, unit_type, number, status, fence, attempt)
SELECT :job_no, 'parse_batch', number, 'pending', 0, 0 FROM planned WHERE :first <= :last
ON CONFLICT (job_no, unit_type, number) DO NOTHING

-- name: units_reserve
UPDATE ingestion_work_units
SET status = 'claimed', fence = fence + 1, worker = :worker, worker_hostname = :hostname, claimed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), heartbeat_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :lease_seconds || ' seconds')
WHERE unit_no IN (
    SELECT unit_no FROM ingestion_work_units
    WHERE job_no = :job_no AND unit_type = :kind AND (status = 'pending' OR status = 'claimed' AND lease_until < strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
    ORDER BY number LIMIT :most)
RETURNING number, fence, attempt
