package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.stage.Parser;
import dev.tributary.etl.testkit.TestContext;
import dev.tributary.etl.testkit.contract.ParserContract;
import java.io.IOException;
import java.util.List;

class FastqParserContractTest extends ParserContract {
    @Override
    protected Parser newParser() {
        return new FastqParserFactory().create(new FastqOptions(Encoding.SANGER), TestContext.pure());
    }

    @Override
    protected List<byte[]> samples() throws IOException {
        return Reads.samples();
    }
}
