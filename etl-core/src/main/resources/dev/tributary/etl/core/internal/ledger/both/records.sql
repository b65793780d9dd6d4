-- name: records_last_id
SELECT coalesce(max(id), 0) FROM ingestion_staged_records

-- name: records_insert
INSERT INTO ingestion_staged_records (job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: records_insert_refused
INSERT INTO ingestion_staged_records (job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'failed')

-- name: records_missing_of_loaded
SELECT (SELECT coalesce(sum(records_loaded), 0) FROM ingestion_work_units WHERE job_no = :job_no AND status = 'completed')
    - (SELECT count(*) FROM ingestion_staged_records WHERE job_no = :job_no AND status = 'stored')

-- name: uploads_page
SELECT u.upload_no, u.loader, u.record_identifier, u.format, u.object_key, u.size_bytes, u.md5, u.sha256
FROM ingestion_file_uploads u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.id = :job AND (u.object_key, u.upload_no) > (:after_key, :after) ORDER BY u.object_key, u.upload_no LIMIT :limit

-- name: uploads_keys
SELECT DISTINCT u.object_key FROM ingestion_file_uploads u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.organization = :organization AND u.object_key > :after ORDER BY u.object_key LIMIT :limit
