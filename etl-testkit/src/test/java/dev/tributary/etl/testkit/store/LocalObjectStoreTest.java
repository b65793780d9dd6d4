package dev.tributary.etl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.core.internal.file.FileMutex;
import dev.tributary.etl.core.internal.file.FileSync;
import dev.tributary.etl.core.internal.store.Durability;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.error.EtlException;
import dev.tributary.etl.spi.error.StandardError;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.testkit.contract.ObjectStoreContract;
import dev.tributary.etl.testkit.memory.TextSource;
import dev.tributary.etl.testkit.process.ChildJvm;
import dev.tributary.etl.testkit.process.Together;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract {
    @TempDir
    private Path folder;

    private LocalObjectStore store;

    @BeforeEach
    void open() throws IOException {
        store = new LocalObjectStore(folder.resolve("home/objects"), Durability.ESSENTIAL);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    private Path root() {
        return folder.resolve("home/objects");
    }

    @Test
    void an_object_is_the_file_its_key_names() throws Exception {
        store.put("a/b.txt", new TextSource("hello"));

        assertThat(root().resolve("a/b.txt")).hasContent("hello");
    }

    @Test
    void a_file_changed_behind_the_stores_back_is_another_version() throws Exception {
        StoredObject put = store.put("a", new TextSource("hello"));
        Files.writeString(root().resolve("a"), "hello, world");

        assertThatThrownBy(() -> store.open(put, 0, -1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("replaced");
    }

    @Test
    void a_file_cut_short_while_it_is_read_is_an_error_and_no_short_object() throws Exception {
        StoredObject put = store.put("a", new TextSource("x".repeat(1000)));
        try (var in = store.open(put, 0, -1)) {
            Files.writeString(root().resolve("a"), "x");

            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("early");
        }
    }

    @Test
    void dot_files_links_and_odd_names_are_no_objects() throws Exception {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        store.put("a/b", new TextSource("x"));
        Files.writeString(root().resolve("a/.hidden"), "x");
        Files.writeString(root().resolve("a/ä"), "x");
        Files.createSymbolicLink(root().resolve("a/link"), outside);
        Files.createSymbolicLink(root().resolve("linked"), folder);

        assertThat(keys(store.list("", "", 100))).containsExactly("a/b");
        assertThat(store.head("a/link")).isEmpty();
        assertThatThrownBy(() -> store.head("linked/outside"))
                .isInstanceOf(EtlException.class)
                .hasMessageContaining("link");
        assertThat(store.list("linked/", "", 10)).isEmpty();
    }

    @Test
    void nothing_is_written_through_a_link() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createSymbolicLink(root().resolve("linked"), outside);
        Files.createSymbolicLink(root().resolve("file"), outside.resolve("made"));

        assertThatThrownBy(() -> store.put("linked/deep/a", new TextSource("x")))
                .hasMessageContaining("link");
        assertThatThrownBy(() -> store.putIfAbsent("linked/a", new TextSource("x")))
                .hasMessageContaining("link");
        assertThatThrownBy(() -> store.put("file", new TextSource("x"))).hasMessageContaining("link");
        try (Stream<Path> files = Files.list(outside)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void a_root_reached_through_a_link_is_fine() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root());
        try (LocalObjectStore linked = new LocalObjectStore(link, Durability.ALL)) {
            linked.put("a/b", new TextSource("x"));
        }

        assertThat(keys(store.list("", "", 10))).containsExactly("a/b");
    }

    @Test
    void an_object_and_a_folder_cannot_share_a_place() throws Exception {
        store.put("a/b", new TextSource("x"));

        assertThatThrownBy(() -> store.put("a", new TextSource("y")))
                .isInstanceOfSatisfying(
                        EtlException.class, e -> assertThat(e.code()).isEqualTo(StandardError.DEFECT));
        assertThatThrownBy(() -> store.putIfAbsent("a", new TextSource("y"))).isInstanceOf(EtlException.class);
        assertThatThrownBy(() -> store.putIfAbsent("a/b/c", new TextSource("y")))
                .isInstanceOf(EtlException.class);
        assertThat(keys(store.list("", "", 10))).containsExactly("a/b");
    }

    @Test
    void a_finished_file_is_adopted_by_rename() throws Exception {
        Path file = Files.writeString(folder.resolve("download"), "content");
        StoredObject adopted = store.adopt("ingest/x/file", file);

        assertThat(file).doesNotExist();
        assertThat(text(store.open(adopted, 0, -1))).isEqualTo("content");
        assertThat(store.head("ingest/x/file")).contains(adopted);
    }

    @Test
    void an_adopted_file_replaces_an_object_under_a_new_version() throws Exception {
        StoredObject old = store.put("a", new TextSource("content"));
        Path file = Files.writeString(folder.resolve("download"), "CONTENT");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));

        assertThat(store.adopt("a", file).version()).isNotEqualTo(old.version());
        assertThatThrownBy(() -> store.open(old, 0, -1)).isInstanceOf(IOException.class);
    }

    @Test
    void a_link_or_folder_is_not_adopted() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        assertThatThrownBy(() -> store.adopt("a", link)).isInstanceOf(EtlException.class);
        assertThatThrownBy(() -> store.adopt("a", folder)).isInstanceOf(EtlException.class);
        assertThat(file).exists();
    }

    @Test
    void what_a_dead_writer_left_is_removed_and_what_a_living_one_writes_is_not() throws Exception {
        Path writing = root().resolve(".store/writing");
        Path dead = Files.createDirectories(writing.resolve("writer-dead"));
        Files.writeString(dead.resolve("1"), "half");
        store.put("a", new TextSource("x"));
        assertThat(dead).doesNotExist();

        try (LocalObjectStore other = new LocalObjectStore(root(), Durability.ESSENTIAL)) {
            other.put("b", new TextSource("x"));
            store.put("c", new TextSource("x"));
            other.put("d", new TextSource("x"));
        }
        store.put("e", new TextSource("x"));
        assertThat(keys(store.list("", "", 10))).containsExactly("a", "b", "c", "d", "e");

        store.close();
        try (Stream<Path> left = Files.list(writing)) {
            assertThat(left.map(each -> each.getFileName().toString())).containsExactly("gate");
        }
    }

    @Test
    void reading_alone_writes_nothing() throws Exception {
        store.head("a");
        store.list("", "", 10);

        try (Stream<Path> files = Files.list(root())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void two_stores_over_one_folder_do_not_lose_updates() throws Exception {
        try (LocalObjectStore other = new LocalObjectStore(root(), Durability.ESSENTIAL)) {
            for (int round = 0; round < 30; round++) {
                String key = "race/" + round;
                StoredObject seen = store.put(key, new TextSource("0"));
                List<Callable<Boolean>> both = List.of(
                        () -> store.putIfVersion(key, new TextSource("1"), seen.version())
                                .isPresent(),
                        () -> other.putIfVersion(key, new TextSource("2"), seen.version())
                                .isPresent());

                assertThat(Together.run(both)).containsOnlyOnce(true);
            }
        }
    }

    @Test
    void objects_come_and_go_while_others_are_put_beside_them() throws Exception {
        List<Callable<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String key = "folder/deep/" + i;
            threads.add(() -> {
                for (int n = 0; n < 50; n++) {
                    store.put(key, new TextSource("x"));
                    store.list("folder/", "", 10);
                    store.delete(key);
                }
                return true;
            });
        }

        assertThat(Together.run(threads)).containsOnly(true);
        assertThat(root().resolve("folder")).doesNotExist();
    }

    @Test
    void raw_files_and_releases_are_synced_before_they_have_a_name_and_their_folder_after() throws Exception {
        for (String key : List.of("releases/a/latest.json", "ingest/f", "archive/f")) {
            Recorder recorder = new Recorder(root().resolve(key));
            try (LocalObjectStore recorded = new LocalObjectStore(root(), Durability.ESSENTIAL, recorder)) {
                recorded.putIfAbsent(key, new TextSource("x"));
            }
            assertThat(recorder.calls).contains("file while absent").endsWith("folder while present");
            assertThat(recorder.calls.indexOf("file while absent"))
                    .isLessThan(recorder.calls.indexOf("folder while present"));
        }
    }

    @Test
    void a_new_folder_is_synced_into_the_folder_above_it() throws Exception {
        Recorder recorder = new Recorder(root().resolve("releases/a/latest.json"));
        try (LocalObjectStore recorded = new LocalObjectStore(root(), Durability.ESSENTIAL, recorder)) {
            recorded.put("releases/a/latest.json", new TextSource("x"));
        }

        assertThat(recorder.folders)
                .containsExactly(
                        root().toRealPath(),
                        root().toRealPath().resolve("releases"),
                        root().toRealPath().resolve("releases/a"));
    }

    @Test
    void an_adopted_raw_file_is_synced_before_it_is_renamed() throws Exception {
        Recorder recorder = new Recorder(root().resolve("ingest/g"));
        try (LocalObjectStore recorded = new LocalObjectStore(root(), Durability.ESSENTIAL, recorder)) {
            recorded.adopt("ingest/g", Files.writeString(folder.resolve("g"), "x"));
        }

        assertThat(recorder.calls).containsExactly("file while absent", "folder while absent", "folder while present");
    }

    @Test
    void record_files_are_synced_only_when_all_is_asked_for() throws Exception {
        for (Durability durability : Durability.values()) {
            Recorder recorder = new Recorder(root().resolve("records/" + durability));
            try (LocalObjectStore recorded = new LocalObjectStore(root(), durability, recorder)) {
                recorded.put("records/" + durability, new TextSource("x"));
            }
            List<String> expected =
                    durability == Durability.ALL ? List.of("file while absent", "folder while present") : List.of();
            assertThat(recorder.calls).as(durability.name()).isEqualTo(expected);
        }
    }

    /** Writes down what is synced, and whether the object had its name at that time. */
    private static final class Recorder implements FileSync {
        private final Path object;
        final List<String> calls = new ArrayList<>();
        final List<Path> folders = new ArrayList<>();

        Recorder(Path object) {
            this.object = object;
        }

        @Override
        public void file(FileOutputStream out, Path file) {
            calls.add("file while " + presence());
        }

        @Override
        public void directory(Path directory) {
            calls.add("folder while " + presence());
            folders.add(directory);
        }

        private String presence() {
            return Files.exists(object) ? "present" : "absent";
        }
    }

    @Test
    void of_many_processes_one_creates_an_object() throws Exception {
        try (ChildJvm one = ChildJvm.start(CreatorMain.class, root().toString(), "one");
                ChildJvm two = ChildJvm.start(CreatorMain.class, root().toString(), "two")) {
            one.requireSuccess();
            two.requireSuccess();
        }

        List<StoredObject> created = store.list("race/", "", 1000);
        assertThat(created).hasSize(CreatorMain.OBJECTS);
        List<String> winners = new ArrayList<>();
        for (StoredObject each : created) {
            winners.add(text(store.open(each, 0, -1)));
        }
        List<String> claims = Files.readAllLines(root().resolve("one.won"));
        assertThat(winners.stream().filter("one"::equals).count()).isEqualTo(Long.parseLong(claims.get(0)));
        claims = Files.readAllLines(root().resolve("two.won"));
        assertThat(winners.stream().filter("two"::equals).count()).isEqualTo(Long.parseLong(claims.get(0)));
    }

    @Test
    void a_killed_process_leaves_whole_objects_and_its_leftovers_go() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (ChildJvm child = ChildJvm.start(RewriterMain.class, root().toString())) {
                child.readLine();
                child.kill();
            }
            StoredObject object = store.head("big").orElseThrow();
            String content = text(store.open(object, 0, -1));
            assertThat(content).hasSize(RewriterMain.BYTES);
            assertThat(content.chars().distinct().count()).isEqualTo(1);
        }
        try (LocalObjectStore next = new LocalObjectStore(root(), Durability.ESSENTIAL)) {
            next.put("a", new TextSource("x"));
            try (Stream<Path> writers = Files.list(root().resolve(".store/writing"))) {
                assertThat(writers.filter(Files::isDirectory)).hasSize(1);
            }
        }
    }

    @Test
    void locks_are_given_back() throws Exception {
        replaced("a");
        Path lock = root().resolve(".store/locks/" + Math.floorMod("a".hashCode(), 64));

        try (FileMutex.Hold hold = FileMutex.tryHold(lock).orElseThrow()) {
            assertThat(hold.held()).isTrue();
        }
    }

    private void replaced(String key) throws Exception {
        StoredObject first = store.put(key, new TextSource("x"));
        assertThat(store.putIfVersion(key, new TextSource("y"), first.version()))
                .isPresent();
    }

    /** It may stand still for as long as it wants, with whatever lock it has. */
    @Test
    @Timeout(10)
    void a_process_that_stands_still_keeps_nobody_from_writing_what_asks_for_no_version() throws Exception {
        replaced("a");
        Path lock = root().resolve(".store/locks/" + Math.floorMod("a".hashCode(), 64));
        try (FileMutex.Hold hold = FileMutex.tryHold(lock).orElseThrow()) {
            store.put("a", new TextSource("z"));
            assertThat(root().resolve("a")).hasContent("z");
            store.delete("a");
            assertThat(store.putIfAbsent("a", new TextSource("n"))).isPresent();
            store.adopt("a", Files.writeString(folder.resolve("finished"), "f"));
            assertThat(root().resolve("a")).hasContent("f");
            assertThat(hold.held()).isTrue();
        }
    }
}
