package dev.tributary.etl.core.internal.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an option is that was not written and has no default: an Optional, List, Set or Map is empty. */
record EmptyValue(Object value, String shown) {
    static Optional<EmptyValue> of(Class<?> type) {
        if (type == Optional.class) {
            return Optional.of(new EmptyValue(Optional.empty(), "(none)"));
        }
        if (type == List.class) {
            return Optional.of(new EmptyValue(List.of(), "[]"));
        }
        if (type == Set.class) {
            return Optional.of(new EmptyValue(Set.of(), "[]"));
        }
        return type == Map.class ? Optional.of(new EmptyValue(Map.of(), "{}")) : Optional.empty();
    }
}
