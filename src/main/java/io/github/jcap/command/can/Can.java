package io.github.jcap.command.can;

import io.github.jcap.judge.Confinement;
import io.github.jcap.judge.PathAccess;
import io.github.jcap.judge.PathAccess.Want;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Verdict;
import io.github.jcap.kernel.Accounts;
import java.util.ArrayList;
import java.util.List;

/** Judges one subject: which rules each action has. */
final class Can {
  private final View view;
  private final Accounts accounts;
  private final Subject subject;

  /**
   * Prepares to judge.
   *
   * @param accounts names owners in the reasons
   */
  Can(View view, Accounts accounts, Subject subject) {
    this.view = view;
    this.accounts = accounts;
    this.subject = subject;
  }

  /** {@return each action with its verdict, in their order} */
  List<CanRow> rows(List<Action> actions) {
    List<CanRow> rows = new ArrayList<>();
    for (Action action : actions) {
      rows.add(new CanRow(subject, action.typed(), Confinement.limited(subject, judge(action))));
    }
    return rows;
  }

  private Verdict judge(Action action) {
    return switch (action.kind()) {
      case BIND -> new NetworkRules(view, subject).bind(action.number());
      case RAW_SOCKET -> new NetworkRules(view, subject).rawSocket();
      case PACKET_SOCKET -> new NetworkRules(view, subject).packetSocket();
      case READ -> file(action, Want.READ).verdict();
      case WRITE -> file(action, Want.WRITE).verdict();
      case EXEC ->
          new ExecRules(view, accounts, subject)
              .judge(action.path(), file(action, Want.EXECUTE).verdict());
      case CHOWN -> file(action, Want.CHOWN).verdict();
      case KILL -> process(action).kill();
      case PTRACE -> process(action).ptrace();
      case SETUID -> new HostRules(view, subject).setuid(action.number());
      case SETGID -> new HostRules(view, subject).setgid(action.number());
      case MOUNT -> new HostRules(view, subject).mount();
      case MKNOD -> new HostRules(view, subject).mknod();
      case CHROOT -> new HostRules(view, subject).chroot();
      case LOAD_MODULE -> new HostRules(view, subject).loadModule();
    };
  }

  private PathAccess.Access file(Action action, Want want) {
    return new PathAccess(view.inodes().get(), view.proc(), accounts, view.problems())
        .judge(subject, action.path(), want);
  }

  private ProcessRules process(Action action) {
    return new ProcessRules(view, subject, (int) action.number());
  }
}
