package dev.tributary.etl.core.dataset;

import java.util.Optional;

/** Settings that are checked for their form only. Values are Strings, Longs, Doubles, BigDecimals, Booleans, Lists and Maps. */
public record LaterSettings(Optional<Object> quality) {}
