package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tributary.etl.spi.error.ErrorCode;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.parse.ParsedFile;
import dev.tributary.etl.testkit.parse.Rejected;
import dev.tributary.etl.testkit.parse.TestChunks;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What every chunk parser does. Extend it, give parsers and good samples, and run it with JUnit 5; all bytes go through the engine's own framing and
 * parsing. The random numbers are the same in every run.
 */
public abstract class ParserContract {
    /** Another parser, as the factory makes it for a worker thread; {@code TestContext.pure()} is the context for it. The contract closes it. */
    protected abstract Parser newParser() throws Exception;

    /** Files that give records and no reject: decompressed, UTF-8 for text. Together they should hold every kind of record. */
    protected abstract List<byte[]> samples() throws Exception;

    /**
     * How many damaged inputs are parsed, shared evenly by the samples; the system property {@code etl.fuzz.inputs}, 1,000 unless given. The slower
     * suites of cut files and of neighbours take a fifth of it.
     */
    protected int damagedInputs() {
        return Integer.getInteger("etl.fuzz.inputs", 1_000);
    }

    private int damagedCopies(int inputs) throws Exception {
        int samples = samples().size();
        return (inputs + samples - 1) / samples;
    }

    /** What a damaged record may be rejected for; DATA errors but PARSER_DEFECT unless overridden. */
    protected boolean allows(ErrorCode reject) {
        return reject.category() == ErrorCode.Category.DATA && reject != StandardError.PARSER_DEFECT;
    }

    private ParsedFile parse(TestChunks chunks) throws Exception {
        try (Parser parser = newParser()) {
            return parse(parser, chunks);
        }
    }

    private static ParsedFile parse(Parser parser, TestChunks chunks) throws Exception {
        ParsedFile file = chunks.parse(parser);
        assertThat(file.balanced())
                .as(
                        "read %d + derived %d = records %d + deletions %d + rejected %d + filtered %d",
                        file.read(),
                        file.derived(),
                        file.records().size(),
                        file.deletions().size(),
                        file.rejects().size(),
                        file.filtered())
                .isTrue();
        return file;
    }

    @Test
    void samples_give_records_and_no_reject() throws Exception {
        assertThat(samples()).isNotEmpty();
        for (byte[] sample : samples()) {
            ParsedFile file = parse(TestChunks.of(sample));
            assertThat(file.rejects()).as("rejects of a sample").isEmpty();
            assertThat(file.records().size() + file.deletions().size())
                    .as("records of a sample")
                    .isPositive();
        }
    }

    @Test
    void chunks_of_any_size_give_what_the_whole_gives() throws Exception {
        for (byte[] sample : samples()) {
            ParsedFile whole = parse(TestChunks.of(sample));
            requireEqual(parse(TestChunks.of(sample).cutAt(1, 1)), whole, "a record a chunk");
            Random random = new Random(1);
            for (int i = 0; i < 20; i++) {
                int records = 1 + random.nextInt(5);
                int bytes = 1 + random.nextInt(Math.max(1, sample.length));
                requireEqual(
                        parse(TestChunks.of(sample).cutAt(records, bytes)),
                        whole,
                        records + " records or " + bytes + " bytes");
            }
        }
    }

    @Test
    void chunks_in_any_order_give_what_the_whole_gives() throws Exception {
        for (byte[] sample : samples()) {
            requireEqual(
                    parse(TestChunks.of(sample).cutAt(1, 1).reversed()),
                    parse(TestChunks.of(sample)),
                    "the last chunk first");
        }
    }

    @Test
    void a_stream_that_gives_one_byte_at_a_time_gives_the_same() throws Exception {
        for (byte[] sample : samples()) {
            requireEqual(parse(TestChunks.of(sample).readBy(1)), parse(TestChunks.of(sample)), "byte by byte");
        }
    }

