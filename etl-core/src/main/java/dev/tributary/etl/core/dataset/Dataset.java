package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.config.ConfigProblem;
import java.util.List;
import java.util.Optional;

/**
 * A dataset file, read, checked and with all defaults. Immutable, thread-safe. Prints no secret.
 *
 * @param id {@code dataset_id}
 * @param organization whose datasets share raw files; the id unless written
 * @param description what is said for people
 * @param release which release is loaded
 * @param stages the plugins from extract to load
 * @param backends object store, state, lock, notifications
 * @param run how the dataset is run
 * @param rules verify, duplicates and limits
 * @param retention how long raw files of past releases stay; empty: for ever
 * @param later settings that are checked for their form only
 * @param tests examples that it must fulfil
 * @param identity the file's text, hash and plugins
 * @param warnings what the author should change, in the order of the file
 * @param settings every setting that counts, with its origin; secrets masked
 */
public record Dataset(
        String id,
        String organization,
        Description description,
        ReleaseSettings release,
        Stages stages,
        Backends backends,
        RunSettings run,
        Rules rules,
        Optional<RetentionSettings> retention,
        LaterSettings later,
        List<Fixture> tests,
        Identity identity,
        List<ConfigProblem> warnings,
        List<Setting> settings) {
    /** What is asked of files and records. */
    public record Rules(Verify verify, Duplicates duplicates, Limits limits) {}

    /**
     * What tells one configuration from another.
     *
     * @param source the file before interpolation
     * @param configHash SHA-256 in hex of what decides the output: extract to load, duplicates, release; secrets left out
     * @param loadHash the same of the loaders alone
     * @param plugins every plugin of the stages, nested ones included, as {@code kind/name@revision}, sorted
     */
    public record Identity(DatasetSource source, String configHash, String loadHash, List<String> plugins) {
        public Identity {
            plugins = List.copyOf(plugins);
        }
    }

    public Dataset {
        tests = List.copyOf(tests);
        warnings = List.copyOf(warnings);
        settings = List.copyOf(settings);
    }

    /** How it is run: in two passes also when only a job that has all records of a key can say which one is kept. */
    public RunSettings.Mode mode() {
        return rules.duplicates().rule() == Duplicates.Rule.FIRST ? run.mode() : RunSettings.Mode.STAGED;
    }

    /** SHA-256 in hex of what decides the output; part of job identity. */
    public String configHash() {
        return identity.configHash();
    }

    /** Every plugin of the stages as {@code kind/name@revision}, sorted; part of job identity. */
    public List<String> plugins() {
        return identity.plugins();
    }
}
