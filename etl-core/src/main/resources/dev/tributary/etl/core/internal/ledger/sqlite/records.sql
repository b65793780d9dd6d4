-- name: keys_pending_count
SELECT coalesce(sum(last_record_id - first_record_id + 1), 0) FROM ingestion_work_units WHERE job_no = :job_no AND keys_pending = 1

-- name: keys_pending_of_dataset
SELECT DISTINCT j.job_no FROM ingestion_jobs j JOIN ingestion_work_units u ON u.job_no = j.job_no AND u.keys_pending = 1
WHERE j.dataset_id = :dataset

-- name: keys_pending_units
SELECT first_record_id, last_record_id FROM ingestion_work_units WHERE job_no = :job_no AND keys_pending = 1 ORDER BY first_record_id

-- name: keys_check
UPDATE OR FAIL ingestion_staged_records SET key_checked = 1 WHERE id BETWEEN :first AND :last AND status IN ('stored', 'failed')

-- name: keys_checked
UPDATE ingestion_work_units SET keys_pending = 0 WHERE job_no = :job_no AND keys_pending = 1

-- name: keys_find_doubled
WITH fresh AS (
    SELECT r.id, r.record_type, r.record_identifier, r.unit
    FROM ingestion_work_units u JOIN ingestion_staged_records r ON r.id BETWEEN u.first_record_id AND u.last_record_id AND r.status IN ('stored', 'failed')
    WHERE u.job_no = :job_no AND u.keys_pending = 1)
SELECT f.record_type, f.record_identifier, o.unit AS first_unit, f.unit AS second_unit
FROM fresh f JOIN ingestion_staged_records o ON o.job_no = :job_no AND o.record_type = f.record_type
    AND o.record_identifier = f.record_identifier AND o.key_checked = 1 AND o.id < f.id
LIMIT 1

-- name: records_taken
SELECT wanted.value FROM json_each(:identifiers) AS wanted
WHERE EXISTS (SELECT 1 FROM ingestion_staged_records r WHERE r.job_no = :job_no AND r.record_type = :record_type
    AND r.record_identifier = wanted.value AND r.key_checked = 1)

-- name: records_each
SELECT record_type, record_identifier FROM ingestion_staged_records WHERE job_no = :job_no AND key_checked = 1

-- name: records_in_key_order
SELECT record_type, record_identifier, content_sha256 FROM ingestion_staged_records
WHERE job_no = :job_no AND key_checked = 1 AND status = 'stored' ORDER BY record_type, record_identifier

-- name: records_trace
WITH RECURSIVE kinds (job_no, record_type) AS (
    SELECT j.job_no, (SELECT min(r.record_type) FROM ingestion_staged_records r WHERE r.job_no = j.job_no AND r.key_checked = 1)
    FROM ingestion_jobs j WHERE j.dataset_id = :dataset
    UNION ALL
    SELECT k.job_no, (SELECT min(r.record_type) FROM ingestion_staged_records r
        WHERE r.job_no = k.job_no AND r.key_checked = 1 AND r.record_type > k.record_type)
    FROM kinds k WHERE k.record_type IS NOT NULL)
SELECT r.*, j.id AS job, j.dataset_id, j.external_version, f.name, f.object_key, f.size_bytes, f.md5, f.sha256, f.expected, f.compression, f.charset, f.members, f.file_group, f.fate,
    coalesce(nullif(u.source, ''), f.name) AS source
FROM kinds k
    JOIN ingestion_staged_records r ON r.job_no = k.job_no AND r.record_type = k.record_type
        AND r.record_identifier = :identifier AND r.key_checked = 1 AND r.status = 'stored'
    JOIN ingestion_jobs j ON j.job_no = r.job_no
    JOIN ingestion_raw_files f ON f.job_no = r.job_no AND f.file_index = r.file_index
    LEFT JOIN ingestion_work_units u ON u.job_no = r.job_no AND u.unit_type = 'parse_batch' AND u.number = r.unit
ORDER BY r.job_no DESC, r.record_type

-- name: records_trace_ignoring_case
SELECT r.*, j.id AS job, j.dataset_id, j.external_version, f.name, f.object_key, f.size_bytes, f.md5, f.sha256, f.expected, f.compression, f.charset, f.members, f.file_group, f.fate,
    coalesce(nullif(u.source, ''), f.name) AS source
FROM ingestion_jobs j
    JOIN ingestion_staged_records r ON r.job_no = j.job_no AND r.key_checked = 1 AND r.status = 'stored'
        AND (r.record_identifier = :identifier COLLATE NOCASE OR r.record_identifier IN (:lower_case, :upper_case))
    JOIN ingestion_raw_files f ON f.job_no = r.job_no AND f.file_index = r.file_index
    LEFT JOIN ingestion_work_units u ON u.job_no = r.job_no AND u.unit_type = 'parse_batch' AND u.number = r.unit
WHERE j.dataset_id = :dataset
ORDER BY r.job_no DESC, r.record_type, r.record_identifier

-- name: uploads_insert
INSERT INTO ingestion_file_uploads (job_no, unit, loader, record_type, record_identifier, format, object_key, size_bytes, md5, sha256, content_type, uploaded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))

-- name: letters_insert
INSERT INTO ingestion_dead_letters (job_no, unit, problem, code, message, field, hint, record_type, record_identifier,
    file_index, source, source_offset, source_length, ordinal, source_line, raw, rejected_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))

-- name: letters_of_job
SELECT d.*, j.id AS job, j.dataset_id, (SELECT c.id FROM ingestion_jobs c WHERE c.job_no = d.cured_by) AS cured, (SELECT first.raw FROM ingestion_dead_letters first WHERE first.id = d.id - d.problem) AS slice
FROM ingestion_jobs j JOIN ingestion_dead_letters d ON d.job_no = j.job_no
WHERE j.id = :job ORDER BY d.file_index, d.ordinal, d.id LIMIT :limit

-- name: letters_by_id
SELECT d.*, j.id AS job, j.dataset_id, (SELECT c.id FROM ingestion_jobs c WHERE c.job_no = d.cured_by) AS cured, (SELECT first.raw FROM ingestion_dead_letters first WHERE first.id = d.id - d.problem) AS slice
FROM ingestion_dead_letters d JOIN ingestion_jobs j ON j.job_no = d.job_no
WHERE d.id = :id
