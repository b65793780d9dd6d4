-- name: states_read
SELECT version, fence, document FROM ingestion_states WHERE state_key = :key
