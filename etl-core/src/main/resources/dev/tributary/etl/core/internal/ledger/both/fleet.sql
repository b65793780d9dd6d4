-- name: datasets_backends
SELECT lock_plugin, state_plugin FROM ingestion_datasets WHERE dataset_id = :dataset

-- name: fleet_shared
SELECT s.sources, s.store_id, s.store_place FROM ingestion_shared_jobs s JOIN ingestion_jobs j ON j.job_no = s.job_no WHERE j.id = :job

-- name: fleet_open
SELECT j.id FROM ingestion_shared_jobs s JOIN ingestion_jobs j ON j.job_no = s.job_no
WHERE j.status IN ('download_verified', 'parsing', 'storing') AND j.hold = '' ORDER BY j.job_no

-- name: fleet_find
SELECT id FROM ingestion_jobs WHERE substr(id, 1, length(:prefix)) = :prefix ORDER BY job_no DESC LIMIT 2

-- name: fleet_held
SELECT hold FROM ingestion_jobs WHERE id = :job

-- name: fleet_units
SELECT u.unit_type, u.status, count(*) AS units FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE j.status NOT IN ('completed', 'failed', 'cancelled') GROUP BY u.unit_type, u.status ORDER BY u.unit_type, u.status

-- name: fleet_jobs
SELECT status, count(*) AS jobs FROM ingestion_jobs GROUP BY status ORDER BY status
