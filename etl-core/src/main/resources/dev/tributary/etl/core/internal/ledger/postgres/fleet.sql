-- name: datasets_choose
INSERT INTO ingestion_datasets AS d (dataset_id, lock_plugin, state_plugin, changed_at)
VALUES (:dataset, :lock, :state, clock_timestamp())
ON CONFLICT (dataset_id) DO UPDATE SET lock_plugin = excluded.lock_plugin, state_plugin = excluded.state_plugin, changed_at = excluded.changed_at
WHERE d.lock_plugin <> excluded.lock_plugin OR d.state_plugin <> excluded.state_plugin

-- name: fleet_share
INSERT INTO ingestion_shared_jobs AS s (job_no, sources, store_id, store_place, shared_at)
VALUES (:job_no, :sources, :store_id, :store_place, clock_timestamp())
ON CONFLICT (job_no) DO UPDATE SET sources = excluded.sources, store_id = excluded.store_id, store_place = excluded.store_place, shared_at = excluded.shared_at
WHERE s.sources <> excluded.sources OR s.store_id <> excluded.store_id OR s.store_place <> excluded.store_place

-- name: fleet_take_over
UPDATE ingestion_jobs
SET fence = :fence, updated_at = clock_timestamp(), status = CASE WHEN status = 'storing' THEN status ELSE 'parsing' END,
    started_at = coalesce(started_at, clock_timestamp())
WHERE job_no = :job_no AND fence <= :fence AND hold = '' AND status IN ('download_verified', 'parsing', 'storing')

-- name: fleet_hold
UPDATE ingestion_jobs SET hold = :hold, updated_at = clock_timestamp()
WHERE job_no = :job_no AND status NOT IN ('completed', 'failed', 'cancelled')

-- name: fleet_cancel
UPDATE ingestion_jobs SET hold = 'cancel', status = 'cancelled', updated_at = clock_timestamp(), completed_at = clock_timestamp()
WHERE job_no = :job_no AND status NOT IN ('completed', 'failed', 'cancelled')

-- name: fleet_resume
UPDATE ingestion_jobs SET hold = '', updated_at = clock_timestamp() WHERE job_no = :job_no AND hold = 'pause'

-- name: fleet_claimed
SELECT count(*) FROM ingestion_work_units WHERE job_no = :job_no AND status = 'claimed' AND lease_until >= clock_timestamp()

-- name: fleet_silence
SELECT CAST(coalesce(extract(epoch FROM clock_timestamp() - min(heartbeat_at)), 0) AS double precision) AS seconds
FROM ingestion_work_units WHERE status = 'claimed'

-- name: fleet_freshness
SELECT dataset_id, CAST(extract(epoch FROM clock_timestamp() - max(completed_at)) AS double precision) AS seconds
FROM ingestion_jobs WHERE status = 'completed' GROUP BY dataset_id ORDER BY dataset_id
