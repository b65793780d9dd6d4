package dev.tributary.etl.core.internal.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tributary.etl.core.internal.decompress.Decompressor;
import dev.tributary.etl.core.internal.decompress.ExpansionLimit;
import dev.tributary.etl.spi.error.EtlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that other projects keep because readers stumble over them, and a whole download as a user gets it. */
class MalformedArchivesTest {
    private static Path data(String path) {
        var folder = System.getenv("ETL_REAL_DATA");
        var root =
                folder != null ? Path.of(folder) : Path.of(System.getProperty("etl.root", "."), "..", "shared", "data");
        var file = root.resolve(path);
        if (!Files.exists(file)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("real data is missing: " + file);
            }
            Assumptions.abort("skipped: no real data at " + file);
        }
        return file;
    }

    private record FileBytes(String name, Path file) implements RawBytes {
        @Override
        public long size() throws IOException {
            return Files.size(file);
        }

        @Override
        public InputStream open(long offset) throws IOException {
            var in = Files.newInputStream(file);
            in.skipNBytes(offset);
            return in;
        }
    }

    /** Members and their bytes, or the code and what the message must say. */
    private static String read(Path file, ExpansionLimit limit) throws IOException, InterruptedException {
        int members = 0;
        long bytes = 0;
        var raw = new FileBytes(String.valueOf(file.getFileName()), file);
        try (var reader = Archives.open(raw, name -> true, limit)) {
            for (var member = reader.next(); member != null; member = reader.next()) {
                members++;
                var name = raw.name() + "!/" + member.name();
                try (var in = Archives.requireNone(name, Decompressor.open(name, member.bytes(), limit))) {
                    bytes += in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        } catch (EtlException e) {
            return e.code() + ": " + e.problem().message();
        }
        return members + " members, " + bytes + " bytes";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    commons-compress/COMPRESS-178-fail.tar                       | STREAM_CORRUPT
                    commons-compress/COMPRESS-544_truncated_in_content-fail.tar  | STREAM_CORRUPT
                    commons-compress/OSX_ArchiveWithNestedArchive.zip            | it is a zip archive
                    commons-compress/archive_with_bytes_after_data.zip           | 2 members, 692 bytes
                    commons-compress/archive_with_trailer.zip                    | 2 members, 692 bytes
                    commons-compress/bla-stored-dd.zip                           | STREAM_CORRUPT
                    commons-compress/bla.tgz                                     | 2 members, 692 bytes
                    commons-compress/bla.zip                                     | 2 members, 692 bytes
                    commons-compress/invalid-zip.zip                             | STREAM_CORRUPT
                    commons-compress/lorem-ipsum.txt.gz                          | no tar or zip archive
                    commons-compress/members-size-0.gz                           | but empty
                    commons-compress/multiple.bz2                                | no tar or zip archive
                    commons-compress/ordertest.zip                               | 23 members, 192547 bytes
                    commons-compress/password-encrypted.zip                      | ARCHIVE_UNSUPPORTED
                    commons-compress/utf8-7zip-test.zip                          | 3 members, 37 bytes
                    commons-compress/zipbomb.xlsx                                | STREAM_TOO_LARGE
                    go-zip/dupdir.zip                                            | it names 'a/b' twice
                    go-zip/readme.notzip                                         | no tar or zip archive
                    go-zip/readme.zip                                            | 1 members, 1096 bytes
                    go-zip/symlink.zip                                           | no file but a link
                    go-zip/test-prefix.zip                                       | 2 members, 811 bytes
                    go-zip/test-trailing-junk.zip                                | 2 members, 811 bytes
                    go-zip/utf8-infozip.zip                                      | 1 members, 0 bytes
                    go-zip/zip64.zip                                             | 1 members, 36 bytes
                    zip-slip/zip-slip.tar                                        | leaves the archive's folder
                    zip-slip/zip-slip.zip                                        | leaves the archive's folder
                    """)
    void endsAsItShould(String file, String expected) throws IOException, InterruptedException {
        assertThat(read(data("malformed/" + file), ExpansionLimit.of(file, 1 << 20)))
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"refinebio/SRP164913", "ncbi/dataset_GCF_014621545.1"})
    void aDownloadIsReadWithinTheLimitThatItsSizeAllows(String folder) throws IOException, InterruptedException {
        try (var files = Files.list(data(folder))) {
            for (var zip : files.filter(f -> f.toString().endsWith(".zip")).toList()) {
                assertThat(read(zip, ExpansionLimit.standard("zip", Files.size(zip))))
                        .contains(" members, ");
            }
        }
    }
}
