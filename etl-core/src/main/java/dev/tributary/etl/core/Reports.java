package dev.tributary.etl.core;

import dev.tributary.etl.core.internal.ledger.Counts;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.ledger.StoredLetter;
import dev.tributary.etl.core.internal.ledger.TracedRecord;

/** Turns the ledger's rows into what hosts see. */
final class Reports {
    private Reports() {}

    static FileReport file(RawFile file) {
        return new FileReport(file.name(), file.md5(), file.sha256(), file.bytes(), file.expected());
    }

    static RecordCounts counts(Counts c) {
        return new RecordCounts(c.read(), c.derived(), c.loaded(), c.rejected(), c.filtered(), c.duplicate());
    }

    static RejectedRecord reject(StoredLetter letter) {
        return new RejectedRecord(
                letter.id(),
                letter.job(),
                letter.code(),
                letter.message(),
                letter.field(),
                letter.hint(),
                letter.type(),
                letter.identifier(),
                letter.source(),
                letter.offset(),
                letter.length(),
                letter.line(),
                letter.raw().clone());
    }

    static RecordTrace trace(TracedRecord row) {
        return new RecordTrace(
                row.job(),
                row.externalVersion(),
                row.type(),
                row.identifier(),
                row.name(),
                row.contentSha256(),
                row.contentMd5(),
                row.sequenceMd5(),
                file(row.file()),
                row.file().key(),
                row.ordinal(),
                row.offset(),
                row.length(),
                row.line(),
                row.source());
    }
}
