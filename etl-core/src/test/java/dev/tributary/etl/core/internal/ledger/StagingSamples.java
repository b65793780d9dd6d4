package dev.tributary.etl.core.internal.ledger;

import dev.tributary.etl.spi.record.ContentHash;
import dev.tributary.etl.spi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Small parse units for tests of staged jobs: each record is a source record of its own. */
final class StagingSamples {
    /** Source records of a unit. */
    static final int PER_UNIT = 10;

    private StagingSamples() {}

    /** What stands in a source: a record with this identifier, or its deletion. */
    record Line(String identifier, boolean deletion, byte @Nullable [] newest) {
        static Line of(String identifier) {
            return new Line(identifier, false, null);
        }

        static Line newest(String identifier, @Nullable String value) {
            return new Line(identifier, false, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }

        static Line deletion(String identifier) {
            return new Line(identifier, true, null);
        }
    }

    /** A file of two units each. */
    static StagedRecord row(int unit, int place, String identifier) {
        var hash = new ContentHash(
                LedgerSamples.sha256(identifier), DigestUtils.md5Hex(identifier), DigestUtils.md5Hex("MK"));
        long ordinal = unit % 2L * PER_UNIT + place;
        var origin = new Origin(unit / 2, source(unit), ordinal * 100, 90, ordinal, ordinal + 1);
        return new StagedRecord("protein", identifier, "name of " + identifier, hash, place / 4, origin);
    }

    static String source(int unit) {
        return "part-" + unit / 2 + ".dat.gz";
    }

    static StagedRecords staged(int unit, List<Line> lines) {
        var records = new ArrayList<PackedRecord>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var kind = line.deletion() ? PackedRecord.Kind.DELETION : PackedRecord.Kind.RECORD;
            var data = "{\"place\": \"%d.%d\"}".formatted(unit, i).getBytes(StandardCharsets.UTF_8);
            records.add(new PackedRecord(row(unit, i, line.identifier()), i, kind, line.newest(), i % 2, data));
        }
        return new StagedRecords(records, List.of("even shape", "odd shape"));
    }

    /** What a decided job, of which no loader refused anything, will not load or has not loaded, by file. */
    static Map<Integer, Counts> losses(Ledger ledger, String job) {
        var losses = new TreeMap<Integer, Counts>();
        ledger.countsSoFar(job).forEach((file, counts) -> {
            if (counts.rejected() + counts.duplicate() > 0) {
                losses.put(file, new Counts(0, 0, 0, counts.rejected(), 0, counts.duplicate()));
            }
        });
        return losses;
    }

    static UnitResult parsed(Claim claim, int records) {
        return result(claim, new Counts(records, 0, 0, 0, 0, 0));
    }

    static UnitResult result(Claim claim, Counts counts) {
        int unit = claim.unit();
        return new UnitResult(
                claim,
                new UnitSpan(unit / 2, source(unit), unit % 2L * PER_UNIT, counts.read(), unit * 1000L, 900),
                counts,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                7);
    }
}
