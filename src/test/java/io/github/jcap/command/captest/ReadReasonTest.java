package io.github.jcap.command.captest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a file could be read or not, in each case of owner, group, mode and capability. */
class ReadReasonTest {
  private static final Target SHADOW = new Target(0, 42, 0640);
  private static final CapSet SEARCH = CapSet.of(Capability.DAC_READ_SEARCH);
  private static final CapSet OVERRIDE = CapSet.of(Capability.DAC_OVERRIDE);

  private static ReadReason reason(
      long fsuid, long fsgid, List<Long> groups, CapSet effective, Target file) {
    Ids uid = new Ids(7, 7, 7, fsuid);
    Ids gid = new Ids(7, 7, 7, fsgid);
    CapSet all = CapSet.all(40);
    ThreadCaps caps = new ThreadCaps(effective, all, all, all, all);
    TaskState task = new TaskState(uid, gid, groups, caps, Reading.of(false), Reading.of(0));
    return new ReadReason(task, file, Accounts.none());
  }

  private static String success(
      long fsuid, long fsgid, List<Long> groups, CapSet effective, Target file) {
    return reason(fsuid, fsgid, groups, effective, file).ofSuccess();
  }

  private static String refusal(long fsuid, long fsgid, CapSet effective, Target file) {
    return reason(fsuid, fsgid, List.of(), effective, file).ofRefusal(Errno.EACCES);
  }

  @Test
  void theOwnerTheGroupAndEverybody() {
    assertThat(success(0, 0, List.of(), CapSet.EMPTY, SHADOW))
        .isEqualTo("uid 0 owns it and mode 0640 lets the owner read");
    assertThat(success(5, 42, List.of(), CapSet.EMPTY, SHADOW))
        .isEqualTo("in group 42, and mode 0640 lets the group read");
    assertThat(success(5, 5, List.of(1L, 42L), CapSet.EMPTY, SHADOW))
        .isEqualTo("in group 42, and mode 0640 lets the group read");
    assertThat(success(5, 5, List.of(), CapSet.EMPTY, new Target(0, 42, 0604)))
        .isEqualTo("mode 0604 lets everybody read");
  }

  @Test
  void theCapabilityThatTheKernelAsksForFirst() {
    assertThat(success(5, 5, List.of(), SEARCH.or(OVERRIDE), SHADOW))
        .isEqualTo("CAP_DAC_READ_SEARCH");
    assertThat(success(5, 5, List.of(), OVERRIDE, SHADOW)).isEqualTo("CAP_DAC_OVERRIDE");
    // Fedora's shadow: its owner needs a capability too.
    assertThat(success(0, 0, List.of(), OVERRIDE, new Target(0, 0, 0)))
        .isEqualTo("CAP_DAC_OVERRIDE");
  }

  @Test
  void whatNeitherModeNorCapabilityExplains() {
    assertThat(success(5, 5, List.of(), CapSet.EMPTY, SHADOW))
        .isEqualTo("neither mode 0640 nor a capability lets it; an ACL may");
    assertThat(refusal(0, 0, CapSet.EMPTY, SHADOW))
        .isEqualTo(
            "Permission denied, though uid 0 owns it and mode 0640 lets the owner read:"
                + " an ACL, a directory above it or a security module");
    assertThat(refusal(5, 5, OVERRIDE, SHADOW))
        .isEqualTo(
            "Permission denied, though CAP_DAC_OVERRIDE is effective:"
                + " an ACL, a directory above it or a security module");
    assertThat(reason(0, 0, List.of(), CapSet.EMPTY, SHADOW).ofRefusal(Errno.EPERM))
        .isEqualTo("Operation not permitted: no matter of modes: seccomp or a security module");
  }

  /** The first class that fits decides, also where the next would let him. */
  @Test
  void whomTheModeDoesNotLet() {
    String neither = "; neither CAP_DAC_OVERRIDE nor CAP_DAC_READ_SEARCH is effective";
    assertThat(refusal(5, 5, CapSet.EMPTY, SHADOW))
        .isEqualTo("Permission denied: not the owner, not in group 42, mode 0640" + neither);
    assertThat(refusal(0, 42, CapSet.EMPTY, new Target(0, 42, 0044)))
        .isEqualTo(
            "Permission denied: uid 0 owns it and mode 0044 does not let the owner read" + neither);
    assertThat(refusal(5, 42, CapSet.EMPTY, new Target(0, 42, 0604)))
        .isEqualTo(
            "Permission denied: in group 42, and mode 0604 does not let the group read" + neither);
  }

  @Test
  void aCapabilityDoesNotCountForAFileOfNobodyHere() {
    assertThat(refusal(0, 0, SEARCH, new Target(65534, 65534, 0640)))
        .isEqualTo(
            "Permission denied: not the owner, not in group 65534, mode 0640; CAP_DAC_READ_SEARCH"
                + " does not count, its owner or group being none of this user namespace");
  }

  @Test
  void whatDecidesIsReadOfTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    int uid = (Integer) Files.getAttribute(file, "unix:uid");
    int gid = (Integer) Files.getAttribute(file, "unix:gid");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThat(Target.of(link)).isEqualTo(Outcome.found(new Target(uid, gid, 0640)));
    assertThat(Target.of(directory.resolve("none")).isGone()).isTrue();
    assertThat(Target.of(file.resolve("below")).isGone()).isTrue();
    assertThat(new Target(0, 0, 07).octal()).isEqualTo("0007");
    assertThat(new Target(0, 0, 04755).octal()).isEqualTo("4755");
  }
}
