package dev.tributary.etl.core.internal.metalink;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads metalinks of version 3 (http://www.metalinker.org/, as UniProt publishes them) and 4 (RFC 5854). Document types and entities are refused.
 * Hashes of pieces are not taken for those of files. One document each.
 */
public final class MetalinkReader {
    private static final Set<String> NAMESPACES =
            Set.of("", "http://www.metalinker.org/", "urn:ietf:params:xml:ns:metalink");
    private static final int MAX_DEPTH = 32;
    private static final int MAX_FILES = 100_000;
    private static final int MAX_TEXT = 8 << 10;

    private final String source;
    private final List<String> path = new ArrayList<>();
    private final List<Metalink.Entry> files = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private Optional<String> version = Optional.empty();
    private Optional<EntryBuilder> file = Optional.empty();

    private MetalinkReader(String source) {
        this.source = source;
    }

    /**
     * Reads a document.
     *
     * @param source its URL, for errors
     * @throws EtlException METALINK_INVALID with line and column
     */
    public static Metalink read(String source, byte[] bytes) {
        return new MetalinkReader(source).read(bytes);
    }

    private Metalink read(byte[] bytes) {
        try {
            var xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
            while (xml.hasNext()) {
                event(xml, xml.next());
            }
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            var place = at == null ? "" : ", line " + at.getLineNumber() + ", column " + at.getColumnNumber();
            throw new EtlException(
                    StandardError.METALINK_INVALID,
                    "Cannot read the metalink " + source + place + ": it is not well-formed XML",
                    "open it in a browser: it may be an error page");
        }
        return new Metalink(version, List.copyOf(files));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    private void event(XMLStreamReader xml, int event) {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> end(xml);
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw invalid(xml, "found a document type or an entity, which no metalink needs");
            default -> {
                // Comments, blanks and processing instructions say nothing.
            }
        }
    }

    private void start(XMLStreamReader xml) {
        if (path.isEmpty()) {
            requireMetalink(xml);
        }
        if (path.size() >= MAX_DEPTH) {
            throw invalid(xml, "found elements more than " + MAX_DEPTH + " deep");
        }
        path.add(xml.getLocalName());
        text.setLength(0);
        if (isFile()) {
            file = Optional.of(new EntryBuilder(name(xml)));
        }
        file.ifPresent(f -> f.attributes(xml));
    }

    private void requireMetalink(XMLStreamReader xml) {
        var namespace = xml.getNamespaceURI();
        if (!"metalink".equals(xml.getLocalName()) || !NAMESPACES.contains(namespace == null ? "" : namespace)) {
            throw invalid(
                    xml, "found the element <" + xml.getLocalName() + "> where <metalink> of version 3 or 4 should be");
        }
    }

    /** {@code metalink/files/file} in version 3, {@code metalink/file} in version 4. */
    private boolean isFile() {
        int depth = path.size();
        boolean isVersion3 = depth == 3 && "files".equals(path.get(1));
        return "file".equals(path.get(depth - 1)) && (depth == 2 || isVersion3);
    }

    private String name(XMLStreamReader xml) {
        var name = xml.getAttributeValue(null, "name");
        if (!isSafe(name)) {
            throw invalid(xml, "found a file with the name \"" + name + "\", which leads out of its folder or is none");
        }
        if (!names.add(name)) {
            throw invalid(xml, "the file " + name + " is listed twice");
        }
        if (names.size() > MAX_FILES) {
            throw invalid(xml, "found more than " + MAX_FILES + " files");
        }
        return name;
    }

    private static boolean isSafe(String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= 1_000
                && name.indexOf('\\') < 0
                && name.indexOf(':') < 0
                && name.codePoints().noneMatch(Character::isISOControl)
                && List.of(name.split("/", -1)).stream().noneMatch(s -> s.isEmpty() || ".".equals(s) || "..".equals(s));
    }

    private void text(XMLStreamReader xml) {
        if (text.length() + xml.getTextLength() > MAX_TEXT) {
            text.setLength(0);
            return;
        }
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private void end(XMLStreamReader xml) {
        var found = text.toString().strip();
        if (isFile()) {
            files.add(file.orElseThrow().build());
            file = Optional.empty();
        } else if (file.isPresent()) {
            inFile(xml, file.get(), found);
        } else if (path.equals(List.of("metalink", "version")) && !found.isEmpty()) {
            version = Optional.of(found);
        }
        path.remove(path.size() - 1);
        text.setLength(0);
    }

    private void inFile(XMLStreamReader xml, EntryBuilder entry, String found) {
        try {
            entry.element(path.get(path.size() - 2), path.get(path.size() - 1), found);
        } catch (IllegalArgumentException e) {
            throw invalid(xml, "the file " + entry.name() + " has " + e.getMessage());
        }
    }

    private EtlException invalid(XMLStreamReader xml, String found) {
        var at = xml.getLocation();
        return new EtlException(
                StandardError.METALINK_INVALID,
                "Cannot read the metalink " + source + ", line " + at.getLineNumber() + ", column "
                        + at.getColumnNumber() + ": " + found);
    }
}
