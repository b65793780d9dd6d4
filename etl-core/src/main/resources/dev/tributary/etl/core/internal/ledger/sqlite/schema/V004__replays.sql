-- A replay is a job that has all rows of the job it was made of, but for the rejects that it reads again.
ALTER TABLE ingestion_jobs ADD COLUMN replay_of INTEGER REFERENCES ingestion_jobs (job_no);
-- Which replay reads a rejected record again, and which has loaded it.
ALTER TABLE ingestion_dead_letters ADD COLUMN replayed_by INTEGER REFERENCES ingestion_jobs (job_no);
ALTER TABLE ingestion_dead_letters ADD COLUMN cured_by INTEGER REFERENCES ingestion_jobs (job_no);
