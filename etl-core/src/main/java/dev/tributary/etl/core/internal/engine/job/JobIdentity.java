package dev.tributary.etl.core.internal.engine.job;

import dev.tributary.etl.core.internal.engine.acquire.Acquisition.Acquired;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.plan.JobPlan.Mode;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/** What makes two runs the same job, and what a job remembers of how it was cut. */
public final class JobIdentity {
    private static final int ID_DIGITS = 32;
    private static final String LOAD = "load";
    private static final String MODE = "mode";
    private static final String STAGED = "staged";

    private JobIdentity() {}

    /**
     * Dataset, release, its bytes, config hash and plugin revisions, hashed. {@code round}: 1, or how often the same is done because other jobs
     * wrote over it.
     */
    static String of(JobPlan.Names names, Acquired acquired, int round) {
        var text = new StringBuilder();
        append(text, names.dataset());
        append(text, acquired.release());
        append(text, names.configHash());
        names.plugins().forEach(p -> append(text, p));
        acquired.files().forEach(f -> append(text, f.name() + ":" + f.sha256()));
        if (round > 1) {
            append(text, "round " + round);
        }
        return DigestUtils.sha256Hex(text.toString()).substring(0, ID_DIGITS);
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /** How a job is cut, and how it is loaded: what must stay as it was while something is added to it. */
    static Map<String, String> shape(JobPlan plan) {
        var frames = plan.sizes().frames();
        var shape = new TreeMap<String, String>();
        shape.put("parse_batch", Integer.toString(frames.unitRecords()));
        shape.put("unit_bytes", Long.toString(frames.unitBytes()));
        shape.put("chunk_bytes", Integer.toString(frames.chunkBytes()));
        shape.put("chunk_records", Integer.toString(frames.chunkRecords()));
        shape.put(LOAD, plan.names().loadHash());
        shape.put("max_record_bytes", Long.toString(frames.maxRecordBytes()));
        if (plan.passes().mode() == Mode.STAGED) {
            shape.put(MODE, STAGED);
        }
        return shape;
    }

    /** Whether a job was begun in two passes; it goes on as it was begun. */
    public static boolean isStaged(Map<String, String> shape) {
        return STAGED.equals(shape.get(MODE));
    }

    /** The shape of what is added to a job, in one pass whatever that was begun as. */
    public static Map<String, String> inOnePass(Map<String, String> shape) {
        var direct = new TreeMap<>(shape);
        direct.remove(MODE);
        return direct;
    }

    /** Whether a job was loaded by other options than those of a plan, as far as it remembers. */
    public static boolean isLoadedOtherwise(Map<String, String> shape, JobPlan plan) {
        return !shape.getOrDefault(LOAD, plan.names().loadHash())
                .equals(plan.names().loadHash());
    }

    public static FrameLimits frames(Map<String, String> shape) {
        return new FrameLimits(
                Integer.parseInt(shape.getOrDefault("chunk_records", "1000")),
                Integer.parseInt(shape.getOrDefault("chunk_bytes", "262144")),
                Integer.parseInt(shape.getOrDefault("parse_batch", "1000")),
                Long.parseLong(shape.getOrDefault("unit_bytes", "4194304")),
                Long.parseLong(shape.getOrDefault("max_record_bytes", "67108864")));
    }
}
