package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapAttribute.Oddity;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.scan.Hit;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.TreeScan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes filecap's rows.
 *
 * @param files the files to read
 * @param workers how many threads scan
 * @param lastCap the kernel's last capability
 * @param problems what could not be learned
 */
record Filecap(FileTree files, int workers, int lastCap, Problems problems) {
  private static final String OPERATION = "lgetxattr <file>";

  /**
   * {@return a row for each file that has the attribute, by path, each path once}
   *
   * @param stayOff directories that are not entered below a tree's root
   */
  List<FilecapRow> rows(Collection<Subject> subjects, Set<ByteString> stayOff) {
    TreeMap<ByteString, CapAttribute> found = new TreeMap<>();
    List<Root> roots = new ArrayList<>();
    for (Subject subject : subjects) {
      if (subject instanceof Subject.OneFile file) {
        files
            .capabilities(file.path())
            .orReport(problems)
            .known()
            .flatMap(attribute -> attribute)
            .ifPresent(attribute -> found.put(file.shown(), attribute));
      } else if (subject instanceof Subject.Tree tree) {
        roots.add(tree.root());
      }
    }
    for (Hit<CapAttribute> hit : scan(roots, stayOff)) {
      found.put(hit.path(), hit.value());
    }
    List<FilecapRow> rows = new ArrayList<>(found.size());
    found.forEach((path, attribute) -> rows.add(row(path, attribute)));
    return rows;
  }

  private List<Hit<CapAttribute>> scan(List<Root> roots, Set<ByteString> stayOff) {
    return roots.isEmpty()
        ? List.of()
        : new TreeScan<CapAttribute>(files, Directory::capabilities, workers)
            .walk(roots, stayOff, problems);
  }

  private FilecapRow row(ByteString path, CapAttribute attribute) {
    if (attribute instanceof CapAttribute.Odd odd) {
      problems.add(problem(path, odd.oddity()));
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
