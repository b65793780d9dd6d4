package dev.tributary.etl.spi.error;

/** Failures that every module may report. Plugins add enums of their own from 10000. */
public enum StandardError implements ErrorCode {
    OPTION_INVALID(
            1001,
            Category.CONFIG,
            "An option of the dataset file has a value that does not fit. Correct the value at the place named."),
    OPTION_UNKNOWN(
            1002,
            Category.CONFIG,
            "The dataset file has a key that nothing reads. Mend the spelling, or remove it; notes go under x-* keys."),
    OPTION_MISSING(1003, Category.CONFIG, "A key that must be written is not there. Add it at the place named."),
    CONFIG_UNREADABLE(
            1004,
            Category.CONFIG,
            "The dataset file is not one YAML document in UTF-8 of at most 1 MiB. Mend the place named."),
    VARIABLE_UNRESOLVED(
            1005,
            Category.CONFIG,
            "A ${...} has no value. Set the variable, or write a default: ${NAME:-default}. A literal is written $${."),
    PLUGIN_UNKNOWN(
            1006,
            Category.CONFIG,
            "No plugin of this kind has this name. Mend the spelling, or add the plugin's JAR; 'etl plugins list' shows all."),
    PLUGIN_DUPLICATE(
            1007, Category.CONFIG, "Two JARs bring a plugin of one kind and name. Remove one of the JARs named."),
    PLUGIN_INCOMPATIBLE(
            1008,
            Category.CONFIG,
            "A plugin was built for a newer engine, or cannot be loaded. Update Tributary or the plugin."),
    DATASET_UNKNOWN(
            1009,
            Category.CONFIG,
            "No dataset file has this path or id. Give the path of a YAML file, or the folder with --datasets."),

    SOURCE_UNAVAILABLE(
            2001,
            Category.TRANSIENT,
            "The source cannot be reached or read just now. It is tried again; if it stays so, check the source."),
    SOURCE_MISSING(
            2002,
            Category.PERMANENT,
            "The source has no such file. Check paths and globs; they count from the dataset file's folder."),
    CHECKSUM_MISMATCH(
            2003,
            Category.PERMANENT,
            "A file's bytes are not those its source published. Nothing was parsed. Fetch the file again, or correct the checksum."),
    CHECKSUM_MISSING(
            2004,
            Category.PERMANENT,
            "The dataset demands a published checksum and there is none. Name one under 'checksums', or write 'verify: none'."),
    CHECKSUM_LIST_INVALID(
            2005,
            Category.PERMANENT,
            "A checksum list cannot be read, or does not list a wanted file just once. Fetch it again or correct it."),
    RELEASE_CHANGED(
            2006,
            Category.PERMANENT,
            "A file has other bytes than were recorded for this release. Give the new bytes a release id of their own."),
    STREAM_CORRUPT(
            2007,
            Category.PERMANENT,
            "A compressed file is damaged, cut short, or is something else. Nothing was published. Fetch it again."),
    STREAM_TOO_LARGE(
            2008,
            Category.PERMANENT,
            "A file expands beyond the limit. If it is meant to be so large, raise the limit."),
    STORE_UNAVAILABLE(
            2009,
            Category.TRANSIENT,
            "The object store failed. It is tried again; if it stays so, check space, rights and connection."),
    STORE_OUTCOME_UNKNOWN(
            2010,
            Category.OUTCOME_UNKNOWN,
            "The object store did not say whether a write happened. The engine looks before it goes on."),
    OBJECT_DAMAGED(
            2011,
            Category.PERMANENT,
            "A stored object (commit, manifest, raw file) is not what was written. Restore it from a copy; it is never replaced silently."),
    RAW_FILE_DELETED(
            2012,
            Category.PERMANENT,
            "A raw file of a past release was deleted, because 'retention' asks for that. A run of that release fetches it again, if its source still has it."),
    ARCHIVE_UNSAFE(
            2020,
            Category.PERMANENT,
            "An archive names a member that leaves its folder, that comes twice, or that is a link or a device. Ask its publisher, or pack it anew."),
    ARCHIVE_UNSUPPORTED(
            2021,
            Category.PERMANENT,
            "An archive needs 'members', or is of a kind that is not read: encrypted, nested, in several volumes, or by a rare method. Pack it anew."),
    SOURCE_REFUSED(
            2030,
            Category.PERMANENT,
            "The source refuses the request. Check the address, and the credentials under extract.headers."),
    SOURCE_STALLED(
            2031,
            Category.TRANSIENT,
            "The source sends nothing, or hardly anything. What has come is kept, and the next try goes on behind it."),
    SOURCE_CHANGED(
            2032,
            Category.TRANSIENT,
            "A file changed at its source again and again while it was fetched. Wait until the source stands still."),
    RESPONSE_UNEXPECTED(
            2033,
            Category.PERMANENT,
            "The source answered with something else than the file: a page, a redirect without end, a part. Open the address in a browser."),
    ADDRESS_REFUSED(
            2034,
            Category.PERMANENT,
            "An address is private, of this machine, or not http(s). If that is meant, allow it with --allow-private-addresses."),
    METALINK_INVALID(
            2035,
            Category.PERMANENT,
            "A metalink cannot be read, or does not list a wanted file just once. Check its address and the names under 'files'."),
    RELEASE_UNKNOWN(
            2036,
            Category.PERMANENT,
            "The source does not offer this release. Mend release.external, or leave it out for the newest."),

