package dev.tributary.etl.jdbc;

import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.stage.RecordFile;
import dev.tributary.etl.spi.stage.Upload;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A record with the version that it has and the places of its files. */
record Filed(DataRecord record, UUID entry, String version, List<FiledFile> files) {
    /**
     * A file and where it lies.
     *
     * @param isKnown whether the registry has it there with these bytes
     */
    record FiledFile(RecordFile file, String key, boolean isKnown) {}

    UUID versionId() {
        return EntryId.ofVersion(entry, version);
    }

    long size() {
        return files.stream().mapToLong(file -> file.file().size()).sum();
    }

    Optional<String> md5(String format) {
        return files.stream()
                .map(FiledFile::file)
                .filter(file -> file.format().equals(format))
                .map(RecordFile::md5)
                .findFirst();
    }

    List<Upload> uploads() {
        return files.stream().map(this::upload).toList();
    }

    private Upload upload(FiledFile filed) {
        var file = filed.file();
        return new Upload(
                record.type().name(),
                record.key(),
                file.format(),
                filed.key(),
                file.size(),
                file.md5(),
                file.sha256(),
                file.mediaType());
    }
}
