package dev.tributary.etl.core.internal.extract;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;

/** What an extractor's options say of how its files are read, wherever they come from. */
public interface ReadingOptions {
    /** Globs of the members of archives that are read; empty for files as they are. */
    List<String> members();

    /** Empty when it is found out. */
    Optional<Charset> charset();
}
