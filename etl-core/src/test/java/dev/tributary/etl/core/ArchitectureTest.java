package dev.tributary.etl.core;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.tributary.etl.core.internal.engine.JobRun;
import dev.tributary.etl.core.internal.file.FileMutex;
import dev.tributary.etl.core.internal.store.LocalObjectStore;
import dev.tributary.etl.spi.plugin.PluginFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may use whom in the SPI and the core, and what library code never does. A rule that finds no class fails. */
class ArchitectureTest {
    private static final String SPI = "dev.tributary.etl.spi..";
    private static final String ENGINE = "dev.tributary.etl.core.internal.engine..";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tributary.etl");

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(false).check(MAIN);
    }

    @Test
    void bothModulesAreLookedAt() {
        assertThat(MAIN.contain(PluginFactory.class)).isTrue();
        assertThat(MAIN.contain(JobRun.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void theSpiOwesNothingToLibraries() {
        holds(classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(SPI, "java..", "org.jspecify.annotations.."));
    }

    @Test
    void theSpiNeedsOnlyTheBaseModule() {
        holds(noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net.http..", "java.util.logging..", "javax.."));
    }

    @Test
    void theCoresPackagesHaveNoCycles() {
        holds(slices().matching("dev.tributary.etl.core.internal.(**)").should().beFreeOfCycles());
        holds(slices().matching("dev.tributary.etl.core.(*)..").should().beFreeOfCycles());
        holds(slices().matching("dev.tributary.etl.spi.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheFacadeStandsAboveTheEngine() {
        holds(classes()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(ENGINE, "dev.tributary.etl.core"));
    }

    @Test
    void nobodyBelowKnowsTheFacade() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("dev.tributary.etl.core.internal..", "dev.tributary.etl.core.dataset..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.tributary.etl.core"));
    }

    @Test
    void theFacadeGivesNothingInternalAway() {
        DescribedPredicate<List<JavaClass>> open = DescribedPredicate.describe("open", types -> types.stream()
                .noneMatch(t -> t.getPackageName().contains(".internal")));
        holds(methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAPackage("dev.tributary.etl.core")
                        .and(are("public", c -> c.getModifiers().contains(JavaModifier.PUBLIC))))
                .should()
                .haveRawReturnType(are("open", t -> !t.getPackageName().contains(".internal")))
                .andShould()
                .haveRawParameterTypes(open));
    }

    @Test
    void librariesPrintNothing() {
        holds(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .callMethod(System.class, "exit", int.class));
    }

    /** Whoever waits for another thread waits for what that does. Of a lock between processes nobody tells. */
    @Test
    void onlyTheHeartbeatAndWhoWaitsForAnotherProcessSleep() {
        holds(noClasses()
                .that(are(
                        "not the crew of threads, nor the lock of a file",
                        c -> !c.getName().startsWith(ENGINE.replace("..", ".run.Crew"))
                                && !c.isEquivalentTo(FileMutex.class)))
                .should()
                .callMethodWhere(target(name("sleep"))));
    }

    @Test
    void onlyTheBuilderChoosesAClock() {
        holds(noClasses()
                .that(are("not the builder", c -> !c.isEquivalentTo(EtlBuilder.class)))
                .should()
                .callMethodWhere(on(Clock.class, "system.*")));
        holds(noClasses()
                .that(are("not the local store", c -> !c.isEquivalentTo(LocalObjectStore.class)))
                .should()
                .callMethodWhere(on(Instant.class, "now")
                        .or(target(owner(resideInAPackage("java.time"))).and(target(name("now"))))
                        .or(on(System.class, "currentTimeMillis"))));
    }

    /** Text put into a statement by {@code define} is not a parameter: it could be SQL. */
    @Test
    void statementsTakeParametersOnly() {
        holds(noClasses()
                .should()
                .callMethodWhere(target(owner(are("a statement", c -> c.isAssignableTo(SqlStatement.class))))
                        .and(target(DescribedPredicate.describe(
                                "define", t -> t.getName().startsWith("define"))))));
    }

    @Test
    void noOutputHangsOnChance() {
        holds(noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, java.util.UUID.class));
    }

    @Test
    void everyPackageIsNullMarked() {
        var marked = new TreeSet<String>();
        var all = new TreeSet<String>();
        for (var c : MAIN) {
            all.add(c.getPackageName());
            if (c.getPackage().isAnnotatedWith(NullMarked.class)) {
                marked.add(c.getPackageName());
            }
        }
        assertThat(all).hasSizeGreaterThan(30).isEqualTo(marked);
    }

    private static DescribedPredicate<JavaClass> are(String what, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe("are " + what, test);
    }

    private static DescribedPredicate<JavaCall<?>> on(Class<?> owner, String methodPattern) {
        return DescribedPredicate.describe(
                "on " + owner.getSimpleName() + "." + methodPattern,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().matches(methodPattern));
    }
}
