package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.plugin.DataSize;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.PluginFactory.NoOptions;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.Transformer;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Small plugins with options of every kind; what they make holds its options and does nothing. */
public final class FakePlugins {
    private FakePlugins() {}

    public enum Compression {
        NONE,
        GZIP,
        VERY_SMALL
    }

    public record Login(
            @Option("The user") String user,
            @Option("The password") Secret password) {}

    /** A kind of a plugin's own module. */
    public interface TextModel {
        String answer(String question);
    }

    public record ModelOptions(
            @Option(value = "Its name", defaultValue = "small")
            String model,

            @Option("Its key") Optional<Secret> key,
            @Option("A model to fall back to") Optional<TextModel> fallback) {}

    public record StubModel(ModelOptions options) implements TextModel {
        @Override
        public String answer(String question) {
            return options.model() + ": " + question;
        }
    }

    public sealed interface Layout permits FixedWidth, Delimited {}

    public record FixedWidth(
            @Option(value = "Column widths", defaultValue = "[1, 2]")
            List<Integer> widths) implements Layout {}

    public record Delimited(
            @Option(value = "The separator", defaultValue = ",")
            String separator) implements Layout {}

    public record EveryType(
            @Option("t") Optional<String> text,
            @Option(value = "b", defaultValue = "false") boolean flag,
            @Option(value = "i", defaultValue = "1") int count,
            @Option(value = "l", defaultValue = "2") long total,
            @Option(value = "d", defaultValue = "0.5%") double share,
            @Option("bd") Optional<BigDecimal> price,
            @Option(value = "e", defaultValue = "none") Compression compression,

            @Option(value = "du", defaultValue = "30s", formerNames = "wait")
            Duration timeout,

            @Option(value = "ds", defaultValue = "64MiB") DataSize size,
            @Option("p") Optional<Path> path,
            @Option("u") Optional<URI> uri,
            @Option(value = "c", defaultValue = "UTF-8") Charset charset,
            @Option(value = "z", defaultValue = "UTC") ZoneId zone,
            @Option("ld") Optional<LocalDate> date,
            @Option("in") Optional<Instant> instant,
            @Option("pa") Optional<Pattern> pattern,
            @Option("s") Optional<Secret> token,
            @Option("r") Optional<Login> login,

            @Option(value = "se", defaultValue = "{kind: delimited, separator: ;}")
            Layout layout,

            @Option("m") Optional<TextModel> model,
            @Option("li") List<String> names,
            @Option("ms") List<TextModel> models,
            @Option("st") Set<Integer> numbers,
            @Option("ma") Map<String, Duration> waits,
            @Option("he") Map<String, Secret> headers,
            @Option("op") Map<String, Object> fields,
            @Option("any") Optional<Object> anything) {}

    public record FileOptions(
            @Option(value = "Files or globs", example = "data/*.dat")
            List<String> paths,

            @Option("A folder") Optional<Path> folder,
            @Option("A key") Optional<Secret> key,

            @Option(value = "How long", defaultValue = "30s")
            Duration timeout) {
        public FileOptions {
            if (paths.isEmpty()) {
                throw new IllegalArgumentException("'paths' must name at least one file");
            }
        }
    }

    public record EnrichOptions(@Option("Values to add") Map<String, Object> fields) {}

    public record JsonlOptions(
            @Option(value = "How parts are packed", defaultValue = "none")
            Compression compression,

            @Option("Models") List<TextModel> models,
            @Option("A column") Optional<String> partitionBy) {}

    public record PickyOptions(
            @Option("The URL") String url,
            @Option("The model") Optional<TextModel> model) {
        public PickyOptions {
            if (!url.startsWith("https:")) {
                throw new IllegalArgumentException("must be https, found " + url);
            }
        }
    }

    /** A record that calls its component, which a check cannot serve. */
    public record EagerOptions(@Option("The model") TextModel model) {
        public EagerOptions {
            if (model.answer("ready?").isEmpty()) {
                throw new IllegalArgumentException("not ready");
            }
        }
    }

    public record StubExtractor(Record options) implements Extractor {
        @Override
        public List<String> versions() {
            return List.of();
        }

        @Override
        public Release release(String version) {
            return new Release(version, Optional.empty(), List.of());
        }

        @Override
        public Opened open(SourceFile file, Position position) {
            throw new UnsupportedOperationException();
        }
    }

    public record StubLoader(Record options) implements Loader {
        @Override
        public void prepare(LoadTarget target, List<RecordType> types) {}

        @Override
        public LoadTask open(LoadUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
            return List.of();
        }
    }

    public record StubParser(Record options) implements Parser {
        @Override
        public Framing framing() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RecordType> types() {
            return List.of();
        }

        @Override
        public void parse(Chunk chunk, Emitter out) {}
    }

    public record StubFileParser(Record options) implements FileParser {
        @Override
        public List<RecordType> types() {
            return List.of();
        }

        @Override
        public void parse(List<ByteSource> files, Emitter out) {}
    }

    public record StubNormalizer(Record options) implements Normalizer {
        @Override
        public void normalize(DataRecord record, Emitter out) {}
    }

    public record StubTransformer(Record options) implements Transformer {
        @Override
        public void transform(Batch batch, Emitter out) {}
    }

    public static List<PluginFactory<?, ?>> factories() {
        List<PluginFactory<?, ?>> all = new ArrayList<>();
        all.add(FakeFactory.of(Extractor.class, "file", FileOptions.class, (o, c) -> new StubExtractor(o))
                .atRevision(3));
        all.add(FakeFactory.of(Extractor.class, "every_type", EveryType.class, (o, c) -> new StubExtractor(o)));
        all.add(FakeFactory.of(Extractor.class, "picky", PickyOptions.class, (o, c) -> new StubExtractor(o)));
        all.add(FakeFactory.of(Extractor.class, "eager", EagerOptions.class, (o, c) -> new StubExtractor(o)));
        all.add(FakeFactory.of(Parser.class, "lines", NoOptions.class, (o, c) -> new StubParser(o)));
        all.add(FakeFactory.of(Parser.class, "gff3", NoOptions.class, (o, c) -> new StubParser(o)));
        all.add(FakeFactory.of(FileParser.class, "xlsx", EveryType.class, (o, c) -> new StubFileParser(o)));
        all.add(FakeFactory.of(Normalizer.class, "lowercase", NoOptions.class, (o, c) -> new StubNormalizer(o)));
        all.add(FakeFactory.of(Transformer.class, "enrich", EnrichOptions.class, (o, c) -> new StubTransformer(o)));
        all.add(FakeFactory.of(Loader.class, "jsonl", JsonlOptions.class, (o, c) -> new StubLoader(o)));
        all.add(FakeFactory.of(TextModel.class, "tiny", ModelOptions.class, (o, c) -> new StubModel(o))
                .atRevision(7));
        all.add(FakeFactory.of(Notifier.class, "mail", NoOptions.class, (o, c) -> n -> {}));
        return all;
    }

    public static PluginRegistry registry() {
        return PluginRegistry.of(factories(), List.of());
    }

    /** A context that nothing may be asked of. */
    public static PluginContext context() {
        return (PluginContext) java.lang.reflect.Proxy.newProxyInstance(
                PluginContext.class.getClassLoader(), new Class<?>[] {PluginContext.class}, (p, m, a) -> {
                    throw new EtlException(
                            dev.tributary.etl.spi.error.StandardError.DEFECT, "not asked for: " + m.getName());
                });
    }
}
