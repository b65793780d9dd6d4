package dev.tributary.etl.core.internal.options;

import java.util.List;
import java.util.Map;

/** What an option takes, as binding, lists, pages and the editor schema see it. Immutable. */
public sealed interface OptionType {
    /** What it is called, for people: {@code list of text}. */
    String label();

    /** One scalar. */
    record Scalar(ScalarType<?> type) implements OptionType {
        @Override
        public String label() {
            return type.label();
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements OptionType {
        @Override
        public String label() {
            return "one of " + String.join(", ", words);
        }
    }

    /** Several values in their order; a single value stands for a list of one. */
    record ListOf(OptionType item) implements OptionType {
        @Override
        public String label() {
            return "list of " + item.label();
        }
    }

    /** Several values, each once; a single value stands for a set of one. */
    record SetOf(OptionType item) implements OptionType {
        @Override
        public String label() {
            return "set of " + item.label();
        }
    }

    /** Values by name. */
    record MapOf(OptionType value) implements OptionType {
        @Override
        public String label() {
            return "mapping of names to " + value.label();
        }
    }

    /** The options of a record, which may hold itself. */
    record Nested(Class<?> record) implements OptionType {
        @Override
        public String label() {
            return "mapping";
        }
    }

    /** One of some records, by the name that {@code kind} takes. */
    record Variants(Class<?> type, Map<String, Class<?>> records) implements OptionType {
        @Override
        public String label() {
            return "one of " + String.join(", ", records.keySet());
        }
    }

    /** A plugin. */
    record Component(Class<?> kind) implements OptionType {
        @Override
        public String label() {
            return "plugin (" + OptionNames.snakeCase(kind.getSimpleName()) + ")";
        }
    }

    /** Any value that YAML can write, except null. */
    record Open() implements OptionType {
        @Override
        public String label() {
            return "any value";
        }
    }
}
