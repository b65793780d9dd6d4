package dev.tributary.etl.core.internal.engine.home;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What stages may know of the engine around them, whether or not its home is open.
 *
 * @param folder the home folder; it need not exist
 * @param services what the host registered by type
 * @param clock what gives a job its instant; stages see that instant, and never this clock
 */
public record Host(Path folder, Formats formats, Map<Class<?>, Object> services, Clock clock) {}
