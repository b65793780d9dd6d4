package dev.tributary.etl.examples.fastq;

/** Which character stands for quality 0. */
enum Encoding {
    /** '!', of Sanger and of Illumina from 1.8 on. */
    SANGER(33),
    /** '@', of Illumina 1.3 to 1.7. */
    ILLUMINA(64);

    static final int HIGHEST = 93;
    private final int zero;

    Encoding(int zero) {
        this.zero = zero;
    }

    /** The quality that a character stands for; negative or beyond HIGHEST when it stands for none. */
    int quality(char character) {
        return character - zero;
    }
}
