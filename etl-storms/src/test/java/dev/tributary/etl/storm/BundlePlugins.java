package dev.tributary.etl.storm;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Plugins for bundles: {@code NAME.report} has a line per record, {@code NAME.seq} is one long content that goes along with the first. */
final class BundlePlugins {
    static final RecordType ROW =
            RecordType.named("row").texts(List.of("name", "text")).key("name").build();

    private BundlePlugins() {}

    /** Where the files lie. */
    record FolderOptions(@Option("The folder of the files.") Path folder) {}

    /** Offers the files of a folder, and all that is in archives; those of one name, whatever their ending, are a group. */
    static final class Folder extends TestPlugins.Base<Extractor, FolderOptions> {
        Folder() {
            super(Extractor.class, FolderOptions.class, "bundles");
        }

        @Override
        public Extractor create(FolderOptions options, PluginContext context) {
            return new FolderExtractor(options.folder());
        }
    }

    private record FolderExtractor(Path folder) implements Extractor {
        @Override
        public List<String> versions() {
            return List.of("1");
        }

        @Override
        public Release release(String version) throws IOException {
            var files = new ArrayList<SourceFile>();
            try (var all = Files.list(folder)) {
                all.forEach(file -> files.add(source(file)));
            }
            return new Release(version, Optional.empty(), files);
        }

        private static SourceFile source(Path file) {
            var name = String.valueOf(file.getFileName());
            var group = name.substring(0, name.indexOf('.'));
            var attributes =
                    name.endsWith(".zip") || name.endsWith(".tgz") ? Map.of("members", "**") : Map.<String, String>of();
            return new SourceFile(name, file.toUri(), group, OptionalLong.empty(), List.of(), attributes);
        }

        @Override
        public Opened open(SourceFile file, Position position) throws IOException {
            InputStream bytes = Files.newInputStream(Path.of(file.location()));
            return new Opened(Position.START, bytes);
        }
    }

    /** What a parser does with a line before its record is made. */
    @FunctionalInterface
    interface OnLine {
        void read(String line) throws IOException;
    }

    /** The file parser. */
    static final class Bundle extends TestPlugins.Base<FileParser, PluginFactory.NoOptions> {
        private final OnLine script;

        Bundle(OnLine script) {
            super(FileParser.class, NoOptions.class, "bundle");
            this.script = script;
        }

        @Override
        public FileParser create(NoOptions options, PluginContext context) {
            return new BundleParser(script);
        }
    }

    /** A line {@code !} and text is rejected, one that begins with {@code +} belongs to the record before. */
    private record BundleParser(OnLine script) implements FileParser {
        @Override
        public List<RecordType> types() {
            return List.of(ROW);
        }

        @Override
        public void parse(List<ByteSource> files, Emitter out) throws IOException, InterruptedException {
            var report = named(files, ".report");
            var attachment = out.attach("seq", named(files, ".seq").open());
            long number = 0;
            long offset = 0;
            var before = Origin.ofFile(-1, report.name());
            // Not closed: the engine has to.
            var lines = new BufferedReader(new InputStreamReader(report.open(), StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                script.read(line);
                number += line.startsWith("+") ? 0 : 1;
                int length = line.getBytes(StandardCharsets.UTF_8).length;
                var origin =
                        line.startsWith("+") ? before : new Origin(-1, report.name(), offset, length, number, number);
                before = origin;
                offset += length + 1;
                if (line.startsWith("!")) {
                    out.reject(origin, StandardError.RECORD_MALFORMED, "it begins with !");
                } else {
                    var row = row(line, origin);
                    out.emit(number == 1 ? row.with(attachment) : row);
                }
            }
        }

        private static DataRecord row(String line, Origin origin) {
            int blank = line.indexOf(' ');
            if (blank < 0) {
                throw new EtlException(StandardError.RECORD_MALFORMED, "a line has no blank");
            }
            return ROW.record(origin, line.substring(0, blank), line.substring(blank + 1));
        }

        private static ByteSource named(List<ByteSource> files, String end) {
            return files.stream()
                    .filter(f -> f.name().endsWith(end))
                    .findFirst()
                    .orElseThrow(() -> new EtlException(StandardError.RECORD_MALFORMED, "the bundle has no *" + end));
        }
    }

    /** The format of what goes along: nothing is rendered in it. */
    static final class Seq extends TestPlugins.Base<RecordFormat, PluginFactory.NoOptions> {
        Seq() {
            super(RecordFormat.class, NoOptions.class, "seq");
        }

        @Override
        public RecordFormat create(NoOptions options, PluginContext context) {
            return new SeqFormat();
        }
    }

    private static final class SeqFormat implements RecordFormat {
        @Override
        public String name() {
            return "seq";
        }

        @Override
        public String mediaType() {
            return "text/plain";
        }

        @Override
        public boolean renders(RecordType type) {
            return false;
        }

        @Override
        public void render(DataRecord record, OutputStream out) {
            throw new UnsupportedOperationException("it goes along");
        }
    }
}
