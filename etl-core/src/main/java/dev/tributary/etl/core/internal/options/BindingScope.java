package dev.tributary.etl.core.internal.options;

import dev.tributary.etl.core.internal.yaml.ProblemCollector;

/** What all options of one file are bound with. */
public record BindingScope(ScalarTypes types, ProblemCollector problems, BindingTrace trace) {}
