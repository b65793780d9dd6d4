-- name: datasets_choose
INSERT INTO ingestion_datasets (dataset_id, lock_plugin, state_plugin, changed_at)
VALUES (:dataset, :lock, :state, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (dataset_id) DO UPDATE SET lock_plugin = excluded.lock_plugin, state_plugin = excluded.state_plugin, changed_at = excluded.changed_at
WHERE ingestion_datasets.lock_plugin <> excluded.lock_plugin OR ingestion_datasets.state_plugin <> excluded.state_plugin

-- name: fleet_share
INSERT INTO ingestion_shared_jobs (job_no, sources, store_id, store_place, shared_at)
VALUES (:job_no, :sources, :store_id, :store_place, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (job_no) DO UPDATE SET sources = excluded.sources, store_id = excluded.store_id, store_place = excluded.store_place, shared_at = excluded.shared_at
WHERE ingestion_shared_jobs.sources <> excluded.sources OR ingestion_shared_jobs.store_id <> excluded.store_id
    OR ingestion_shared_jobs.store_place <> excluded.store_place

-- name: fleet_take_over
UPDATE ingestion_jobs
SET fence = :fence, updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), status = CASE WHEN status = 'storing' THEN status ELSE 'parsing' END,
    started_at = coalesce(started_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
WHERE job_no = :job_no AND fence <= :fence AND hold = '' AND status IN ('download_verified', 'parsing', 'storing')

-- name: fleet_hold
UPDATE ingestion_jobs SET hold = :hold, updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE job_no = :job_no AND status NOT IN ('completed', 'failed', 'cancelled')

-- name: fleet_cancel
UPDATE ingestion_jobs SET hold = 'cancel', status = 'cancelled', updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
    completed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE job_no = :job_no AND status NOT IN ('completed', 'failed', 'cancelled')

-- name: fleet_resume
UPDATE ingestion_jobs SET hold = '', updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE job_no = :job_no AND hold = 'pause'

-- name: fleet_claimed
SELECT count(*) FROM ingestion_work_units WHERE job_no = :job_no AND status = 'claimed' AND lease_until >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now')

-- name: fleet_silence
SELECT coalesce((julianday('now') - julianday(min(heartbeat_at))) * 86400.0, 0) AS seconds FROM ingestion_work_units WHERE status = 'claimed'

-- name: fleet_freshness
SELECT dataset_id, (julianday('now') - julianday(max(completed_at))) * 86400.0 AS seconds
FROM ingestion_jobs WHERE status = 'completed' GROUP BY dataset_id ORDER BY dataset_id
