package dev.tributary.etl.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.etl.spi.io.ByteSource;
import dev.tributary.etl.spi.io.ObjectStore;
import dev.tributary.etl.spi.io.StoredObject;
import dev.tributary.etl.testkit.memory.TextSource;
import dev.tributary.etl.testkit.process.Together;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store does. */
public abstract class ObjectStoreContract {
    /** The store under test, empty, the same one during a test. */
    protected abstract ObjectStore store();

    @Test
    void a_put_object_is_read_back_whole_and_in_parts() throws Exception {
        StoredObject put = store().put("a/b.txt", new TextSource("0123456789"));

        assertThat(put.size()).isEqualTo(10);
        assertThat(store().head("a/b.txt")).contains(put);
        assertThat(text(store().open(put, 0, -1))).isEqualTo("0123456789");
        assertThat(text(store().open(put, 3, 4))).isEqualTo("3456");
        assertThat(text(store().open(put, 7, -1))).isEqualTo("789");
        assertThat(text(store().open(put, 10, -1))).isEmpty();
        assertThat(text(store().open(put, 10, 0))).isEmpty();
    }

    @Test
    void bytes_behind_the_end_are_refused() throws Exception {
        StoredObject put = store().put("a", new TextSource("0123456789"));

        assertThatThrownBy(() -> store().open(put, 5, 6)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> store().open(put, 11, -1)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void an_empty_object_is_an_object() throws Exception {
        StoredObject put = store().put("empty", new TextSource(""));

        assertThat(store().head("empty")).contains(put);
        assertThat(text(store().open(put, 0, -1))).isEmpty();
    }

    @Test
    void what_was_never_put_is_absent_and_so_is_what_lies_below_an_object() throws Exception {
        store().put("a", new TextSource("x"));

        assertThat(store().head("nothing")).isEmpty();
        assertThat(store().head("no/where")).isEmpty();
        assertThat(store().head("a/b")).isEmpty();
    }

    @Test
    void a_replaced_object_cannot_be_opened_by_its_old_version() throws Exception {
        StoredObject old = store().put("a", new TextSource("old"));
        StoredObject now = store().put("a", new TextSource("new"));

        assertThat(now.version()).isNotEqualTo(old.version());
        assertThatThrownBy(() -> store().open(old, 0, -1)).isInstanceOf(IOException.class);
        assertThat(text(store().open(now, 0, -1))).isEqualTo("new");
    }

    @Test
    void versions_never_come_back_however_fast_an_object_is_replaced() throws Exception {
        TreeSet<String> versions = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            versions.add(
                    store().put("a", new TextSource(Integer.toString(i % 2))).version());
        }

        assertThat(versions).hasSize(200);
    }

    @Test
    void put_if_absent_writes_once() throws Exception {
        Optional<StoredObject> first = store().putIfAbsent("a/b", new TextSource("first"));
        Optional<StoredObject> second = store().putIfAbsent("a/b", new TextSource("second"));

        assertThat(first).isPresent();
        assertThat(second).isEmpty();
        assertThat(store().head("a/b")).isEqualTo(first);
        assertThat(text(store().open(first.orElseThrow(), 0, -1))).isEqualTo("first");
    }

    @Test
    void put_if_version_writes_only_over_that_version() throws Exception {
        StoredObject first = store().put("a", new TextSource("1"));
        Optional<StoredObject> second = store().putIfVersion("a", new TextSource("2"), first.version());
        Optional<StoredObject> third = store().putIfVersion("a", new TextSource("3"), first.version());

        assertThat(second).isPresent();
        assertThat(third).isEmpty();
        assertThat(store().putIfVersion("absent", new TextSource("x"), first.version()))
                .isEmpty();
        assertThat(store().head("absent")).isEmpty();
        assertThat(text(store().open(second.orElseThrow(), 0, -1))).isEqualTo("2");
    }

    @Test
    void of_many_threads_one_creates_an_object() throws Exception {
        for (int round = 0; round < 20; round++) {
            String key = "race/" + round;
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String text = "writer " + i;
                writers.add(() -> store().putIfAbsent(key, new TextSource(text)).isPresent());
            }
            assertThat(Together.run(writers)).containsOnlyOnce(true);
        }
    }

    @Test
    void no_counted_update_is_lost_among_threads() throws Exception {
        store().put("counter", new TextSource("0"));
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            writers.add(this::addTen);
        }
        Together.run(writers);

