package io.github.jcap.cap;

import io.github.jcap.outcome.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One execve, in the kernel's own order: {@code bprm_fill_uid} of {@code fs/exec.c}, then {@code
 * cap_bprm_creds_from_file} of {@code security/commoncap.c}. Used once.
 */
final class ExecveRun {
  private static final long ROOT = 0;

  private final Execve kernel;
  private final Credentials old;
  private final ThreadCaps sets;
  private final Set<Execve.Unsafe> unsafe;
  private final Image image;
  private final CapWords words;
  private final List<Reason> reasons = new ArrayList<>();
  private final Wishes wishes = new Wishes();

  // The credentials as they grow.
  private long uid;
  private long gid;
  private CapSet permitted = CapSet.EMPTY;
  private CapSet ambient;

  /** Whether all that is permitted becomes effective. */
  private boolean effective;

  private boolean hasAttribute;

  ExecveRun(Execve kernel, Credentials before, Set<Execve.Unsafe> unsafe, Image image) {
    this.kernel = kernel;
    this.old = before;
    this.sets = before.capabilities();
    this.unsafe = unsafe;
    this.image = image;
    this.words = new CapWords(kernel.last());
    this.uid = before.uid().effective();
    this.gid = before.gid().effective();
    this.ambient = sets.ambient();
  }

  Execution result() {
    image.script().ifPresent(this::passOver);
    setIds();
    Optional<Errno> error = fileCapabilities();
    if (error.isPresent()) {
      return new Execution(old, error, false, reasons, wishes.without(permitted));
    }
    boolean givesRoot = root();
    Optional<String> idsChange = idsChange();
    downgrade(idsChange.isPresent());
    ambient(idsChange);
    permitted = permitted.or(ambient);
    if (!hasAttribute && !givesRoot) {
      sayWhatIsNotPassedOn();
    }
    CapSet active = effective ? permitted : ambient;
    sayWhatIsEffective(active);
    keepCaps();
    boolean secure = isSecure(idsChange.isPresent());
    ThreadCaps after =
        new ThreadCaps(active, permitted, sets.inheritable(), sets.bounding(), ambient);
    Credentials credentials =
        new Credentials(
            new Ids(old.uid().real(), uid, uid, uid),
            new Ids(old.gid().real(), gid, gid, gid),
            old.groups(),
            after,
            old.securebits().afterExecve(),
            old.noNewPrivs());
    return new Execution(credentials, Optional.empty(), secure, reasons, wishes.without(permitted));
  }

  /** {@code bprm_creds_from_file} is asked for the last interpreter alone. */
  private void passOver(Image script) {
    script.caps().ifPresent(caps -> wishes.add(knownOf(caps.permitted()), Withholder.SCRIPT));
    if (wouldBeRoot(script)) {
      wishes.add(rootSet(), Withholder.SCRIPT);
    }
    boolean gives = script.caps().isPresent() || script.setuid() || script.setgid();
    reasons.add(
        ExecveRule.SCRIPT.says(
            "the file is a script: only the attribute and the set-id bits of its interpreter count"
                + (gives ? ", not its own" : "")));
  }

  /**
   * Whether a file's setuid bit, did it count, would make the caller root with all that root is.
   */
  private boolean wouldBeRoot(Image file) {
    boolean isRoot = old.uid().real() == ROOT || old.uid().effective() == ROOT;
    // With an attribute that counts, only this would count.
    boolean isPlain =
        file.attribute() instanceof Image.Attribute.None
            || (file.attribute() instanceof Image.Attribute.Caps known
                && known.standing() != Image.Standing.COUNTS);
    return file.setuid()
        && file.owner().equals(OptionalLong.of(ROOT))
        && isPlain
        && !isRoot
        && !isNoroot();
  }

  /** {@code bprm_fill_uid}. */
  private void setIds() {
    if (!image.setuid() && !image.setgid()) {
      return;
    }
    String bits = image.setuid() ? (image.setgid() ? "set-id bits" : "setuid bit") : "setgid bit";
    Optional<Withholder> ignoredBy = ignoresSetIds();
    if (ignoredBy.isPresent()) {
      reasons.add(
          ExecveRule.SET_ID_IGNORED.says(
              "the file's "
                  + bits
                  + (image.setuid() && image.setgid() ? " do" : " does")
                  + " nothing, because of "
                  + ignoredBy.get().words()));
      if (wouldBeRoot(image)) {
        wishes.add(rootSet(), ignoredBy.get());
      }
      return;
    }
    if (image.setuid()) {
      uid = image.owner().getAsLong();
      reasons.add(ExecveRule.SETUID.says("the file's setuid bit makes the effective uid " + uid));
    }
    if (image.setgid()) {
      gid = image.group().getAsLong();
      reasons.add(ExecveRule.SETGID.says("the file's setgid bit makes the effective gid " + gid));
    }
  }

