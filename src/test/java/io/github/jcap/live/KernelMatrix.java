package io.github.jcap.live;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests with the tag {@code kernel}, without Maven: the program of the guests of {@code
 * scripts/kernel-matrix}.
 */
public final class KernelMatrix {
  private KernelMatrix() {}

  /**
   * Prints a line for each test. The exit code is 0 if there were any and none failed.
   *
   * @param classes the names of their classes
   */
  public static void main(String... classes) {
    Results results = new Results(System.out);
    List<ClassSelector> selectors = Stream.of(classes).map(name -> selectClass(name)).toList();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .filters(TagFilter.includeTags("kernel"))
            .build();
    LauncherFactory.create().execute(request, results);
    System.exit(results.passed > 0 && results.failed == 0 ? 0 : 1);
  }

  /** What came of the tests. Those that did not run are printed by {@code SkippedReporter}. */
  private static final class Results implements TestExecutionListener {
    private final PrintStream out;
    private long last = System.nanoTime();
    private int passed;
    private int failed;

    Results(PrintStream out) {
      this.out = out;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED) {
        failed++;
        out.println("FAILED " + name(test));
        result.getThrowable().ifPresent(problem -> problem.printStackTrace(out));
      } else if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL && test.isTest()) {
        passed++;
        long now = System.nanoTime();
        out.println("passed " + name(test) + " " + (now - last) / 1_000_000 + " ms");
        last = now;
      }
    }

    private static String name(TestIdentifier test) {
      return test.getSource()
          .filter(MethodSource.class::isInstance)
          .map(MethodSource.class::cast)
          .map(source -> source.getClassName().replaceFirst(".*\\.", "") + ".")
          .orElse("")
          .concat(test.getLegacyReportingName());
    }
  }
}