        assertThat(text(store().open(store().head("counter").orElseThrow(), 0, -1)))
                .isEqualTo("80");
    }

    private boolean addTen() throws Exception {
        int done = 0;
        while (done < 10) {
            StoredObject now = store().head("counter").orElseThrow();
            Optional<String> text = textIfUnchanged(now);
            if (text.isPresent()) {
                String next = Integer.toString(Integer.parseInt(text.get()) + 1);
                done += store().putIfVersion("counter", new TextSource(next), now.version())
                                .isPresent()
                        ? 1
                        : 0;
            }
        }
        return true;
    }

    /** Empty when another thread replaced it meanwhile. */
    private Optional<String> textIfUnchanged(StoredObject object) throws InterruptedException {
        try {
            return Optional.of(text(store().open(object, 0, -1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void a_listing_is_in_byte_order_of_whole_keys() throws Exception {
        List<String> keys = List.of("a-b", "a.txt", "a/b", "a/b-c/d", "a/b0", "a0", "B", "z/1/2/3");
        for (String key : keys) {
            store().put(key, new TextSource(key));
        }

        assertThat(keys(store().list("", "", 100))).containsExactlyElementsOf(new TreeSet<>(keys));
        assertThat(keys(store().list("a/b", "", 100))).containsExactly("a/b", "a/b-c/d", "a/b0");
        assertThat(keys(store().list("a/", "a/b", 100))).containsExactly("a/b-c/d", "a/b0");
        assertThat(keys(store().list("", "a.txt", 2))).containsExactly("a/b", "a/b-c/d");
        assertThat(keys(store().list("nothing/", "", 100))).isEmpty();
        assertThat(keys(store().list("a/b/", "", 100))).isEmpty();
    }

    @Test
    void a_listing_shows_what_head_shows() throws Exception {
        StoredObject put = store().put("a/b", new TextSource("12345"));

        assertThat(store().list("a/", "", 10)).containsExactly(put);
    }

    @Test
    void pages_of_any_size_make_up_the_same_listing() throws Exception {
        Random random = new Random(7);
        TreeSet<String> keys = new TreeSet<>();
        while (keys.size() < 60) {
            keys.add("k" + random.nextInt(6) + "/" + "ab-.0".charAt(random.nextInt(3)) + random.nextInt(9) + "/"
                    + random.nextInt(4));
        }
        for (String key : keys) {
            store().put(key, new TextSource(key));
        }
        for (int limit : new int[] {1, 2, 3, 7, 59, 60, 61}) {
            assertThat(pages(limit)).as("limit %d", limit).containsExactlyElementsOf(keys);
        }
    }

    private List<String> pages(int limit) throws Exception {
        List<String> all = new ArrayList<>();
        List<StoredObject> page = store().list("k", "", limit);
        while (!page.isEmpty()) {
            all.addAll(keys(page));
            page = store().list("k", all.get(all.size() - 1), limit);
        }
        return all;
    }

    @Test
    void a_deleted_object_is_gone_and_deleting_again_is_no_error() throws Exception {
        store().put("a/b/c", new TextSource("x"));
        store().delete("a/b/c");
        store().delete("a/b/c");

        assertThat(store().head("a/b/c")).isEmpty();
        assertThat(store().list("", "", 10)).isEmpty();
        assertThat(store().putIfAbsent("a/b", new TextSource("y"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".a", "a/.b", "ä", "a\0b", "a\nb"
            })
    void a_key_that_is_none_is_refused(String key) throws Exception {
        assertThatThrownBy(() -> store().put(key, new TextSource("x"))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> store().head(key)).isInstanceOf(RuntimeException.class);
        assertThat(store().list("", "", 10)).isEmpty();
    }

    @Test
    void a_source_that_ends_early_or_fails_leaves_nothing() throws Exception {
        ByteSource shorter = new Liar(20, "short");
        assertThatThrownBy(() -> store().put("a", shorter)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store().putIfAbsent("a", shorter)).isInstanceOf(IOException.class);

        assertThat(store().head("a")).isEmpty();
        assertThat(store().list("", "", 10)).isEmpty();
    }

    /** A source that is not as long as it says. */
    private record Liar(long size, String text) implements ByteSource {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public InputStream open() {
            return new TextSource(text).open();
        }
    }

    /** The keys of a page. */
    protected static List<String> keys(List<StoredObject> page) {
        return page.stream().map(StoredObject::key).toList();
    }

    /** All of a stream as text; closes it. */
    protected static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
