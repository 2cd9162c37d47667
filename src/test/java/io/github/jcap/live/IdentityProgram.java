package io.github.jcap.live;

import io.github.jcap.kernel.LinuxUserNamespaces;
import io.github.jcap.kernel.UserNamespaces;
import io.github.jcap.proc.PidDir;
import io.github.jcap.proc.ProcRoot;

/**
 * Prints who a process is, in a JVM of its own: to be started by another user, in another state.
 */
public final class IdentityProgram {
  private IdentityProgram() {}

  /**
   * Prints a line for each fact.
   *
   * @param args a pid, or {@code self}
   */
  public static void main(String... args) {
    int pid =
        args[0].equals("self")
            ? Math.toIntExact(ProcessHandle.current().pid())
            : Integer.parseInt(args[0]);
    PidDir dir = ProcRoot.of(ProcRoot.SYSTEM).pid(pid);
    System.out.println("label " + dir.label());
    System.out.println("uid_map " + dir.uidMap());
    System.out.println("gid_map " + dir.gidMap());
    System.out.println("loginuid " + dir.loginUid());
    System.out.println("sessionid " + dir.session());
    System.out.println("cmdline " + dir.cmdline());
    System.out.println(
        "namespace " + dir.userNamespace(UserNamespaces.known(LinuxUserNamespaces::bind)));
  }
}
