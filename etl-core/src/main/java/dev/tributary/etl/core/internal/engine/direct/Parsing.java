package dev.tributary.etl.core.internal.engine.direct;

import dev.tributary.etl.core.internal.engine.unit.StageSet;
import dev.tributary.etl.core.internal.engine.unit.StagesBySource;
import dev.tributary.etl.core.internal.steps.Steps;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker thread: takes chunks until it is interrupted. Its stages are its own, one set a file or member. */
final class Parsing implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Parsing.class);

    private final BlockingQueue<Slot.Task> work;
    private final StagesBySource stages;
    private final GroupParsing groups;
    private final Steps steps;

    Parsing(BlockingQueue<Slot.Task> work, StageSet stages, GroupParsing groups, Steps steps) {
        this.work = work;
        this.stages = new StagesBySource(stages);
        this.groups = groups;
        this.steps = steps;
    }

    @Override
    public void run() {
        try {
            while (true) {
                process(work.take());
            }
        } catch (InterruptedException e) {
            // The pass is over.
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    private void process(Slot.Task task) throws InterruptedException {
        if (task instanceof Slot.Work chunk) {
            process(chunk);
        } else if (task instanceof Slot.Group group) {
            groups.process(group);
        }
    }

    private void process(Slot.Work slot) throws InterruptedException {
        try {
            steps.reached("parse");
            slot.outcome().complete(stages.of(slot.chunk().source()).process(slot.chunk()));
        } catch (InterruptedException e) {
            slot.outcome().completeExceptionally(e);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is belongs to the loading thread, in source order.
            slot.outcome().completeExceptionally(e);
        }
    }

    private void close() {
        try {
            stages.close();
        } catch (IOException e) {
            LOG.warn("Cannot close a stage", e);
        }
    }
}
