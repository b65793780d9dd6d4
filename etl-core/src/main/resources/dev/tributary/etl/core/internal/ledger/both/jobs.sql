-- name: jobs_number
SELECT job_no FROM ingestion_jobs WHERE id = :job

-- name: jobs_fences
SELECT coalesce(max(fence), 0) AS fence, coalesce(max(publishing_fence), 0) AS publishing_fence
FROM ingestion_jobs WHERE dataset_id = :dataset AND id <> :except
    AND (replay_of IS NULL OR replay_of IS DISTINCT FROM (SELECT job_no FROM ingestion_jobs WHERE id = :except))

-- name: files_of_job
SELECT f.* FROM ingestion_raw_files f JOIN ingestion_jobs j ON j.job_no = f.job_no WHERE j.id = :job ORDER BY f.file_index

-- name: files_recorded
SELECT f.* FROM ingestion_jobs j JOIN ingestion_raw_files f ON f.job_no = j.job_no AND f.name = :name
WHERE j.organization = :organization AND j.external_version = :external_version
ORDER BY j.job_no DESC LIMIT 1

-- name: outbox_undelivered
SELECT o.id, j.id AS job, o.subject, o.attributes FROM ingestion_outbox o JOIN ingestion_jobs j ON j.job_no = o.job_no
WHERE o.delivered_at IS NULL AND j.dataset_id = coalesce(CAST(:dataset AS text), j.dataset_id) ORDER BY o.message_no LIMIT :limit
