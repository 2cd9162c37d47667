package io.github.jcap.command.filecap;

import io.github.jcap.kernel.RootedPaths;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.proc.MountInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The directories that a scan does not enter below the paths it was given: proc, sys and dev, and
 * what is mounted from the network, by FUSE, or by a part of the kernel that has no programs.
 */
final class StayOff {
  private static final Set<String> TYPES =
      Set.of(
          // parts of the kernel
          "autofs",
          "binfmt_misc",
          "bpf",
          "cgroup",
          "cgroup2",
          "configfs",
          "debugfs",
          "devpts",
          "devtmpfs",
          "efivarfs",
          "functionfs",
          "fusectl",
          "hugetlbfs",
          "mqueue",
          "nfsd",
          "nsfs",
          "proc",
          "pstore",
          "resctrl",
          "rpc_pipefs",
          "securityfs",
          "selinuxfs",
          "smackfs",
          "sysfs",
          "tracefs",
          // the network, or another machine
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "coda",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "orangefs",
          "smb3",
          "smbfs",
          "virtiofs",
          // FUSE, beside the types that begin with "fuse."
          "fuse",
          "fuseblk");

  private StayOff() {}

  /**
   * {@return the directories to stay off, as this process sees them}
   *
   * @param mounts in the order they were made: of several at one point the last is seen
   * @param root the root of the files that are read
   */
  static Set<ByteString> of(List<MountInfo> mounts, RootedPaths root) {
    Set<ByteString> off = new HashSet<>();
    for (MountInfo mount : mounts) {
      if (isOff(mount.type())) {
        off.add(mount.point());
      } else {
        off.remove(mount.point());
      }
    }
    for (String name : List.of("/proc", "/sys", "/dev")) {
      off.add(root.outside(ByteString.of(name)));
    }
    return off;
  }

  private static boolean isOff(String type) {
    return TYPES.contains(type) || type.startsWith("fuse.");
  }
}
