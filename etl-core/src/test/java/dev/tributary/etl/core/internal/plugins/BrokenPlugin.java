package dev.tributary.etl.core.internal.plugins;

/** A plugin whose constructor fails. */
public final class BrokenPlugin extends JarPlugin {
    public BrokenPlugin() {
        throw new IllegalStateException("broken on purpose");
    }
}
