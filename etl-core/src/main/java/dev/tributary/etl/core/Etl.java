package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.DatasetReader;
import dev.tributary.etl.core.dataset.DatasetSchema;
import dev.tributary.etl.core.dataset.DatasetSource;
import dev.tributary.etl.core.internal.engine.FetchRun;
import dev.tributary.etl.core.internal.engine.JobRun;
import dev.tributary.etl.core.internal.engine.Rehearsal;
import dev.tributary.etl.core.internal.engine.TableCommands;
import dev.tributary.etl.core.internal.engine.forecast.Forecasting;
import dev.tributary.etl.core.internal.engine.past.Schedule;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.replay.ReplayRun;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.engine.run.WorkTally;
import dev.tributary.etl.core.internal.engine.worker.FleetWorker;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.LedgerSchema;
import dev.tributary.etl.core.internal.plugins.PluginFolders;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.EtlEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Runs datasets and looks at what they left. Thread-safe; several may be open in one JVM, also on one home. Opening is cheap: the home is touched
 * by the first run or look. {@link #close} ends what this object opened, and nothing that the host gave it.
 */
public final class Etl implements AutoCloseable {
    private final EtlBuilder settings;
    private final PluginFolders folders;
    private final PluginRegistry plugins;
    private final EmbeddedHome home;
    /** Of all runs and workers. */
    private final WorkTally tally = new WorkTally();

    Etl(EtlBuilder settings) {
        this.settings = settings;
        this.folders = PluginFolders.open(settings.pluginFolders());
        this.plugins = registry(settings, folders);
        this.home = new EmbeddedHome(settings, plugins);
    }

    private static PluginRegistry registry(EtlBuilder settings, PluginFolders folders) {
        List<ClassLoader> loaders = new ArrayList<>(List.of(settings.classLoader()));
        loaders.addAll(folders.loaders());
        try {
            return PluginRegistry.of(settings.plugins(), loaders);
        } catch (RuntimeException e) {
            folders.close();
            throw e;
        }
    }

    /** An engine with all it needs in one folder: ledger, raw files, releases, locks, output. No server, no account. */
    public static Etl embedded(Path home) {
        return builder().home(home).build();
    }

    /** Starts with the embedded defaults and a home in {@code .etl}. */
    public static EtlBuilder builder() {
        return new EtlBuilder();
    }

    /**
     * Reads and checks a dataset file without running it.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in it
     */
    public Dataset validate(Path dataset, Map<String, String> parameters) {
        return new DatasetReader().read(dataset, parameters, settings.environment(), plugins);
    }

    /**
     * Starts a run on the engine's executor and returns at once. Of a dataset with {@code release.mode: historical} it goes through several releases, oldest
     * first; the listener hears of each as of a run of its own, and the report is that of the last one, with a note on each before it.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file; nothing was started
     */
    public Run start(RunRequest request) {
        return start(request, run -> run.run(JobRun::new), this::heard, this::signals);
    }

    /**
     * The same for a run of everything but load: files are fetched and verified, records go through all stages, counts and rejects are those of a run,
     * as far as loaders reject nothing. Only verified raw files stay; there is no job, no output and no release, and the listener hears nothing.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file; nothing was started
     */
    public Run startDryRun(RunRequest request) {
        return start(request, run -> run.run(Rehearsal::new), RunReport::withoutJob, () -> new RunSignals(event -> {}));
    }

    /**
     * Starts to read rejects of the published job again, from its raw files, with the dataset file and plugins as they are now. What is cured is
     * published with all that was there before, as a new commit of the same release; when nothing is cured, nothing is published. A replay that was
     * stopped goes on when it is started again.
     *
     * @param codes such as {@code E3007}: only rejects with one of these; empty for all
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file; nothing was started
     */
    public Run startReplay(RunRequest request, List<String> codes) {
        return start(
                request,
                run -> new ReplayRun(run.plan(), run.open(), codes, run.signals()).run(),
                this::heard,
                this::signals);
    }

    /** Of a run that the listener hears of and that counts. */
    private RunSignals signals() {
        return new RunSignals(new QuietListener(settings.listener())::accept, tally);
    }

    private Run start(
            RunRequest request,
            Function<PreparedRun, RunOutcome> kind,
            UnaryOperator<RunReport> ending,
            Supplier<RunSignals> outside) {
        var dataset = validate(request.dataset(), request.parameters());
        var plan = new Planning(dataset, request).plan();
        var signals = outside.get();
        var open = home.of(dataset);
        if (!dataset.run().allowAsyncCommit()) {
            open.ledger().requireDurable();
        }
        var run = new PreparedRun(dataset, plan, open, request.asOf(), signals);
        return EmbeddedRun.start(
                new EmbeddedRun.Work(dataset, () -> kind.apply(run), signals, ending), open.executor());
    }

    private RunReport heard(RunReport report) {
        var counts = report.records();
        new QuietListener(settings.listener())
                .accept(new EtlEvent.RunEnded(
                        report.datasetId(),
                        settings.clock().instant(),
                        report.jobId(),
                        report.status().word(),
                        counts.read(),
                        counts.loaded(),
                        counts.rejected(),
                        report.failure()));
        return report;
    }

    /** Starts a run and waits for its end. An interruption stops the run at once. */
    public RunReport run(RunRequest request) throws InterruptedException {
        var run = start(request);
        try {
            return run.await();
        } catch (InterruptedException e) {
            run.stopNow();
            throw e;
        }
    }

    /**
     * Starts a worker on the engine's executor and returns at once: it takes part in all staged jobs of the ledger that have their files in this home's
     * object store, whoever began them, and goes on with those that nobody leads any more. It fetches nothing. Datasets are read as they were when their
     * jobs began, with this process's variables; a job whose plugins or configuration would be others here is left to other workers.
     */
    public Worker worker(WorkerRequest request) {
        var open = home.open();
        var how = new FleetWorker.Settings(
                home.folder(),
                request.threads(),
                request.untilIdle(),
                EmbeddedWorker.quiet(request.notes()),
                new QuietListener(settings.listener())::accept,
                new WorkTally(tally));
        var recall = new JobRecall(home, plugins, settings.environment());
        return EmbeddedWorker.start(new FleetWorker(open.ledger(), open.executor(), recall, how), open.executor());
    }

    /**
     * What the runs, replays and workers that this object started have done so far, together; cheap. Dry runs are not counted. A Micrometer registry gets
     * it by {@link dev.tributary.etl.core.metrics.EtlMetrics}.
     */
    public WorkerFigures figures() {
        return Reports.figures(tally);
    }

    /** What people do to jobs and datasets besides running them. */
    public Operations operations() {
        return new LedgerOperations(home);
    }

    /**
     * Shows the first records of a dataset as they leave a stage. Reads straight from the source, on the calling thread, as far as it has to; writes
     * nothing and makes no home.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file
     * @throws dev.tributary.etl.spi.error.EtlException when the source fails, or a stage in a way that is no reject
     */
    public Preview preview(PreviewRequest request) throws InterruptedException {
        var dataset = validate(request.dataset(), request.parameters());
        return new Previewing(dataset, request).from(home.host());
    }

    /**
     * Runs the tests of a dataset: parse to transform over each test's files, as a run would do them, and compares what came with what the test expects.
     * In homes of their own that are deleted again, on the calling thread; fetches, loads and publishes nothing. The job's instant is
     * {@link TestReport#INSTANT} unless the request has another.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file and in what its tests name
     */
    public TestReport test(RunRequest request) throws InterruptedException {
        return testing(request).test();
    }

    /** The same, and writes what came into the expectations that differ from it or are not there. */
    public TestReport updateTests(RunRequest request) throws InterruptedException {
        return testing(request).update();
    }

    private DatasetTesting testing(RunRequest request) {
        var dataset = validate(request.dataset(), request.parameters());
        return new DatasetTesting(dataset, request, folder -> new EmbeddedHome(settings.throwAway(folder), plugins));
    }

    /**
     * Says what a run would do now. Asks the source for its release and fetches no file; files of this machine are hashed where they lie. Writes nothing
     * and makes no home.
     *
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file
     * @throws EtlException when the source fails, or RELEASE_CHANGED when it offers other bytes under a release that is recorded
     */
    public Plan plan(RunRequest request) throws InterruptedException {
        var dataset = validate(request.dataset(), request.parameters());
        var plan = new Planning(dataset, request).plan();
        var past = PreparedRun.past(dataset, plan, request.asOf());
        var schedule = past.isEmpty() ? Schedule.ofOne() : past.get().schedule(home.host(), home.existing(dataset));
        var next = schedule.turns().isEmpty() ? plan : plan.of(schedule.turns().get(0));
        var forecast = new Forecasting(next, home.existing(dataset), home.host(), request.asOf()).forecast();
        return Reports.plan(
                forecast, schedule, new Reports.About(dataset.id(), new LedgerHistory(home::open)::summary));
    }

    /**
     * Brings the files of a dataset's release here and verifies them; a later run finds them and fetches nothing.
     *
     * @throws EtlException for what would fail a run's extract stage; nothing was parsed
     */
    public FetchReport fetch(RunRequest request) throws InterruptedException {
        return fetching(request, FetchRun::fetch);
    }

    /** Takes the files of a dataset's release from a folder, verified against what the source publishes; the folder keeps its own. */
    public FetchReport adopt(RunRequest request, Path folder) throws InterruptedException {
        return fetching(request, run -> run.adopt(folder));
    }

    /** Compares the files that were fetched with the ledger and with what the source publishes now; only metadata is fetched. */
    public FetchReport verifyFetched(RunRequest request) throws InterruptedException {
        return fetching(request, FetchRun::verify);
    }

    private interface FetchWork {
        FetchRun.Result of(FetchRun run) throws IOException, InterruptedException;
    }

    private FetchReport fetching(RunRequest request, FetchWork work) throws InterruptedException {
        var dataset = validate(request.dataset(), request.parameters());
        var plan = new Planning(dataset, request).plan();
        try {
            var result = work.of(new FetchRun(plan, home.of(dataset), request.asOf(), bytes -> {}));
            var files = result.files().stream().map(Reports::file).toList();
            return new FetchReport(dataset.id(), result.release(), files, result.problems());
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.STORE_UNAVAILABLE, "Cannot fetch " + dataset.id() + ": " + e)
                            .withHint("check space, rights and connections, and run again"),
                    e);
        }
    }

    /** Reads all that a dataset's last release is made of again: commit, manifest, raw files, output. Writes nothing; on the calling thread. */
    public Verification verify(String datasetId) throws InterruptedException {
        return new Inspection(home.of(datasetId), this::planOf).verify(datasetId);
    }

    /**
     * Compares the objects that loaders wrote for a dataset's last release, as the ledger and the loaders' own tables know them, with the object store, by
     * object key and in both directions. Objects of a run that is at work just now may be taken for strays. Writes nothing; on the calling thread.
     */
    public Audit audit(String datasetId) throws InterruptedException {
        return new Inspection(home.of(datasetId), this::planOf).audit(datasetId);
    }

    /** What a job was run with, made again of the texts that the ledger has; empty for a job of an older program. */
    private Optional<JobPlan> planOf(Job job) {
        return home.open().ledger().fleet().shared(job.id()).map(shared -> {
            var sources = shared.sources().stream()
                    .map(source -> DatasetSource.of(Path.of(source.path()), source.text()))
                    .toList();
            var parameters = job.draft().parameters();
            var dataset = new DatasetReader().reread(sources, parameters, settings.environment(), plugins);
            var request = RunRequest.of(sources.get(0).file()).withParameters(parameters);
            return new Planning(dataset, request).plan();
        });
    }

    /**
     * Looks at what runs need: Java, plugins, the home, its clock, unfinished jobs, leftovers; of a dataset its file and what its source offers. Makes no
     * home; in one that is there a file is written and deleted again.
     */
    public List<Check> doctor(Optional<RunRequest> dataset) throws InterruptedException {
        return new Doctor(this, settings).look(dataset, home.existing());
    }

    /** What runs left in this home. */
    public History history() {
        return new LedgerHistory(home::open);
    }

    /**
     * The ledger's schema in a dialect, oldest step first, for whoever makes the tables by hand.
     *
     * @param dialect {@code sqlite} or {@code postgres}
     * @throws EtlException OPTION_INVALID, naming the dialects there are
     */
    public static List<LedgerScript> ddl(String dialect) {
        requireDialect(dialect);
        return LedgerSchema.of(dialect).printed().stream()
                .map(script -> new LedgerScript(script.version(), script.name(), script.sql()))
                .toList();
    }

    /**
     * What makes the tables that a dataset's loaders write, in a dialect: those of loaders without tables left out. Opens no database and makes no
     * home.
     *
     * @param dialect {@code sqlite} or {@code postgres}
     * @throws dev.tributary.etl.core.config.ConfigException with all that is wrong in the dataset file
     * @throws EtlException OPTION_INVALID, naming the dialects there are
     */
    public List<LoaderTables> ddl(String dialect, RunRequest request) {
        requireDialect(dialect);
        var dataset = validate(request.dataset(), request.parameters());
        var commands = new TableCommands(new Planning(dataset, request).plan(), home.host()).of(dialect);
        List<LoaderTables> tables = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (!commands.get(i).isEmpty()) {
                tables.add(new LoaderTables(dataset.stages().load().get(i).plugin(), commands.get(i)));
            }
        }
        return tables;
    }

    private static void requireDialect(String dialect) {
        if (!LedgerSchema.DIALECTS.contains(dialect)) {
            throw new EtlException(
                    StandardError.OPTION_INVALID,
                    "Cannot print tables for '" + dialect + "': there is no such dialect",
                    "use one of " + LedgerSchema.DIALECTS);
        }
    }

    /** The plugins that datasets can use, by kind and name. */
    public List<PluginInfo> plugins() {
        return plugins.describe().stream().map(PluginInfos::of).toList();
    }

    /** The top-level keys of dataset files, described as a plugin's options are. */
    public List<PluginInfo.OptionInfo> datasetKeys() {
        return PluginInfos.options(DatasetSchema.keys());
    }

    /** The JSON schema (draft-07) of dataset files over these plugins, for editors; ends with a line end. */
    public String schema() {
        return DatasetSchema.of(plugins);
    }

    /** Plugins that were found broken and left out. */
    public List<Problem> pluginWarnings() {
        return Stream.concat(folders.warnings().stream(), plugins.warnings().stream())
                .toList();
    }

    /**
     * Closes ledger, store, the threads that this object started, the plugins of folders, and what the builder was given to close. Runs under way must
     * have ended.
     */
    @Override
    public void close() {
        try {
            home.close();
        } finally {
            folders.close();
            settings.closing().forEach(Etl::close);
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close " + resource, e);
        }
    }
}
