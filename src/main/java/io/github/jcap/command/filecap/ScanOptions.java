package io.github.jcap.command.filecap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.scan.Exclusion;
import io.github.jcap.scan.Root;
import io.github.jcap.scan.ScanBounds;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How a scan goes, and where it does not go: {@link #options} and what a line says of them. */
final class ScanOptions {
  private static final int MOST_JOBS = 256;

  private final Arguments arguments;
  private final int jobs;

  /**
   * Reads what a line says.
   *
   * @throws CommandException for a number of jobs that is none
   */
  ScanOptions(Arguments arguments) {
    this.arguments = arguments;
    this.jobs =
        arguments.has("--jobs")
            ? jobs(arguments.value("--jobs", ""))
            : Runtime.getRuntime().availableProcessors();
  }

  /** {@return the options of a command that scans} */
  static List<Option> options() {
    return List.of(
        Option.flag("Stay on the file system of each directory given.", "-x", "--one-file-system"),
        Option.repeated(
            "GLOB",
            "Leave out files and directories of that name, or path where it contains a slash.",
            "--exclude"),
        Option.flag(
            "Go to /proc, /sys, /dev, network and FUSE file systems as well.", "--all-mounts"),
        Option.value("N", "Scan with N threads (default: the processors).", "--jobs"));
  }

  private static int jobs(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= MOST_JOBS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw CommandException.usage("--jobs is a number from 1 to " + MOST_JOBS + ", not " + value);
  }

  /** {@return how many threads scan} */
  int jobs() {
    return jobs;
  }

  /**
   * {@return where the scan does not go}
   *
   * <p>The mounts are those of this process, whatever tree of proc the report is of: it is where we
   * walk.
   */
  ScanBounds bounds(List<Root> roots, FileTree files, Path root, Session session) {
    Outcome<List<MountInfo>> read = session.trees().apply(ProcRoot.SYSTEM).mounts();
    List<MountInfo> mounts = read.orReport(session.problems()).known().orElse(List.of());
    Set<ByteString> off =
        arguments.has("--all-mounts") ? Set.of() : StayOff.of(mounts, new RootedPaths(root));
    Exclusion exclusion = Excluded.of(arguments.values("--exclude"));
    ScanBounds bounds = ScanBounds.NONE.stayingOff(off).leavingOut(exclusion);
    boolean stays = arguments.has("--one-file-system");
    bounds = stays ? bounds.onOneFileSystem() : bounds;
    // What is left out at one place may be wanted at the other: then both are shown.
    return exclusion == Exclusion.NONE && !stays
        ? bounds.with(new BindMounts(mounts, roots, off, files).aliases())
        : bounds;
  }
}
