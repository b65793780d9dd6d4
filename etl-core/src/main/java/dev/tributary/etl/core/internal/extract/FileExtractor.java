package dev.tributary.etl.core.internal.extract;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.SourceFile;
import dev.tributary.etl.spi.stage.Extractor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Offers local files as one release without a version of its own. */
final class FileExtractor implements Extractor {
    private static final String UNVERSIONED = "";

    private final FileOptions options;
    private final int maxFiles;

    FileExtractor(FileOptions options, int maxFiles) {
        this.options = options;
        this.maxFiles = maxFiles;
    }

    @Override
    public List<String> versions() {
        return List.of(UNVERSIONED);
    }

    @Override
    public Release release(String version) throws IOException {
        var names = FileNames.of(new FileFinder(maxFiles).find(options.paths()));
        var list = options.list();
        var published = new PublishedChecksums(
                options.named(), list.isPresent() ? Optional.of(ChecksumList.read(list.get())) : Optional.empty());
        published.checkNames(names.keySet());
        var files = new ArrayList<SourceFile>(names.size());
        for (var named : names.entrySet()) {
            files.add(sourceFile(named.getKey(), named.getValue(), published));
        }
        return new Release(version, Optional.empty(), files);
    }

    private SourceFile sourceFile(String name, Path file, PublishedChecksums published) throws IOException {
        var size = OptionalLong.of(Files.size(file));
        return new SourceFile(name, file.toUri(), name, size, published.of(name, file), options.attributes());
    }

    @Override
    public Opened open(SourceFile file, Position position) throws IOException {
        var path = Path.of(file.location());
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new EtlException(StandardError.SOURCE_MISSING, "Cannot open " + path + ": the file is gone");
        }
        return opened(path, channel, position);
    }

    private static Opened opened(Path path, FileChannel channel, Position position) throws IOException {
        try {
            var entity = channel.size() + "@" + Files.getLastModifiedTime(path).toInstant();
            boolean goesOn = entity.equals(position.entity()) && position.offset() <= channel.size();
            long offset = goesOn ? position.offset() : 0;
            InputStream bytes = Channels.newInputStream(channel.position(offset));
            return new Opened(new Position(offset, entity), bytes);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
