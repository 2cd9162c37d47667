package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.command.ProgressLine;
import io.github.jcap.command.Report;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.scan.Hit;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import io.github.jcap.scan.TreeScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes filecap's rows.
 *
 * @param files the files to read
 * @param bounds where a scan does not go
 * @param workers how many threads scan
 * @param lastCap the kernel's last capability
 * @param session where problems are counted, and how far a long scan is is shown
 */
record Filecap(FileTree files, ScanBounds bounds, int workers, int lastCap, Session session) {
  private static final String OPERATION = "lgetxattr <file>";

  /**
   * Gives a row for each file that has the attribute, by path, each path once, while the scan goes
   * on.
   */
  void rows(Collection<Subject> subjects, Report.RowSink<FilecapRow> sink) throws IOException {
    TreeMap<ByteString, CapAttribute> named = new TreeMap<>();
    List<Root> roots = new ArrayList<>();
    for (Subject subject : subjects) {
      if (subject instanceof Subject.OneFile file) {
        files
            .capabilities(file.path())
            .orReport(session.problems())
            .known()
            .flatMap(attribute -> attribute)
            .ifPresent(attribute -> named.put(file.shown(), attribute));
      } else if (subject instanceof Subject.Tree tree) {
        roots.add(tree.root());
      }
    }
    if (!roots.isEmpty()) {
      scan(roots, named, sink);
    }
    for (Map.Entry<ByteString, CapAttribute> left : named.entrySet()) {
      sink.take(row(left.getKey(), left.getValue()));
    }
  }

  /** Files that were named alone have their place among those of the scan. */
  private void scan(
      List<Root> roots, TreeMap<ByteString, CapAttribute> named, Report.RowSink<FilecapRow> sink)
      throws IOException {
    TreeScan<CapAttribute> scan = new TreeScan<>(files, Directory::capabilities, bounds, workers);
    ProgressLine progress = ProgressLine.start(session, new ScanProgress(scan));
    try {
      scan.walk(
          roots,
          hit -> {
            while (!named.isEmpty() && named.firstKey().compareTo(hit.path()) <= 0) {
              Map.Entry<ByteString, CapAttribute> first = named.pollFirstEntry();
              if (!first.getKey().equals(hit.path())) {
                sink.take(row(first.getKey(), first.getValue()));
              }
            }
            sink.take(row(hit));
          },
          session.problems());
    } finally {
      progress.close();
    }
  }

  private FilecapRow row(Hit<CapAttribute> hit) {
    return row(hit.path(), hit.value());
  }

  private FilecapRow row(ByteString path, CapAttribute attribute) {
    if (attribute instanceof CapAttribute.Odd odd) {
      session.problems().add(problem(path, odd.oddity()));
    }
    return new FilecapRow(path, attribute, lastCap);
  }

  /** What an odd attribute gives could not be read, so the report is not complete. */
  private static Problem problem(ByteString path, Oddity oddity) {
    return switch (oddity) {
      case UNREADABLE -> Problem.malformed(OPERATION, "EINVAL: " + oddity.meaning(), path);
      case FOREIGN ->
          new Problem(Problem.Kind.UNSUPPORTED, OPERATION, "EOVERFLOW", path, oddity.meaning());
      case MALFORMED -> Problem.malformed(OPERATION, oddity.meaning(), path);
    };
  }
}
