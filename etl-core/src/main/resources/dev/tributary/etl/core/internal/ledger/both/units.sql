-- name: units_reset
UPDATE ingestion_work_units
SET status = 'pending', attempt = 0, worker = NULL, worker_hostname = NULL, claimed_at = NULL, heartbeat_at = NULL, lease_until = NULL
WHERE job_no = :job_no AND status <> 'completed'

-- name: units_status
SELECT u.number, u.status FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND u.unit_type = 'parse_batch'

-- name: units_look
SELECT status, attempt, last_error FROM ingestion_work_units WHERE job_no = :job_no AND unit_type = 'parse_batch' AND number = :unit

-- name: units_fail
UPDATE ingestion_work_units SET status = 'failed', lease_until = NULL
WHERE job_no = :job_no AND unit_type = 'parse_batch' AND number = :unit AND status IN ('pending', 'claimed', 'failed', 'cancelled')

-- name: units_counts
SELECT u.file_index, sum(u.records_read) AS read, sum(u.records_derived) AS derived, sum(u.records_loaded) AS loaded,
    sum(u.records_rejected) AS rejected, sum(u.records_filtered) AS filtered, sum(u.records_duplicate) AS duplicate
FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND u.status = 'completed' GROUP BY u.file_index ORDER BY u.file_index

-- name: units_counts_so_far
-- Store units that are planned know what they will not load.
SELECT u.file_index, sum(u.records_read) AS read, sum(u.records_derived) AS derived, sum(u.records_loaded) AS loaded,
    sum(u.records_rejected) AS rejected, sum(u.records_filtered) AS filtered, sum(u.records_duplicate) AS duplicate
FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND (u.status = 'completed' OR u.unit_type = 'store_batch') GROUP BY u.file_index ORDER BY u.file_index

-- name: units_positions
SELECT u.positions FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND u.status = 'completed' AND u.positions IS NOT NULL

-- name: units_receipts
SELECT u.number, u.receipts FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND u.number > :after AND u.status = 'completed' AND u.receipts IS NOT NULL
ORDER BY u.number LIMIT :limit

-- name: units_begin
UPDATE ingestion_work_units SET attempt = attempt + 1
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed' AND attempt < :max_attempts
RETURNING attempt

-- name: units_exhausted
UPDATE ingestion_work_units SET status = 'failed', lease_until = NULL
WHERE job_no = :job_no AND unit_type = :kind AND number = :unit AND fence = :fence AND status = 'claimed' AND attempt >= :max_attempts
RETURNING attempt, last_error