    RECORD_MALFORMED(
            3001,
            Category.DATA,
            "A source record does not have its format's shape. It is a dead letter, its neighbours are loaded."),
    RECORD_UNTERMINATED(
            3002,
            Category.DATA,
            "The file ends inside a record, or before its own end. Probably it was cut short: compare its size with the source's."),
    RECORD_TOO_LARGE(
            3003,
            Category.DATA,
            "A source record is longer than max_record_bytes. Raise run.max_record_bytes if it is meant to be."),
    FIELD_INVALID(3004, Category.DATA, "A field's value cannot be read. The record is a dead letter."),
    PARSER_DEFECT(
            3005,
            Category.DATA,
            "The parser failed on a record in a way it should not. The record is a dead letter; report it to the plugin's author."),
    TEXT_UNDECODABLE(
            3006,
            Category.DATA,
            "A record has bytes that its file's charset does not have. Write the right charset into the extract stage."),
    RECORD_INCONSISTENT(
            3007,
            Category.DATA,
            "A record contradicts its own length or checksum: it was damaged. Fetch the file again."),
    RECORD_DUPLICATE(3008, Category.DATA, "The key came before and 'duplicates: reject' is set."),
    VALUE_UNREPRESENTABLE(
            3009,
            Category.DATA,
            "A value has no canonical form (NaN, infinity, a lone surrogate, an exponent beyond 400)."),
    RECORD_TOO_WIDE(
            3010,
            Category.DATA,
            "A stage made more than 1,000 column names from data. Put such names into a map instead."),
    RECORD_ODD(3011, Category.DATA, "A record is loaded although something in it is unusual. Only a note."),

    LOAD_FAILED(4001, Category.PERMANENT, "The target refused a unit. See the message."),
    LOAD_OUTCOME_UNKNOWN(
            4002,
            Category.OUTCOME_UNKNOWN,
            "The target did not say whether a unit was committed. The engine looks before it goes on."),
    DELETE_UNSUPPORTED(
            4003, Category.PERMANENT, "The source deletes records and the loader cannot. Use another loader."),
    LIMIT_EXCEEDED(
            4004,
            Category.PERMANENT,
            "More records were rejected than limits.rejects allows; nothing was published. Mend the data, or raise the limit and run again."),
    COUNTS_MISMATCH(
            4005,
            Category.INTERNAL,
            "read + derived is not loaded + rejected + filtered + duplicate. Nothing was published. This is a defect: report it."),
    TRANSFORM_FAILED(4006, Category.PERMANENT, "A transformer failed. See the message."),
    RECORD_UNLOADABLE(4007, Category.DATA, "The loader cannot take this record. It is a dead letter."),

    LEASE_LOST(5001, Category.PERMANENT, "Another run took over. This one wrote nothing more; look at the other."),
    RELEASE_CONFLICT(
            5002,
            Category.PERMANENT,
            "A release was published by a run with a higher fence. This run published nothing."),
    LOCK_HELD(
            5003, Category.PERMANENT, "Another run of this dataset is at work. Wait for it, or stop it; exit code 3."),
    LEDGER_UNAVAILABLE(5004, Category.TRANSIENT, "The ledger's database failed. It is tried again."),
    LEDGER_INCOMPATIBLE(
            5005,
            Category.PERMANENT,
            "The ledger was made by a newer Tributary, or its database is none that can hold one. Use that version, or another database."),
    STATE_DAMAGED(
            5006,
            Category.PERMANENT,
            "A state or lock file cannot be read. It is never taken for empty: restore it, or remove it if you know that is right."),
    ATTEMPTS_EXHAUSTED(
            5007,
            Category.PERMANENT,
            "A unit failed as often as run.max_attempts allows. The cause is beside it; running again starts it anew."),
    DEFECT(
            5008,
            Category.INTERNAL,
            "The engine or a plugin failed in a way it should not. Report it with the stack from the log."),
    RUN_CANCELLED(5009, Category.PERMANENT, "The run was stopped. Running it again goes on where it was."),
    JOB_REFUSED(
            5010,
            Category.PERMANENT,
            "This worker cannot take part in a job: it has other plugins, another configuration or another object store"
                    + " than the job was begun with. Workers that have them go on with it.");

    private final int number;
    private final Category category;
    private final String help;

    StandardError(int number, Category category, String help) {
        this.number = number;
        this.category = category;
        this.help = help;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public Category category() {
        return category;
    }

    @Override
    public String help() {
        return help;
    }
}
