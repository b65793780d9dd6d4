package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.testkit.process.Together;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every record format does. Extend it, give the format and records that it renders. */
public abstract class FormatContract {
    /** The same format at every call, or an equal one. */
    protected abstract RecordFormat format() throws Exception;

    /** Records with the parts that the format needs; those of {@code TestChunks} have all. */
    protected abstract List<DataRecord> records() throws Exception;

    private static final class Unclosable extends ByteArrayOutputStream {
        @Override
        public void close() {
            throw new AssertionError("the format closes the stream, which is the loader's");
        }
    }

    private static byte[] render(RecordFormat format, DataRecord record) throws IOException {
        // Not closed: closing it is what the format must not do.
        var out = new Unclosable();
        format.render(record, out);
        return out.toByteArray();
    }

    @Test
    void it_renders_its_records_and_has_a_name_and_a_media_type() throws Exception {
        RecordFormat format = format();
        assertThat(format.name()).matches("[a-z][a-z0-9_.]*");
        assertThat(format.mediaType()).matches("[a-z]+/[a-z0-9.+-]+(;.*)?");
        assertThat(records()).isNotEmpty();
        for (DataRecord record : records()) {
            assertThat(format.renders(record.type()))
                    .as("renders %s", record.type())
                    .isTrue();
            assertThat(render(format, record)).as("bytes of %s", record).isNotEmpty();
        }
    }

    @Test
    void the_same_record_gives_the_same_bytes_on_all_threads() throws Exception {
        RecordFormat format = format();
        List<byte[]> once = renderAll(format);
        List<Callable<List<byte[]>>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(() -> renderAll(format));
        }
        for (List<byte[]> each : Together.run(threads)) {
            for (int i = 0; i < once.size(); i++) {
                assertThat(each.get(i)).isEqualTo(once.get(i));
            }
        }
    }

    private List<byte[]> renderAll(RecordFormat format) throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (DataRecord record : records()) {
            all.add(render(format, record));
        }
        return all;
    }

    @Test
    void the_machines_language_and_zone_change_nothing() throws Exception {
        List<byte[]> here = renderAll(format());
        var language = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            assertThat(renderAll(format())).containsExactlyElementsOf(here);
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(renderAll(format())).containsExactlyElementsOf(here);
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void a_stream_that_fails_fails_the_rendering() throws Exception {
        RecordFormat format = format();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the disk is full");
            }
        };
        for (DataRecord record : records()) {
            assertThatThrownBy(() -> format.render(record, full))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the disk is full");
        }
    }
}
