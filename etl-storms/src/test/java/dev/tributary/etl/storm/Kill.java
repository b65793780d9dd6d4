package dev.tributary.etl.storm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Where a child dies: when it reaches a step for the n-th time; without a step after so many thousandths of the time of a calm run.
 *
 * @param group what the step belongs to, or {@link #ANY_TIME}
 */
record Kill(String group, String step, int count) {
    static final String ANY_TIME = "any time";

    /** In the order in which a job reaches them, and so in which one home can meet them. */
    private static final List<Kill> STAGED = List.of(
            step("verify", "verify", 1),
            step("frame", "frame", 30),
            step("store units", "frame.unit", 20),
            step("plan units", "frame.plan", 2),
            step("plan units", "frame.end", 1),
            step("plan units", "frame.end.done", 1),
            step("parse", "parse", 30),
            step("stage", "stage", 20),
            step("stage", "stage.done", 20),
            step("decide", "decide", 1),
            step("decide", "decide.done", 1),
            step("load", "load", 30),
            step("unit commit", "unit_commit", 3),
            step("unit commit", "unit_commit.ledger", 3),
            step("unit commit", "unit_commit.done", 3),
            step("publish", "publish.loader", 1),
            step("publish", "publish.manifest", 1),
            step("publish", "publish.manifest.done", 1),
            step("publish", "publish.commit", 1),
            step("publish", "publish.commit.done", 1),
            step("publish", "publish.pointer", 1),
            step("publish", "publish.pointer.done", 1),
            step("state", "publish.state", 1),
            step("state", "publish.state.done", 1),
            step("publish", "publish.ledger", 1),
            step("publish", "publish.done", 1));

    /** Those that a job in one pass reaches. */
    private static final List<Kill> DIRECT = STAGED.stream()
            .filter(step ->
                    !List.of("store units", "plan units", "stage", "decide").contains(step.group()))
            .toList();

    /** At the end of a run whose dataset lets files of past releases go to the archive, file by file. */
    private static final List<Kill> ARCHIVING = List.of(
            step("archive", "retention.copy", 2),
            step("archive", "retention.delete", 2),
            step("archive", "retention.moved", 2));

    /** The same when they go for good. */
    private static final List<Kill> DELETING =
            List.of(step("delete", "retention.remove", 2), step("delete", "retention.removed", 2));

    /** The shape of a job. */
    enum Shape {
        IN_ONE_PASS("direct"),
        IN_TWO_PASSES("staged");

        private final String mode;

        Shape(String mode) {
            this.mode = mode;
        }

        /** As a dataset file says it. */
        String mode() {
            return mode;
        }

        List<String> groups() {
            var steps = this == IN_ONE_PASS ? DIRECT : STAGED;
            return steps.stream().map(Kill::group).distinct().toList();
        }
    }

    private static Kill step(String group, String step, int most) {
        return new Kill(group, step, most);
    }

    /** As many kills as wanted: so many in each group of steps, a tenth at any time, the others anywhere. */
    static List<Kill> draw(Shape shape, Random random, int kills, int inEachGroup) {
        var drawn = new ArrayList<Kill>();
        var groups = shape.groups();
        for (var group : groups) {
            for (int i = 0; i < inEachGroup; i++) {
                drawn.add(in(group, random));
            }
        }
        for (int i = 0; i < kills / 10; i++) {
            drawn.add(new Kill(ANY_TIME, "none", 1 + random.nextInt(500)));
        }
        while (drawn.size() < kills) {
            drawn.add(in(groups.get(random.nextInt(groups.size())), random));
        }
        Collections.shuffle(drawn, random);
        return drawn;
    }

    private static Kill in(String group, Random random) {
        var steps = STAGED.stream().filter(s -> s.group().equals(group)).toList();
        return steps.get(random.nextInt(steps.size())).drawn(random);
    }

    /** A kill in each step of moving files to the archive. Together they need no more than four files. */
    static List<Kill> drawOfArchiving(Random random) {
        return ARCHIVING.stream().map(step -> step.drawn(random)).toList();
    }

    /** A kill in each step of deleting files. Together they need no more than four. */
    static List<Kill> drawOfDeleting(Random random) {
        return DELETING.stream().map(step -> step.drawn(random)).toList();
    }

    private Kill drawn(Random random) {
        return new Kill(group, step, 1 + random.nextInt(count));
    }

    boolean atAnyTime() {
        return group.equals(ANY_TIME);
    }

    /** The place among the steps of a job; kills at any time come before all of them, while there is something to do. */
    int place() {
        return STAGED.stream().map(Kill::step).toList().indexOf(step);
    }
}
