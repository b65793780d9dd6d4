-- fate: what is to become of a raw file as far as its job is concerned. A file is moved or deleted only when all jobs that name its key agree.
ALTER TABLE ingestion_raw_files ADD COLUMN fate TEXT NOT NULL DEFAULT 'keep' CHECK (fate IN ('keep', 'archive', 'delete', 'deleted'));

CREATE INDEX ingestion_raw_files_by_key ON ingestion_raw_files (object_key);
