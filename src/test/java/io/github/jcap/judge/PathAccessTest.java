package io.github.jcap.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.cap.Withholder;
import io.github.jcap.fixture.FakeInodes;
import io.github.jcap.fixture.JudgedSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.judge.PathAccess.Access;
import io.github.jcap.judge.PathAccess.Want;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.kernel.PosixAcl.Entry;
import io.github.jcap.kernel.PosixAcl.Tag;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.FileSystem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule of fs/namei.c by itself. */
class PathAccessTest {
  private static final long NONE = 4294967295L;
  private static final String MOUNTS =
      """
      1 1 8:1 / / rw - ext4 /dev/sda1 rw
      2 1 8:2 / /ro ro - ext4 /dev/sda2 rw
      3 1 8:3 / /rosb rw - ext4 /dev/sda3 ro
      4 1 8:4 / /noexec rw,noexec,nodev - tmpfs tmpfs rw
      5 1 8:5 / /proc rw - proc proc rw
      6 1 8:6 / /nfs rw - nfs4 server:/x rw
      7 1 8:7 / /sys rw - sysfs sysfs rw
      """;

  private final FakeInodes files = new FakeInodes();
  private final Problems problems = new Problems();
  private FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
  private String protectedLinks = "1\n";

  @BeforeEach
  void standardFiles() {
    files.directory("/etc", 0, 0, 0755);
    files.file("/etc/shadow", 0, 42, 0640);
    files.directory("/root", 0, 0, 0700);
    files.file("/root/x", 0, 0, 0644);
    files.directory("/home", 1000, 1000, 0750);
    files.file("/home/x", 1000, 1000, 0600);
  }

  @AfterEach
  void close() throws Exception {
    memory.close();
  }

  private Access judge(JudgedSubject who, String path, Want want) {
    ProcTree tree = ProcTree.on(memory).file("sys/fs/protected_symlinks", protectedLinks);
    tree.process(4711).file("mountinfo", MOUNTS);
    ProcRoot proc = ProcRoot.of(tree.write());
    return new PathAccess(files, proc, Accounts.none(), problems)
        .judge(who.subject(), ByteString.of(path), want);
  }

  private Answer answer(JudgedSubject who, String path, Want want) {
    return judge(who, path, want).verdict().answer();
  }

  private static List<String> rules(Access access) {
    return access.verdict().reasons().stream().map(Reason::rule).toList();
  }

  private static List<String> texts(Access access) {
    return access.verdict().reasons().stream().map(Reason::text).toList();
  }

  @Test
  void eachDirectoryIsNamedThenTheFileThenWhatOverrides() {
    Access access =
        judge(JudgedSubject.of(0).holds(Capability.DAC_OVERRIDE), "/etc/shadow", Want.WRITE);
    assertThat(access.verdict().answer()).isEqualTo(Answer.YES);
    assertThat(texts(access))
        .containsExactly(
            "/ (0:0 0755): the owner may search it",
            "/etc (0:0 0755): the owner may search it",
            "/etc/shadow (0:42 0640): the owner may write it");
    assertThat(access.reached().orElseThrow().outside()).isEqualTo(ByteString.of("/etc/shadow"));
    assertThat(access.error()).isEmpty();
  }

  @Test
  void theOwnersClassDecidesForTheOwnerThoughOthersMayMore() {
    files.file("/home/y", 1000, 1000, 0077);
    Access access = judge(JudgedSubject.of(1000), "/home/y", Want.READ);
    assertThat(access.verdict().answer()).isEqualTo(Answer.NO);
    assertThat(access.error()).contains(Errno.EACCES);
    assertThat(rules(access)).endsWith("owner", "capability");
  }

