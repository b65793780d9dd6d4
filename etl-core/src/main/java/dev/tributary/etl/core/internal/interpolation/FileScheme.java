package dev.tributary.etl.core.internal.interpolation;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code ${file:PATH}}: the text of a small UTF-8 file, relative to the folder of the file that names it, without its last line end. */
final class FileScheme implements VariableScheme {
    private static final int MAX_BYTES = 64 * 1024;

    @Override
    public Optional<String> find(String name, Place place) {
        try {
            Path path = place.folder().resolve(name);
            return Files.isRegularFile(path) ? Optional.of(text(path)) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            // The cause's text may quote the content, so only its kind is told.
            String why = e.getClass().getSimpleName();
            throw new EtlException(
                    StandardError.VARIABLE_UNRESOLVED, "the file cannot be read as UTF-8 text (" + why + ")");
        }
    }

    private static String text(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new EtlException(StandardError.VARIABLE_UNRESOLVED, "the file is larger than 64 KiB");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
