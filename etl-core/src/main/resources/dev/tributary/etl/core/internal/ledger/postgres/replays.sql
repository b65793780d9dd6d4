-- name: replays_mark
UPDATE ingestion_dead_letters SET replayed_by = :job_no
WHERE job_no = :base AND cured_by IS NULL AND (file_index, ordinal) IN (
    SELECT file_index, ordinal FROM ingestion_dead_letters
    WHERE job_no = :base AND cured_by IS NULL AND unit < :untried_before
        AND (:codes = '[]' OR split_part(code, ' ', 1) IN (SELECT jsonb_array_elements_text(CAST(:codes AS jsonb)))))

-- name: replays_copy_records
INSERT INTO ingestion_staged_records (job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status, record_data)
SELECT :job_no, unit, chunk, record_type, record_identifier, record_name, content_sha256, content_md5, sequence_md5,
    file_index, ordinal, source_offset, source_length, source_line, status, record_data
FROM ingestion_staged_records
WHERE job_no = :base AND status IN ('stored', 'failed') AND (status = 'stored' OR (file_index, ordinal) NOT IN (
    SELECT d.file_index, d.ordinal FROM ingestion_dead_letters d WHERE d.job_no = :base AND d.replayed_by = :job_no))
ORDER BY record_type, record_identifier

-- name: replays_candidates
SELECT count(*) FROM (
    SELECT DISTINCT file_index, ordinal FROM ingestion_dead_letters
    WHERE job_no = :base AND cured_by IS NULL AND unit < :untried_before
        AND (:codes = '[]' OR split_part(code, ' ', 1) IN (SELECT jsonb_array_elements_text(CAST(:codes AS jsonb))))) AS candidates

-- name: replays_kept
SELECT r.file_index, r.ordinal, r.record_type, r.record_identifier FROM ingestion_staged_records r
WHERE r.job_no = :job_no AND r.status = 'stored' AND (r.file_index, r.ordinal) IN (
    SELECT d.file_index, d.ordinal FROM ingestion_dead_letters d WHERE d.job_no = :base AND d.replayed_by = :job_no)

-- name: replays_cured
SELECT count(*) FROM (
    SELECT DISTINCT d.file_index, d.ordinal FROM ingestion_dead_letters d
    WHERE d.job_no = (SELECT replay_of FROM ingestion_jobs WHERE job_no = :job_no) AND d.replayed_by = :job_no
        AND NOT EXISTS (SELECT 1 FROM ingestion_dead_letters again WHERE again.job_no = :job_no
            AND again.file_index = d.file_index AND again.ordinal = d.ordinal)) AS cured
