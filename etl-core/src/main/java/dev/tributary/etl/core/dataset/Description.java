package dev.tributary.etl.core.dataset;

import java.util.Optional;

/** What a dataset file says for people; goes into manifests, changes no output. Each is empty when not written. */
public record Description(
        Optional<String> text,
        Optional<String> licence,
        Optional<String> citation,
        Optional<String> provider,
        Optional<String> frequency) {}
