-- name: datasets_backends
SELECT lock_plugin, state_plugin FROM ingestion_datasets WHERE dataset_id = :dataset

-- name: datasets_choose
INSERT INTO ingestion_datasets AS d (dataset_id, lock_plugin, state_plugin, changed_at)
VALUES (:dataset, :lock, :state, clock_timestamp())
ON CONFLICT (dataset_id) DO UPDATE SET lock_plugin = excluded.lock_plugin, state_plugin = excluded.state_plugin, changed_at = excluded.changed_at
WHERE d.lock_plugin <> excluded.lock_plugin OR d.state_plugin <> excluded.state_plugin
