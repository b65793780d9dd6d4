-- name: replays_link
UPDATE ingestion_jobs SET replay_of = :base WHERE job_no = :job_no

-- name: replays_newest_of
SELECT r.id FROM ingestion_jobs r JOIN ingestion_jobs b ON b.job_no = r.replay_of
WHERE b.id = :job AND r.status = 'completed' ORDER BY r.job_no DESC LIMIT 1

-- name: replays_sources
SELECT d.file_index, d.source, d.source_offset, d.source_length, d.ordinal, d.source_line, d.unit,
    sum(CASE WHEN d.problem = 0 THEN 1 ELSE 0 END) AS letters
FROM ingestion_dead_letters d
WHERE d.job_no = :base AND d.replayed_by = :job_no
GROUP BY d.file_index, d.source, d.source_offset, d.source_length, d.ordinal, d.source_line, d.unit ORDER BY d.file_index, d.ordinal

-- name: replays_copy_units
INSERT INTO ingestion_work_units (job_no, unit_type, number, status, fence, attempt, worker, worker_hostname, claimed_at, heartbeat_at,
    completed_at, duration_ms, records_read, records_derived, records_loaded, records_rejected, records_filtered, records_duplicate,
    file_index, source, first_ordinal, record_count, start_offset, byte_count, receipts, positions)
SELECT :job_no, unit_type, number, status, fence, attempt, worker, worker_hostname, claimed_at, heartbeat_at,
    completed_at, duration_ms, records_read, records_derived, records_loaded, records_rejected, records_filtered, records_duplicate,
    file_index, source, first_ordinal, record_count, start_offset, byte_count, receipts, positions
FROM ingestion_work_units WHERE job_no = :base AND status = 'completed' ORDER BY number

-- name: replays_take_out
UPDATE ingestion_work_units
SET records_read = records_read - :sources, records_derived = records_derived - :derived, records_rejected = records_rejected - :letters
WHERE job_no = :job_no AND unit_type = 'parse_batch' AND number = :unit

-- name: replays_copy_uploads
INSERT INTO ingestion_file_uploads (job_no, unit, loader, record_type, record_identifier, format, object_key, size_bytes, md5, sha256,
    content_type, status, uploaded_at)
SELECT :job_no, unit, loader, record_type, record_identifier, format, object_key, size_bytes, md5, sha256, content_type, status, uploaded_at
FROM ingestion_file_uploads WHERE job_no = :base ORDER BY upload_no

-- name: replays_copy_letters
INSERT INTO ingestion_dead_letters (job_no, unit, problem, code, message, field, hint, record_type, record_identifier, file_index, source,
    source_offset, source_length, ordinal, source_line, raw, rejected_at)
SELECT :job_no, unit, problem, code, message, field, hint, record_type, record_identifier, file_index, source,
    source_offset, source_length, ordinal, source_line, raw, rejected_at
FROM ingestion_dead_letters
WHERE job_no = :base AND cured_by IS NULL AND (replayed_by IS NULL OR replayed_by <> :job_no) ORDER BY id

-- name: replays_cure
UPDATE ingestion_dead_letters AS d SET cured_by = :job_no
WHERE d.job_no = (SELECT replay_of FROM ingestion_jobs WHERE job_no = :job_no) AND d.replayed_by = :job_no
    AND NOT EXISTS (SELECT 1 FROM ingestion_dead_letters again WHERE again.job_no = :job_no
        AND again.file_index = d.file_index AND again.ordinal = d.ordinal)
