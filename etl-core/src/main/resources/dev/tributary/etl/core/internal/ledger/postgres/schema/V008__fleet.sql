-- Where a dataset keeps what tells its runs apart, as its last run was told; who knows only its id looks there.
CREATE TABLE ingestion_datasets (
    dataset_id   text COLLATE "C" PRIMARY KEY,
    lock_plugin  text NOT NULL,
    state_plugin text NOT NULL,
    changed_at   timestamptz NOT NULL
);

-- Jobs that any worker may take part in.
-- sources: the dataset file and those that it extends, before interpolation. store_id: of the object store that has the files; store_place is for people.
CREATE TABLE ingestion_shared_jobs (
    job_no      bigint PRIMARY KEY REFERENCES ingestion_jobs (job_no),
    sources     text NOT NULL,
    store_id    text NOT NULL,
    store_place text NOT NULL,
    shared_at   timestamptz NOT NULL
);

-- hold: what a person asked of those who work on a job; empty for nothing. A run that begins clears it.
ALTER TABLE ingestion_jobs ADD COLUMN hold text NOT NULL DEFAULT '' CHECK (hold IN ('', 'cancel', 'pause'));
