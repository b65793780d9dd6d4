package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.RecordFormat;
import dev.tributary.etl.testkit.contract.FormatContract;
import dev.tributary.etl.testkit.parse.TestChunks;
import java.io.IOException;
import java.util.List;

class FastqFormatContractTest extends FormatContract {
    @Override
    protected RecordFormat format() {
        return new FastqFormat(true);
    }

    @Override
    protected List<DataRecord> records() throws IOException, InterruptedException {
        try (var parser = new FastqParser(Encoding.SANGER)) {
            return TestChunks.of(Reads.samples().get(0)).parse(parser).records();
        }
    }
}