  @Test
  void theGroupIsTheFilesystemGidOrASupplementaryOne() {
    files.file("/g", 0, 7, 0640);
    assertThat(answer(JudgedSubject.of(1000), "/g", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(1000).in(7), "/g", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(JudgedSubject.of(1000).gids(1, 1, 1, 7), "/g", Want.READ))
        .isEqualTo(Answer.YES);
    assertThat(answer(JudgedSubject.of(1000).gids(7, 7, 7, 1), "/g", Want.READ))
        .isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(1000).in(7), "/g", Want.WRITE)).isEqualTo(Answer.NO);
  }

  @Test
  void theFilesystemUidCountsNotTheEffectiveOne() {
    assertThat(answer(JudgedSubject.of(5).uids(5, 5, 5, 1000), "/home/x", Want.READ))
        .isEqualTo(Answer.YES);
    assertThat(answer(JudgedSubject.of(5).uids(1000, 1000, 1000, 5), "/home/x", Want.READ))
        .isEqualTo(Answer.NO);
  }

  @Test
  void aDirectoryThatMayNotBeSearchedEndsItAndEitherCapabilityWouldDo() {
    Access access = judge(JudgedSubject.of(1000), "/root/x", Want.READ);
    assertThat(texts(access))
        .containsExactly(
            "/ (0:0 0755): others may search it",
            "/root (0:0 0700): others may not search it",
            "CAP_DAC_READ_SEARCH is not permitted, and CAP_DAC_OVERRIDE is not permitted");
    assertThat(access.verdict().missing())
        .containsExactly(
            new Missing(Capability.DAC_READ_SEARCH.number(), Withholder.NOT_PERMITTED),
            new Missing(Capability.DAC_OVERRIDE.number(), Withholder.NOT_PERMITTED));
    assertThat(access.verdict().cure())
        .isEqualTo(
            "let its user search /root (chmod, chown or setfacl), or give the process"
                + " CAP_DAC_READ_SEARCH");
    assertThat(access.reached()).isEmpty();
  }

  @Test
  void dacReadSearchReadsAndSearchesAndWritesNothing() {
    JudgedSubject who = JudgedSubject.of(1000).holds(Capability.DAC_READ_SEARCH);
    files.file("/root/secret", 0, 0, 0);
    assertThat(answer(who, "/root/secret", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(who, "/root", Want.READ)).isEqualTo(Answer.YES);
    Access write = judge(who, "/root/secret", Want.WRITE);
    assertThat(write.verdict().answer()).isEqualTo(Answer.NO);
    assertThat(write.verdict().missing())
        .containsExactly(new Missing(Capability.DAC_OVERRIDE.number(), Withholder.NOT_PERMITTED));
    assertThat(answer(who, "/root", Want.WRITE)).isEqualTo(Answer.NO);
    assertThat(answer(who, "/root/secret", Want.EXECUTE)).isEqualTo(Answer.NO);
  }

  @Test
  void aCapabilityThatIsOnlyPermittedDoesNotCount() {
    Access access =
        judge(JudgedSubject.of(1000).permitted(Capability.DAC_OVERRIDE), "/root/x", Want.READ);
    assertThat(access.verdict().missing())
        .contains(new Missing(Capability.DAC_OVERRIDE.number(), Withholder.NOT_EFFECTIVE));
    assertThat(texts(access).get(2)).endsWith("CAP_DAC_OVERRIDE is permitted, but not effective");
  }

  @Test
  void executingNeedsOneExecuteBitEvenWithDacOverride() {
    JudgedSubject root = JudgedSubject.of(0).holds(Capability.DAC_OVERRIDE);
    files.file("/plain", 1000, 1000, 0644).file("/program", 1000, 1000, 0710);
    assertThat(rules(judge(root, "/plain", Want.EXECUTE))).endsWith("no_execute_bit");
    assertThat(answer(root, "/program", Want.EXECUTE)).isEqualTo(Answer.YES);
    assertThat(answer(JudgedSubject.of(1), "/program", Want.EXECUTE)).isEqualTo(Answer.NO);
    assertThat(judge(root, "/etc", Want.EXECUTE).error()).contains(Errno.EACCES);
  }

  @Test
  void capabilitiesOfANamespaceCountForFilesWhoseOwnerAndGroupHaveNumbersThere() {
    JudgedSubject who =
        JudgedSubject.of(1000)
            .inChildNamespace(77, "0 1000 1\n1 100000 10\n")
            .holds(Capability.DAC_OVERRIDE);
    files.file("/theirs", 100003, 100004, 0);
    files.file("/groupless", 100003, 0, 0);
    assertThat(answer(who, "/theirs", Want.WRITE)).isEqualTo(Answer.YES);
    assertThat(answer(who, "/groupless", Want.WRITE)).isEqualTo(Answer.NO);
    Access host = judge(who, "/root/x", Want.READ);
    assertThat(host.verdict().answer()).isEqualTo(Answer.NO);
    assertThat(host.verdict().missing())
        .contains(new Missing(Capability.DAC_OVERRIDE.number(), Withholder.USER_NAMESPACE));
  }

  @Test
  void anAccessListNamesUsersAndGroupsUnderItsMask() {
    files.file("/l", 0, 7, 0660);
    files.listed(
        "/l",
        new Entry(Tag.OWNER, 6, NONE),
        new Entry(Tag.USER, 7, 1000),
        new Entry(Tag.USER, 0, 1001),
        new Entry(Tag.GROUP_OF_FILE, 0, NONE),
        new Entry(Tag.GROUP, 2, 8),
        new Entry(Tag.MASK, 6, NONE),
        new Entry(Tag.OTHERS, 4, NONE));
    assertThat(answer(JudgedSubject.of(1000), "/l", Want.WRITE)).isEqualTo(Answer.YES);
    assertThat(texts(judge(JudgedSubject.of(1000), "/l", Want.WRITE)).get(1))
        .isEqualTo("/l (0:7 0660): by its access list user 1000 may write it");
    // Masked: the entry says rwx.
    assertThat(answer(JudgedSubject.of(1000).holds(), "/l", Want.EXECUTE)).isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(1001), "/l", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(2).in(8), "/l", Want.WRITE)).isEqualTo(Answer.YES);
    // In two groups of the list, and each refuses: others are not asked.
    assertThat(answer(JudgedSubject.of(2).in(8), "/l", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(2).in(7), "/l", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(JudgedSubject.of(2), "/l", Want.READ)).isEqualTo(Answer.YES);
  }

  @Test
  void anAccessListIsNotAskedWhereTheGroupBitsOfTheModeAreEmpty() {
    files.file("/l", 0, 7, 0604);
    files.listed(
        "/l",
        new Entry(Tag.OWNER, 6, NONE),
        new Entry(Tag.USER, 0, 1000),
        new Entry(Tag.GROUP_OF_FILE, 0, NONE),
        new Entry(Tag.MASK, 0, NONE),
        new Entry(Tag.OTHERS, 4, NONE));
    assertThat(answer(JudgedSubject.of(1000), "/l", Want.READ)).isEqualTo(Answer.YES);
  }

  @Test
  void linksAndDotsAreResolvedAsTheSubjectDoes() {
    files.link("/etc/up", 0, "../root/./x").link("/etc/abs", 0, "/etc/shadow");
    files.link("/dir", 0, "etc");
    JudgedSubject root = JudgedSubject.of(0);
    assertThat(answer(root, "/etc/up", Want.READ)).isEqualTo(Answer.YES);
    assertThat(judge(root, "/dir/../../..//etc/abs", Want.READ).reached().orElseThrow().inside())
        .isEqualTo(ByteString.of("/etc/shadow"));
    assertThat(judge(JudgedSubject.of(1), "/etc/up", Want.READ).error()).contains(Errno.EACCES);
    assertThat(texts(judge(root, "/dir/shadow", Want.READ)))
        .contains("/dir is a symbolic link to etc");
  }

  @Test
  void aCircleOfLinksAndAFileInPlaceOfADirectoryAreErrors() {
    files.link("/a", 0, "b").link("/b", 0, "/a");
    JudgedSubject root = JudgedSubject.of(0);
    assertThat(judge(root, "/a", Want.READ).error()).contains(Errno.ELOOP);
    assertThat(judge(root, "/etc/shadow/x", Want.READ).error()).contains(Errno.ENOTDIR);
    assertThat(judge(root, "/etc/shadow/", Want.READ).error()).contains(Errno.ENOTDIR);
    assertThat(judge(root, "/nowhere/x", Want.WRITE).error()).contains(Errno.ENOENT);
    assertThat(judge(root, "/nowhere", Want.READ).error()).contains(Errno.ENOENT);
  }

  @Test
  void aFileThatIsNotThereIsMadeInADirectoryThatMayBeWritten() {
    assertThat(answer(JudgedSubject.of(1000), "/home/new", Want.WRITE)).isEqualTo(Answer.YES);
    Access access = judge(JudgedSubject.of(1000), "/etc/new", Want.WRITE);
    assertThat(access.error()).contains(Errno.EACCES);
    assertThat(texts(access))
        .contains(
            "/etc/new is not there: it would be made, O_CREAT",
            "/etc (0:0 0755): others may not make names in it");
  }

  @Test
  void nobodyWritesOnAReadOnlyMountNorAnImmutableFile() {
    JudgedSubject root = JudgedSubject.of(0).holds(Capability.DAC_OVERRIDE);
    files.onMount(2).file("/ro", 0, 0, 0666).onMount(3).file("/rosb", 0, 0, 0666);
    files.onMount(1).file("/fixed", 0, 0, 0666).flagged("/fixed", true, false);
    files.file("/log", 0, 0, 0644).flagged("/log", false, true);
    assertThat(judge(root, "/ro", Want.WRITE).error()).contains(Errno.EROFS);
    assertThat(judge(root, "/rosb", Want.WRITE).error()).contains(Errno.EROFS);
    assertThat(answer(root, "/ro", Want.READ)).isEqualTo(Answer.YES);
    assertThat(judge(root, "/fixed", Want.WRITE).error()).contains(Errno.EPERM);
    assertThat(answer(root, "/fixed", Want.READ)).isEqualTo(Answer.YES);
    assertThat(rules(judge(root, "/log", Want.WRITE))).endsWith("append_only");
  }

  @Test
  void nothingIsExecutedOnANoexecMountAndNoDeviceOpenedOnANodevOne() {
    JudgedSubject root = JudgedSubject.of(0).holds(Capability.DAC_OVERRIDE);
    files.onMount(4).file("/noexec", 0, 0, 0755);
    files.of(FileKind.CHARACTER_DEVICE, "/nodev", 0, 0, 0666);
    files.onMount(1).of(FileKind.CHARACTER_DEVICE, "/dev", 0, 0, 0666);
    files.of(FileKind.SOCKET, "/socket", 0, 0, 0666);
    assertThat(rules(judge(root, "/noexec", Want.EXECUTE))).endsWith("noexec");
    assertThat(rules(judge(root, "/nodev", Want.READ))).endsWith("nodev");
    assertThat(answer(root, "/dev", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(judge(root, "/socket", Want.READ).error()).contains(Errno.ENXIO);
  }

  @Test
  void othersLinksInStickyDirectoriesAreFollowedOnlyWhereTheSysctlIsOff() {
    files.directory("/tmp", 0, 0, 01777).link("/tmp/l", 1001, "/etc").link("/tmp/r", 0, "/etc");
    JudgedSubject who = JudgedSubject.of(1000).holds(Capability.DAC_OVERRIDE);
    assertThat(rules(judge(who, "/tmp/l", Want.READ))).endsWith("protected_symlinks");
    // Only in the last place; of the directory's own owner; and one's own.
    assertThat(answer(who, "/tmp/l/", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(who, "/tmp/l/.", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(who, "/tmp/l/shadow", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(who, "/tmp/r", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(JudgedSubject.of(1001), "/tmp/l", Want.READ)).isEqualTo(Answer.YES);
    protectedLinks = "0\n";
    assertThat(answer(who, "/tmp/l", Want.READ)).isEqualTo(Answer.YES);
  }

  @Test
  void whatAServerOrTheKernelItselfDecidesIsNeverAYes() {
    JudgedSubject root = JudgedSubject.of(0).holds(Capability.DAC_OVERRIDE);
    files.onMount(6).file("/nfs", 0, 0, 0).onMount(5).directory("/proc", 0, 0, 0555);
    files.file("/proc/kcore", 0, 0, 0400).link("/proc/self", 0, "1");
    files.onMount(7).file("/sys", 0, 0, 0644);
    assertThat(answer(root, "/nfs", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(answer(JudgedSubject.of(1), "/nfs", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(answer(root, "/proc/kcore", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(answer(JudgedSubject.of(1), "/proc/kcore", Want.READ)).isEqualTo(Answer.NO);
    assertThat(answer(root, "/proc/self/x", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(answer(root, "/proc", Want.READ)).isEqualTo(Answer.YES);
    assertThat(answer(root, "/sys", Want.READ)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void whatCannotBeLookedAtIsUnknownWithItsProblem() {
    files.refused("/etc/shadow");
    assertThat(answer(JudgedSubject.of(0), "/etc/shadow", Want.READ)).isEqualTo(Answer.UNKNOWN);
    assertThat(problems.sorts().get(0).first().toString())
        .isEqualTo("statx <file>: EACCES (/etc/shadow)");
    // What is refused before is a no all the same.
    files.refused("/root/x");
    assertThat(answer(JudgedSubject.of(9), "/root/x", Want.READ)).isEqualTo(Answer.NO);
  }
}
