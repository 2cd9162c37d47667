package io.github.jcap.cap;

import java.util.ArrayList;
import java.util.List;

/**
 * The capabilities that are as good as root, and how each leads there, in a few words: the one
 * table of it.
 *
 * <p>Here is what its holder can surely turn into root by himself, as capabilities(7) says what it
 * allows. Not here is what needs another's fault ({@code net_admin}, {@code bpf}, {@code perfmon}
 * reach code of the kernel that few can), what a system without Smack does not ask for ({@code
 * mac_admin}, {@code mac_override}), {@code sys_chroot}, which needs a setuid program that can be
 * linked ({@code fs.protected_hardlinks}), {@code setpcap}, which needs a file that has the
 * capability inheritable, and what only disturbs ({@code kill}, {@code sys_time}).
 */
public enum RootPath {
  CHOWN(Capability.CHOWN, Barrier.FILES, "makes any file its own: /etc/shadow, root's programs"),
  DAC_OVERRIDE(
      Capability.DAC_OVERRIDE, Barrier.FILES, "writes any file: /etc/shadow, root's programs"),
  DAC_READ_SEARCH(
      Capability.DAC_READ_SEARCH,
      Barrier.NONE,
      "reads any file, also outside its own root (open_by_handle_at): /etc/shadow, keys"),
  FOWNER(
      Capability.FOWNER,
      Barrier.FILES,
      "changes the mode of any file: /etc/shadow, root's programs"),
  SETGID(
      Capability.SETGID,
      Barrier.FILES,
      "joins any group: of /etc/shadow, of the disks, of a container daemon"),
  SETUID(
      Capability.SETUID,
      Barrier.FILES,
      "becomes uid 0, who owns most files and gets the bounding set at execve"),
  SYS_MODULE(Capability.SYS_MODULE, Barrier.NONE, "loads code into the kernel"),
  SYS_RAWIO(
      Capability.SYS_RAWIO, Barrier.NONE, "reaches ports, memory and disks past every permission"),
  SYS_PTRACE(
      Capability.SYS_PTRACE, Barrier.PROCESSES, "writes into the memory of root's processes"),
  SYS_ADMIN(
      Capability.SYS_ADMIN, Barrier.NONE, "mounts over any file, enters namespaces, and much else"),
  SYS_BOOT(Capability.SYS_BOOT, Barrier.NONE, "starts another kernel (kexec)"),
  MKNOD(
      Capability.MKNOD,
      Barrier.DEVICES,
      "makes the device of a disk, where its device cgroup lets it, and writes the disk"),
  SETFCAP(
      Capability.SETFCAP,
      Barrier.FILES,
      "gives a program every capability of the bounding set, and runs it");

  /** What may keep a way from leading to the host's root. */
  public enum Barrier {
    /** Nothing but the user namespace. */
    NONE,
    /** It goes by way of files, so only to those that the mount namespace shows. */
    FILES,
    /** It goes by way of processes, so only to those of the pid namespace. */
    PROCESSES,
    /** It goes by way of device nodes, which a control group may forbid: none can be read. */
    DEVICES
  }

  private static final RootPath[] TABLE = values();

  private final Capability capability;
  private final Barrier barrier;
  private final String how;

  RootPath(Capability capability, Barrier barrier, String how) {
    this.capability = capability;
    this.barrier = barrier;
    this.how = how;
  }

  /** {@return the capability that it begins with} */
  public Capability capability() {
    return capability;
  }

  /** {@return what may keep it from leading to the host's root} */
  public Barrier barrier() {
    return barrier;
  }

  /** {@return how it leads to root: what its holder does, without a subject or a full stop} */
  public String how() {
    return how;
  }

  /** {@return the ways that a set opens, by ascending number of the capability} */
  public static List<RootPath> in(CapSet set) {
    List<RootPath> paths = new ArrayList<>();
    for (RootPath path : TABLE) {
      if (set.contains(path.capability)) {
        paths.add(path);
      }
    }
    return paths;
  }
}
