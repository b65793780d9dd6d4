package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.error.ErrorCode;

/** What is wrong with reads; a plugin's numbers begin at 10000. */
enum FastqError implements ErrorCode {
    READ_MALFORMED(
            12001,
            "A read has no header, sequence and quality. It is a dead letter, its neighbours are loaded; look at the line named."),
    QUALITY_LENGTH(12002, "A read has not as many quality values as bases: it was damaged. Fetch the file again."),
    QUALITY_INVALID(
            12003,
            "A quality character is outside the encoding. Write the encoding that the sequencer used: sanger or illumina.");

    private final int number;
    private final String help;

    FastqError(int number, String help) {
        this.number = number;
        this.help = help;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Category category() {
        return Category.DATA;
    }

    @Override
    public String help() {
        return help;
    }
}
