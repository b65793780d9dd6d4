package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.Emitter;
import dev.tributary.etl.spi.stage.Normalizer;

/** Emits the read without its bad end, or nothing: that filters it. Records of other types pass. */
final class TrimQuality implements Normalizer {
    private final TrimQualityOptions options;

    TrimQuality(TrimQualityOptions options) {
        this.options = options;
    }

    @Override
    public void normalize(DataRecord record, Emitter out) {
        var sequence = record.text("sequence");
        var quality = record.text("quality");
        if (sequence == null || quality == null) {
            out.emit(record);
            return;
        }
        int end = quality.length();
        while (end > 0 && Encoding.SANGER.quality(quality.charAt(end - 1)) < options.minimumQuality()) {
            end--;
        }
        if (end >= options.minimumLength()) {
            out.emit(record.with("sequence", sequence.substring(0, end))
                    .with("quality", quality.substring(0, end))
                    .with("length", (long) end));
        }
    }
}
