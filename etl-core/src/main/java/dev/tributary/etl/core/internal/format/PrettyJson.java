package dev.tributary.etl.core.internal.format;

import java.io.OutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** JSON for people: two blanks a level, each element on its own line, the same bytes on every system. */
public final class PrettyJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private static final DefaultPrettyPrinter LAYOUT = layout();

    private static final ObjectWriteContext CONTEXT = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return LAYOUT.createInstance(); // it counts levels, so each document needs its own
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    };

    private PrettyJson() {}

    private static DefaultPrettyPrinter layout() {
        var indent = new DefaultIndenter("  ", "\n");
        var separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withArrayIndenter(indent).withObjectIndenter(indent);
    }

    /** A generator that does not close {@code out}; it must be closed all the same, to write its buffer. Failures are unchecked JacksonExceptions. */
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(CONTEXT, out, JsonEncoding.UTF8);
    }
}