  private Optional<Withholder> ignoresSetIds() {
    Optional<Withholder> mount = Withholder.of(image.trust());
    if (mount.isPresent()) {
      return mount;
    }
    if (old.noNewPrivs()) {
      return Optional.of(Withholder.NO_NEW_PRIVS);
    }
    // Either number missing, neither bit counts.
    return image.owner().isEmpty() || image.group().isEmpty()
        ? Optional.of(Withholder.UNMAPPED)
        : Optional.empty();
  }

  /** {@code get_file_caps}: the errno with which the call fails. */
  private Optional<Errno> fileCapabilities() {
    if (image.attribute() instanceof Image.Attribute.None) {
      return Optional.empty();
    }
    Optional<Withholder> ignoredBy = ignoresAttribute();
    if (ignoredBy.isPresent()) {
      image.caps().ifPresent(caps -> wishes.add(knownOf(caps.permitted()), ignoredBy.get()));
      reasons.add(
          ExecveRule.ATTRIBUTE_IGNORED.says(
              "the file's capabilities do not count, because of " + ignoredBy.get().words()));
      return Optional.empty();
    }
    if (!(image.attribute() instanceof Image.Attribute.Caps known)) {
      reasons.add(
          ExecveRule.MALFORMED_ATTRIBUTE.says(
              "the file's attribute security.capability is malformed: nobody can execute it"));
      return Optional.of(Errno.EINVAL);
    }
    return gain(known.caps());
  }

  private Optional<Withholder> ignoresAttribute() {
    Image.Standing standing =
        image.attribute() instanceof Image.Attribute.Caps known
            ? known.standing()
            : Image.Standing.COUNTS;
    if (standing == Image.Standing.DISABLED) {
      return Optional.of(Withholder.NO_FILE_CAPS);
    }
    Optional<Withholder> mount = Withholder.of(image.trust());
    if (mount.isPresent() || standing == Image.Standing.COUNTS) {
      return mount;
    }
    return Optional.of(Withholder.ROOTID);
  }

  /** {@code bprm_caps_from_vfs_caps}. */
  private Optional<Errno> gain(FileCaps file) {
    CapSet forced = knownOf(file.permitted());
    CapSet inherited = knownOf(file.inheritable());
    hasAttribute = true;
    effective = file.effective();
    permitted = sets.bounding().and(forced).or(sets.inheritable().and(inherited));
    wishes.add(forced.without(permitted), Withholder.BOUNDING);
    wishes.add(inherited.without(forced).without(permitted), Withholder.INHERITABLE);
    reasons.add(
        ExecveRule.FILE_CAPABILITIES.says(
            file.isEmpty()
                ? "the file's attribute is empty, which is not the same as none: it gives nothing"
                : "the file's capabilities give "
                    + words.of(permitted)
                    + ": of its permitted ones what is in the bounding set, of its inheritable"
                    + " ones what is in the caller's inheritable set"));
    CapSet refused = forced.without(permitted);
    if (!effective || refused.isEmpty()) {
      return Optional.empty();
    }
    reasons.add(
        ExecveRule.CAPABILITY_DUMB.says(
            "the file's effective flag asks for all it permits at once, and "
                + words.of(refused)
                + " cannot be gained: the kernel refuses rather than start it with less"));
    return Optional.of(Errno.EPERM);
  }

  /** {@code handle_privileged_root}; gives whether uid 0 counts. */
  private boolean root() {
    boolean isRoot = uid == ROOT || old.uid().real() == ROOT;
    if (!isRoot) {
      return false;
    }
    if (isNoroot()) {
      wishes.add(rootSet(), Withholder.NOROOT);
      reasons.add(ExecveRule.NOROOT.says("SECBIT_NOROOT is set: uid 0 gives no capabilities"));
      return false;
    }
    if (hasAttribute && uid == ROOT && old.uid().real() != ROOT) {
      wishes.add(rootSet(), Withholder.FILE_CAPABILITIES);
      reasons.add(
          ExecveRule.SETUID_ROOT_WITH_CAPABILITIES.says(
              "effective uid 0, real uid "
                  + old.uid().real()
                  + " and a file with capabilities: only the file's count, not root's"));
      return false;
    }
    permitted = rootSet();
    wishes.add(CapSet.all(kernel.last()).without(permitted), Withholder.BOUNDING);
    String whose = uid == ROOT ? "effective" : "real";
    reasons.add(
        ExecveRule.ROOT.says(
            whose
                + " uid 0 gives all of the bounding and the inheritable set, "
                + words.of(permitted)
                + whatIsEffective()));
    effective |= uid == ROOT;
    return true;
  }

  private String whatIsEffective() {
    if (uid == ROOT || permitted.isEmpty()) {
      return "";
    }
    return effective
        ? "; it is effective by the file's effective flag, the effective uid being " + uid
        : "; it is not effective, since the effective uid is " + uid;
  }

