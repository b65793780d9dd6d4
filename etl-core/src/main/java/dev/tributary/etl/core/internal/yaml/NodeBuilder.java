package dev.tributary.etl.core.internal.yaml;

import dev.tributary.etl.core.config.Place;
import dev.tributary.etl.spi.error.Problem;
import dev.tributary.etl.spi.error.StandardError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Builds nodes of parser events and keeps the limits: depth, aliases, and nodes after the aliases are followed. One document each. */
final class NodeBuilder {
    static final int MAX_ALIASES = 50;
    static final int MAX_DEPTH = 50;
    static final int MAX_NODES = 100_000;

    /** A finished anchor and how many nodes it stands for; no node while it is still open. */
    private record Anchor(@Nullable YamlNode node, int nodes) {}

    private final String file;
    private final Optional<Place> fixed;
    private final ProblemCollector problems;
    private final Map<String, Anchor> anchors = new HashMap<>();
    private Place last;
    private int aliases;
    private int depth;
    private int nodes;

    NodeBuilder(String file, ProblemCollector problems) {
        this.file = file;
        this.fixed = Optional.empty();
        this.problems = problems;
        this.last = Place.startOf(file);
    }

    /** A builder whose nodes all stand at one place. */
    NodeBuilder(Place place, ProblemCollector problems) {
        this.file = place.file();
        this.fixed = Optional.of(place);
        this.problems = problems;
        this.last = place;
    }

    YamlNode document(Iterator<Event> events) {
        next(events);
        Event first = next(events);
        if (!(first instanceof DocumentStartEvent)) {
            return YamlScalar.plain(last, "");
        }
        YamlNode root = node(next(events), events);
        next(events);
        if (next(events) instanceof DocumentStartEvent) {
            throw YamlText.refused(last, "a second document begins here", "write one document to a file");
        }
        return root;
    }

    String file() {
        return file;
    }

    Place lastPlace() {
        return last;
    }

    Place place(Mark mark) {
        return fixed.orElseGet(() -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1));
    }

    private Event next(Iterator<Event> events) {
        Event event = events.next();
        last = place(event.getStartMark());
        return event;
    }

    private YamlNode node(Event event, Iterator<Event> events) {
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        String anchor = event instanceof NodeEvent named ? named.getAnchor() : null;
        int before = nodes;
        if (anchor != null) {
            anchors.put(anchor, new Anchor(null, 0));
        }
        count(1);
        YamlNode node =
                event instanceof ScalarEvent scalar ? scalar(scalar) : collection((CollectionStartEvent) event, events);
        if (anchor != null) {
            anchors.put(anchor, new Anchor(node, nodes - before));
        }
        return node;
    }

    private YamlNode alias(AliasEvent event) {
        String name = event.getAnchor();
        if (++aliases > MAX_ALIASES) {
            throw YamlText.refused(last, "it has more than " + MAX_ALIASES + " aliases", "write some values out");
        }
        Anchor anchor = anchors.get(name);
        if (anchor == null) {
            throw YamlText.refused(
                    last, "no anchor &" + name + " stands before this alias", "define it under an x-* key");
        }
        if (anchor.node() == null) {
            throw YamlText.refused(last, "the anchor &" + name + " contains itself", "remove this alias");
        }
        count(anchor.nodes());
        return anchor.node();
    }

    private void count(int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            String why = "it has more than " + MAX_NODES + " values, aliases followed";
            throw YamlText.refused(last, why, "keep data out of the dataset file");
        }
    }

    private YamlScalar scalar(ScalarEvent event) {
        refuseTag(event.getTag());
        String text = event.getValue();
        if (!isStorable(text)) {
            error(last, "", "the value holds a NUL or half a surrogate pair; remove the escape");
        }
        return new YamlScalar(last, text, event.isPlain());
    }

    /** No file name, database text or UTF-8 can hold these, and only escapes can make them. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
    }

    private YamlNode collection(CollectionStartEvent event, Iterator<Event> events) {
        refuseTag(event.getTag());
        if (++depth > MAX_DEPTH) {
            throw YamlText.refused(last, "it is nested deeper than " + MAX_DEPTH, "flatten it");
        }
        Place place = last;
        YamlNode node = event.is(Event.ID.SequenceStart) ? sequence(place, events) : mapping(place, events);
        depth--;
        return node;
    }

    private YamlSequence sequence(Place place, Iterator<Event> events) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = next(events); !event.is(Event.ID.SequenceEnd); event = next(events)) {
            items.add(node(event, events));
        }
        return new YamlSequence(place, items);
    }

    private YamlMapping mapping(Place place, Iterator<Event> events) {
        MappingAssembly assembly = new MappingAssembly(place, problems);
        for (Event event = next(events); !event.is(Event.ID.MappingEnd); event = next(events)) {
            Place keyPlace = last;
            YamlNode key = node(event, events);
            YamlNode value = node(next(events), events);
            assembly.add(key, keyPlace, value);
        }
        return assembly.mapping();
    }

    private void refuseTag(@Nullable String tag) {
        if (tag != null && !tag.equals("!")) {
            error(last, "", "it has the tag " + Excerpt.of(tag) + "; the option decides the type, so remove the tag");
        }
    }

    private void error(Place place, String path, String why) {
        String message = "Cannot read the value: " + why;
        problems.error(place, path, Problem.of(StandardError.CONFIG_UNREADABLE, message));
    }
}
