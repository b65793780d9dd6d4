package dev.tributary.etl.core;

import java.util.List;

/**
 * The tables of one of a dataset's loaders.
 *
 * @param loader the plugin's name
 * @param commands what makes them, in order
 */
public record LoaderTables(String loader, List<String> commands) {
    public LoaderTables {
        commands = List.copyOf(commands);
    }
}
