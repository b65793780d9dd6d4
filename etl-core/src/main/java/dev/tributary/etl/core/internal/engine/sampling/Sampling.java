package dev.tributary.etl.core.internal.engine.sampling;

import dev.tributary.etl.core.internal.engine.home.Host;
import dev.tributary.etl.core.internal.engine.home.RunContext;
import dev.tributary.etl.core.internal.engine.plan.JobPlan;
import dev.tributary.etl.core.internal.engine.source.RawStreams;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.fetch.Fetching;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.frame.FrameLimits;
import dev.tributary.etl.core.internal.frame.FrameReader;
import dev.tributary.etl.core.internal.frame.FrameSource;
import dev.tributary.etl.core.internal.frame.FramedChunk;
import dev.tributary.etl.core.internal.ledger.DeadLetter;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.stage.ChunkOutcome;
import dev.tributary.etl.core.internal.stage.ChunkProcessor;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.Origin;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a release straight from its source until enough records came, and leaves nothing behind: no home, no raw file, no row. One thread; nothing is
 * verified, for that takes the whole file.
 */
public final class Sampling {
    private static final int MAX_SOURCE_BYTES = 64 << 10;

    private final JobPlan plan;
    private final Host host;
    private final List<Sample.Sampled> records = new ArrayList<>();
    private final List<Sample.Source> sources = new ArrayList<>();
    private final List<DeadLetter> rejects = new ArrayList<>();
    private SampleStage stage = SampleStage.TRANSFORM;
    private int limit;

    public Sampling(JobPlan plan, Host host) {
        this.plan = plan;
        this.host = host;
    }

    /** Takes {@code count} records as they leave a stage, or so many rejects. Call once. EtlException: the source or a stage failed. */
    public Sample take(int count, SampleStage through) throws InterruptedException {
        limit = count;
        stage = through;
        try {
            return take();
        } catch (IOException e) {
            throw new EtlException(
                    Problem.of(StandardError.SOURCE_UNAVAILABLE, "Cannot read the source: " + e)
                            .withHint("check the source and the connection, and try again"),
                    e);
        }
    }

    private Sample take() throws IOException, InterruptedException {
        try (var context = RunContext.homeless(plan.names(), host, host.clock().instant());
                var extractor = plan.stages().extractor().make(context);
                var stages = new StageSet(stages(), context, Sampling::unstored)) {
            var release = extractor.release(plan.wanted(extractor.versions()));
            var files = Fetching.inOrder(release);
            boolean atEnd = read(new Offer(files, extractor), stages);
            return new Sample(release.version(), files, records, sources, rejects, atEnd);
        }
    }

    private JobPlan.Stages stages() {
        return stage == SampleStage.TRANSFORM
                ? plan.stages().unloaded()
                : plan.stages().untransformed();
    }

    private static Attachment unstored(String format, InputStream content) throws IOException {
        content.close();
        return new Attachment(format, new StoredObject("not stored", 0, "", Optional.empty()));
    }

    /** The files of a release, as they lie at their source. */
    private record Offer(List<SourceFile> files, Extractor extractor) {
        /** A file as stages know it; it has no digests, for it was not read. */
        RawFile rawFile(int index) {
            var file = files.get(index);
            var attributes = file.attributes();
            return new RawFile(
                    index,
                    file.name(),
                    "",
                    file.size().orElse(0),
                    "",
                    "",
                    Optional.empty(),
                    "none",
                    attributes.getOrDefault("charset", ""),
                    attributes.getOrDefault(RawArea.MEMBERS, "").lines().toList(),
                    file.group());
        }

        InputStream open(RawFile file, long offset) throws IOException, InterruptedException {
            var opened = extractor.open(files.get(file.index()), new Extractor.Position(offset, ""));
            try {
                opened.bytes().skipNBytes(offset - opened.position().offset());
                return opened.bytes();
            } catch (IOException e) {
                opened.bytes().close();
                throw e;
            }
        }
    }

    private boolean read(Offer offer, StageSet stages) throws IOException, InterruptedException {
        var streams = new RawStreams(offer::open, plan.sizes().maxExpandedBytes(), n -> {});
        for (int i = 0; i < offer.files().size(); i++) {
            if (!read(offer.rawFile(i), streams, stages)) {
                return false;
            }
        }
        return true;
    }

    /** False when enough came before the file's end. */
    private boolean read(RawFile file, SourceStreams streams, StageSet stages)
            throws IOException, InterruptedException {
        long before = 0;
        try (var sources = streams.open(file)) {
            for (var source = sources.next(); source != null; source = sources.next()) {
                var framing = stages.framing(source.name());
                try (var in = framing.text() ? source.text() : source.bytes();
                        var processor = processor(source.name(), stages)) {
                    var named = new FrameSource(file.index(), source.name(), before);
                    var reader = new FrameReader(named, in, framing, limits());
                    if (!read(reader, processor)) {
                        return false;
                    }
                    before += reader.records();
                }
            }
            return true;
        }
    }

    private ChunkProcessor processor(String source, StageSet stages) {
        return stage == SampleStage.PARSE ? stages.parsing(source) : stages.processor(source);
    }

    private boolean read(FrameReader reader, ChunkProcessor processor) throws IOException, InterruptedException {
        for (var chunk = reader.next(); chunk != null; chunk = reader.next()) {
            if (stage == SampleStage.EXTRACT) {
                keepSources(chunk);
            } else {
                keep(processor, chunk);
            }
            if (records.size() + sources.size() >= limit || rejects.size() >= limit) {
                return false;
            }
        }
        return true;
    }

    /** Chunks no larger than what is wanted: a transformer may be slow, or cost money. */
    private FrameLimits limits() {
        var frames = plan.sizes().frames();
        int chunkRecords = Math.max(1, Math.min(frames.chunkRecords(), limit));
        return new FrameLimits(
                chunkRecords, frames.chunkBytes(), frames.unitRecords(), frames.unitBytes(), frames.maxRecordBytes());
    }

    private void keepSources(FramedChunk chunk) {
        var pieces = chunk.pieces();
        for (int i = 0; i < pieces.count() && sources.size() < limit; i++) {
            int from = pieces.from()[i];
            int to = pieces.to()[i];
            var origin = new Origin(
                    chunk.file(),
                    chunk.source(),
                    pieces.streamOffset() + from,
                    to - from,
                    pieces.ordinals()[i],
                    pieces.lines()[i]);
            var bytes = Arrays.copyOfRange(chunk.bytes(), from, Math.min(to, from + MAX_SOURCE_BYTES));
            sources.add(new Sample.Source(origin, bytes));
        }
        chunk.damaged()
                .forEach(d -> rejects.add(new DeadLetter(d.origin(), null, null, List.of(d.problem()), d.raw())));
    }

    private void keep(ChunkProcessor processor, FramedChunk chunk) throws IOException, InterruptedException {
        ChunkOutcome outcome = processor.process(chunk);
        for (int i = 0; i < outcome.records().size() && records.size() < limit; i++) {
            records.add(new Sample.Sampled(outcome.records().get(i), outcome.deletion(i)));
        }
        outcome.deadLetters().stream().limit(limit - (long) rejects.size()).forEach(rejects::add);
    }
}
