-- name: datasets_backends
SELECT lock_plugin, state_plugin FROM ingestion_datasets WHERE dataset_id = :dataset

-- name: datasets_choose
INSERT INTO ingestion_datasets (dataset_id, lock_plugin, state_plugin, changed_at)
VALUES (:dataset, :lock, :state, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (dataset_id) DO UPDATE SET lock_plugin = excluded.lock_plugin, state_plugin = excluded.state_plugin, changed_at = excluded.changed_at
WHERE ingestion_datasets.lock_plugin <> excluded.lock_plugin OR ingestion_datasets.state_plugin <> excluded.state_plugin
