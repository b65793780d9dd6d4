package dev.tributary.etl.cli;

import dev.tributary.etl.core.Run;
import dev.tributary.etl.core.RunProgress;
import java.util.Locale;

/** One line that is written over again while a run goes on; nothing when nobody watches. */
final class ProgressLine {
    private static final String RETURN_AND_CLEAR = "\r\u001B[K";

    private final Surroundings surroundings;

    ProgressLine(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    void show(Run run) {
        write(RETURN_AND_CLEAR + text(run.progress()));
    }

    void clear() {
        write(RETURN_AND_CLEAR);
    }

    private void write(String text) {
        if (surroundings.terminal() == Surroundings.Terminal.WATCHED) {
            surroundings.err().print(text);
            surroundings.err().flush();
        }
    }

    /** Such as {@code loading  43%  25,800 records  12,900/s  3.1 s left}. The rate is that of the whole run. */
    static String text(RunProgress progress) {
        StringBuilder text = new StringBuilder(progress.phase());
        double share =
                progress.bytesTotal() == 0 ? 0 : Math.min(1, (double) progress.bytesRead() / progress.bytesTotal());
        if (progress.bytesTotal() > 0) {
            text.append(String.format(Locale.ROOT, "  %.0f%%", share * 100));
        }
        if (progress.records() > 0) {
            text.append("  ").append(Quantities.count(progress.records())).append(" records");
            text.append("  ")
                    .append(Quantities.count(Math.round(progress.records() / progress.seconds())))
                    .append("/s");
        }
        if (share > 0.01) {
            double left = progress.seconds() * (1 - share) / share;
            text.append("  ").append(Quantities.seconds(left)).append(" left");
        }
        if (progress.rejected() > 0) {
            text.append("  ").append(Quantities.count(progress.rejected())).append(" rejected");
        }
        return text.toString();
    }
}
