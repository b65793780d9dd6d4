package dev.tributary.etl.cli;

import dev.tributary.etl.core.FileReport;
import dev.tributary.etl.core.RecordTrace;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's way back to its source, with the source's own text. */
final class TraceView {
    private static final int SOURCE_LINES = 20;

    private final RecordTrace trace;
    private final String source;

    TraceView(RecordTrace trace, byte[] sourceBytes) {
        this.trace = trace;
        this.source = new String(sourceBytes, StandardCharsets.UTF_8);
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("record_type", trace.recordType());
        object.put("record_identifier", trace.recordIdentifier());
        object.put("record_name", trace.name());
        object.put("release", trace.release());
        object.put("job_id", trace.jobId());
        object.put("file", ReportJson.file(trace.file()));
        object.put("source_name", trace.source());
        object.put("ordinal", trace.ordinal());
        object.put("offset", trace.offset());
        object.put("length", trace.length());
        object.put("line", trace.line());
        object.put("content_sha256", trace.contentSha256());
        object.put("content_md5", trace.contentMd5());
        object.put("sequence_md5", trace.sequenceMd5());
        object.put("raw_key", trace.rawKey());
        object.put("source", source);
        return object;
    }

    void print(PrintWriter out) {
        FileReport file = trace.file();
        out.println(trace.recordType() + " " + trace.recordIdentifier()
                + (trace.name().isEmpty() ? "" : "  " + trace.name()));
        line(out, "release", trace.release());
        line(out, "job", trace.jobId());
        line(out, "file", file.name() + ", " + Quantities.bytes(file.bytes()));
        line(out, "member", trace.source().equals(file.name()) ? "" : trace.source());
        line(out, "sha256", file.sha256());
        line(
                out,
                "verified",
                file.verified().map(digest -> "published " + digest).orElse("no checksum published"));
        line(out, "offset", trace.offset() + ", length " + trace.length() + " bytes of the decompressed file");
        line(out, "line", trace.line() == 0 ? "" : Long.toString(trace.line()));
        line(out, "ordinal", trace.ordinal() + " (the first record is 0)");
        line(out, "content", digests(trace.contentSha256(), trace.contentMd5()));
        line(out, "sequence", digests("", trace.sequenceMd5()));
        line(out, "raw", trace.rawKey());
        out.println();
        printSource(out);
    }

    private static String digests(String sha256, String md5) {
        String first = sha256.isEmpty() ? "" : "sha256 " + sha256;
        String second = md5.isEmpty() ? "" : "md5 " + md5;
        return (first + "  " + second).strip();
    }

    private void printSource(PrintWriter out) {
        long lines = source.lines().count();
        source.lines().limit(SOURCE_LINES).forEach(text -> out.println(PrintableText.of(text)));
        if (lines > SOURCE_LINES) {
            out.println("... " + (lines - SOURCE_LINES) + " more lines");
        }
    }

    /** What is not known is not mentioned. */
    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.println(PrintableText.of(String.format(Locale.ROOT, "  %-9s %s", name, value)));
        }
    }
}
