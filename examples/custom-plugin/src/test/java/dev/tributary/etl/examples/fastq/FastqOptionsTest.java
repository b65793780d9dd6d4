package dev.tributary.etl.examples.fastq;

import dev.tributary.etl.spi.plugin.PluginFactory;
import dev.tributary.etl.testkit.contract.OptionsContract;
import org.junit.jupiter.api.Nested;

class FastqOptionsTest {
    @Nested
    class OfTheParser extends OptionsContract {
        @Override
        protected PluginFactory<?, ?> factory() {
            return new FastqParserFactory();
        }

        @Override
        protected String example() {
            return "encoding: illumina";
        }
    }

    @Nested
    class OfTheNormalizer extends OptionsContract {
        @Override
        protected PluginFactory<?, ?> factory() {
            return new TrimQualityFactory();
        }

        @Override
        protected String example() {
            return "minimum_quality: 25\nminimum_length: 50";
        }
    }

    @Nested
    class OfTheFormat extends OptionsContract {
        @Override
        protected PluginFactory<?, ?> factory() {
            return new FastqFormatFactory();
        }

        @Override
        protected String example() {
            return "description: false";
        }
    }
}
