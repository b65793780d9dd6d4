package dev.tributary.etl.core.internal.engine;

import java.nio.file.Path;
import java.util.Map;

/**
 * What stages may know of the engine around them, whether or not its home is open.
 *
 * @param folder the home folder; it need not exist
 * @param services what the host registered by type
 */
public record Host(Path folder, Formats formats, Map<Class<?>, Object> services) {}
