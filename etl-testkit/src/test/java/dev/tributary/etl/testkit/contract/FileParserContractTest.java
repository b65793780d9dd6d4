package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.testkit.contract.TableParser.Defect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A right file parser passes the contract, and each wrong one is caught by the test that is there for it. */
class FileParserContractTest extends FileParserContract {
    private static final class Wrong extends FileParserContract {
        private final Defect defect;

        Wrong(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected FileParser newParser() {
            return new TableParser(defect);
        }

        @Override
        protected List<Map<String, byte[]>> samples() {
            return sample();
        }
    }

    private static List<Map<String, byte[]>> sample() {
        return List.of(Map.of("names", bytes("ada\nbob\ncleo\n"), "values", bytes("1\n2\n3\n")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected FileParser newParser() {
        return new TableParser(Defect.NONE);
    }

    @Override
    protected List<Map<String, byte[]>> samples() {
        return sample();
    }

    private static void requireCaught(ThrowingCallable test, String message) {
        assertThatThrownBy(test).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void a_broken_stream_that_is_taken_for_a_short_one_is_seen() {
        requireCaught(
                () -> new Wrong(Defect.SWALLOWS_FAILURES).a_stream_that_breaks_is_never_taken_for_its_end(),
                "streams that break");
    }

    @Test
    void what_depends_on_how_a_stream_is_read_is_seen() {
        requireCaught(
                () -> new Wrong(Defect.READS_ONCE).a_group_gives_the_same_again_however_its_streams_give_their_bytes(),
                "bytes a read");
    }

    @Test
    void exceptions_that_are_no_data_errors_are_seen() {
        requireCaught(
                () -> new Wrong(Defect.THROWS_ANYTHING).a_file_cut_short_anywhere_gives_records_or_data_errors(),
                "PARSER_DEFECT");
        requireCaught(() -> new Wrong(Defect.THROWS_ANYTHING).damage_gives_records_or_data_errors(), "PARSER_DEFECT");
    }

    @Test
    void a_type_that_was_not_announced_is_seen() {
        requireCaught(() -> new Wrong(Defect.MISSES_TYPE).what_it_emits_was_announced(), "one of the types");
    }

    @Test
    void a_thread_that_stays_and_a_second_close_that_fails_are_seen() {
        requireCaught(
                () -> new Wrong(Defect.LEAVES_THREAD).no_thread_is_left_and_closing_twice_is_harmless(),
                "threads afterwards");
        requireCaught(
                () -> new Wrong(Defect.CLOSES_ONCE).no_thread_is_left_and_closing_twice_is_harmless(), "closed twice");
    }
}
