package dev.tributary.etl.core.internal.engine.sampling;

/** The stage whose output a sample shows. */
public enum SampleStage {
    EXTRACT,
    PARSE,
    NORMALIZE,
    TRANSFORM
}
