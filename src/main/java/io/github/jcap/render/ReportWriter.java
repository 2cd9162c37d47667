package io.github.jcap.render;

import io.github.jcap.outcome.Problems;
import java.io.IOException;

/** Writes one report: {@link #begin}, each {@link #row}, {@link #end}. */
public interface ReportWriter<R> {
  /** Writes what stands before the rows. */
  void begin(Host host) throws IOException;

  /** Writes a row. */
  void row(R row) throws IOException;

  /**
   * Writes what stands after the rows, and flushes.
   *
   * @param problems what could not be learned; the report is complete where there are none
   */
  void end(Problems problems) throws IOException;
}
