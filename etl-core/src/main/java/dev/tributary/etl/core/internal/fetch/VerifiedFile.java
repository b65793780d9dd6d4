package dev.tributary.etl.core.internal.fetch;

import dev.tributary.etl.spi.io.SourceFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file whose bytes are known and agree with what its source published.
 *
 * @param incoming the local file that holds the bytes; empty when the raw area has them already
 * @param expected the strongest published digest, such as {@code sha256:...}; empty when none was published or looked at
 */
public record VerifiedFile(SourceFile source, Digests digests, Optional<Path> incoming, Optional<String> expected) {}
