-- An archive is one raw file; which of its members are read, and which member a unit is of.

ALTER TABLE ingestion_raw_files ADD COLUMN members TEXT NOT NULL DEFAULT '';
ALTER TABLE ingestion_work_units ADD COLUMN source TEXT;
