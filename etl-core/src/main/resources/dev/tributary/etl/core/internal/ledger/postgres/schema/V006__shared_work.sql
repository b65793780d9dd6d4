-- Locks and states of datasets, for lock: jdbc and state: jdbc. A row stays for ever: its fence never falls.
-- version: rises with every change, so that whoever changes a row knows that it is still the one that was looked at.
CREATE TABLE ingestion_locks (
    name        text COLLATE "C" PRIMARY KEY,
    fence       bigint NOT NULL,
    version     bigint NOT NULL,
    held        boolean NOT NULL,
    owner       text NOT NULL,
    ttl_ms      bigint NOT NULL,
    acquired_at timestamptz NOT NULL,
    lease_until timestamptz NOT NULL
);

CREATE TABLE ingestion_states (
    state_key  text COLLATE "C" PRIMARY KEY,
    version    bigint NOT NULL,
    fence      bigint NOT NULL,
    document   text NOT NULL,
    updated_at timestamptz NOT NULL
);

-- Units that a worker may take.
CREATE INDEX ingestion_work_units_open ON ingestion_work_units (job_no, number) WHERE status IN ('pending', 'claimed');

-- For people and dashboards; the program reads none of them. Percents are 0 where there is nothing yet.
CREATE VIEW job_progress AS
SELECT j.id AS job_id, j.dataset_id, j.external_version, j.status, j.message, j.started_at, j.updated_at, j.completed_at,
    count(u.unit_no) AS units,
    coalesce(sum(CASE WHEN u.status = 'completed' THEN 1 ELSE 0 END), 0) AS units_completed,
    coalesce(sum(CASE WHEN u.status = 'claimed' THEN 1 ELSE 0 END), 0) AS units_claimed,
    coalesce(sum(CASE WHEN u.status = 'failed' THEN 1 ELSE 0 END), 0) AS units_failed,
    CASE WHEN count(u.unit_no) = 0 THEN 0
        ELSE round(100.0 * sum(CASE WHEN u.status = 'completed' THEN 1 ELSE 0 END) / count(u.unit_no), 1) END AS units_percent,
    coalesce(sum(u.records_read), 0) AS records_read,
    coalesce(sum(u.records_loaded), 0) AS records_loaded,
    coalesce(sum(u.records_rejected), 0) AS records_rejected,
    coalesce(sum(u.duration_ms), 0) AS work_ms
FROM ingestion_jobs j LEFT JOIN ingestion_work_units u ON u.job_no = j.job_no
GROUP BY j.job_no, j.id, j.dataset_id, j.external_version, j.status, j.message, j.started_at, j.updated_at, j.completed_at;

CREATE VIEW active_workers AS
SELECT u.worker, u.worker_hostname, j.id AS job_id, j.dataset_id, count(*) AS units, min(u.claimed_at) AS claimed_at,
    min(u.heartbeat_at) AS heartbeat_at, min(u.lease_until) AS lease_until
FROM ingestion_work_units u JOIN ingestion_jobs j ON j.job_no = u.job_no
WHERE u.status = 'claimed' AND u.lease_until >= clock_timestamp()
GROUP BY u.worker, u.worker_hostname, j.id, j.dataset_id;

CREATE VIEW dead_letters_summary AS
SELECT j.id AS job_id, j.dataset_id, j.external_version, d.code, count(*) AS letters,
    sum(CASE WHEN d.cured_by IS NULL THEN 0 ELSE 1 END) AS cured, min(d.rejected_at) AS first_rejected_at, max(d.rejected_at) AS last_rejected_at
FROM ingestion_dead_letters d JOIN ingestion_jobs j ON j.job_no = d.job_no
GROUP BY j.id, j.dataset_id, j.external_version, d.code;
