package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.Upload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Small jobs and unit results for ledger tests. */
final class LedgerSamples {
    static final Worker WORKER = new Worker("worker-1", "host-1", Duration.ofMinutes(2));
    static final Problem PROBLEM = Problem.of(StandardError.FIELD_INVALID, "Cannot read the mass: not a number (12x)")
            .inField("mass_da")
            .withHint("write digits only");

    private LedgerSamples() {}

    static JobDraft draft(String id) {
        return draft(id, "proteins");
    }

    static JobDraft draft(String id, String dataset) {
        return new JobDraft(
                id,
                dataset,
                "uniprot",
                "2025_06",
                "1.0",
                "c0ffee",
                "dataset_id: " + dataset + "\n",
                Map.of("limit", "10", "name", "Å \"quoted\" \\ 𝛼"),
                List.of("load/jsonl@1", "parse/fasta@2"),
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                Map.of("cursor", "7"),
                Map.of("parse_batch", "1000"));
    }

    static RawFile file(int index) {
        return new RawFile(
                index,
                "part-" + index + ".dat.gz",
                "ingest/uniprot/2025_06/part-" + index + ".dat.gz",
                1000L + index,
                DigestUtils.md5Hex("file" + index),
                DigestUtils.sha256Hex("file" + index),
                index == 0 ? Optional.of("md5:" + DigestUtils.md5Hex("file0")) : Optional.empty(),
                "gzip",
                "UTF-8",
                index == 0 ? List.of("*.dat", "data/**/x y.txt") : List.of(),
                "group-" + index);
    }

    static StagedRecord staged(String identifier) {
        return staged("protein", identifier);
    }

    static StagedRecord staged(String type, String identifier) {
        var hash = new ContentHash(
                sha256(identifier), DigestUtils.md5Hex(identifier), DigestUtils.md5Hex("MK" + identifier));
        return new StagedRecord(
                type, identifier, identifier + "_HUMAN", hash, 2, new Origin(0, "part-0.dat.gz", 5000, 1200, 17, 99));
    }

    static String sha256(String identifier) {
        return DigestUtils.sha256Hex(identifier.getBytes(StandardCharsets.UTF_8));
    }

    static DeadLetter letter(long ordinal, Problem... problems) {
        return new DeadLetter(
                new Origin(0, "part-0.dat.gz", ordinal * 100, 90, ordinal, ordinal + 1),
                "protein",
                "BAD" + ordinal,
                List.of(problems),
                ("raw " + ordinal).getBytes(StandardCharsets.UTF_8));
    }

    static Upload upload(String identifier, String format) {
        return new Upload(
                "protein",
                identifier,
                format,
                "uniprot/" + identifier + "/1.0/" + identifier + "." + format,
                42,
                DigestUtils.md5Hex(identifier),
                sha256(identifier),
                "text/plain");
    }

    /** A unit that loaded records with these identifiers, and nothing else happened. */
    static UnitResult result(Claim claim, String... identifiers) {
        return result(
                claim, Arrays.stream(identifiers).map(LedgerSamples::staged).toList());
    }

    static UnitResult result(Claim claim, List<StagedRecord> records) {
        int n = records.size();
        return new UnitResult(
                claim,
                new UnitSpan(0, "part-0.dat.gz!/a.dat", claim.unit() * 1000L, n, claim.unit() * 1_000_000L, n * 1200L),
                new Counts(n, 0, n, 0, 0, 0),
                records,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                12);
    }

    static UnitResult with(UnitResult r, List<DeadLetter> letters, Counts counts) {
        return new UnitResult(
                r.claim(),
                r.span(),
                counts,
                r.records(),
                r.refused(),
                letters,
                r.receipts(),
                r.warnings(),
                r.positions(),
                12);
    }

    /** The unit, in which a loader also refused records with these identifiers. */
    static UnitResult refusing(UnitResult r, String... identifiers) {
        return new UnitResult(
                r.claim(),
                r.span(),
                r.counts().plus(new Counts(identifiers.length, 0, 0, identifiers.length, 0, 0)),
                r.records(),
                Arrays.stream(identifiers).map(LedgerSamples::staged).toList(),
                r.deadLetters(),
                r.receipts(),
                r.warnings(),
                r.positions(),
                12);
    }

    static UnitResult with(UnitResult r, LoadReceipt... receipts) {
        return new UnitResult(
                r.claim(),
                r.span(),
                r.counts(),
                r.records(),
                r.refused(),
                r.deadLetters(),
                List.of(receipts),
                r.warnings(),
                r.positions(),
                12);
    }

    static UnitResult with(UnitResult r, Map<String, Instant> positions, String... warnings) {
        return new UnitResult(
                r.claim(),
                r.span(),
                r.counts(),
                r.records(),
                r.refused(),
                r.deadLetters(),
                r.receipts(),
                List.of(warnings),
                positions,
                12);
    }
}
