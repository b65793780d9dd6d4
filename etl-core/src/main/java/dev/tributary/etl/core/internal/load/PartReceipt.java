package dev.tributary.etl.core.internal.load;

import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.stage.LoadReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One part of a unit as the unit's receipt remembers it. The details of a unit with partitions have an entry for each folder.
 *
 * @param folder below the output, "" for the output itself
 */
record PartReceipt(String folder, long records, long bytes, String sha256) {
    static final String PART = "part";
    static final String BYTES = "bytes";
    static final String SHA256 = "sha256";

    /** The details of a unit that is one part. */
    Map<String, String> details(String name) {
        return Map.of(PART, name, BYTES, Long.toString(bytes), SHA256, sha256);
    }

    /** The details of a unit with one part for each of some folders. */
    static Map<String, String> details(List<PartReceipt> parts) {
        var details = new TreeMap<String, String>();
        for (var part : parts) {
            details.put(part.folder, part.records + " " + part.bytes + " " + part.sha256);
        }
        return details;
    }

    /** The parts of a unit in the order of their folders. */
    static List<PartReceipt> of(LoadReceipt receipt) {
        if (receipt.written() == 0) {
            return List.of();
        }
        if (receipt.details().containsKey(PART)) {
            long bytes = Long.parseLong(detail(receipt, BYTES));
            return List.of(new PartReceipt("", receipt.written(), bytes, detail(receipt, SHA256)));
        }
        var parts = new ArrayList<PartReceipt>();
        new TreeMap<>(receipt.details()).forEach((folder, detail) -> {
            var words = detail.split(" ", -1);
            parts.add(new PartReceipt(folder, Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]));
        });
        return parts;
    }

    private static String detail(LoadReceipt receipt, String name) {
        var value = receipt.details().get(name);
        if (value == null) {
            throw new EtlException(
                    StandardError.DEFECT, "Cannot publish unit " + receipt.unit() + ": its receipt has no " + name);
        }
        return value;
    }
}
