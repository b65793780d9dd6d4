package dev.tributary.etl.core.internal.engine.plan;

import dev.tributary.etl.spi.stage.FileParser;
import dev.tributary.etl.spi.stage.Parser;
import java.util.function.Predicate;

/** What parses the files, or members of archives, whose name {@code files} accepts; of several rules the first that accepts is taken. */
public sealed interface ParseRule {
    Predicate<String> files();

    /** A parser of source records, which the engine cuts. */
    record Records(Predicate<String> files, StageMaker<Parser> parser) implements ParseRule {}

    /** A parser of whole files, a group at a time. */
    record WholeFiles(Predicate<String> files, StageMaker<FileParser> parser) implements ParseRule {}
}
