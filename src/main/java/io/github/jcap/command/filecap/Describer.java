package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapSet;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.CapUserData;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.MountInfo;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes the files that were found, for one report. What it needs of this process and its mounts
 * is asked once, when the first file needs it. Use from one thread.
 */
final class Describer implements Descriptions {
  private final Session session;
  private final Accounts accounts;
  private final boolean tellsPackages;
  private final Path root;
  private Map<ByteString, Reading<ByteString>> packages = Map.of();
  private @Nullable Reading<NosuidMounts> mounts;
  private @Nullable Reading<ExecLimits> limits;

  /**
   * Prepares to describe.
   *
   * @param accounts names owners and groups
   * @param tellsPackages whether packages are told too
   * @param root the root of the files
   */
  Describer(Session session, Accounts accounts, boolean tellsPackages, Path root) {
    this.session = session;
    this.accounts = accounts;
    this.tellsPackages = tellsPackages;
    this.root = root;
  }

  /**
   * {@return one that describes files, with their packages, for whoever reads it: what the process
   * that looks could execute itself is not noted}
   */
  static Describer ofHost(Session session, Accounts accounts, Path root) {
    Describer describer = new Describer(session, accounts, true, root);
    describer.limits = Reading.of(ExecLimits.NONE);
    return describer;
  }

  /** Dpkg's lists are read once, and only what they say of these files is kept. */
  @Override
  public boolean needsAll() {
    return tellsPackages;
  }

  @Override
  public void prepare(Collection<ByteString> paths) {
    packages = new DpkgOwners(root, session.problems()).of(paths);
  }

  @Override
  public Reading<Description> of(ByteString path, Found found) {
    Reading<ByteString> owner =
        tellsPackages ? packages.getOrDefault(path, Reading.unknown()) : Reading.absent();
    Reading<Boolean> packaged = Reading.absent();
    if (tellsPackages) {
      packaged = owner.isUnknown() ? Reading.unknown() : Reading.of(owner.known().isPresent());
    }
    return Reading.of(
        new Description(
            found.facts().map(facts -> accounts.nameOrId(facts.uid())),
            found.facts().map(facts -> accounts.groupNameOrId(facts.gid())),
            notes(path, found, packaged),
            owner));
  }

  private Reading<List<Note>> notes(ByteString path, Found found, Reading<Boolean> packaged) {
    return found
        .circumstances()
        .flatMap(
            around ->
                FileNotes.of(path, found, isNosuid(path, found, around), this::limits, packaged));
  }

  private Reading<Boolean> isNosuid(ByteString path, Found found, Circumstances around) {
    if (!(found.facts() instanceof Reading.Value<FileFacts> facts)) {
      return Reading.unknown();
    }
    Reading<Boolean> nosuid = mounts().flatMap(all -> isNosuid(all, facts.value(), around));
    if (nosuid instanceof Reading.Absent) {
      session
          .problems()
          .add(
              new Problem(
                  Problem.Kind.UNSUPPORTED,
                  "find the mount of <file>",
                  "not in /proc/self/mountinfo",
                  path,
                  "ask where its mount is seen, not from a chroot"));
      return Reading.unknown();
    }
    return nosuid;
  }

  /** Before Linux 5.8 a file does not tell its mount, but its path does unless it was moved. */
  private static Reading<Boolean> isNosuid(
      NosuidMounts mounts, FileFacts facts, Circumstances around) {
    return facts.mountId() instanceof Reading.Value<Long> id
        ? mounts.ofId(id.value())
        : mounts.ofPath(Subjects.real(around.where()));
  }

  /** The mounts of this process, whatever tree of proc the report is of: it is where we looked. */
  private Reading<NosuidMounts> mounts() {
    if (mounts == null) {
      Outcome<List<MountInfo>> all = session.trees().apply(ProcRoot.SYSTEM).mounts();
      // No /proc is not "no mounts".
      mounts = asked(all).map(NosuidMounts::new);
    }
    return mounts;
  }

  private Reading<ExecLimits> limits() {
    if (limits == null) {
      limits = asked(session.trees().apply(ProcRoot.SYSTEM).capLastCap()).flatMap(this::limits);
    }
    return limits;
  }

  private Reading<ExecLimits> limits(int last) {
    Kernel kernel = session.kernel().get();
    Reading<CapSet> bounding = asked(kernel.bounding(last));
    Reading<CapSet> inheritable = asked(kernel.capget(0)).map(CapUserData::inheritable);
    return bounding.flatMap(x -> inheritable.map(i -> new ExecLimits(x, i, CapSet.all(last))));
  }

  /** Of this process nothing can be gone. */
  private <T> Reading<T> asked(Outcome<T> outcome) {
    return outcome.isGone() ? Reading.unknown() : outcome.orReport(session.problems());
  }
}
