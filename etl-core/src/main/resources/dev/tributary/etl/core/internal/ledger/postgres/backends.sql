-- name: locks_make
INSERT INTO ingestion_locks (name, fence, version, held, owner, ttl_ms, acquired_at, lease_until)
VALUES (:name, :above + 1, 1, true, :owner, :ttl_ms, clock_timestamp(), clock_timestamp() + :ttl_ms * interval '1 millisecond')
ON CONFLICT (name) DO NOTHING
RETURNING fence

-- name: locks_look
SELECT version, CASE WHEN held THEN 1 ELSE 0 END AS held, owner, ttl_ms,
    CASE WHEN lease_until + :skew_ms * interval '1 millisecond' < clock_timestamp() THEN 1 ELSE 0 END AS expired
FROM ingestion_locks WHERE name = :name

-- name: locks_take
UPDATE ingestion_locks
SET fence = greatest(fence, :above) + 1, version = version + 1, held = true, owner = :owner, ttl_ms = :ttl_ms,
    acquired_at = clock_timestamp(), lease_until = clock_timestamp() + :ttl_ms * interval '1 millisecond'
WHERE name = :name AND version = :version
RETURNING fence

-- name: locks_renew
UPDATE ingestion_locks SET version = version + 1, ttl_ms = :ttl_ms, lease_until = clock_timestamp() + :ttl_ms * interval '1 millisecond'
WHERE name = :name AND fence = :fence AND held

-- name: locks_release
UPDATE ingestion_locks SET version = version + 1, held = false WHERE name = :name AND fence = :fence AND held

-- name: locks_holder
SELECT owner, to_char(acquired_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since, fence FROM ingestion_locks WHERE name = :name

-- name: locks_unlock
UPDATE ingestion_locks SET version = version + 1, held = false WHERE name = :name AND held

-- name: states_make
INSERT INTO ingestion_states (state_key, version, fence, document, updated_at)
VALUES (:key, 1, :fence, :document, clock_timestamp())
ON CONFLICT (state_key) DO NOTHING

-- name: states_replace
UPDATE ingestion_states SET version = version + 1, fence = :fence, document = :document, updated_at = clock_timestamp()
WHERE state_key = :key AND version = :version AND fence <= :fence
