package dev.tributary.etl.core.internal.plugins;

/** A plugin that needs a library which is not there. */
public final class UnlinkedPlugin extends JarPlugin {
    @Override
    public String name() {
        throw new NoClassDefFoundError("some.missing.Library");
    }
}
