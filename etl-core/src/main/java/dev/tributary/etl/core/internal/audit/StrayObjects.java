package dev.tributary.etl.core.internal.audit;

import dev.tributary.etl.core.internal.chunk.UnitObjects;
import dev.tributary.etl.core.internal.fetch.DamagedFiles;
import dev.tributary.etl.core.internal.fetch.RawArea;
import dev.tributary.etl.core.internal.ledger.Job;
import dev.tributary.etl.core.internal.ledger.JobStatus;
import dev.tributary.etl.core.internal.ledger.Ledger;
import dev.tributary.etl.core.internal.ledger.RawFile;
import dev.tributary.etl.core.internal.store.KeyEncoding;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds objects beside the raw files of the ledger's jobs that no job needs: raw files of none, and units of jobs that will not go on. */
final class StrayObjects {
    private static final int PAGE = 1_000;
    private static final String INCOMING = "/.incoming/";
    /** Behind the name of a raw file. */
    private static final String COMPANION = "(\\.md5|" + DamagedFiles.MARK + ")$";

    private final Ledger ledger;
    private final ObjectStore store;
    private final Set<String> rawFiles = new TreeSet<>();
    private final Map<String, Job> jobs = new HashMap<>();

    StrayObjects(Ledger ledger, ObjectStore store, List<Job> jobs) {
        this.ledger = ledger;
        this.store = store;
        for (var job : jobs) {
            this.jobs.put(KeyEncoding.segment(job.id()), job);
            ledger.files(job.id()).stream().map(RawFile::key).forEach(this::know);
        }
    }

    /** In both places: a run may have died while it moved the file. */
    private void know(String rawFile) {
        rawFiles.add(rawFile);
        rawFiles.add(RawArea.otherPlace(rawFile));
    }

    /** By folder, for one may have thousands. */
    List<Leftover> leftovers() throws IOException, InterruptedException {
        List<Leftover> found = new ArrayList<>(leftovers(RawArea.AREA));
        found.addAll(leftovers(RawArea.ARCHIVE));
        return found;
    }

    private List<Leftover> leftovers(String area) throws IOException, InterruptedException {
        Map<String, Long> strays = new TreeMap<>();
        Map<String, Long> units = new TreeMap<>();
        String after = "";
        List<StoredObject> page;
        do {
            page = store.list(area, after, PAGE);
            for (var object : page) {
                after = object.key();
                var folder = after.substring(0, after.lastIndexOf('/'));
                if (UnitObjects.jobOf(after).isPresent()) {
                    units.merge(folder, 1L, Long::sum);
                } else if (isStray(after)) {
                    strays.merge(folder, 1L, Long::sum);
                }
            }
        } while (page.size() == PAGE);
        List<Leftover> found = new ArrayList<>();
        strays.forEach((folder, count) -> found.add(new Leftover(
                Leftover.counted(count, "raw file") + " of no job in " + folder,
                "a run of their release uses what 'etl fetch' or a stopped run brought; else delete them")));
        units.forEach((folder, count) -> whoseUnits(folder)
                .map(whose -> new Leftover(
                        Leftover.counted(count, "unit object") + " " + whose + " in " + folder,
                        "delete the folder: no run will use it"))
                .ifPresent(found::add));
        return found;
    }

    private boolean isStray(String key) {
        return !rawFiles.contains(key)
                && !rawFiles.contains(key.replaceFirst(COMPANION, ""))
                && !key.contains(INCOMING);
    }

    /** Of a job that will not go on; empty when it may. */
    private Optional<String> whoseUnits(String folder) {
        var job = jobs.get(folder.substring(folder.lastIndexOf('/') + 1));
        if (job == null) {
            return Optional.of("of an unknown job");
        }
        if (job.status() == JobStatus.COMPLETED) {
            return Optional.of("of a job that is finished");
        }
        boolean overtaken = ledger.fences(job.draft().dataset(), job.id()).published() > job.fence();
        return overtaken ? Optional.of("of a job that another has overtaken") : Optional.empty();
    }
}
