package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.fetch.Digests;
import dev.tributary.etl.core.internal.ledger.StoredUpload;
import dev.tributary.etl.spi.io.Checksum.Algorithm;
import dev.tributary.etl.spi.stage.RecordedObject;
import java.util.ArrayList;
import java.util.List;

/** All that is written down about one object. */
final class Claims {
    private final List<Claim> claims = new ArrayList<>();
    private String format = "";

    /** Where something is written, what, and what it would have to be. */
    private record Claim(String place, String written, Kind kind) {
        boolean holds(Digests actual) {
            return written.equalsIgnoreCase(kind.of(actual));
        }

        @Override
        public String toString() {
            return place + " says " + (written.isEmpty() ? "nothing" : written);
        }
    }

    private enum Kind {
        SIZE,
        MD5,
        SHA_256,
        UNKNOWN;

        String of(Digests actual) {
            return switch (this) {
                case SIZE -> Long.toString(actual.bytes());
                case MD5 -> actual.md5();
                case SHA_256 -> actual.sha256();
                case UNKNOWN -> "?";
            };
        }
    }

    void add(StoredUpload upload) {
        format = upload.format();
        claims.add(new Claim("the size in ingestion_file_uploads", Long.toString(upload.bytes()), Kind.SIZE));
        claims.add(new Claim("ingestion_file_uploads.md5", upload.md5(), Kind.MD5));
        claims.add(new Claim("ingestion_file_uploads.sha256", upload.sha256(), Kind.SHA_256));
    }

    void add(RecordedObject object) {
        format = object.format();
        for (var digest : object.digests()) {
            claims.add(new Claim(digest.place(), digest.hex(), kind(digest.algorithm())));
        }
    }

    private static Kind kind(Algorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> Kind.MD5;
            case SHA_256 -> Kind.SHA_256;
            case SHA_1, SHA_512 -> Kind.UNKNOWN;
        };
    }

    String format() {
        return format;
    }

    /** What does not hold of an object; empty when all does. */
    String refutedBy(Digests actual) {
        var wrong = claims.stream().filter(claim -> !claim.holds(actual)).toList();
        if (wrong.isEmpty()) {
            return "";
        }
        boolean object = claims.stream().noneMatch(claim -> claim.kind() != Kind.SIZE && claim.holds(actual));
        var is = "it has " + actual.bytes() + " bytes, md5 " + actual.md5() + " and sha256 " + actual.sha256();
        var says = String.join(", ", wrong.stream().map(Claim::toString).toList());
        return object ? is + "; " + says : says + "; but " + is;
    }
}
