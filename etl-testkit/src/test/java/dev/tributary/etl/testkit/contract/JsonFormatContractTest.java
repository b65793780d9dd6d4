package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.format.JsonFormatFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.testkit.TestContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The format {@code json} keeps the contract, and wrong ones are caught. */
class JsonFormatContractTest extends FormatContract {
    private interface Rendering {
        void render(OutputStream out) throws IOException;
    }

    private static final class Wrong extends FormatContract {
        private final Rendering rendering;

        Wrong(Rendering rendering) {
            this.rendering = rendering;
        }

        @Override
        protected RecordFormat format() {
            return new RecordFormat() {
                @Override
                public String name() {
                    return "txt";
                }

                @Override
                public String mediaType() {
                    return "text/plain";
                }

                @Override
                public boolean renders(RecordType type) {
                    return true;
                }

                @Override
                public void render(DataRecord record, OutputStream out) throws IOException {
                    rendering.render(out);
                }
            };
        }

        @Override
        protected List<DataRecord> records() {
            return sample();
        }
    }

    private static List<DataRecord> sample() {
        return List.of(SampleRecords.record(0, 0), SampleRecords.record(0, 1));
    }

    @Override
    protected RecordFormat format() {
        return new JsonFormatFactory().create(new NoOptions(), TestContext.pure());
    }

    @Override
    protected List<DataRecord> records() {
        return sample();
    }

    @Test
    void wrong_formats_are_caught() {
        var count = new AtomicInteger();
        assertThatThrownBy(() -> new Wrong(out -> out.write(count.incrementAndGet()))
                        .the_same_record_gives_the_same_bytes_on_all_threads())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(
                        () -> new Wrong(OutputStream::close).it_renders_its_records_and_has_a_name_and_a_media_type())
                .hasMessageContaining("closes the stream");
        assertThatThrownBy(() -> new Wrong(out -> {}).a_stream_that_fails_fails_the_rendering())
                .isInstanceOf(AssertionError.class);
    }
}
