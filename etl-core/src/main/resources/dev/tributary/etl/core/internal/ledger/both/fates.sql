-- name: fates_to_archive
SELECT f.*, j.external_version FROM ingestion_raw_files f JOIN ingestion_jobs j ON j.job_no = f.job_no
WHERE j.dataset_id = :dataset AND f.fate IN ('archive', 'delete') AND f.object_key LIKE 'ingest/%'
    AND EXISTS (SELECT 1 FROM ingestion_raw_files o WHERE o.object_key = f.object_key AND o.fate = 'archive')
    AND NOT EXISTS (SELECT 1 FROM ingestion_raw_files o WHERE o.object_key = f.object_key AND o.fate = 'keep')
ORDER BY f.job_no, f.file_index

-- name: fates_to_delete
SELECT f.*, j.external_version FROM ingestion_raw_files f JOIN ingestion_jobs j ON j.job_no = f.job_no
WHERE j.dataset_id = :dataset AND f.fate = 'delete'
    AND NOT EXISTS (SELECT 1 FROM ingestion_raw_files o WHERE o.object_key = f.object_key AND o.fate IN ('keep', 'archive'))
ORDER BY f.job_no, f.file_index

-- name: fates_wanted
SELECT count(*) FROM ingestion_raw_files WHERE object_key = :key AND fate IN ('keep', 'archive')

-- name: fates_wanted_by_others
SELECT DISTINCT oj.dataset_id FROM ingestion_raw_files f JOIN ingestion_jobs j ON j.job_no = f.job_no
    JOIN ingestion_raw_files o ON o.object_key = f.object_key AND o.fate = 'keep' JOIN ingestion_jobs oj ON oj.job_no = o.job_no
WHERE j.dataset_id = :dataset AND f.fate IN ('archive', 'delete') AND oj.dataset_id <> :dataset ORDER BY oj.dataset_id

-- name: fates_moved
UPDATE ingestion_raw_files SET object_key = :to WHERE object_key = :from

-- name: fates_deleted
UPDATE ingestion_raw_files SET fate = 'deleted' WHERE object_key = :key AND fate = 'delete'

-- name: fates_archived
SELECT f.* FROM ingestion_raw_files f JOIN ingestion_jobs j ON j.job_no = f.job_no
WHERE j.dataset_id = :dataset AND f.object_key LIKE 'archive/%' AND f.fate IN ('keep', 'archive') ORDER BY f.job_no, f.file_index
