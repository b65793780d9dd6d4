package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Appends one record as a line: who it is, its digests, where it stood, and its canonical JSON byte for byte. */
final class JsonLine {
    private static final byte[] TYPE = bytes("{\"record_type\":");
    private static final byte[] IDENTIFIER = bytes(",\"record_identifier\":");
    private static final byte[] NAME = bytes(",\"record_name\":");
    private static final byte[] CONTENT_SHA256 = bytes(",\"content_sha256\":");
    private static final byte[] CONTENT_MD5 = bytes(",\"content_md5\":");
    private static final byte[] SEQUENCE_MD5 = bytes(",\"sequence_md5\":");
    private static final byte[] FILE = bytes(",\"source\":{\"file\":");
    private static final byte[] OFFSET = bytes(",\"offset\":");
    private static final byte[] LINE = bytes(",\"line\":");
    private static final byte[] SOURCE_END = bytes("}");
    private static final byte[] ATTACHMENTS = bytes(",\"attachments\":[{\"format\":");
    private static final byte[] NEXT_ATTACHMENT = bytes("},{\"format\":");
    private static final byte[] OBJECT = bytes(",\"object\":");
    private static final byte[] BYTES = bytes(",\"bytes\":");
    private static final byte[] ATTACHMENTS_END = bytes("}]");
    private static final byte[] DATA = bytes(",\"data\":");
    private static final byte[] END = bytes("}\n");

    private JsonLine() {}

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends the line up to its data; the data and {@link #end} must follow. */
    static void start(DataRecord record, JsonLineBuffer out) {
        var hash = record.hash().orElseThrow(() -> lacking("content hash"));
        key(record, out);
        member(NAME, record.name(), out);
        member(CONTENT_SHA256, hash.sha256(), out);
        member(CONTENT_MD5, hash.md5(), out);
        member(SEQUENCE_MD5, hash.contentMd5(), out);
        source(record.origin(), out);
        attachments(record.attachments(), out);
        out.raw(DATA);
    }

    /** Appends the same without digests, place and attachments, up to its data. */
    static void startEssence(DataRecord record, JsonLineBuffer out) {
        key(record, out);
        member(NAME, record.name(), out);
        out.raw(DATA);
    }

    /** Appends the beginning of a line that says which record it is of. */
    static void key(DataRecord record, JsonLineBuffer out) {
        out.raw(TYPE);
        out.string(record.type().name());
        member(IDENTIFIER, record.key(), out);
    }

    static byte[] data(DataRecord record) {
        return record.json().orElseThrow(() -> lacking("JSON"));
    }

    static void end(JsonLineBuffer out) {
        out.raw(END);
    }

    private static void member(byte[] name, @Nullable String text, JsonLineBuffer out) {
        if (text != null) {
            out.raw(name);
            out.string(text);
        }
    }

    private static void source(Origin origin, JsonLineBuffer out) {
        out.raw(FILE);
        out.string(origin.source());
        out.raw(OFFSET);
        out.number(origin.offset());
        if (origin.line() > 0) {
            out.raw(LINE);
            out.number(origin.line());
        }
        out.raw(SOURCE_END);
    }

    /** Content that goes along with a record lies in the run's object store: a line says where. */
    private static void attachments(List<Attachment> attachments, JsonLineBuffer out) {
        if (attachments.isEmpty()) {
            return;
        }
        var start = ATTACHMENTS;
        for (var attachment : attachments) {
            out.raw(start);
            out.string(attachment.format());
            out.raw(OBJECT);
            out.string(attachment.object().key());
            out.raw(BYTES);
            out.number(attachment.object().size());
            start = NEXT_ATTACHMENT;
        }
        out.raw(ATTACHMENTS_END);
    }

    private static EtlException lacking(String part) {
        return new EtlException(StandardError.DEFECT, "Cannot write a record: the engine gave it no " + part);
    }
}
