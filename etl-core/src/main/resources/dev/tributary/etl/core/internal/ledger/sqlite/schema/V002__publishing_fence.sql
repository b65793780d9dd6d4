-- The fence under which the job's publication last began; 0 before: who wrote last to places that jobs of a dataset share.
ALTER TABLE ingestion_jobs ADD COLUMN publishing_fence INTEGER NOT NULL DEFAULT 0;
UPDATE ingestion_jobs SET publishing_fence = fence WHERE status IN ('storing', 'completed');
