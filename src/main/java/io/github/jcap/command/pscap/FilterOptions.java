package io.github.jcap.command.pscap;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.NamespaceWord;
import io.github.jcap.command.Option;
import io.github.jcap.command.ProcessFilter;
import io.github.jcap.command.ProcessFilters;
import io.github.jcap.command.Workloads;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.text.Glob;
import io.github.jcap.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The options that narrow a report. Each takes a comma list, and may be repeated, of which any is
 * enough; the options are joined by and.
 */
final class FilterOptions {
  static final List<Option> OPTIONS =
      List.of(
          ProcessFilters.CAP,
          ProcessFilters.SET,
          Option.repeated(
              "USER[,USER...]", "Only those whose effective user is any of these.", "--user"),
          ProcessFilters.UNIT,
          ProcessFilters.CONTAINER,
          ProcessFilters.POD,
          Option.repeated("GLOB[,GLOB...]", "Only those with a name like any of these.", "--comm"),
          Option.repeated(
              "KIND=INODE|PID", "Only those in this namespace, or that of a process.", "--ns"),
          Option.repeated(
              "WORD[,WORD...]", "Only those without no_new_privs, or seccomp.", "--lacking"));

  private final Arguments arguments;
  private final ProcRoot proc;
  private final List<ProcessFilter> filters = new ArrayList<>();

  private FilterOptions(Arguments arguments, ProcRoot proc) {
    this.arguments = arguments;
    this.proc = proc;
  }

  /**
   * {@return what a line asks for}
   *
   * @param workloads knows who started each process
   * @param accounts knows the users that are named
   * @param proc has the processes that are named
   * @throws CommandException for a value that means nothing, or a process that is not there
   */
  static List<ProcessFilter> of(
      Arguments arguments, Workloads workloads, Accounts accounts, ProcRoot proc) {
    FilterOptions options = new FilterOptions(arguments, proc);
    options.filters.addAll(ProcessFilters.holding(arguments));
    options.users(accounts);
    List<Glob> names = ProcessFilters.globs(options.arguments.lists("--comm"));
    if (!names.isEmpty()) {
      options.filters.add(new ProcessFilter.Names(names));
    }
    options.filters.addAll(ProcessFilters.ofWorkloads(arguments, workloads));
    options.namespaces();
    options.lacking();
    return options.filters;
  }

  private void users(Accounts accounts) {
    Set<Long> uids = new HashSet<>();
    for (String word : arguments.lists("--user")) {
      OptionalLong named = accounts.userId(ByteString.of(word));
      uids.add(named.isPresent() ? named.getAsLong() : uid(word));
    }
    if (!uids.isEmpty()) {
      filters.add(new ProcessFilter.Users(uids));
    }
  }

  private static long uid(String word) {
    try {
      return Integer.toUnsignedLong(Integer.parseUnsignedInt(word));
    } catch (NumberFormatException e) {
      throw CommandException.usage("no user " + word + " here; a uid is always taken");
    }
  }

  private void namespaces() {
    for (NamespaceKind kind : NamespaceKind.values()) {
      Set<Long> inodes = new HashSet<>();
      for (String word : arguments.lists("--ns")) {
        if (kind(word) == kind) {
          inodes.add(inode(kind, word));
        }
      }
      if (!inodes.isEmpty()) {
        filters.add(new ProcessFilter.Lives(kind, inodes));
      }
    }
  }

  private static NamespaceKind kind(String word) {
    int equals = word.indexOf('=');
    if (equals < 0) {
      throw CommandException.usage("--ns takes KIND=INODE or KIND=PID, as in net=1: " + word);
    }
    String name = word.substring(0, equals);
    List<String> names = new ArrayList<>();
    for (NamespaceKind kind : NamespaceKind.values()) {
      if (kind.link().equals(name)) {
        return kind;
      }
      names.add(kind.link());
    }
    throw CommandException.usage("unknown kind of namespace: " + name + Nearest.hint(name, names));
  }

  private long inode(NamespaceKind kind, String word) {
    String digits = word.substring(word.indexOf('=') + 1);
    return NamespaceWord.of(digits, kind, proc, "--ns", word, "--ns " + word).inode();
  }

  private void lacking() {
    List<ProcessFilter.Protection> lacking = new ArrayList<>();
    for (String word : arguments.lists("--lacking")) {
      lacking.add(protection(word));
    }
    if (!lacking.isEmpty()) {
      filters.add(new ProcessFilter.Lacks(lacking));
    }
  }

  private static ProcessFilter.Protection protection(String word) {
    List<String> names = new ArrayList<>();
    for (ProcessFilter.Protection protection : ProcessFilter.Protection.values()) {
      if (protection.word().equals(word)) {
        return protection;
      }
      names.add(protection.word());
    }
    throw CommandException.usage("--lacking: unknown: " + word + Nearest.hint(word, names));
  }
}
