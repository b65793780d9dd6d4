package dev.tributary.etl.core.internal.plugins;

import java.io.IOException;
import java.nio.file.Path;

/** Sources of a plugin that uses a library, which finds a part of itself as many do: through the context class loader. */
public final class LibraryPlugin {
    private LibraryPlugin() {}

    /** The library in one of its versions: its facade asks ServiceLoader for its engine. */
    public static CompiledJar library(String version) {
        return new CompiledJar()
                .with("org.library.Library", """
                        package org.library;
                        public interface Library {
                            String version();
                            static String find() {
                                return java.util.ServiceLoader.load(Library.class).findFirst()
                                        .map(Library::version).orElse("no engine");
                            }
                        }
                        """)
                .with("org.library.Engine", """
                        package org.library;
                        public final class Engine implements Library {
                            @Override public String version() { return "VERSION"; }
                        }
                        """.replace("VERSION", version))
                .resource("META-INF/services/org.library.Library", "org.library.Engine\n");
    }

    /** A normalizer that writes the library's version into each record, as the library was found while it was made and while it runs. */
    public static CompiledJar normalizer(String name, String apiLevel) {
        return new CompiledJar()
                .with("org.plugin.Factory", """
                        package org.plugin;
                        import dev.tributary.etl.spi.plugin.*;
                        import dev.tributary.etl.spi.stage.Normalizer;
                        public final class Factory implements PluginFactory<Normalizer, PluginFactory.NoOptions> {
                            @Override public Class<Normalizer> kind() { return Normalizer.class; }
                            @Override public String name() { return "NAME"; }
                            @Override public int apiLevel() { return LEVEL; }
                            @Override public int revision() { return 1; }
                            @Override public Class<NoOptions> optionsType() { return NoOptions.class; }
                            @Override public Normalizer create(NoOptions options, PluginContext context) {
                                String made = org.library.Library.find();
                                return (record, out) -> out.emit(
                                        record.with("library", made + " " + org.library.Library.find()));
                            }
                        }
                        """.replace("NAME", name).replace("LEVEL", apiLevel))
                .resource(CompiledJar.SERVICES, "org.plugin.Factory\n");
    }

    /** A folder of two JARs that are one plugin. */
    public static void write(Path folder, String name, String version) throws IOException {
        var library = library(version).write(folder.resolve("library-" + version + ".jar"));
        normalizer(name, "API_LEVEL").library(library).write(folder.resolve("plugin.jar"));
    }
}
