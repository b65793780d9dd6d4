-- name: records_copy
COPY ingestion_staged_records (job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status)
FROM STDIN (FORMAT binary)

-- name: keys_units_of
SELECT r.record_identifier, r.unit
FROM jsonb_array_elements_text(CAST(:identifiers AS jsonb)) AS wanted (value)
    JOIN ingestion_staged_records r ON r.job_no = :job_no AND r.record_type = :record_type AND r.record_identifier = wanted.value
    AND r.status IN ('stored', 'failed')
ORDER BY r.record_identifier LIMIT 1

-- name: records_taken
SELECT wanted.value FROM jsonb_array_elements_text(CAST(:identifiers AS jsonb)) AS wanted (value)
WHERE EXISTS (SELECT 1 FROM ingestion_staged_records r WHERE r.job_no = :job_no AND r.record_type = :record_type
    AND r.record_identifier = wanted.value AND r.status IN ('stored', 'failed'))

-- name: records_each
SELECT record_type, record_identifier FROM ingestion_staged_records WHERE job_no = :job_no AND status IN ('stored', 'failed')

-- name: records_in_key_order
SELECT record_type, record_identifier, content_sha256 FROM ingestion_staged_records
WHERE job_no = :job_no AND status = 'stored' ORDER BY record_type, record_identifier

-- name: records_trace
WITH RECURSIVE kinds (job_no, record_type) AS (
    SELECT j.job_no, (SELECT min(r.record_type) FROM ingestion_staged_records r WHERE r.job_no = j.job_no AND r.status IN ('stored', 'failed'))
    FROM ingestion_jobs j WHERE j.dataset_id = :dataset
    UNION ALL
    SELECT k.job_no, (SELECT min(r.record_type) FROM ingestion_staged_records r
        WHERE r.job_no = k.job_no AND r.record_type > k.record_type AND r.status IN ('stored', 'failed'))
    FROM kinds k WHERE k.record_type IS NOT NULL)
SELECT r.*, j.id AS job, j.dataset_id, j.external_version, f.name, f.object_key, f.size_bytes, f.md5, f.sha256, f.expected, f.compression, f.charset, f.members, f.file_group, f.fate,
    coalesce(nullif(u.source, ''), f.name) AS source
FROM kinds k
    JOIN ingestion_staged_records r ON r.job_no = k.job_no AND r.record_type = k.record_type
        AND r.record_identifier = :identifier AND r.status = 'stored'
    JOIN ingestion_jobs j ON j.job_no = r.job_no
    JOIN ingestion_raw_files f ON f.job_no = r.job_no AND f.file_index = r.file_index
    LEFT JOIN ingestion_work_units u ON u.job_no = r.job_no AND u.unit_type = 'parse_batch' AND u.number = r.unit
ORDER BY r.job_no DESC, r.record_type

-- name: records_trace_ignoring_case
SELECT r.*, j.id AS job, j.dataset_id, j.external_version, f.name, f.object_key, f.size_bytes, f.md5, f.sha256, f.expected, f.compression, f.charset, f.members, f.file_group, f.fate,
    coalesce(nullif(u.source, ''), f.name) AS source
FROM ingestion_jobs j
    JOIN ingestion_staged_records r ON r.job_no = j.job_no AND r.status = 'stored'
        AND (lower(r.record_identifier) = lower(CAST(:identifier AS text) COLLATE "C") OR r.record_identifier IN (:lower_case, :upper_case))
    JOIN ingestion_raw_files f ON f.job_no = r.job_no AND f.file_index = r.file_index
    LEFT JOIN ingestion_work_units u ON u.job_no = r.job_no AND u.unit_type = 'parse_batch' AND u.number = r.unit
WHERE j.dataset_id = :dataset
ORDER BY r.job_no DESC, r.record_type, r.record_identifier

-- name: uploads_insert
INSERT INTO ingestion_file_uploads (job_no, unit, loader, record_type, record_identifier, format, object_key, size_bytes, md5, sha256, content_type, uploaded_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())

-- name: letters_insert
INSERT INTO ingestion_dead_letters (job_no, unit, problem, code, message, field, hint, record_type, record_identifier,
    file_index, source, source_offset, source_length, ordinal, source_line, raw, rejected_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())

-- name: letters_of_job
SELECT d.*, j.id AS job, j.dataset_id, (SELECT c.id FROM ingestion_jobs c WHERE c.job_no = d.cured_by) AS cured, (SELECT first.raw FROM ingestion_dead_letters first WHERE first.job_no = d.job_no
        AND first.file_index = d.file_index AND first.ordinal = d.ordinal AND first.problem = 0 AND first.id <= d.id
    ORDER BY first.id DESC LIMIT 1) AS slice
FROM ingestion_jobs j JOIN ingestion_dead_letters d ON d.job_no = j.job_no
WHERE j.id = :job ORDER BY d.file_index, d.ordinal, d.id LIMIT :limit

-- name: letters_by_id
SELECT d.*, j.id AS job, j.dataset_id, (SELECT c.id FROM ingestion_jobs c WHERE c.job_no = d.cured_by) AS cured, (SELECT first.raw FROM ingestion_dead_letters first WHERE first.job_no = d.job_no
        AND first.file_index = d.file_index AND first.ordinal = d.ordinal AND first.problem = 0 AND first.id <= d.id
    ORDER BY first.id DESC LIMIT 1) AS slice
FROM ingestion_dead_letters d JOIN ingestion_jobs j ON j.job_no = d.job_no
WHERE d.id = :id
