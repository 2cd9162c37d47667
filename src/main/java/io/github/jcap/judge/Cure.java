package io.github.jcap.judge;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.Withholder;
import java.util.List;
import java.util.Locale;

/** What would give a capability that was asked for and not obtained, as things are done today. */
public final class Cure {
  private static final String PORTS =
      "; to bind a port below 1024 no capability is needed where net.ipv4.ip_unprivileged_port_start"
          + " is 0, as Docker sets it";

  /** More are not named one by one: who says what they are has done so before. */
  private static final int FEW = 6;

  private Cure() {}

  /** {@return what would give a program a capability that nothing asks for} */
  public static String ofNothingAsked() {
    return "give the file what it needs (setcap cap_net_bind_service=ep FILE) with that in the"
        + " bounding set and no_new_privs off, or make it ambient (systemd:"
        + " AmbientCapabilities=), or run it as root"
        + PORTS;
  }

  /**
   * {@return what would give these capabilities, words that begin small and have no full stop}
   *
   * @param by who withholds them
   * @param capabilities at least one
   */
  public static String of(Withholder by, CapSet capabilities) {
    return by(by, capabilities) + hint(capabilities);
  }

  private static String hint(CapSet capabilities) {
    boolean isMeant =
        capabilities.size() <= FEW && capabilities.contains(Capability.NET_BIND_SERVICE);
    return isMeant ? PORTS : "";
  }

  /**
   * {@return what would let a file be executed whose effective flag asks for more than can be
   * gained: EPERM, capabilities(7), "Safety checking for capability-dumb binaries"}
   *
   * @param capabilities what the bounding set lacks
   */
  public static String ofRefusal(CapSet capabilities) {
    return by(Withholder.BOUNDING, capabilities)
        + ", or give the file +p without e if the program raises it itself, or remove the attribute"
        + " (setcap -r)"
        + hint(capabilities);
  }

  private static String by(Withholder by, CapSet capabilities) {
    String names =
        capabilities.size() > FEW ? "them" : String.join(", ", NgText.constantNames(capabilities));
    return switch (by) {
      case BOUNDING ->
          "add "
              + names
              + " to the bounding set (container: "
              + options(capabilities)
              + "; Kubernetes: securityContext.capabilities.add; systemd: CapabilityBoundingSet=)";
      case INHERITABLE ->
          "+i on the file helps only a caller that has "
              + names
              + " inheritable, and container runtimes leave that set empty by default since 2022"
              + " (CVE-2022-24769): give the file +ep with "
              + names
              + " in the bounding set, or make it ambient (systemd: AmbientCapabilities=)";
      case NO_NEW_PRIVS ->
          "start the process without no_new_privs (Kubernetes: allowPrivilegeEscalation: true;"
              + " container: without --security-opt=no-new-privileges; systemd: NoNewPrivileges=no);"
              + " it cannot be undone in a process that runs. Or make "
              + names
              + " ambient before, for a file without attribute (systemd: AmbientCapabilities=)";
      case TRACER -> "run it untraced, or trace it by a process that has CAP_SYS_PTRACE";
      case SHARED_FS -> "start it from a process that was made without CLONE_FS, as fork(2) does";
      case NOSUID ->
          "put the file on a mount without nosuid, or remount that one: mount -o remount,suid";
      case FOREIGN_MOUNT ->
          "execute the file by a path on a mount of the process's own mount namespace";
      case ROOTID ->
          "write the attribute for everywhere, by root of the initial user namespace (setcap"
              + " without -n), or from the user namespace in which it is to count";
      case NO_FILE_CAPS -> "boot without no_file_caps";
      case SCRIPT ->
          "give the attribute to a program that starts the script, or to a copy of the interpreter"
              + " that only its users may execute; or make "
              + names
              + " ambient (systemd: AmbientCapabilities=)";
      case NOROOT ->
          "start the process without SECBIT_NOROOT (systemd: SecureBits=), or give the file "
              + names
              + " as an attribute";
      case UNMAPPED ->
          "give the file to a user and a group that have numbers in the process's user namespace";
      case FILE_CAPABILITIES ->
          "add " + names + " to the file's attribute, or remove the attribute (setcap -r)";
      case AMBIENT_BY_ATTRIBUTE ->
          "remove the file's attribute (setcap -r), or add " + names + " to it with +ep";
      case AMBIENT_BY_IDS ->
          "remove the file's set-id bit, or give the file " + names + " as an attribute with +ep";
      case NOT_AMBIENT ->
          "make "
              + names
              + " ambient before the call (systemd: AmbientCapabilities=; setpriv"
              + " --inh-caps and --ambient-caps), or give the file +ep";
      case NOT_EFFECTIVE -> "let the process make " + names + " effective, capset(2)";
      case NOT_PERMITTED -> "give the process " + names;
      case USER_NAMESPACE ->
          "let a process do it that has " + names + " in the user namespace that owns the object";
    };
  }

  /** {@code --cap-add=NET_RAW}: Docker and Podman leave out the prefix. */
  private static String options(CapSet capabilities) {
    if (capabilities.size() > FEW) {
      return "--cap-add=NAME for each";
    }
    List<String> names = NgText.names(capabilities);
    StringBuilder options = new StringBuilder();
    for (String name : names) {
      options.append(options.length() == 0 ? "" : " ").append("--cap-add=").append(upper(name));
    }
    return options.toString();
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
