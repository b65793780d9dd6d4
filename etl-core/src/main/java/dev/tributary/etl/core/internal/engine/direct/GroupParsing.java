package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.direct.Slot.Piece;
import dev.tributary.etl.core.internal.engine.source.FileGroup;
import dev.tributary.etl.core.internal.engine.source.GroupSources;
import dev.tributary.etl.core.internal.engine.source.SourceStreams;
import dev.tributary.etl.core.internal.stage.GroupProcessor;
import dev.tributary.etl.core.internal.stage.GroupProcessor.End;
import dev.tributary.etl.core.internal.steps.Steps;
import java.io.IOException;
import java.util.function.Function;

/** A worker's way with a group of files: its pieces go to the loading thread while the parser reads on. Stateless. */
final class GroupParsing {
    private final Function<FileGroup, GroupProcessor> processors;
    private final SourceStreams streams;
    private final Steps steps;

    GroupParsing(Function<FileGroup, GroupProcessor> processors, SourceStreams streams, Steps steps) {
        this.processors = processors;
        this.streams = streams;
        this.steps = steps;
    }

    void process(Slot.Group slot) throws InterruptedException {
        Piece last;
        try {
            steps.reached("parse");
            last = parse(slot);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is belongs to the loading thread, in source order.
            last = new Piece.Failed(e);
        }
        slot.pieces().put(last);
    }

    private Piece parse(Slot.Group slot) throws IOException, InterruptedException {
        var group = slot.group();
        try (var processor = processors.apply(group);
                var sources = new GroupSources(streams)) {
            var end = processor.process(
                    sources.of(group), (place, piece) -> slot.pieces().put(new Piece.Records(place, piece)));
            return end instanceof End.Rejected rejected
                    ? new Piece.Rejected(rejected.place(), rejected.piece())
                    : new Piece.Whole();
        }
    }
}
