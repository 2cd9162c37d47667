package io.github.jcap.command.can;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Ids;
import io.github.jcap.judge.CapabilityCheck;
import io.github.jcap.judge.Ruling;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Verdict;
import io.github.jcap.kernel.UserNamespaceLine;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import io.github.jcap.proc.NamespaceKind;

/** What needs a capability of its own, or of the host: credentials(7), mount(2), mknod(2). */
final class HostRules {
  private static final Reading<UserNamespaceLine> HOST = Reading.of(UserNamespaceLine.INITIAL);
  private static final String THE_HOST = "the host";
  private static final String MODULES = "kernel/module/main.c may_init_module; init_module(2)";

  private final View view;
  private final Subject subject;
  private final Ruling ruling = new Ruling();

  HostRules(View view, Subject subject) {
    this.view = view;
    this.subject = subject;
  }

  /** {@return whether its effective uid may become this, a number of the reader's} */
  Verdict setuid(long uid) {
    return setId(
        "uid",
        uid,
        subject.credentials().uid(),
        subject.uidMap(),
        Capability.SETUID,
        "kernel/sys.c __sys_setresuid; setresuid(2)");
  }

  /** {@return whether its effective gid may become this, a number of the reader's} */
  Verdict setgid(long gid) {
    return setId(
        "gid",
        gid,
        subject.credentials().gid(),
        subject.gidMap(),
        Capability.SETGID,
        "kernel/sys.c __sys_setresgid; setresuid(2)");
  }

  private Verdict setId(
      String word, long id, Ids own, Reading<IdMap> map, Capability capability, String source) {
    if (map instanceof Reading.Value<IdMap> known && known.value().inside(id).isEmpty()) {
      ruling.refuses(
          "unmapped",
          word + " " + id + " has no number in its user namespace: EINVAL",
          source,
          "map it when the user namespace is made, user_namespaces(7)");
      return ruling.verdict();
    }
    if (map.isUnknown()) {
      ruling.leavesOpen("unmapped", "the map of its user namespace could not be read", source);
    }
    String ids =
        word
            + " "
            + id
            + (own.has(id) ? " is " : " is none of ")
            + "its real, effective or saved one: "
            + own.real()
            + ", "
            + own.effective()
            + ", "
            + own.saved();
    ruling.allows(own.has(id) ? "own_id" : "other_id", ids, source);
    if (!own.has(id)) {
      ruling.needs(CapabilityCheck.own(subject, capability), source);
    }
    return ruling.verdict();
  }

  /** {@return whether it may mount anything in its mount namespace} */
  Verdict mount() {
    ruling.needs(
        CapabilityCheck.over(
            subject,
            Capability.SYS_ADMIN,
            view.owner(subject, NamespaceKind.MNT),
            "the mount namespace"),
        "fs/namespace.c may_mount; mount(2)");
    if (!ruling.isRefused()
        && subject.userNamespace().known().filter(its -> !its.isInitial()).isPresent()) {
      ruling.allows(
          "file_system",
          "in a user namespace only what is made for it: tmpfs, proc, overlay, bind mounts",
          "fs/super.c mount_capable; user_namespaces(7)");
    }
    return ruling.verdict();
  }

  /** {@return whether it may make a device in a directory that it may write} */
  Verdict mknod() {
    String source = "fs/namei.c vfs_mknod; mknod(2)";
    ruling.needs(CapabilityCheck.over(subject, Capability.MKNOD, HOST, THE_HOST), source);
    if (!ruling.isRefused()) {
      ruling.allows(
          "device_rules",
          "the device rules of its cgroup, which cannot be read, may still refuse one device",
          "security/device_cgroup.c devcgroup_inode_mknod; cgroups(7)");
    }
    return ruling.verdict();
  }

  /** {@return whether it may change its root directory to one that it may search} */
  Verdict chroot() {
    ruling.needs(
        CapabilityCheck.own(subject, Capability.SYS_CHROOT), "fs/open.c ksys_chroot; chroot(2)");
    return ruling.verdict();
  }

  /** {@return whether it may load a module into the kernel} */
  Verdict loadModule() {
    Reading<ByteString> disabled = view.sysctl("kernel/modules_disabled");
    if (disabled instanceof Reading.Absent) {
      ruling.refuses("no_modules", "this kernel loads no modules", MODULES, "");
      return ruling.verdict();
    }
    ruling.needs(CapabilityCheck.over(subject, Capability.SYS_MODULE, HOST, THE_HOST), MODULES);
    if (ruling.isRefused()) {
      return ruling.verdict();
    }
    if (disabled.isUnknown()) {
      ruling.leavesOpen("modules_disabled", "kernel.modules_disabled could not be read", MODULES);
    } else if (disabled.known().filter(text -> !text.latin1().equals("0")).isPresent()) {
      ruling.refuses(
          "modules_disabled", "kernel.modules_disabled is set, until the next boot", MODULES, "");
    } else {
      ruling.allows(
          "lockdown",
          "whether the module must be signed, by lockdown or the kernel's options, is not known",
          "kernel/module/signing.c module_sig_check; kernel_lockdown(7)");
    }
    return ruling.verdict();
  }
}
