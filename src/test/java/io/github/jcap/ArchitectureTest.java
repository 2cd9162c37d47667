package io.github.jcap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Who may use whom: the packages' descriptions, as tests. */
class ArchitectureTest {
  private static final String JCAP = "io.github.jcap";

  private static final JavaClasses MAIN = classesBeside(Main.class);
  private static final JavaClasses TESTS = classesBeside(ArchitectureTest.class);

  /** All that was compiled into the same directory: the program, or its tests. */
  private static JavaClasses classesBeside(Class<?> type) {
    return new ClassFileImporter()
        .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
  }

  /** A package of jcap uses these packages, and of jcap no other. */
  private static void mayUse(String name, String... allowed) {
    List<String> packages = new ArrayList<>(List.of("java.."));
    packages.add("org.jspecify..");
    packages.add(inJcap(name));
    packages.addAll(List.of(allowed));
    classes()
        .that()
        .resideInAPackage(inJcap(name))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  private static String inJcap(String name) {
    return JCAP + "." + name + "..";
  }

  @Test
  void outcomeUsesNothingOfJcapAndDoesNoInputOrOutput() {
    mayUse("outcome");
    noClasses()
        .that()
        .resideInAPackage(inJcap("outcome"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..")
        .check(MAIN);
  }

  @Test
  void capIsPure() {
    mayUse("cap", inJcap("outcome"));
    noClasses()
        .that()
        .resideInAPackage(inJcap("cap"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.nio.file..", "java.time..", "java.net..")
        .check(MAIN);
  }

  @Test
  void kernelUsesCapAndOutcome() {
    mayUse("kernel", inJcap("cap"), inJcap("outcome"), "jnr..", "com.kenai..");
  }

  @Test
  void procUsesCapOutcomeAndTheKernelsPort() {
    mayUse("proc", inJcap("cap"), inJcap("outcome"), inJcap("kernel"));
  }

  @Test
  void socketUsesProcAndTheKernelsPort() {
    mayUse("socket", inJcap("proc"), inJcap("kernel"), inJcap("outcome"));
  }

  @Test
  void judgeLooksAtProcessesAndFilesAndKnowsNoCommand() {
    mayUse("judge", inJcap("cap"), inJcap("proc"), inJcap("kernel"), inJcap("outcome"));
  }

  @Test
  void scanKnowsNothingOfCapabilities() {
    mayUse("scan", inJcap("outcome"), inJcap("kernel"));
  }

  @Test
  void renderKnowsNothingOfCapabilities() {
    mayUse("render", inJcap("outcome"), "com.fasterxml.jackson.core..");
  }

  @Test
  void textKnowsNothingButWords() {
    mayUse("text", inJcap("outcome"));
  }

  @Test
  void documentReadsAnInventoryAndKnowsNotHowOneIsMade() {
    mayUse(
        "document",
        inJcap("kernel"),
        inJcap("cap"),
        inJcap("outcome"),
        "com.fasterxml.jackson.core..");
  }

  @Test
  void policyJudgesRecordsWhereverTheyComeFrom() {
    mayUse(
        "policy",
        inJcap("document"),
        inJcap("cap"),
        inJcap("text"),
        inJcap("outcome"),
        "com.fasterxml.jackson.core..",
        "org.snakeyaml.engine..");
  }

  @Test
  void onlyKernelKnowsTheNativeLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inJcap("kernel"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr..", "com.kenai..")
        .check(MAIN);
  }

  @Test
  void oneClassAloneKnowsThePicocliLibrary() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(JCAP + ".Picocli")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(MAIN);
  }

  @Test
  void commandsDescribeThemselvesAsDataNotByAnnotations() {
    noClasses()
        .should()
        .beAnnotatedWith("picocli.CommandLine$Command")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("picocli.CommandLine$Option")
        .check(MAIN);
  }

  @Test
  void nobodyUsesTheRootPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(JCAP)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(JCAP)
        .check(MAIN);
  }

  @Test
  void aCommandKnowsNoOtherCommandAndWhatTheyShareKnowsNone() {
    String shared = JCAP + ".command";
    // An inventory is made of what these three collect.
    List<String> collectors = List.of(shared + ".pscap", shared + ".netcap", shared + ".filecap");
    for (JavaClass origin : MAIN) {
      if (!origin.getPackageName().startsWith(shared)) {
        continue;
      }
      origin
          .getDirectDependenciesFromSelf()
          .forEach(
              dependency -> {
                String target = dependency.getTargetClass().getPackageName();
                boolean collected =
                    origin.getPackageName().equals(shared + ".inventory")
                        && collectors.contains(target);
                assertThat(
                        target.startsWith(shared + ".")
                            && !target.equals(origin.getPackageName())
                            && !collected)
                    .as(dependency.getDescription())
                    .isFalse();
              });
    }
  }

  @Test
  void onlyMainAndTheSessionKnowTheStandardStreams() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(JCAP + ".Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackages(JCAP, inJcap("command"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(PrintStream.class)
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    Stream<String> packages = MAIN.stream().map(JavaClass::getPackageName).distinct();
    assertThat(packages)
        .allSatisfy(
            name ->
                assertThat(Class.forName(name + ".package-info").getAnnotation(NullMarked.class))
                    .as(name)
                    .isNotNull());
  }

  /** Surefire runs classes of these names alone; a test in any other is silently not run. */
  @Test
  void everyClassWithTestsIsNamedSo() {
    assertThat(
            TESTS.stream()
                .filter(ArchitectureTest::hasTests)
                .map(JavaClass::getSimpleName)
                .toList())
        .hasSizeGreaterThan(5)
        .allMatch(name -> name.endsWith("Test") || name.endsWith("IT"));
  }

  private static boolean hasTests(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(
            method ->
                method.isAnnotatedWith(Test.class)
                    || method.isAnnotatedWith(ParameterizedTest.class)
                    || method.isMetaAnnotatedWith(ParameterizedTest.class));
  }

  @Test
  void noFileIsLongerThan400Lines() throws IOException {
    Path project = Path.of(System.getProperty("jcap.project", ""));
    for (String directory : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(project.resolve(directory))) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .isNotEmpty()
            .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(400));
      }
    }
  }
}
