package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.Securebits;
import io.github.jcap.fixture.NativeNotes;
import io.github.jcap.outcome.Errno;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the code takes for granted is what native-notes/ says, which scripts/check-abi proves
 * against the machine's headers.
 */
class NativeNotesTest {
  private static final NativeNotes NOTES = NativeNotes.read();
  private static final Map<String, Long> CONSTANTS = NOTES.constants();
  private static final Map<String, Integer> OFFSETS = NOTES.offsets();

  @Test
  void operationsOfPrctl() {
    assertThat(CONSTANTS)
        .containsEntry("PR_CAPBSET_READ", (long) Prctl.CAPBSET_READ)
        .containsEntry("PR_CAPBSET_DROP", (long) Prctl.CAPBSET_DROP)
        .containsEntry("PR_GET_SECUREBITS", (long) Prctl.GET_SECUREBITS)
        .containsEntry("PR_SET_SECUREBITS", (long) Prctl.SET_SECUREBITS)
        .containsEntry("PR_SET_NO_NEW_PRIVS", (long) Prctl.SET_NO_NEW_PRIVS)
        .containsEntry("PR_GET_NO_NEW_PRIVS", (long) Prctl.GET_NO_NEW_PRIVS)
        .containsEntry("PR_CAP_AMBIENT", (long) Prctl.CAP_AMBIENT)
        .containsEntry("PR_CAP_AMBIENT_IS_SET", (long) Prctl.CAP_AMBIENT_IS_SET)
        .containsEntry("PR_CAP_AMBIENT_RAISE", (long) Prctl.CAP_AMBIENT_RAISE);
  }

  @Test
  void setsOfCapget() {
    assertThat(CONSTANTS)
        .containsEntry("_LINUX_CAPABILITY_VERSION_3", (long) CapUserData.VERSION_3);
    assertThat(OFFSETS)
        .containsEntry("__user_cap_header_struct.version", CapUserData.HEADER_VERSION)
        .containsEntry("__user_cap_header_struct.pid", CapUserData.HEADER_PID)
        .containsEntry("__user_cap_data_struct.effective", CapUserData.EFFECTIVE)
        .containsEntry("__user_cap_data_struct.permitted", CapUserData.PERMITTED)
        .containsEntry("__user_cap_data_struct.inheritable", CapUserData.INHERITABLE);
  }

  @Test
  void obstaclesOfFiles() {
    assertThat(OFFSETS)
        .containsEntry("statx.stx_attributes", FileObstacles.STATX_ATTRIBUTES)
        .containsEntry("statx.stx_uid", Statx.UID)
        .containsEntry("statx.stx_gid", Statx.GID);
    assertThat(CONSTANTS)
        .containsEntry("STATX_ATTR_IMMUTABLE", (long) FileObstacles.ATTR_IMMUTABLE)
        .containsEntry("STATX_ATTR_APPEND", (long) FileObstacles.ATTR_APPEND);
  }

  @Test
  void securebits() {
    for (Securebits.Flag flag : Securebits.Flag.values()) {
      assertThat(CONSTANTS)
          .containsEntry("SECBIT_" + flag.name(), (long) flag.mask())
          .containsEntry("SECBIT_" + flag.name() + "_LOCKED", (long) flag.lockMask());
    }
  }

  @Test
  void questionsToNamespaces() {
    assertThat(CONSTANTS)
        .containsEntry("NS_GET_USERNS", Nsfs.of("amd64").getUserNamespace())
        .containsEntry("NS_GET_PARENT", Nsfs.of("amd64").getParent())
        .containsEntry("NS_GET_OWNER_UID", Nsfs.of("amd64").getOwnerUid());
  }

  @Test
  void accessLists() {
    assertThat(OFFSETS)
        .containsEntry("posix_acl_xattr_header.a_version", 0)
        .containsEntry("posix_acl_xattr_entry.e_tag", 0)
        .containsEntry("posix_acl_xattr_entry.e_perm", PosixAcl.ENTRY_PERMISSIONS)
        .containsEntry("posix_acl_xattr_entry.e_id", PosixAcl.ENTRY_ID);
    assertThat(CONSTANTS)
        .containsEntry("POSIX_ACL_XATTR_VERSION", (long) PosixAcl.VERSION)
        .containsEntry("ACL_USER_OBJ", (long) PosixAcl.Tag.OWNER.number())
        .containsEntry("ACL_USER", (long) PosixAcl.Tag.USER.number())
        .containsEntry("ACL_GROUP_OBJ", (long) PosixAcl.Tag.GROUP_OF_FILE.number())
        .containsEntry("ACL_GROUP", (long) PosixAcl.Tag.GROUP.number())
        .containsEntry("ACL_MASK", (long) PosixAcl.Tag.MASK.number())
        .containsEntry("ACL_OTHER", (long) PosixAcl.Tag.OTHERS.number());
  }

  @Test
  void flagsOfOpen() {
    OpenFlags flags = OpenFlags.of("amd64");
    assertThat(CONSTANTS)
        .containsEntry("O_DIRECTORY", (long) flags.directory())
        .containsEntry("O_NOFOLLOW", (long) flags.noFollow())
        .containsEntry("O_CLOEXEC", (long) OpenFlags.CLOSE_ON_EXEC)
        .containsEntry("O_PATH", (long) OpenFlags.PATH)
        .containsEntry("O_NONBLOCK", (long) OpenFlags.NON_BLOCKING)
        .containsEntry("O_NOCTTY", (long) OpenFlags.NO_TERMINAL)
        .containsEntry("O_NOATIME", (long) OpenFlags.NO_ACCESS_TIME);
  }

