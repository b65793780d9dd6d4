-- name: staging_state
SELECT j.framed_units, CASE WHEN j.decided_at IS NULL THEN 0 ELSE 1 END AS decided
FROM ingestion_jobs j WHERE j.job_no = :job_no

-- name: staging_units
SELECT u.unit_type, count(*) AS units,
    sum(CASE WHEN u.status = 'completed' THEN 1 ELSE 0 END) AS completed, sum(CASE WHEN u.status = 'failed' THEN 1 ELSE 0 END) AS failed
FROM ingestion_work_units u
WHERE u.job_no = :job_no GROUP BY u.unit_type

-- name: staging_failure
SELECT u.unit_type, u.number, u.attempt, u.last_error FROM ingestion_work_units u
WHERE u.job_no = :job_no AND u.status = 'failed' ORDER BY u.unit_type, u.number LIMIT 1

-- name: staging_shape_insert
INSERT INTO ingestion_record_shapes (job_no, sha256, shape) VALUES (:job_no, :sha256, :shape) ON CONFLICT (job_no, sha256) DO NOTHING

-- name: staging_shape_number
SELECT shape_no FROM ingestion_record_shapes WHERE job_no = :job_no AND sha256 = :sha256

-- name: staging_shape
SELECT shape FROM ingestion_record_shapes WHERE shape_no = :shape_no

-- name: staging_keep_record_ids
UPDATE ingestion_work_units SET first_record_id = :first, last_record_id = :last
WHERE job_no = :job_no AND unit_type = 'parse_batch' AND number = :unit

-- name: staging_unit
SELECT coalesce(u.file_index, 0) AS file_index, coalesce(u.source, '') AS source, coalesce(u.first_ordinal, 0) AS first_ordinal,
    coalesce(u.record_count, 0) AS record_count, coalesce(u.start_offset, 0) AS start_offset, coalesce(u.byte_count, 0) AS byte_count,
    u.first_record_id, u.last_record_id,
    (SELECT count(*) FROM ingestion_staged_records r WHERE r.id BETWEEN u.first_record_id AND u.last_record_id
        AND r.job_no = u.job_no AND r.unit = u.number AND r.status = 'duplicate') AS duplicates
FROM ingestion_work_units u
WHERE u.job_no = :job_no AND u.unit_type = 'parse_batch' AND u.number = :unit AND u.status = 'completed'

-- name: staging_page
SELECT id, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status, row_no, shape_no, record_data
FROM ingestion_staged_records
WHERE id > :after AND id <= :last AND job_no = (SELECT job_no FROM ingestion_jobs WHERE id = :job) AND unit = :unit
    AND status IN ('staged', 'deleting', 'rejected')
ORDER BY id LIMIT :limit

-- name: staging_compares
-- 0 when records wait and none of them has what the rule compares.
WITH bounds AS (
    SELECT min(first_record_id) AS low, max(last_record_id) AS high FROM ingestion_work_units
    WHERE job_no = :job_no AND unit_type = 'parse_batch')
SELECT CASE WHEN EXISTS (SELECT 1 FROM bounds b JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high
            WHERE r.job_no = :job_no AND r.status = 'staged' AND r.newest IS NOT NULL)
        OR NOT EXISTS (SELECT 1 FROM bounds b JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high
            WHERE r.job_no = :job_no AND r.status = 'staged')
    THEN 1 ELSE 0 END

-- name: staging_letters_without_raw
DELETE FROM ingestion_dead_letters WHERE job_no = :job_no AND unit = :unit AND code = :code AND problem = 0 AND raw IS NULL

-- name: staging_plan_store
-- Each with what it will not load, which counts from now on.
INSERT INTO ingestion_work_units (job_no, unit_type, number, status, fence, attempt, file_index, records_rejected, records_duplicate)
SELECT u.job_no, 'store_batch', u.number, 'pending', 0, 0, u.file_index, l.rejected, l.duplicates
FROM ingestion_work_units u LEFT JOIN (
    SELECT r.unit, sum(CASE WHEN r.status = 'rejected' THEN 1 ELSE 0 END) AS rejected,
        sum(CASE WHEN r.status = 'duplicate' THEN 1 ELSE 0 END) AS duplicates
    FROM (SELECT min(first_record_id) AS low, max(last_record_id) AS high FROM ingestion_work_units
            WHERE job_no = :job_no AND unit_type = 'parse_batch') b
        JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high AND r.job_no = :job_no AND r.status IN ('rejected', 'duplicate')
    GROUP BY r.unit) l ON l.unit = u.number
WHERE u.job_no = :job_no AND u.unit_type = 'parse_batch' AND u.status = 'completed'
ORDER BY u.number
ON CONFLICT (job_no, unit_type, number) DO NOTHING
