-- name: jobs_insert
INSERT INTO ingestion_jobs (id, dataset_id, organization, external_version, internal_version, config_hash, config_text, parameters, plugins,
    instant, state, shape, status, created_at, updated_at)
VALUES (:id, :dataset, :organization, :external_version, :internal_version, :config_hash, :config_text, :parameters, :plugins,
    :instant, :state, :shape, :status, clock_timestamp(), clock_timestamp())
ON CONFLICT (id) DO NOTHING

-- name: jobs_fenced
SELECT job_no FROM ingestion_jobs WHERE id = :job AND fence = :fence FOR SHARE

-- name: jobs_by_id
SELECT j.*, to_char(j.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started,
    to_char(j.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ended, b.id AS base
FROM ingestion_jobs j LEFT JOIN ingestion_jobs b ON b.job_no = j.replay_of WHERE j.id = :job

-- name: jobs_newest
SELECT j.*, to_char(j.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started,
    to_char(j.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ended, b.id AS base
FROM ingestion_jobs j LEFT JOIN ingestion_jobs b ON b.job_no = j.replay_of
ORDER BY j.job_no DESC LIMIT :limit

-- name: jobs_newest_of_dataset
SELECT j.*, to_char(j.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started,
    to_char(j.completed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ended, b.id AS base
FROM ingestion_jobs j LEFT JOIN ingestion_jobs b ON b.job_no = j.replay_of
WHERE j.dataset_id = :dataset ORDER BY j.job_no DESC LIMIT :limit

-- name: jobs_begin_run
UPDATE ingestion_jobs
SET status = :status, fence = :fence, hold = '', message = NULL, completed_at = NULL,
    started_at = clock_timestamp(), updated_at = clock_timestamp()
WHERE job_no = :job_no AND fence <= :fence

-- name: jobs_set_status
UPDATE ingestion_jobs
SET status = :status, message = :message, updated_at = clock_timestamp(),
    publishing_fence = CASE WHEN :status = 'storing' THEN fence ELSE publishing_fence END,
    completed_at = CASE WHEN :ended THEN clock_timestamp() END
WHERE job_no = :job_no AND fence = :fence

-- name: jobs_complete
UPDATE ingestion_jobs
SET status = :status, message = NULL, release_commit = :commit,
    updated_at = clock_timestamp(), completed_at = clock_timestamp()
WHERE job_no = :job_no AND fence = :fence

-- name: jobs_log
INSERT INTO ingestion_job_logs (job_no, unit, level, message, logged_at)
VALUES (:job_no, :unit, :level, :message, clock_timestamp())

-- name: files_insert
INSERT INTO ingestion_raw_files (job_no, file_index, name, object_key, size_bytes, md5, sha256, expected, compression, charset, members, file_group, recorded_at)
VALUES (:job_no, :file_index, :name, :key, :bytes, :md5, :sha256, :expected, :compression, :charset, :members, :group, clock_timestamp())

-- name: outbox_insert
INSERT INTO ingestion_outbox (id, job_no, subject, attributes, created_at)
VALUES (:id, :job_no, :subject, :attributes, clock_timestamp())
ON CONFLICT (id) DO NOTHING

-- name: outbox_delivered
UPDATE ingestion_outbox SET delivered_at = clock_timestamp() WHERE id = :id AND delivered_at IS NULL
