package dev.tributary.etl.core.dataset;

import dev.tributary.etl.core.internal.yaml.YamlNode;
import dev.tributary.etl.spi.plugin.Option;
import java.util.List;
import java.util.Optional;

/** The top-level keys of a dataset file as they are bound; nodes are bound later, when their plugins are known. */
record DatasetFile(
        @Option(value = "The dataset's id", example = "uniprot_swissprot")
        Identifier datasetId,

        @Option("Datasets of one organization share raw files; the dataset's id unless written")
        Optional<Identifier> organization,

        @Option("What the dataset is, for people") Optional<String> description,

        @Option(value = "The release to load", defaultValue = "{}")
        ReleaseSettings release,

        @Option("Where the files come from") YamlNode extract,
        @Option("What makes records of them") List<YamlNode> parse,
        @Option("What cleans each record") List<YamlNode> normalize,
        @Option("What enriches records, a batch at a time") List<YamlNode> transform,
        @Option("Where the records go") List<YamlNode> load,
        @Option("The object store") Optional<YamlNode> store,

        @Option(value = "How the dataset is run", defaultValue = "{}")
        RunSettings run,

        @Option(value = "What is asked of published checksums", defaultValue = "if_published")
        Verify verify,

        @Option("Which of several records with one key is kept; all but 'first' take two passes (run.mode)")
        Optional<YamlNode> duplicates,

        @Option(value = "When a job fails", defaultValue = "{}")
        Limits limits,

        @Option("What keeps two runs apart") Optional<YamlNode> lock,
        @Option("Where the position of each series is kept") Optional<YamlNode> state,
        @Option("Who is told of a release") List<YamlNode> notify_,
        @Option("What a release must fulfil") Optional<Object> quality,

        @Option("How long raw files of past releases are kept; without it, for ever")
        Optional<RetentionSettings> retention,

        @Option("The licence of the data") Optional<String> licence,
        @Option("How to cite the data") Optional<String> citation,
        @Option("Who publishes the data") Optional<String> provider,
        @Option("How often the source changes") Optional<String> frequency,
        @Option("Examples that the dataset must fulfil") List<Fixture> tests,
        @Option("The dataset file that this one builds on") Optional<String> extends_) {}