    private static void requireEqual(ParsedFile file, ParsedFile whole, String how) {
        assertThat(file.records()).as(how).isEqualTo(whole.records());
        assertThat(file.deletions()).as(how).isEqualTo(whole.deletions());
        assertThat(file.rejects()).as(how).hasSameSizeAs(whole.rejects());
        assertThat(file.positions()).as(how).isEqualTo(whole.positions());
        assertThat(file.warnings()).as(how).containsExactlyInAnyOrderElementsOf(whole.warnings());
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void damage_gives_records_or_data_errors_and_the_parser_goes_on() throws Exception {
        for (byte[] sample : samples()) {
            ParsedFile whole = parse(TestChunks.of(sample));
            try (Parser parser = newParser()) {
                for (int seed = 0; seed < damagedCopies(damagedInputs()); seed++) {
                    byte[] damaged = Damage.of(sample, new Random(seed));
                    requireAllowed(parse(parser, TestChunks.of(damaged).cutAt(3, 64 << 10)), "damage " + seed);
                }
                requireEqual(parse(parser, TestChunks.of(sample)), whole, "the sample again, behind all damage");
            }
        }
    }

    @Test
    void a_file_cut_short_anywhere_gives_records_or_data_errors() throws Exception {
        for (byte[] sample : samples()) {
            Random random = new Random(2);
            try (Parser parser = newParser()) {
                for (int i = 0; i < damagedCopies(damagedInputs() / 5); i++) {
                    int length = random.nextInt(sample.length);
                    byte[] damaged = Arrays.copyOf(sample, length);
                    requireAllowed(parse(parser, TestChunks.of(damaged)), "cut at " + length);
                }
            }
        }
    }

    private void requireAllowed(ParsedFile file, String how) {
        for (Rejected reject : file.rejects()) {
            for (var problem : reject.problems()) {
                assertThat(allows(problem.code()))
                        .as("%s: rejects with %s", how, problem)
                        .isTrue();
            }
        }
    }

    @Test
    void damage_of_one_record_changes_no_other() throws Exception {
        for (byte[] sample : samples()) {
            ParsedFile whole = parse(TestChunks.of(sample));
            Random random = new Random(3);
            for (int i = 0; i < damagedCopies(damagedInputs() / 5); i++) {
                byte[] damaged = sample.clone();
                int at = random.nextInt(sample.length);
                damaged[at] ^= (byte) (1 << random.nextInt(7));
                if (onlyOneRecordDiffers(sample, damaged)) {
                    requireNeighbours(parse(TestChunks.of(damaged)), whole, at);
                }
            }
        }
    }

    /** False when the damage is in a header or moved a cut: then it may change anything. */
    private boolean onlyOneRecordDiffers(byte[] sample, byte[] damaged) throws Exception {
        try (Parser parser = newParser()) {
            List<byte[]> before = TestChunks.of(sample).sourceRecords(parser.framing());
            List<byte[]> after = TestChunks.of(damaged).sourceRecords(parser.framing());
            int differing = 0;
            for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
                boolean sameLength = before.get(i).length == after.get(i).length;
                differing += sameLength && Arrays.equals(before.get(i), after.get(i)) ? 0 : sameLength ? 1 : 2;
            }
            return before.size() == after.size() && differing == 1;
        }
    }

    private static void requireNeighbours(ParsedFile file, ParsedFile whole, int at) {
        List<DataRecord> expected =
                whole.records().stream().filter(r -> !holds(r, at)).toList();
        assertThat(file.records().stream().filter(r -> !holds(r, at)).map(DataRecord::fields))
                .as("records that do not hold the changed byte %d", at)
                .isEqualTo(expected.stream().map(DataRecord::fields).toList());
    }

    private static boolean holds(DataRecord record, int at) {
        long offset = record.origin().offset();
        return at >= offset && at < offset + record.origin().length();
    }

    @Test
    void what_it_emits_was_announced() throws Exception {
        for (byte[] sample : samples()) {
            try (Parser parser = newParser()) {
                List<RecordType> types = parser.types();
                for (DataRecord record : parse(parser, TestChunks.of(sample)).records()) {
                    assertThat(types.isEmpty() || types.stream().anyMatch(type -> covers(type, record.type())))
                            .as("%s is one of the types %s", record.type(), types)
                            .isTrue();
                }
            }
        }
    }

    /** A record may have more columns than were announced, behind those that were. */
    private static boolean covers(RecordType announced, RecordType emitted) {
        int size = announced.size();
        return announced.name().equals(emitted.name())
                && size <= emitted.size()
                && announced.columns().equals(emitted.columns().subList(0, size));
    }

    @Test
    void no_bytes_are_no_records() throws Exception {
        ParsedFile file = parse(TestChunks.of(new byte[0]));

        assertThat(file.records()).isEmpty();
        assertThat(file.rejects()).isEmpty();
    }

    @Test
    void no_thread_is_left_and_closing_twice_is_harmless() throws Exception {
        var before = Thread.getAllStackTraces().keySet();
        Parser closed;
        try (Parser parser = newParser()) {
            closed = parser;
            for (byte[] sample : samples()) {
                parse(parser, TestChunks.of(sample));
            }
        }
        assertThatCode(closed::close).doesNotThrowAnyException();
        assertThat(Thread.getAllStackTraces().keySet()).as("threads afterwards").isSubsetOf(before);
    }
}
