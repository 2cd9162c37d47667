package io.github.jcap.command.filecap;

import io.github.jcap.scan.Progress;
import io.github.jcap.scan.TreeScan;
import java.util.function.Supplier;

/** Says how far a scan is: {@code 123,456 files, 98,000 a second: /usr/share}. */
final class ScanProgress implements Supplier<String> {
  private static final long NANOS = 1_000_000_000L;

  private final TreeScan<?> scan;
  private final long begun = System.nanoTime();

  ScanProgress(TreeScan<?> scan) {
    this.scan = scan;
  }

  @Override
  public String get() {
    Progress progress = scan.progress();
    long nanos = Math.max(System.nanoTime() - begun, 1);
    long rate = (long) ((double) progress.files() * NANOS / nanos);
    return grouped(progress.files())
        + " files, "
        + grouped(rate)
        + " a second: "
        + progress.directory().escaped();
  }

  private static String grouped(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }
}
