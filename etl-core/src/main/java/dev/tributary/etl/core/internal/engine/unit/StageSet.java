package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.ParseRule;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.spill.SpillFolder;
import dev.tributary.etl.core.internal.stage.Attachments;
import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import dev.tributary.etl.core.internal.stage.GroupProcessor;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.Framing;
import dev.tributary.etl.spi.stage.LoadTarget;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.spi.stage.Transformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stages of a job in one process: loaders made once, the others made for each worker that asks. */
public final class StageSet implements AutoCloseable {
    private final JobPlan.Stages makers;
    private final RunContext context;
    private final Attachments attachments;
    private final Loaders loaders = new Loaders();

    public StageSet(JobPlan.Stages makers, RunContext context, Attachments attachments) {
        this.makers = makers;
        this.context = context;
        this.attachments = attachments;
    }

    /** The commands that make the tables of each loader in a dialect, for whatever files come. */
    public List<List<String>> ddl(String dialect) throws IOException {
        var types = typesOf(makers.parsers());
        loaders.make(makers.loaders(), context);
        return loaders.all().stream().map(loader -> loader.ddl(dialect, types)).toList();
    }

    /** Makes and prepares the loaders, for the types that the files' parsers and what follows announce. */
    public void prepare(LoadTarget target, List<RawFile> files) throws IOException, InterruptedException {
        loaders.make(makers.loaders(), context);
        var types = types(files);
        for (var loader : loaders.all()) {
            loader.prepare(target, types);
        }
    }

    public List<Loader> loaders() {
        return loaders.all();
    }

    /** For the units that are loaded by these stages. */
    public SpillFolder spills() {
        return new SpillFolder(context::scratch);
    }

    private List<RecordType> types(List<RawFile> files) throws IOException {
        return typesOf(rules(files));
    }

    private List<RecordType> typesOf(List<ParseRule> rules) throws IOException {
        List<RecordType> types = new ArrayList<>();
        for (var rule : rules) {
            announced(rule).stream().filter(t -> !types.contains(t)).forEach(types::add);
        }
        List<RecordType> announced = types;
        for (var maker : makers.normalizers()) {
            announced = maker.make(context.pure()).types(announced);
        }
        for (var maker : makers.transformers()) {
            try (var transformer = maker.make(context)) {
                announced = transformer.types(announced);
            }
        }
        return announced;
    }

    /** What members an archive has is only known when it is read: each parser may come to one. */
    private List<ParseRule> rules(List<RawFile> files) {
        boolean archives = files.stream().anyMatch(file -> !file.members().isEmpty());
        return archives
                ? makers.parsers()
                : files.stream().map(file -> rule(file.name())).distinct().toList();
    }

    private List<RecordType> announced(ParseRule rule) throws IOException {
        if (rule instanceof ParseRule.WholeFiles whole) {
            try (var parser = whole.parser().make(context.pure())) {
                return parser.types();
            }
        }
        try (var parser = ((ParseRule.Records) rule).parser().make(context.pure())) {
            return parser.types();
        }
    }

    /**
     * The groups that file parsers get, by the index of each of their files; files that are cut into records are in none. An archive that a file
     * parser accepts is in a group with all its members.
     */
    public Map<Integer, FileGroup> groups(List<RawFile> files) {
        Map<String, List<RawFile>> byRule = new LinkedHashMap<>();
        for (var file : files) {
            if (ruleOfFile(file) instanceof ParseRule.WholeFiles whole) {
                var key = makers.parsers().indexOf(whole) + "/" + file.group();
                byRule.computeIfAbsent(key, k -> new ArrayList<>()).add(file);
            }
        }
        Map<Integer, FileGroup> groups = new HashMap<>();
        for (var together : byRule.values()) {
            var group = new FileGroup(together);
            together.forEach(file -> groups.put(file.index(), group));
        }
        return groups;
    }

    /** A worker's own stages for a group; it closes them. */
    public GroupProcessor processor(FileGroup group) {
        if (rule(group.first().name()) instanceof ParseRule.WholeFiles whole) {
            var transformers = transformers();
            return new GroupProcessor(
                    whole.parser().make(context.pure()), normalizers(), transformers, needs(transformers), attachments);
        }
        throw new IllegalStateException(group.first().name() + " has no file parser");
    }

    /** Where the records of a source end, which is a file or an archive's member. */
    public Framing framing(String source) {
        try (var parser = parser(source)) {
            return parser.framing();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A worker's own stages for a source; it closes them. */
    public ChunkProcessor processor(String source) {
        var transformers = transformers();
        return new ChunkProcessor(parser(source), normalizers(), transformers, needs(transformers), attachments);
    }

    /** A worker's own parser for a source, without the stages behind it; it closes it. */
    public ChunkProcessor parsing(String source) {
        return ChunkProcessor.parsing(parser(source), attachments);
    }

    private List<Normalizer> normalizers() {
        List<Normalizer> normalizers = new ArrayList<>();
        makers.normalizers().forEach(m -> normalizers.add(m.make(context.pure())));
        return normalizers;
    }

    private List<Transformer> transformers() {
        List<Transformer> transformers = new ArrayList<>();
        makers.transformers().forEach(m -> transformers.add(m.make(context)));
        return transformers;
    }

    private Parser parser(String source) {
        if (rule(source) instanceof ParseRule.Records records) {
            return records.parser().make(context.pure());
        }
        throw new EtlException(
                StandardError.OPTION_INVALID,
                "Cannot parse " + source + ": its parser takes whole files, and its archive is for another parser",
                "let the 'files' pattern of the file parser accept the archive's name, or use a parser of source records");
    }

    private ParseRule rule(String source) {
        return accepting(source)
                .orElseThrow(() -> new EtlException(
                        StandardError.OPTION_INVALID,
                        "Cannot parse " + source + ": no 'files' pattern of the parse stage accepts it",
                        "add a parser without 'files' at the end, or narrow what is extracted"));
    }

    /** An archive may be of no rule: its members are, once they are known. */
    private @Nullable ParseRule ruleOfFile(RawFile file) {
        return file.members().isEmpty()
                ? rule(file.name())
                : accepting(file.name()).orElse(null);
    }

    private Optional<ParseRule> accepting(String source) {
        return makers.parsers().stream()
                .filter(rule -> rule.files().test(source))
                .findFirst();
    }

    /** Without loaders records are made as the built-in ones want them, so that what has no hash is rejected all the same. */
    private Set<RecordPart> needs(List<Transformer> transformers) {
        var needs = loaders.all().isEmpty()
                ? EnumSet.of(RecordPart.CONTENT_HASH, RecordPart.JSON)
                : EnumSet.noneOf(RecordPart.class);
        transformers.forEach(t -> needs.addAll(t.needs()));
        needs.addAll(loaderNeeds());
        return needs;
    }

    /** What the loaders read besides the fields. */
    public Set<RecordPart> loaderNeeds() {
        var needs = EnumSet.noneOf(RecordPart.class);
        loaders.all().forEach(loader -> needs.addAll(loader.needs()));
        return needs;
    }

    @Override
    public void close() throws IOException {
        try (context) {
            loaders.close();
        }
    }
}
