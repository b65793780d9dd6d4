-- name: fates_decide
UPDATE ingestion_raw_files SET fate = :fate
WHERE (fate = 'keep' OR fate = 'archive' AND :fate = 'delete') AND job_no IN (
    SELECT j.job_no FROM ingestion_jobs j
    WHERE j.dataset_id = :dataset AND j.status = 'completed' AND (
        SELECT min(n.completed_at) FROM ingestion_jobs n
        WHERE n.dataset_id = j.dataset_id AND n.status = 'completed' AND n.release_commit > j.release_commit) < CAST(:before AS timestamptz))
