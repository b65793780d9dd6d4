package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.stage.Framing;

/**
 * Reads: a line with '@', lines of bases, a line with '+', lines of qualities, as many as there are bases. Qualities may begin with '@', so only the
 * count tells where they end. Lines that belong to no read are a record too, for the parser to reject.
 */
final class FastqFraming implements Framing {
    @Override
    public Framer framer() {
        return new Reads();
    }

    private enum Part {
        HEADER,
        BASES,
        PLUS,
        QUALITIES,
        STRAY
    }

    private static final class Reads implements Framer {
        private Part part = Part.HEADER;
        private long lineLength;
        private long bases;
        private long qualities;

        @Override
        public void scan(byte[] bytes, int from, int to, Cuts cuts) {
            for (int i = from; i < to; i++) {
                byte b = bytes[i];
                if (b == '\n') {
                    endLine(i + 1, cuts);
                } else if (b != '\r') {
                    if (lineLength++ == 0) {
                        beginLine(b, i, cuts);
                    }
                }
            }
        }

        private void beginLine(byte first, int at, Cuts cuts) {
            if (first == '@' && (part == Part.BASES || part == Part.STRAY)) {
                cuts.record(at);
                part = Part.HEADER;
            } else if (first != '@' && part == Part.HEADER) {
                part = Part.STRAY;
            } else if (first == '+' && part == Part.BASES) {
                part = Part.PLUS;
            }
        }

        private void endLine(int end, Cuts cuts) {
            switch (part) {
                case HEADER -> endHeader(end, cuts);
                case BASES -> bases += lineLength;
                case PLUS -> part = Part.QUALITIES;
                case QUALITIES -> endQualities(end, cuts);
                case STRAY -> {}
            }
            lineLength = 0;
        }

        private void endHeader(int end, Cuts cuts) {
            if (lineLength == 0) {
                cuts.skip(end);
            } else {
                part = Part.BASES;
                bases = 0;
                qualities = 0;
            }
        }

        private void endQualities(int end, Cuts cuts) {
            qualities += lineLength;
            if (qualities >= bases) {
                cuts.record(end);
                part = Part.HEADER;
            }
        }

        /** The last line may have no end. */
        @Override
        public void finish(byte[] bytes, int to, Cuts cuts) {
            if (part == Part.STRAY || part == Part.QUALITIES && qualities + lineLength >= bases) {
                cuts.record(to);
            }
        }
    }
}