  @Test
  void whatOpenat2IsAskedFor() {
    assertThat(OFFSETS)
        .containsEntry("open_how.flags", OpenHow.FLAGS)
        .containsEntry("open_how.resolve", OpenHow.RESOLVE);
    assertThat(CONSTANTS)
        .containsEntry("RESOLVE_NO_SYMLINKS", OpenHow.NO_SYMLINKS)
        .containsEntry("SYS_openat2", OpenHow.CALL);
    OpenFlags flags = OpenFlags.of("amd64");
    NativeMemory how = OpenHow.withoutLinks(flags.directory() | OpenFlags.CLOSE_ON_EXEC);
    assertThat(how.size()).isEqualTo(OpenHow.SIZE).isEqualTo(24);
    assertThat(how.bytes().getLong(OpenHow.FLAGS)).isEqualTo(0x90000);
    assertThat(how.bytes().getLong(OpenHow.RESOLVE)).isEqualTo(4);
  }

  @Test
  void fieldsOfStatx() {
    assertThat(OFFSETS)
        .containsEntry("statx.stx_mask", Statx.MASK)
        .containsEntry("statx.stx_uid", Statx.UID)
        .containsEntry("statx.stx_gid", Statx.GID)
        .containsEntry("statx.stx_mode", Statx.MODE)
        .containsEntry("statx.stx_ino", Statx.INODE)
        .containsEntry("statx.stx_size", Statx.SIZE_OF_FILE)
        .containsEntry("statx.stx_dev_major", Statx.DEVICE_MAJOR)
        .containsEntry("statx.stx_dev_minor", Statx.DEVICE_MINOR)
        .containsEntry("statx.stx_mnt_id", Statx.MOUNT_ID);
    assertThat(Statx.WANTED).isEqualTo((int) (constant("STATX_TYPE") | constant("STATX_INO")));
    assertThat(Statx.FACTS)
        .isEqualTo(
            (int)
                (constant("STATX_TYPE")
                    | constant("STATX_MODE")
                    | constant("STATX_UID")
                    | constant("STATX_GID")
                    | constant("STATX_SIZE")));
    assertThat(CONSTANTS)
        .containsEntry("STATX_MNT_ID", (long) Statx.WITH_MOUNT_ID)
        .containsEntry("AT_SYMLINK_NOFOLLOW", (long) Statx.AT_SYMLINK_NOFOLLOW)
        .containsEntry("AT_EMPTY_PATH", (long) Statx.AT_EMPTY_PATH);
  }

  @Test
  void messagesOfNetlink() {
    assertThat(NOTES.sizes())
        .containsEntry("nlmsghdr", NetlinkDump.HEADER_SIZE)
        .containsEntry("sockaddr_nl", NetlinkEnd.ADDRESS_SIZE);
    assertThat(OFFSETS)
        .containsEntry("nlmsghdr.nlmsg_len", NetlinkDump.LENGTH)
        .containsEntry("nlmsghdr.nlmsg_type", NetlinkDump.TYPE)
        .containsEntry("nlmsghdr.nlmsg_flags", NetlinkDump.FLAGS)
        .containsEntry("nlmsghdr.nlmsg_seq", NetlinkDump.SEQUENCE)
        .containsEntry("nlmsghdr.nlmsg_pid", NetlinkDump.PORT)
        .containsEntry("nlmsgerr.error", 0)
        .containsEntry("sockaddr_nl.nl_family", 0);
    assertThat(CONSTANTS)
        .containsEntry("AF_NETLINK", (long) NetlinkEnd.AF_NETLINK)
        .containsEntry("SOCK_RAW", (long) NetlinkEnd.SOCK_RAW)
        .containsEntry("SOCK_CLOEXEC", (long) NetlinkEnd.SOCK_CLOEXEC)
        .containsEntry("NETLINK_ROUTE", (long) NetlinkQuestion.NETLINK_ROUTE)
        .containsEntry("NETLINK_SOCK_DIAG", (long) NetlinkQuestion.NETLINK_SOCK_DIAG)
        .containsEntry("SOCK_DIAG_BY_FAMILY", (long) NetlinkQuestion.SOCK_DIAG_BY_FAMILY)
        .containsEntry("NLM_F_REQUEST", (long) NetlinkDump.NLM_F_REQUEST)
        .containsEntry("NLM_F_DUMP_INTR", (long) NetlinkDump.NLM_F_DUMP_INTR)
        .containsEntry("NLM_F_DUMP", (long) NetlinkDump.NLM_F_DUMP)
        .containsEntry("NLMSG_ERROR", (long) NetlinkDump.NLMSG_ERROR)
        .containsEntry("NLMSG_DONE", (long) NetlinkDump.NLMSG_DONE)
        .containsEntry("NLMSG_OVERRUN", (long) NetlinkDump.NLMSG_OVERRUN)
        .containsEntry("NLMSG_MIN_TYPE", (long) NetlinkDump.NLMSG_MIN_TYPE)
        .containsEntry("MSG_TRUNC", (long) NetlinkDump.MSG_TRUNC)
        .containsEntry("MSG_DONTWAIT", (long) NetlinkDump.MSG_DONTWAIT)
        .containsEntry("CLONE_NEWNET", (long) NamespaceLink.CLONE_NEWNET);
  }

  private static long constant(String name) {
    return CONSTANTS.getOrDefault(name, 0L);
  }

  @Test
  void everyErrnoByNumber() {
    for (Errno errno : Errno.values()) {
      assertThat(CONSTANTS).containsEntry(errno.name(), (long) errno.number());
    }
  }
}
