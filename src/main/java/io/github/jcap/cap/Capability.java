package io.github.jcap.cap;

import java.util.Locale;
import java.util.Optional;

/**
 * The capabilities of Linux, in the order of their numbers, 0 to 40: the one table of them.
 *
 * <p>Source: {@code include/uapi/linux/capability.h} and capabilities(7). A bit that a newer kernel
 * knows and this table does not is kept by {@link CapSet} and printed by its number.
 */
public enum Capability {
  CHOWN("2.2", "change the owner and group of any file"),
  DAC_OVERRIDE("2.2", "read, write and execute any file whatever its mode"),
  DAC_READ_SEARCH("2.2", "read any file and search any directory whatever its mode"),
  FOWNER("2.2", "act as the owner of any file: chmod, utime, ACLs, sticky directories"),
  FSETID("2.2", "keep setuid and setgid bits when a file is changed"),
  KILL("2.2", "send signals to any process"),
  SETGID("2.2", "take any group id or list of groups"),
  SETUID("2.2", "take any user id"),
  SETPCAP("2.2", "drop from the bounding set, set securebits, add to the inheritable set"),
  LINUX_IMMUTABLE("2.2", "set and clear the immutable and append-only flags of files"),
  NET_BIND_SERVICE("2.2", "bind ports below the unprivileged limit (1024 unless set otherwise)"),
  NET_BROADCAST("2.2", "hear netlink of other network namespaces (since 4.2); else nothing"),
  NET_ADMIN("2.2", "configure interfaces, routes, firewall and sockets"),
  NET_RAW("2.2", "open raw and packet sockets, bind any address transparently"),
  IPC_LOCK("2.2", "lock memory beyond the limit"),
  IPC_OWNER("2.2", "act as the owner of any System V IPC object"),
  SYS_MODULE("2.2", "load and unload kernel modules"),
  SYS_RAWIO("2.2", "reach I/O ports, raw memory and device commands"),
  SYS_CHROOT("2.2", "call chroot, enter a mount namespace"),
  SYS_PTRACE("2.2", "trace any process, read and write its memory"),
  SYS_PACCT("2.2", "switch process accounting"),
  SYS_ADMIN("2.2", "mount, set namespaces, quotas, swap and much else"),
  SYS_BOOT("2.2", "reboot, load another kernel"),
  SYS_NICE("2.2", "raise priority, set scheduling of any process"),
  SYS_RESOURCE("2.2", "exceed resource limits and quotas"),
  SYS_TIME("2.2", "set the clock"),
  SYS_TTY_CONFIG("2.2", "configure and hang up terminals"),
  MKNOD("2.4", "create device nodes"),
  LEASE("2.4", "take leases on any file"),
  AUDIT_WRITE("2.6.11", "write to the audit log"),
  AUDIT_CONTROL("2.6.11", "configure auditing"),
  SETFCAP("2.6.24", "set file capabilities, map uid 0 in a new user namespace"),
  MAC_OVERRIDE("2.6.25", "override mandatory access control (Smack)"),
  MAC_ADMIN("2.6.25", "configure mandatory access control"),
  SYSLOG("2.6.37", "read and clear the kernel log, see kernel addresses"),
  WAKE_ALARM("3.0", "set timers that wake the system"),
  BLOCK_SUSPEND("3.5", "keep the system from suspending"),
  AUDIT_READ("3.16", "read the audit log through netlink"),
  PERFMON("5.8", "observe performance: perf_event_open, tracing BPF"),
  BPF("5.8", "load BPF programs and create maps"),
  CHECKPOINT_RESTORE("5.9", "checkpoint and restore processes: choose pids, read map_files");

  private static final Capability[] TABLE = values();

  private final String release;
  private final String meaning;
  private final String plainName = name().toLowerCase(Locale.ROOT);

  Capability(String release, String meaning) {
    this.release = release;
    this.meaning = meaning;
  }

  /** {@return the bit's number, 0 to 40} */
  @SuppressWarnings("EnumOrdinal") // the kernel numbers them in this order, without a gap
  public int number() {
    return ordinal();
  }

  /** {@return the kernel release that brought it} */
  public String release() {
    return release;
  }

  /** {@return what it allows, in one line} */
  public String meaning() {
    return meaning;
  }

  /** {@return the name as libcap-ng writes it: {@code net_raw}} */
  public String plainName() {
    return plainName;
  }

  /** {@return the name as libcap writes it: {@code cap_net_raw}} */
  public String libcapName() {
    return "cap_" + plainName;
  }

  /** {@return the name as the kernel's header, JSON, systemd and Docker write it} */
  public String constantName() {
    return "CAP_" + name();
  }

  /** {@return the capability with that number; empty for one that has no name here} */
  public static Optional<Capability> of(int number) {
    return number >= 0 && number < TABLE.length ? Optional.of(TABLE[number]) : Optional.empty();
  }

  /** {@return the capability of that name, in any case, with or without {@code cap_}} */
  public static Optional<Capability> ofName(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    if (plain.startsWith("cap_")) {
      plain = plain.substring(4);
    }
    for (Capability capability : TABLE) {
      if (capability.plainName.equals(plain)) {
        return Optional.of(capability);
      }
    }
    return Optional.empty();
  }

  /** {@return the number of the last capability in this table} */
  public static int last() {
    return TABLE.length - 1;
  }
}
