-- name: locks_make
INSERT INTO ingestion_locks (name, fence, version, held, owner, ttl_ms, acquired_at, lease_until)
VALUES (:name, :above + 1, 1, 1, :owner, :ttl_ms, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (:ttl_ms / 1000.0) || ' seconds'))
ON CONFLICT (name) DO NOTHING
RETURNING fence

-- name: locks_look
SELECT version, CASE WHEN held = 1 THEN 1 ELSE 0 END AS held, owner, ttl_ms,
    CASE WHEN strftime('%Y-%m-%dT%H:%M:%fZ', lease_until, (:skew_ms / 1000.0) || ' seconds') < strftime('%Y-%m-%dT%H:%M:%fZ', 'now') THEN 1 ELSE 0 END AS expired
FROM ingestion_locks WHERE name = :name

-- name: locks_take
UPDATE ingestion_locks
SET fence = max(fence, :above) + 1, version = version + 1, held = 1, owner = :owner, ttl_ms = :ttl_ms,
    acquired_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (:ttl_ms / 1000.0) || ' seconds')
WHERE name = :name AND version = :version
RETURNING fence

-- name: locks_renew
UPDATE ingestion_locks SET version = version + 1, ttl_ms = :ttl_ms, lease_until = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (:ttl_ms / 1000.0) || ' seconds')
WHERE name = :name AND fence = :fence AND held = 1

-- name: locks_release
UPDATE ingestion_locks SET version = version + 1, held = 0 WHERE name = :name AND fence = :fence AND held = 1

-- name: locks_holder
SELECT owner, acquired_at AS since, fence FROM ingestion_locks WHERE name = :name

-- name: locks_unlock
UPDATE ingestion_locks SET version = version + 1, held = 0 WHERE name = :name AND held = 1

-- name: states_make
INSERT INTO ingestion_states (state_key, version, fence, document, updated_at)
VALUES (:key, 1, :fence, :document, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (state_key) DO NOTHING

-- name: states_replace
UPDATE ingestion_states SET version = version + 1, fence = :fence, document = :document, updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
WHERE state_key = :key AND version = :version AND fence <= :fence
