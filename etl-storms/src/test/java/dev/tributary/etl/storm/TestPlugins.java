package dev.tributary.etl.storm;

import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.plugin.Option;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.spi.plugin.Secret;
import dev.tributary.etl.spi.record.Batch;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Chunk;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.LoadReceipt;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.LoadTask;
import dev.tributary.etl.spi.stage.LoadUnit;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Publication;
import dev.tributary.etl.spi.stage.Rejects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Plugins that a host might bring. */
final class TestPlugins {
    static final RecordType LINE =
            RecordType.named("line").texts(List.of("name", "text")).key("name").build();

    private TestPlugins() {}

    /** What all of these say of themselves. */
    abstract static class Base<T, O extends Record> implements PluginFactory<T, O> {
        private final Class<T> kind;
        private final Class<O> options;
        private final String name;

        Base(Class<T> kind, Class<O> options, String name) {
            this.kind = kind;
            this.options = options;
            this.name = name;
        }

        @Override
        public Class<T> kind() {
            return kind;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int apiLevel() {
            return API_LEVEL;
        }

        @Override
        public int revision() {
            return 1;
        }

        @Override
        public Class<O> optionsType() {
            return options;
        }
    }

    /** A record a line: name, tab, text. */
    static final class Lines extends Base<Parser, PluginFactory.NoOptions> {
        Lines() {
            super(Parser.class, NoOptions.class, "name_and_text");
        }

        @Override
        public Parser create(NoOptions options, PluginContext context) {
            return new LineParser();
        }
    }

    private static final class LineParser implements Parser {
        @Override
        public Framing framing() {
            return Framing.lines(0);
        }

        @Override
        public List<RecordType> types() {
            return List.of(LINE);
        }

        @Override
        public void parse(Chunk chunk, Emitter out) {
            while (chunk.next()) {
                var line = chunk.text(StandardCharsets.UTF_8).strip();
                int tab = line.indexOf('\t');
                out.emit(LINE.record(chunk.origin(), line.substring(0, tab), line.substring(tab + 1)));
            }
        }
    }

    /** Lines, by a plugin whose output changed. */
    static final class Revised extends Base<Parser, PluginFactory.NoOptions> {
        private final int revision;

        Revised(int revision) {
            super(Parser.class, NoOptions.class, "revised");
            this.revision = revision;
        }

        @Override
        public int revision() {
            return revision;
        }

        @Override
        public Parser create(NoOptions options, PluginContext context) {
            return new Lines().create(options, context);
        }
    }

    record NotingOptions(
            @Option("Where the messages' ids are written, a line each.")
            String file) {}

    /** Writes down what it is told, whichever process tells it. */
    static final class Noting extends Base<Notifier, NotingOptions> {
        Noting() {
            super(Notifier.class, NotingOptions.class, "noting");
        }

        @Override
        public Notifier create(NotingOptions options, PluginContext context) {
            var file = Path.of(options.file());
            return message ->
                    Files.writeString(file, message.id() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** A record a line, named by its place. */
    static final class WholeLines extends Base<Parser, PluginFactory.NoOptions> {
        WholeLines() {
            super(Parser.class, NoOptions.class, "whole_line");
        }

        @Override
        public Parser create(NoOptions options, PluginContext context) {
            return new WholeLineParser();
        }
    }

    private static final class WholeLineParser implements Parser {
        @Override
        public Framing framing() {
            return Framing.lines(0);
        }

        @Override
        public List<RecordType> types() {
            return List.of(LINE);
        }

        @Override
        public void parse(Chunk chunk, Emitter out) {
            while (chunk.next()) {
                var origin = chunk.origin();
                out.emit(LINE.record(
                        origin, origin.source() + "@" + origin.offset(), chunk.text(StandardCharsets.UTF_8)));
            }
        }
    }

    /** What a loader does when it gets the records of a unit. */
    @FunctionalInterface
    interface OnWrite {
        void write(LoadUnit unit, Batch batch, Rejects rejects) throws IOException, InterruptedException;
    }

    /** A loader that keeps nothing and does what a test says. */
    static final class Scripted extends Base<Loader, PluginFactory.NoOptions> {
        private final OnWrite script;

        Scripted(OnWrite script) {
            this("scripted", script);
        }

        Scripted(String name, OnWrite script) {
            super(Loader.class, NoOptions.class, name);
            this.script = script;
        }

        @Override
        public Loader create(NoOptions options, PluginContext context) {
            return new ScriptedLoader(script);
        }
    }

    private record ScriptedLoader(OnWrite script) implements Loader {
        @Override
        public void prepare(LoadTarget target, List<RecordType> types) {
            // nothing to make
        }

        @Override
        public LoadTask open(LoadUnit unit) {
            return new ScriptedTask(script, unit);
        }

        @Override
        public List<String> publish(Publication publication, Iterable<LoadReceipt> receipts) {
            return List.of();
        }
    }

    private record ScriptedTask(OnWrite script, LoadUnit unit) implements LoadTask {
        @Override
        public void write(Batch batch, Rejects rejects) throws IOException, InterruptedException {
            script.write(unit, batch, rejects);
        }

        @Override
        public void delete(Batch keys) {
            throw new UnsupportedOperationException("no test deletes");
        }

        @Override
        public LoadReceipt finish() {
            return new LoadReceipt(unit.number(), 0, List.of(), Map.of());
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }

    /** A normalizer that wants a folder for its notes, which it never tidies. */
    static final class Scribbling extends Base<Normalizer, PluginFactory.NoOptions> {
        Scribbling() {
            super(Normalizer.class, NoOptions.class, "scribbling");
        }

        @Override
        public Normalizer create(NoOptions options, PluginContext context) {
            try {
                Files.writeString(context.scratch().resolve("notes.txt"), "to be thrown away");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return (record, out) -> out.emit(record);
        }
    }

    /** A normalizer that breaks the promise of bounded memory: it keeps every record that it ever saw. */
    static final class Hoarding extends Base<Normalizer, PluginFactory.NoOptions> {
        private final List<DataRecord> kept = Collections.synchronizedList(new ArrayList<>());

        Hoarding() {
            super(Normalizer.class, NoOptions.class, "hoarding");
        }

        @Override
        public Normalizer create(NoOptions options, PluginContext context) {
            return (record, out) -> {
                kept.add(record);
                out.emit(record);
            };
        }
    }

    /** Options with a secret. */
    record SealOptions(@Option("What must never be seen.") Secret seal) {}

    /** A normalizer that has a secret, looks at it, and fails over a record. */
    static final class Sealed extends Base<Normalizer, SealOptions> {
        Sealed() {
            super(Normalizer.class, SealOptions.class, "sealed");
        }

        @Override
        public Normalizer create(SealOptions options, PluginContext context) {
            return (record, out) -> seal(record, options, out);
        }

        private static void seal(DataRecord record, SealOptions options, Emitter out) {
            if (record.key().endsWith("1")) {
                throw new IllegalStateException("cannot seal " + record.key() + " with " + options);
            }
            out.emit(record);
        }
    }
}
