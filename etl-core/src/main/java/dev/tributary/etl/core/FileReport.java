package dev.tributary.etl.core;

import java.util.Optional;

/**
 * A verified file of a release.
 *
 * @param md5 lower-case hex
 * @param sha256 lower-case hex
 * @param verified the published digest that agreed, such as {@code sha256:...}; empty when none was published
 */
public record FileReport(String name, String md5, String sha256, long bytes, Optional<String> verified) {}
