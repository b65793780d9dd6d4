package dev.tributary.etl.spi.stage;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The framers that come with the SPI. {@code back} is how many already offered bytes must be looked at again. */
final class Framers {
    private Framers() {}

    /** One line, one record. */
    static final class Lines implements Framing.Framer {
        private int headers;

        Lines(int headerLines) {
            headers = headerLines;
        }

        @Override
        public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
            for (int i = Bytes.indexOf(b, from, to, (byte) '\n');
                    i >= 0;
                    i = Bytes.indexOf(b, i + 1, to, (byte) '\n')) {
                if (headers > 0) {
                    headers--;
                    cuts.header(i + 1);
                } else {
                    cuts.record(i + 1);
                }
            }
        }

        @Override
        public void finish(byte[] b, int to, Framing.Cuts cuts) {
            cuts.record(to);
        }
    }

    /** Makes {@link Csv} framers. */
    record CsvFraming(byte quote, int headerLines) implements Framing {
        @Override
        public Framer framer() {
            return new Csv(quote, headerLines);
        }

        @Override
        public Optional<Framer> framerAtLine() {
            return Optional.of(new Csv(quote, 0));
        }

        /** A restart after an open quote reads the record again: bounded, so that many open quotes stay linear. */
        @Override
        public long maxRecordBytes() {
            return 1L << 20;
        }
    }

    /** Lines that end outside quotes. */
    static final class Csv implements Framing.Framer {
        private final byte quote;
        private int headers;
        private boolean quoted;

        Csv(byte quote, int headerLines) {
            this.quote = quote;
            this.headers = headerLines;
        }

        @Override
        public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
            int i = from;
            while (true) {
                i = quoted ? Bytes.indexOf(b, i, to, quote) : Bytes.indexOf(b, i, to, (byte) '\n', quote);
                if (i < 0) {
                    return;
                }
                if (b[i++] == quote) {
                    quoted = !quoted;
                } else if (headers > 0) {
                    headers--;
                    cuts.header(i);
                } else {
                    cuts.record(i);
                }
            }
        }

        @Override
        public void finish(byte[] b, int to, Framing.Cuts cuts) {
            if (!quoted) {
                cuts.record(to);
            }
        }
    }

    /** A line of exactly one text. */
    static final class Terminator implements Framing.Framer {
        private final Bytes.Finder finder;
        private final byte[] line;
        private int back;
        private boolean first = true;

        Terminator(String line) {
            var pattern = ("\n" + line).getBytes(StandardCharsets.UTF_8);
            if (pattern.length > Framing.LOOK_BEHIND - 4) {
                throw new IllegalArgumentException("Terminator too long: " + line.length());
            }
            this.line = line.getBytes(StandardCharsets.UTF_8);
            finder = new Bytes.Finder(pattern);
        }

        @Override
        public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
            int i = from - back;
            if (first) {
                if (to - i < line.length + 2) {
                    back = to - i;
                    return;
                }
                first = false;
                i = firstLine(b, i, to, cuts);
            }
            while (true) {
                int hit = finder.find(b, i, to);
                if (hit < 0) {
                    back = Math.min(finder.length() - 1, to - i);
                    return;
                }
                int end = hit + finder.length();
                if (end < to && b[end] == '\r') {
                    end++;
                }
                if (end >= to) {
                    back = to - hit;
                    return;
                }
                if (b[end] == '\n') {
                    cuts.record(end + 1);
                }
                i = end;
            }
        }

        /** The terminator may be the stream's first line, with no line end before it. */
        private int firstLine(byte[] b, int start, int to, Framing.Cuts cuts) {
            if (!Bytes.startsWith(b, start, to, line)) {
                return start;
            }
            int end = start + line.length;
            if (b[end] == '\r') {
                end++;
            }
            if (b[end] == '\n') {
                cuts.record(end + 1);
            }
            return end;
        }

        @Override
        public void finish(byte[] b, int to, Framing.Cuts cuts) {
            int start = to - back;
            boolean only = first && Bytes.startsWith(b, start, to, line) && blank(b, start + line.length, to);
            boolean last = back >= finder.length() && finder.find(b, start, to) == start;
            if (only || last) {
                cuts.record(to); // the terminator was the last line, without its line end
            }
        }

        private static boolean blank(byte[] b, int from, int to) {
            for (int i = from; i < to; i++) {
                if (b[i] != '\r' && b[i] != '\n') {
                    return false;
                }
            }
            return true;
        }
    }

    /** A line that starts with a text starts a record. */
    static final class Marker implements Framing.Framer {
        private final byte[] start;
        private final Bytes.Finder finder;
        private int back;
        private boolean first = true;
        private boolean open;

        Marker(String start) {
            this.start = start.getBytes(StandardCharsets.UTF_8);
            this.finder = new Bytes.Finder(("\n" + start).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
            int i = from - back;
            if (first && to - i < start.length) {
                back = to - i;
                return;
            }
            if (first) {
                first = false;
                open = Bytes.startsWith(b, i, to, start);
            }
            for (int hit = finder.find(b, i, to); hit >= 0; hit = finder.find(b, i, to)) {
                if (open) {
                    cuts.record(hit + 1);
                } else {
                    cuts.header(hit + 1);
                    open = true;
                }
                i = hit + 1;
            }
            back = Math.min(finder.length() - 1, to - i);
        }

        @Override
        public void finish(byte[] b, int to, Framing.Cuts cuts) {
            if (open) {
                cuts.record(to);
            }
        }
    }

    /** Items of the top-level array. */
    static final class JsonItems implements Framing.Framer {
        private int depth;
        private boolean text;
        private boolean escaped;
        private boolean item;

        @Override
        public void scan(byte[] b, int from, int to, Framing.Cuts cuts) {
            for (int i = from; i < to; i++) {
                byte c = b[i];
                if (text) {
                    text = escaped || c != '"';
                    escaped = !escaped && c == '\\';
                } else {
                    structure(c, i, cuts);
                }
            }
        }

        private void structure(byte c, int i, Framing.Cuts cuts) {
            boolean blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
            boolean close = c == ']' || c == '}';
            if (depth == 1 && (c == ',' || c == ']')) {
                if (item) {
                    cuts.record(i);
                }
                cuts.skip(i + 1);
                item = false;
            } else if (depth == 1 && !item && !blank) {
                cuts.skip(i);
                item = true;
            }
            text = c == '"';
            depth += c == '[' || c == '{' ? 1 : close ? -1 : 0;
        }

        @Override
        public void finish(byte[] b, int to, Framing.Cuts cuts) {
            if (depth == 0) {
                cuts.skip(to);
            }
        }

        @Override
        public Optional<String> missing() {
            return depth > 0 ? Optional.of("]") : Optional.empty();
        }
    }
}