  /**
   * {@code id_changed}, before Linux 6.17 {@code is_setid}: how ids change, empty where they do
   * not.
   */
  private Optional<String> idsChange() {
    return switch (kernel.idChange()) {
      case FROM_REAL ->
          uid == old.uid().real() && gid == old.gid().real()
              ? Optional.empty()
              : Optional.of(
                  "the effective "
                      + (uid == old.uid().real() ? "gid" : "uid")
                      + " is not the real one, which before Linux 6.17 counts as a change");
      case FROM_EFFECTIVE ->
          uid != old.uid().effective()
              ? Optional.of("the effective uid changes")
              : old.isInGroup(gid)
                  ? Optional.empty()
                  : Optional.of("the effective gid is none of the caller's groups");
    };
  }

  private void downgrade(boolean idsChange) {
    CapSet gained = permitted.without(sets.permitted());
    Optional<Withholder> by = whoIsUnsafe();
    if (by.isEmpty() || (!idsChange && gained.isEmpty())) {
      return;
    }
    boolean keepsIds = sets.effective().contains(Capability.SETUID) && !old.noNewPrivs();
    boolean idsBack = !keepsIds && (uid != old.uid().real() || gid != old.gid().real());
    if (!keepsIds) {
      uid = old.uid().real();
      gid = old.gid().real();
    }
    permitted = permitted.and(sets.permitted());
    wishes.add(gained, by.get());
    if (!gained.isEmpty() || idsBack) {
      reasons.add(
          ExecveRule.UNSAFE.says(
              "because of "
                  + by.get().words()
                  + ", nothing is gained: permitted is cut to what the caller had"
                  + (gained.isEmpty() ? "" : ", without " + words.of(gained))
                  + (idsBack ? "; the effective ids go back to the real ones" : "")));
    }
  }

  private Optional<Withholder> whoIsUnsafe() {
    if (old.noNewPrivs()) {
      return Optional.of(Withholder.NO_NEW_PRIVS);
    }
    if (unsafe.contains(Execve.Unsafe.SHARED_FS)) {
      return Optional.of(Withholder.SHARED_FS);
    }
    return unsafe.contains(Execve.Unsafe.TRACED)
        ? Optional.of(Withholder.TRACER)
        : Optional.empty();
  }

  private void ambient(Optional<String> idsChange) {
    if (sets.ambient().isEmpty()) {
      return;
    }
    if (hasAttribute || idsChange.isPresent()) {
      wishes.add(
          ambient, hasAttribute ? Withholder.AMBIENT_BY_ATTRIBUTE : Withholder.AMBIENT_BY_IDS);
      ambient = CapSet.EMPTY;
      reasons.add(
          ExecveRule.AMBIENT_CLEARED.says(
              "the ambient set is cleared: "
                  + (hasAttribute ? "the file has an attribute that counts" : idsChange.get())));
    } else {
      reasons.add(
          ExecveRule.AMBIENT_KEPT.says(
              "the ambient set is kept and becomes permitted and effective: " + words.of(ambient)));
    }
  }

  private void sayWhatIsNotPassedOn() {
    CapSet lost = sets.permitted().without(permitted);
    wishes.add(lost.without(sets.ambient()), Withholder.NOT_AMBIENT);
    if (lost.isEmpty() && !ambient.isEmpty()) {
      return;
    }
    boolean hasNone = image.attribute() instanceof Image.Attribute.None;
    reasons.add(
        ExecveRule.NO_FILE_CAPABILITIES.says(
            (hasNone ? "a file without capabilities" : "a file whose capabilities do not count")
                + " passes on the ambient set alone"
                + (ambient.isEmpty()
                    ? ", and it is empty"
                    : ": no longer permitted is " + words.of(lost))));
  }

  private void sayWhatIsEffective(CapSet active) {
    CapSet idle = permitted.without(active);
    if (!idle.isEmpty()) {
      reasons.add(
          ExecveRule.EFFECTIVE.says(
              "permitted and not effective, so that the program has to raise it itself: "
                  + words.of(idle)));
    }
  }

  private void keepCaps() {
    if (old.securebits().has(Securebits.Flag.KEEP_CAPS)) {
      reasons.add(ExecveRule.KEEP_CAPS.says("SECBIT_KEEP_CAPS is cleared"));
    }
  }

  private boolean isSecure(boolean idsChange) {
    boolean idsDiffer = uid != old.uid().real() || gid != old.gid().real();
    boolean gains = old.uid().real() != ROOT && (effective || !ambient.containsAll(permitted));
    boolean secure = idsChange || idsDiffer || gains;
    if (secure) {
      reasons.add(
          ExecveRule.SECURE_EXECUTION.says(
              "secure execution: the loader takes no notice of LD_PRELOAD and the like"));
    }
    return secure;
  }

  private boolean isNoroot() {
    return old.securebits().has(Securebits.Flag.NOROOT);
  }

  private CapSet rootSet() {
    return sets.bounding().or(sets.inheritable());
  }

  private CapSet knownOf(CapSet set) {
    return set.and(CapSet.all(kernel.last()));
  }
}
