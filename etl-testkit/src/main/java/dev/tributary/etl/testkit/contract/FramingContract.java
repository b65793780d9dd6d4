package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.etl.spi.stage.Framing;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every framing does. Extend it, give the framing and good samples. Damaged samples are framed too. Framers see nothing but the bytes offered
 * and 256 before them.
 */
public abstract class FramingContract {
    protected abstract Framing framing();

    /** Whole files, at least one with several records. */
    protected abstract List<byte[]> samples() throws Exception;

    /** How many damaged copies of each sample are framed. */
    protected int damagedCopies() {
        return 100;
    }

    @Test
    void every_byte_of_a_sample_is_in_one_piece() throws Exception {
        boolean several = false;
        for (byte[] sample : samples()) {
            List<StreamCuts.Cut> cuts = whole(sample);
            assertThat(cuts).isNotEmpty();
            assertThat(new String(
                            sample,
                            cuts.get(cuts.size() - 1).end(),
                            rest(sample, cuts),
                            java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as("what is left behind the last cut")
                    .isBlank();
            several |= cuts.stream().filter(c -> c.kind().equals("record")).count() > 1;
        }
        assertThat(several).as("a sample has several records").isTrue();
    }

    private static int rest(byte[] sample, List<StreamCuts.Cut> cuts) {
        return sample.length - cuts.get(cuts.size() - 1).end();
    }

    private List<StreamCuts.Cut> whole(byte[] sample) {
        return StreamCuts.of(framing(), sample, sample.length).cuts();
    }

    @Test
    void cuts_do_not_depend_on_how_the_stream_is_divided() throws Exception {
        for (byte[] sample : samples()) {
            requireSameCuts(sample, new Random(1));
        }
    }

    @Test
    void cuts_of_a_damaged_stream_do_not_depend_on_how_it_is_divided() throws Exception {
        for (byte[] sample : samples()) {
            for (int seed = 0; seed < damagedCopies(); seed++) {
                var random = new Random(seed);
                requireSameCuts(Damage.of(sample, random), random);
            }
        }
    }

    private void requireSameCuts(byte[] stream, Random random) {
        List<StreamCuts.Cut> whole = whole(stream);
        int[] everyByte = IntStream.rangeClosed(1, stream.length).toArray();
        assertThat(StreamCuts.of(framing(), stream, everyByte).cuts())
                .as("byte by byte")
                .isEqualTo(whole);
        for (int i = 0; i < 10; i++) {
            int[] ends = random.ints(1 + random.nextInt(8), 0, stream.length + 1)
                    .sorted()
                    .toArray();
            ends[ends.length - 1] = stream.length;
            assertThat(StreamCuts.of(framing(), stream, ends).cuts())
                    .as("divided at %s", Arrays.toString(ends))
                    .isEqualTo(whole);
        }
    }

    @Test
    void an_empty_stream_has_no_piece_and_records_may_be_long() {
        assertThat(whole(new byte[0])).isEmpty();
        assertThat(framing().maxRecordBytes()).isPositive();
    }

    @Test
    void a_framing_serves_many_files_at_once() throws Exception {
        Framing framing = framing();
        Framing.Framer other = framing.framer();
        byte[] half = Arrays.copyOf(samples().get(0), samples().get(0).length / 2);
        other.scan(half, 0, half.length, new StreamCuts(half).upTo(half.length));
        for (byte[] sample : samples()) {
            assertThat(StreamCuts.of(framing, sample, sample.length).cuts()).isEqualTo(whole(sample));
        }
    }
}
