package dev.tributary.etl.core.internal.engine;

import dev.tributary.etl.spi.stage.Parser;
import java.util.function.Predicate;

/** A parser for the files, or members of archives, whose name {@code files} accepts; of several rules the first that accepts is taken. */
public record ParseRule(Predicate<String> files, StageMaker<Parser> parser) {}
