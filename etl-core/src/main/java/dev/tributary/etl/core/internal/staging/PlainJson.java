package dev.tributary.etl.core.internal.staging;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/** JSON without the limits that guard against strangers: only what was written here is read. */
final class PlainJson {
    /** A tag takes two levels, and values have 500. */
    private static final int MAX_DEPTH = 2_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private PlainJson() {}

    static JsonGenerator writer(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    static JsonParser reader(byte[] json) {
        return JSON.createParser(ObjectReadContext.empty(), json);
    }
}
