package dev.tributary.etl.core.internal.ledger;

import java.util.Optional;

/**
 * A dead letter as the ledger has it, with the name of its file; one row per problem.
 *
 * @param id its number in the ledger
 * @param line 1-based, 0 when the source has no lines
 * @param curedBy the replay that loaded the record, if one did
 * @param field, {@code hint}, {@code type} and {@code identifier} are empty when unknown
 */
public record StoredLetter(
        long id,
        String job,
        String dataset,
        String code,
        String message,
        String field,
        String hint,
        String type,
        String identifier,
        String source,
        long offset,
        long length,
        long line,
        byte[] raw,
        Optional<String> curedBy) {}
