package dev.tributary.etl.core.internal.engine.unit;

import dev.tributary.etl.core.internal.engine.source.DamagedFileException;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.source.Source;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.steps.Steps;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Goes through a job's files one after the other and cuts them into units, whose numbers are the same on every walk. One thread; each walk has its
 * own.
 */
public final class SourceWalk {
    private final List<RawFile> files;
    private final SourceStreams streams;
    private final StageSet stages;
    private final Map<Integer, FileGroup> groups;
    private final FrameLimits limits;
    private final Steps steps;

    private int unitBase;
    /** Source records of the file in the streams before this one. */
    private long fileRecords;

    /** Takes what a walk meets, in source order. Each answers whether the walk goes on. */
    public interface Visitor {
        /** {@code shift}: bytes of the raw file before the stream that was framed, when that is the rest of the file as it is. */
        boolean chunk(int unit, FramedChunk chunk, OptionalInt shift) throws IOException, InterruptedException;

        boolean group(int unit, FileGroup group) throws IOException, InterruptedException;

        /** A file that was cut was gone through to its end. */
        void fileEnd(RawFile file) throws IOException, InterruptedException;
    }

    public SourceWalk(List<RawFile> files, SourceStreams streams, StageSet stages, FrameLimits limits, Steps steps) {
        this.files = files;
        this.streams = streams;
        this.stages = stages;
        this.groups = stages.groups(files);
        this.limits = limits;
        this.steps = steps;
    }

    /** False when the visitor ended it. */
    public boolean go(Visitor visitor) throws IOException, InterruptedException {
        for (var file : files) {
            if (!visit(file, visitor)) {
                return false;
            }
            if (!groups.containsKey(file.index())) {
                visitor.fileEnd(file);
            }
        }
        return true;
    }

    /** Units so far; behind the last, all of the job's. */
    public int units() {
        return unitBase;
    }

    private boolean visit(RawFile file, Visitor visitor) throws IOException, InterruptedException {
        var group = groups.get(file.index());
        if (group != null) {
            // Its other files were handed on with the first.
            return file.index() != group.first().index() || visit(group, visitor);
        }
        try (var sources = streams.open(file)) {
            fileRecords = 0;
            for (var source = sources.next(); source != null; source = sources.next()) {
                if (!visit(file, source, visitor)) {
                    return false;
                }
            }
            return true;
        } catch (EtlException e) {
            throw e.code() == StandardError.STREAM_CORRUPT ? new DamagedFileException(file, e) : e;
        }
    }

    private boolean visit(FileGroup group, Visitor visitor) throws IOException, InterruptedException {
        steps.reached("frame");
        return visitor.group(unitBase++, group);
    }

    private boolean visit(RawFile file, Source source, Visitor visitor) throws IOException, InterruptedException {
        var framing = stages.framing(source.name());
        try (var stream = source.framable(framing)) {
            var shift = file.isPlain() ? stream.mark() : OptionalInt.empty();
            var named = new FrameSource(file.index(), source.name(), fileRecords);
            var reader = new FrameReader(named, stream.in(), framing, limits);
            for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
                steps.reached("frame");
                if (!visitor.chunk(unitBase + chunk.unit(), chunk, shift)) {
                    return false;
                }
            }
            unitBase += reader.units();
            fileRecords += reader.records();
            return true;
        }
    }
}
