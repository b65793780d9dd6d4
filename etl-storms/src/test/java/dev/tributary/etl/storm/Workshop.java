package dev.tributary.etl.storm;

import dev.tributary.etl.core.dataset.Dataset;
import dev.tributary.etl.core.dataset.DatasetReader;
import dev.tributary.etl.core.dataset.StageConfig;
import dev.tributary.etl.core.internal.engine.JobRun;
import dev.tributary.etl.core.internal.engine.home.Coordination;
import dev.tributary.etl.core.internal.engine.home.Home;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.ParseRule;
import dev.tributary.etl.core.internal.engine.plan.RejectLimit;
import dev.tributary.etl.core.internal.engine.plan.StageMaker;
import dev.tributary.etl.core.internal.engine.run.RunOutcome;
import dev.tributary.etl.core.internal.engine.run.RunSignals;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.ledger.BackendNames;
import dev.tributary.etl.core.internal.ledger.JdbiLedger;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.SqliteDatabase;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import dev.tributary.etl.core.internal.release.Releases;
import dev.tributary.etl.core.internal.retention.RetentionRule;
import dev.tributary.etl.core.internal.state.FileStateStore;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.core.internal.transfer.Floor;
import dev.tributary.etl.core.internal.transfer.Transfers;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.lock.Lease;
import dev.tributary.etl.spi.lock.LockManager;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Parser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** The engine put together by hand, so that a test can take a part out or put a worse one in. */
final class Workshop {
    private static final int STORE_BATCH = 3;

    private final Path home;
    private UnaryOperator<ObjectStore> store = s -> s;
    private UnaryOperator<Ledger> ledger = l -> l;
    private Steps steps = Steps.NONE;
    private long fence = 1;

    Workshop(Path home) {
        this.home = home;
    }

    Workshop store(UnaryOperator<ObjectStore> changed) {
        store = changed;
        return this;
    }

    Workshop ledger(UnaryOperator<Ledger> changed) {
        ledger = changed;
        return this;
    }

    Workshop steps(Steps told) {
        steps = told;
        return this;
    }

    /** The fence that this engine's lock gives out: the lock never refuses, as one whose holder was paused too long. */
    Workshop fence(long given) {
        fence = given;
        return this;
    }

    RunOutcome run(Path dataset) throws IOException {
        Files.createDirectories(home);
        var executor = Executors.newCachedThreadPool();
        var changedStore = store.apply(new LocalObjectStore(home, Durability.ESSENTIAL));
        var real = new JdbiLedger(SqliteDatabase.open(home.resolve("ledger.db")));
        try (var state = new FileStateStore(home.resolve("state"), KeyEncoding::segment)) {
            var made = new Home(
                    home,
                    ledger.apply(real),
                    changedStore,
                    new Coordination(
                            new OpenLock(fence),
                            state,
                            new Releases(changedStore, state, KeyEncoding::segment, steps),
                            BackendNames.DEFAULT),
                    (type, name, context) -> {
                        throw new UnsupportedOperationException("no test renders");
                    },
                    Map.of(),
                    executor,
                    Clock.systemUTC(),
                    Duration.ofMillis(1),
                    new Transfers(executor, Floor.DEFAULT, time -> {}, Duration.ofMillis(1)),
                    steps);
            var plan = plan(dataset);
            return new JobRun(plan, made, Optional.of(StormMain.AS_OF), new RunSignals(event -> {})).run();
        } finally {
            executor.shutdownNow();
            real.close();
        }
    }

    private static JobPlan plan(Path file) {
        var registry = PluginRegistry.of(List.of(), List.of(Workshop.class.getClassLoader()));
        var dataset = new DatasetReader().read(file, Map.of(), Map.of(), registry);
        var run = dataset.run();
        var frames = new FrameLimits(
                run.parseBatch(),
                run.chunkBytes().asInt(),
                run.parseBatch(),
                run.unitBytes().bytes(),
                run.maxRecordBytes().bytes());
        var policy = new JobPlan.Policy(
                RejectLimit.NONE,
                JobPlan.Verify.IF_PUBLISHED,
                run.maxAttempts(),
                run.heartbeat(),
                run.lease(),
                run.shutdown());
        return new JobPlan(
                names(dataset),
                stages(dataset),
                new JobPlan.Sizes(frames, OptionalLong.empty(), 2, STORE_BATCH),
                policy,
                JobPlan.Passes.DIRECT,
                List.of(),
                RetentionRule.NONE);
    }

    private static JobPlan.Names names(Dataset dataset) {
        return new JobPlan.Names(
                dataset.id(),
                dataset.organization(),
                dataset.release().named(),
                dataset.release().internal(),
                dataset.configHash(),
                dataset.identity().loadHash(),
                new String(dataset.identity().source().bytes(), StandardCharsets.UTF_8),
                List.of(),
                dataset.plugins(),
                Map.of(),
                Map.of());
    }

    private static JobPlan.Stages stages(Dataset dataset) {
        var stages = dataset.stages();
        var parsers = stages.parse().stream()
                .<ParseRule>map(rule -> new ParseRule.Records(rule::matches, maker(Parser.class, rule.parser())))
                .toList();
        var loaders = stages.load().stream().map(s -> maker(Loader.class, s)).toList();
        return new JobPlan.Stages(maker(Extractor.class, stages.extract()), parsers, List.of(), List.of(), loaders);
    }

    private static <T> StageMaker<T> maker(Class<T> kind, StageConfig stage) {
        return context -> stage.create(kind, context);
    }

    private record OpenLock(long fence) implements LockManager {
        @Override
        public Optional<Lease> tryAcquire(String name, String owner, Duration ttl) {
            return Optional.of(new OpenLease(fence));
        }

        @Override
        public Optional<Lease> tryAcquire(String name, String owner, Duration ttl, long above) {
            return tryAcquire(name, owner, ttl);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    private record OpenLease(long fence) implements Lease {
        @Override
        public boolean renew(Duration ttl) {
            return true;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
