package dev.tributary.etl.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrows between modules go only downwards, whatever modules there are: main code of every {@code etl-*} folder and of the examples. */
class ModulesTest {
    private static final String INTERNAL = ".internal";
    /**
     * The test kit runs a plugin's options and parser through the engine's own binder, framing and stages, so that it proves what the engine will do; it ships with the
     * core of its own version. It may use these and no others.
     */
    private static final Set<String> OPEN_TO_TESTKIT = Set.of(
            "dev.tributary.etl.core.internal.canonical",
            "dev.tributary.etl.core.internal.frame",
            "dev.tributary.etl.core.internal.ledger",
            "dev.tributary.etl.core.internal.load",
            "dev.tributary.etl.core.internal.options",
            "dev.tributary.etl.core.internal.plugins",
            "dev.tributary.etl.core.internal.stage",
            "dev.tributary.etl.core.internal.yaml");

    private static final Map<String, JavaClasses> MODULES = new TreeMap<>();
    private static final Map<String, String> MODULE_OF = new HashMap<>();

    @BeforeAll
    static void importModules() throws IOException {
        var root = Path.of(System.getProperty("etl.root"));
        for (var parent : Set.of(root, root.resolve("examples"))) {
            try (var folders = Files.list(parent)) {
                folders.filter(ModulesTest::isModule).sorted().forEach(ModulesTest::importModule);
            }
        }
        MODULES.forEach((module, classes) -> classes.forEach(c -> MODULE_OF.put(c.getName(), module)));
    }

    /** Benchmarks are no part of the product and measure the engine's insides on purpose. */
    private static boolean isModule(Path folder) {
        var name = String.valueOf(folder.getFileName());
        return !name.equals("benchmarks")
                && !name.equals("etl-coverage")
                && Files.isDirectory(folder.resolve("target/classes/dev"));
    }

    private static void importModule(Path folder) {
        MODULES.put(
                String.valueOf(folder.getFileName()),
                new ClassFileImporter().importPath(folder.resolve("target/classes")));
    }

    /** Classes of Tributary that a class uses, with their modules. */
    private static Set<JavaClass> uses(JavaClass c) {
        var used = new java.util.HashSet<JavaClass>();
        for (var dependency : c.getDirectDependenciesFromSelf()) {
            var target = dependency.getTargetClass().getBaseComponentType();
            if (MODULE_OF.containsKey(target.getName())) {
                used.add(target);
            }
        }
        return used;
    }

    private static Map<String, Set<String>> arrows() {
        var arrows = new TreeMap<String, Set<String>>();
        MODULES.forEach((module, classes) -> {
            var to = arrows.computeIfAbsent(module, m -> new TreeSet<>());
            classes.forEach(c -> uses(c).forEach(t -> to.add(MODULE_OF.getOrDefault(t.getName(), ""))));
            to.remove(module);
        });
        return arrows;
    }

    @Test
    void theModulesAreThere() {
        assertThat(MODULES.keySet()).contains("etl-spi", "etl-core", "etl-plugins-uniprot", "embedded");
        assertThat(arrows().get("etl-core")).as("the arrows are seen").isEqualTo(Set.of("etl-spi"));
    }

    @Test
    void theSpiUsesNoOtherModule() {
        assertThat(arrows().get("etl-spi")).isEmpty();
    }

    @Test
    void pluginsUseOnlyTheSpi() {
        var plugins = new TreeMap<>(arrows());
        plugins.keySet().removeIf(m -> !m.startsWith("etl-plugins-") && !m.equals("custom-plugin"));
        assertThat(plugins).hasSizeGreaterThan(1).allSatisfy((module, to) -> assertThat(to)
                .isEqualTo(Set.of("etl-spi")));
    }

    @Test
    void nobodyUsesInternalPackagesOfAnotherModule() {
        var wrong = new TreeSet<String>();
        int seen = 0;
        for (var classes : MODULES.values()) {
            for (var c : classes) {
                for (var t : uses(c)) {
                    seen++;
                    if (t.getPackageName().contains(INTERNAL) && !mayUse(c, t)) {
                        wrong.add(c.getName() + " uses " + t.getName());
                    }
                }
            }
        }
        assertThat(seen).isGreaterThan(1_000);
        assertThat(wrong).isEmpty();
    }

    private static boolean mayUse(JavaClass c, JavaClass internal) {
        var module = MODULE_OF.getOrDefault(c.getName(), "");
        return module.equals(MODULE_OF.get(internal.getName()))
                || (module.equals("etl-testkit") && OPEN_TO_TESTKIT.contains(internal.getPackageName()));
    }

    /** A second way to an engine would forget {@code --plugins}, and the plugins in the home. */
    @Test
    void commandsOpenEnginesInOnePlace() {
        var opening = new TreeSet<String>();
        for (var c : Objects.requireNonNull(MODULES.get("etl-cli"))) {
            c.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().getName().equals("dev.tributary.etl.core.Etl"))
                    .filter(call -> Set.of("builder", "embedded").contains(call.getName()))
                    .forEach(call -> opening.add(c.getSimpleName()));
        }
        assertThat(opening).containsExactly("HomeOption");
    }

    @Test
    void noPackageLivesInTwoModulesAndAllAreNullMarked() {
        var homes = new TreeMap<String, Set<String>>();
        var unmarked = new TreeSet<String>();
        MODULES.forEach((module, classes) -> classes.forEach(c -> {
            homes.computeIfAbsent(c.getPackageName(), p -> new TreeSet<>()).add(module);
            if (!c.getPackage().isAnnotatedWith(NullMarked.class)) {
                unmarked.add(c.getPackageName());
            }
        }));
        assertThat(homes)
                .hasSizeGreaterThan(30)
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
        assertThat(unmarked).isEmpty();
    }
}
