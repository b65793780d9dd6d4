-- name: staging_framed
UPDATE ingestion_jobs SET framed_units = :units, updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE job_no = :job_no

-- name: staging_insert
INSERT INTO ingestion_staged_records (job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status, row_no, newest, shape_no, record_data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: staging_decide
-- The rows of a job by the ids of its units; of keys that come more than once all but one lose. What stands before the last deletion of a key is
-- dead, that deletion too when a record of the key comes behind it. Among the living the rule decides.
WITH bounds AS (
    SELECT min(first_record_id) AS low, max(last_record_id) AS high FROM ingestion_work_units
    WHERE job_no = :job_no AND unit_type = 'parse_batch'),
doubled AS MATERIALIZED (
    SELECT r.record_type, r.record_identifier FROM bounds b JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high
    WHERE r.job_no = :job_no AND r.status IN ('staged', 'deleting')
    GROUP BY r.record_type, r.record_identifier HAVING count(*) > 1),
placed AS (
    SELECT r.id, r.record_type, r.record_identifier, r.newest, r.status, r.unit * 4294967296 + r.row_no AS place
    FROM bounds b JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high
        JOIN doubled d ON d.record_type = r.record_type AND d.record_identifier = r.record_identifier
    WHERE r.job_no = :job_no AND r.status IN ('staged', 'deleting')),
deleted AS (
    SELECT p.*, max(CASE WHEN p.status = 'deleting' THEN p.place ELSE -1 END) OVER (PARTITION BY p.record_type, p.record_identifier) AS deleted_at
    FROM placed p),
ranked AS (
    SELECT d.id, CASE WHEN d.place > d.deleted_at THEN 1 ELSE 0 END AS alive,
        sum(CASE WHEN d.place > d.deleted_at THEN 1 ELSE 0 END) OVER (PARTITION BY d.record_type, d.record_identifier) AS living,
        row_number() OVER (PARTITION BY d.record_type, d.record_identifier ORDER BY
            CASE WHEN d.place > d.deleted_at THEN 0 ELSE 1 END,
            CASE WHEN d.place > d.deleted_at THEN 0 ELSE -d.place END,
            CASE WHEN :rule = 'newest' THEN d.newest END DESC NULLS LAST,
            CASE WHEN :rule IN ('first', 'reject') THEN d.place ELSE -d.place END) AS place_of_key
    FROM deleted d)
UPDATE ingestion_staged_records AS r
SET status = CASE WHEN :rule = 'reject' AND k.alive = 1 AND k.living > 1 THEN 'rejected' ELSE 'duplicate' END
FROM ranked k
WHERE r.id = k.id AND (k.place_of_key > 1 OR :rule = 'reject' AND k.living > 1)

-- name: staging_letters
INSERT INTO ingestion_dead_letters (job_no, unit, problem, code, message, field, hint, record_type, record_identifier,
    file_index, source, source_offset, source_length, ordinal, source_line, raw, rejected_at)
SELECT r.job_no, r.unit, 0, :code, 'the ' || r.record_type || ' ' || r.record_identifier || ' comes more than once', NULL, :hint,
    r.record_type, r.record_identifier, r.file_index, coalesce(nullif(u.source, ''), f.name, ''), r.source_offset, r.source_length, r.ordinal,
    r.source_line, NULL, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
FROM (SELECT min(first_record_id) AS low, max(last_record_id) AS high FROM ingestion_work_units
        WHERE job_no = :job_no AND unit_type = 'parse_batch') b
    JOIN ingestion_staged_records r ON r.id BETWEEN b.low AND b.high AND r.job_no = :job_no AND r.status = 'rejected'
    JOIN ingestion_work_units u ON u.job_no = r.job_no AND u.unit_type = 'parse_batch' AND u.number = r.unit
    LEFT JOIN ingestion_raw_files f ON f.job_no = r.job_no AND f.file_index = r.file_index
ORDER BY r.id

-- name: staging_decided
UPDATE ingestion_jobs SET decided_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE job_no = :job_no

-- name: staging_store
UPDATE ingestion_staged_records
SET status = CASE WHEN status = 'deleting' THEN 'deleted'
    WHEN row_no IN (SELECT value FROM json_each(:refused)) THEN 'failed'
    ELSE 'stored' END
WHERE id BETWEEN :first AND :last AND job_no = :job_no AND unit = :unit AND status IN ('staged', 'deleting')
