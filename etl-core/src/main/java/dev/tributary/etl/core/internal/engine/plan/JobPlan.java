package dev.tributary.etl.core.internal.engine.plan;

import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.ledger.DuplicateRule;
import dev.tributary.etl.core.internal.ledger.SharedJob;
import dev.tributary.etl.core.internal.retention.RetentionRule;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.event.Notifier;
import dev.tributary.etl.spi.stage.Extractor;
import dev.tributary.etl.spi.stage.Loader;
import dev.tributary.etl.spi.stage.Normalizer;
import dev.tributary.etl.spi.stage.Transformer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a dataset file says, as the engine needs it: names, makers of stages, sizes, limits, how records get from parse to load, who is told of a
 * release, and how long files of past ones stay.
 */
public record JobPlan(
        Names names,
        Stages stages,
        Sizes sizes,
        Policy policy,
        Passes passes,
        List<StageMaker<Notifier>> notifiers,
        RetentionRule retention) {
    private static final int VERSIONS_SHOWN = 10;

    /** This plan for one release by its name, whatever is written. */
    public JobPlan of(String release) {
        return new JobPlan(names.of(release), stages, sizes, policy, passes, notifiers, retention);
    }

    /** This plan, cut as an earlier run of the job began. */
    public JobPlan withFrames(FrameLimits frames) {
        return new JobPlan(
                names,
                stages,
                new Sizes(frames, sizes.maxExpandedBytes(), sizes.workers(), sizes.storeBatch()),
                policy,
                passes,
                notifiers,
                retention);
    }

    /** This plan with so many threads. */
    public JobPlan withWorkers(int workers) {
        return new JobPlan(
                names,
                stages,
                new Sizes(sizes.frames(), sizes.maxExpandedBytes(), workers, sizes.storeBatch()),
                policy,
                passes,
                notifiers,
                retention);
    }

    /** This plan up to load: nothing comes of it that anybody could be told. */
    public JobPlan unloaded() {
        return new JobPlan(names, stages.unloaded(), sizes, policy, passes, List.of(), RetentionRule.NONE);
    }

    /**
     * The release to ask an extractor for: the one that was written, else the newest.
     *
     * @throws EtlException RELEASE_UNKNOWN when the source names its releases, and not this one
     */
    public String wanted(List<String> versions) {
        if (versions.isEmpty()) {
            throw new EtlException(StandardError.SOURCE_MISSING, "Cannot extract: the source offers no release");
        }
        var external = names.external();
        if (external.isEmpty() || versions.contains(external.get()) || versions.equals(List.of(""))) {
            return external.orElse(versions.get(versions.size() - 1));
        }
        var shown = versions.subList(Math.max(0, versions.size() - VERSIONS_SHOWN), versions.size());
        throw new EtlException(
                StandardError.RELEASE_UNKNOWN,
                "Cannot load release " + external.get() + ": the source offers " + String.join(", ", shown),
                "write one of these as release.external, or leave it out for the newest");
    }

    /**
     * Who and what.
     *
     * @param external the release id that was written, after {@code latest} was resolved; empty when the files' digests make it
     * @param sources the dataset file and those that it extends, by their absolute paths
     * @param loadHash of what is written of the loaders
     * @param about licence, citation, provider and the like, for the manifest
     */
    public record Names(
            String dataset,
            String organization,
            Optional<String> external,
            String internal,
            String configHash,
            String loadHash,
            String configText,
            List<SharedJob.Source> sources,
            List<String> plugins,
            Map<String, String> parameters,
            Map<String, String> about) {
        private Names of(String release) {
            return new Names(
                    dataset,
                    organization,
                    Optional.of(release),
                    internal,
                    configHash,
                    loadHash,
                    configText,
                    sources,
                    plugins,
                    parameters,
                    about);
        }
    }

    /** Makers in the order of the dataset file. */
    public record Stages(
            StageMaker<Extractor> extractor,
            List<ParseRule> parsers,
            List<StageMaker<Normalizer>> normalizers,
            List<StageMaker<Transformer>> transformers,
            List<StageMaker<Loader>> loaders) {
        /** The same without loaders. */
        public Stages unloaded() {
            return new Stages(extractor, parsers, normalizers, transformers, List.of());
        }

        /** The same up to the normalizers. */
        public Stages untransformed() {
            return new Stages(extractor, parsers, normalizers, List.of(), List.of());
        }
    }

    /**
     * How work is cut and spread.
     *
     * @param maxExpandedBytes of one raw file; empty for what its length allows
     * @param storeBatch most records of one write call
     */
    public record Sizes(FrameLimits frames, OptionalLong maxExpandedBytes, int workers, int storeBatch) {}

    /**
     * How records get from parse to load.
     *
     * @param rule which of several with one key is loaded; another one than FIRST asks for the mode STAGED
     * @param newest the field that the rule NEWEST compares
     */
    public record Passes(Mode mode, DuplicateRule rule, Optional<String> newest) {
        /** In one unit, the first of each key. */
        public static final Passes DIRECT = new Passes(Mode.DIRECT, DuplicateRule.FIRST, Optional.empty());
    }

    /** The shape of a run; stored with the job. */
    public enum Mode {
        /** What a unit parses, it loads. */
        DIRECT,
        /** Parsed records wait in the ledger until all are parsed; units of another kind load them. */
        STAGED
    }

    /** How failures are borne. */
    public record Policy(
            RejectLimit rejects,
            Verify verify,
            int maxAttempts,
            Duration heartbeat,
            Duration lease,
            Duration shutdown) {}

    /** What to do when a source publishes no checksum of a file. */
    public enum Verify {
        IF_PUBLISHED,
        REQUIRED,
        NONE
    }
}
