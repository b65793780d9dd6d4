package dev.tributary.etl.core;

import dev.tributary.etl.core.dataset.DatasetReader;
import dev.tributary.etl.core.dataset.DatasetSource;
import dev.tributary.etl.core.internal.engine.publish.Sharing;
import dev.tributary.etl.core.internal.engine.worker.FleetWorker;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.SharedJob;
import dev.tributary.etl.core.internal.plugins.PluginRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes of what the ledger has of a job what is needed to work on it in this process, with this process's variables and plugins. */
final class JobRecall implements FleetWorker.Recall {
    private final EmbeddedHome home;
    private final PluginRegistry plugins;
    private final Map<String, String> environment;

    JobRecall(EmbeddedHome home, PluginRegistry plugins, Map<String, String> environment) {
        this.home = home;
        this.plugins = plugins;
        this.environment = environment;
    }

    @Override
    public FleetWorker.Part of(Job job, SharedJob shared) throws IOException, InterruptedException {
        var sources = shared.sources().stream()
                .map(source -> DatasetSource.of(Path.of(source.path()), source.text()))
                .toList();
        var parameters = job.draft().parameters();
        var dataset = new DatasetReader().reread(sources, parameters, environment, plugins);
        var request = new RunRequest(
                Path.of(shared.sources().get(0).path()),
                parameters,
                Optional.of(job.draft().instant()),
                OptionalInt.empty());
        var plan = new Planning(dataset, request).plan();
        Sharing.requireSame(job, plan);
        var open = home.of(dataset);
        Sharing.requireStore(job, shared, open);
        if (!dataset.run().allowAsyncCommit()) {
            open.ledger().requireDurable();
        }
        return new FleetWorker.Part(job, plan, open);
    }
}
