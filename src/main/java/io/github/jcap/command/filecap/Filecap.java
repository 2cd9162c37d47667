package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.command.ProgressLine;
import io.github.jcap.command.Report;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.scan.Hit;
import io.github.jcap.scan.HitSink;
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
 * @param probe what is asked of each file
 * @param descriptions what else is told of a file that was found
 * @param session where problems of found files are counted, and how far a long scan is is shown
 * @param missing why a file may not have been found; may be the same tally
 */
record Filecap(
    FileTree files,
    ScanBounds bounds,
    int workers,
    int lastCap,
    FileProbe probe,
    Descriptions descriptions,
    Session session,
    Problems missing) {
  private static final String OPERATION = "lgetxattr <file>";

  /**
   * Gives a row for each file that was found, by path, each path once; while the scan goes on,
   * unless all files must be known before one is described.
   */
  void rows(Collection<Subject> subjects, Report.RowSink<FilecapRow> sink) throws IOException {
    if (!descriptions.needsAll()) {
      find(subjects, hit -> sink.take(row(hit)));
      return;
    }
    List<Hit<Found>> all = new ArrayList<>();
    find(subjects, all::add);
    List<ByteString> paths = new ArrayList<>(all.size());
    for (Hit<Found> hit : all) {
      paths.add(hit.path());
    }
    descriptions.prepare(paths);
    for (Hit<Found> hit : all) {
      sink.take(row(hit));
    }
  }

  private void find(Collection<Subject> subjects, HitSink<Found> sink) throws IOException {
    TreeMap<ByteString, Found> named = new TreeMap<>();
    List<Root> roots = new ArrayList<>();
    for (Subject subject : subjects) {
      if (subject instanceof Subject.OneFile file) {
        probe
            .ask(files, file.path())
            .orReport(missing)
            .known()
            .flatMap(found -> found)
            .ifPresent(found -> named.put(file.shown(), found));
      } else if (subject instanceof Subject.Tree tree) {
        roots.add(tree.root());
      }
    }
    if (!roots.isEmpty()) {
      scan(roots, named, sink);
    }
    for (Map.Entry<ByteString, Found> left : named.entrySet()) {
      sink.take(new Hit<>(left.getKey(), left.getValue()));
    }
  }

  /** Files that were named alone have their place among those of the scan. */
  private void scan(List<Root> roots, TreeMap<ByteString, Found> named, HitSink<Found> sink)
      throws IOException {
    TreeScan<Found> scan = new TreeScan<>(files, probe, bounds, workers);
    ProgressLine progress = ProgressLine.start(session, new ScanProgress(scan));
    try {
      scan.walk(
          roots,
          hit -> {
            while (!named.isEmpty() && named.firstKey().compareTo(hit.path()) <= 0) {
              Map.Entry<ByteString, Found> first = named.pollFirstEntry();
              if (!first.getKey().equals(hit.path())) {
                sink.take(new Hit<>(first.getKey(), first.getValue()));
              }
            }
            sink.take(hit);
          },
          missing);
    } finally {
      progress.close();
    }
  }

  private FilecapRow row(Hit<Found> hit) {
    if (hit.value().attribute() instanceof Reading.Value<CapAttribute> attribute
        && attribute.value() instanceof CapAttribute.Odd odd) {
      session.problems().add(problem(hit.path(), odd.oddity()));
    }
    Reading<Description> description = descriptions.of(hit.path(), hit.value());
    return new FilecapRow(hit.path(), hit.value(), description, lastCap);
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
