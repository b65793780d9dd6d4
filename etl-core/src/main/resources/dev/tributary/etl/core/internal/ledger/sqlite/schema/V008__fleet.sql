-- Where a dataset keeps what tells its runs apart, as its last run was told; who knows only its id looks there.
CREATE TABLE ingestion_datasets (
    dataset_id   TEXT PRIMARY KEY,
    lock_plugin  TEXT NOT NULL,
    state_plugin TEXT NOT NULL,
    changed_at   TEXT NOT NULL
) STRICT;

-- Jobs that any worker may take part in.
-- sources: the dataset file and those that it extends, before interpolation. store_id: of the object store that has the files; store_place is for people.
CREATE TABLE ingestion_shared_jobs (
    job_no      INTEGER PRIMARY KEY REFERENCES ingestion_jobs (job_no),
    sources     TEXT NOT NULL,
    store_id    TEXT NOT NULL,
    store_place TEXT NOT NULL,
    shared_at   TEXT NOT NULL
) STRICT;

-- hold: what a person asked of those who work on a job; empty for nothing. A run that begins clears it.
ALTER TABLE ingestion_jobs ADD COLUMN hold TEXT NOT NULL DEFAULT '' CHECK (hold IN ('', 'cancel', 'pause'));
