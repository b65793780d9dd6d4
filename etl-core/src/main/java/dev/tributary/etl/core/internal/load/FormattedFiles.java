package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.core.internal.store.StoredBytes;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.plugin.PluginContext;
import dev.tributary.etl.spi.record.Attachment;
import dev.tributary.etl.spi.record.DataRecord;
import dev.tributary.etl.spi.record.RecordPart;
import dev.tributary.etl.spi.record.RecordType;
import dev.tributary.etl.spi.stage.RecordFile;
import dev.tributary.etl.spi.stage.RecordFiles;
import dev.tributary.etl.spi.stage.RecordFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** The files of records by the formats that the context knows; attachments are read where they were stored. */
public final class FormattedFiles implements RecordFiles {
    private static final HexFormat HEX = HexFormat.of();

    private final List<String> formats;
    private final PluginContext context;

    public FormattedFiles(List<String> formats, PluginContext context) {
        this.formats = List.copyOf(formats);
        this.context = context;
    }

    @Override
    public Set<RecordPart> needs(List<RecordType> types) {
        if (types.isEmpty()) {
            return Set.copyOf(EnumSet.allOf(RecordPart.class));
        }
        var union = EnumSet.noneOf(RecordPart.class);
        for (var type : types) {
            formats.forEach(
                    name -> union.addAll(context.format(type.name(), name).needs()));
        }
        return Set.copyOf(union);
    }

    /** All are rendered before the caller stores the first. */
    @Override
    public List<RecordFile> of(DataRecord record) throws IOException {
        var files = new ArrayList<RecordFile>(formats.size());
        for (var name : formats) {
            var format = context.format(record.type().name(), name);
            var attachment = attachment(record, name);
            if (attachment.isPresent()) {
                var object = attachment.get().object();
                files.add(file(name, format, new StoredBytes(context.objects(), object)));
            } else if (format.renders(record.type())) {
                files.add(file(name, format, render(format, record)));
            }
        }
        if (files.isEmpty()) {
            throw new EtlException(
                    StandardError.RECORD_UNLOADABLE,
                    "Cannot write " + record.key() + ": none of " + formats + " renders records of type "
                            + record.type().name());
        }
        return files;
    }

    private static Optional<Attachment> attachment(DataRecord record, String format) {
        return record.attachments().stream()
                .filter(one -> one.format().equals(format))
                .findFirst();
    }

    private static ByteSource render(RecordFormat format, DataRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        format.render(record, bytes);
        return ByteSource.of(format.name(), bytes.toByteArray());
    }

    private static RecordFile file(String name, RecordFormat format, ByteSource content) throws IOException {
        var md5 = DigestUtils.getMd5Digest();
        var sha256 = DigestUtils.getSha256Digest();
        long size = 0;
        var buffer = new byte[8 << 10];
        try (var in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                md5.update(buffer, 0, n);
                sha256.update(buffer, 0, n);
                size += n;
            }
        }
        return new RecordFile(
                name, format.mediaType(), content, size, HEX.formatHex(md5.digest()), HEX.formatHex(sha256.digest()));
    }

    @Override
    public String key(String identifier, String version, String format) {
        var name = KeyEncoding.segment(identifier);
        return prefix() + name + "/" + KeyEncoding.segment(version) + "/" + name + "." + KeyEncoding.segment(format);
    }

    @Override
    public String prefix() {
        return KeyEncoding.segment(context.organization()) + "/";
    }
}
