package dev.tributary.etl.core.dataset;

import java.util.List;
import java.util.Optional;

/** The stages of a dataset, in the order of a byte's way. Immutable. */
public record Stages(
        StageConfig extract,
        List<ParseRule> parse,
        List<StageConfig> normalize,
        List<StageConfig> transform,
        List<StageConfig> load) {
    public Stages {
        parse = List.copyOf(parse);
        normalize = List.copyOf(normalize);
        transform = List.copyOf(transform);
        load = List.copyOf(load);
    }

    /** The parser of a file: the first rule that matches; empty when none does. */
    public Optional<StageConfig> parserFor(String fileName) {
        return parse.stream().filter(r -> r.matches(fileName)).findFirst().map(ParseRule::parser);
    }
}
