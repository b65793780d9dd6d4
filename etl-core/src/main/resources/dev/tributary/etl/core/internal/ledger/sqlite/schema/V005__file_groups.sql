-- Files of one group are parsed together by a file parser; until now each was its own.
ALTER TABLE ingestion_raw_files ADD COLUMN file_group TEXT NOT NULL DEFAULT '';
UPDATE ingestion_raw_files SET file_group = name;
