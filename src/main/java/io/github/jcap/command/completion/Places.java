package io.github.jcap.command.completion;

import io.github.jcap.cap.Capability;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetKind;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.Option;
import io.github.jcap.command.completion.Candidates.Source;
import io.github.jcap.policy.Severity;
import io.github.jcap.policy.ShippedPolicies;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.socket.SocketFamily;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What may stand at each place of a command line: the one table of it. A new option with a value
 * needs a line here, which a test asks for.
 */
final class Places {
  private Places() {}

  /**
   * {@return what an option's value may be}
   *
   * @throws IllegalArgumentException for an option that has no line here
   */
  static Candidates after(Option option, Described command) {
    String name = option.names().get(option.names().size() - 1);
    return switch (name) {
      case "--format" -> Candidates.words(formats(command.name()));
      case "--color" -> Candidates.words("auto", "always", "never");
      case "--output" -> Candidates.words(command.columns()).listed();
      case "--sort" -> Candidates.words(command.columns());
      case "--proc", "--root" -> Candidates.of(Source.DIRECTORIES);
      case "--pid" -> Candidates.of(Source.PROCESSES);
      case "--user" -> users(command.name());
      case "--cap", "--has" -> capabilities();
      case "--set" -> command.name().equals("filecap") ? Candidates.any() : sets();
      case "--container" -> Candidates.words("any").listed();
      case "--lacking" -> Candidates.words("no_new_privs", "seccomp").listed();
      case "--ns" -> Candidates.words(namespaceKinds());
      case "--source" -> Candidates.words("proc", "capget", "both");
      case "--state" -> Candidates.words("listen", "all");
      case "--proto" -> Candidates.words(protocols()).listed();
      case "--netns" -> Candidates.words("self", "all").or(Source.NETWORKS);
      case "--interface" -> Candidates.of(Source.INTERFACES);
      case "--verify", "--file-caps" ->
          Candidates.words(name.equals("--verify") ? List.of("none") : List.of("none", "empty"));
      case "--restore", "--files0-from", "--output-file" -> Candidates.of(Source.FILES);
      case "--files" -> Candidates.words("all", "path", "none").or(Source.DIRECTORIES).listed();
      case "--baseline" -> Candidates.of(Source.FILES);
      case "--policy" -> Candidates.words(ShippedPolicies.names()).or(Source.FILES).listed();
      case "--fail-on" -> Candidates.words(severities());
      case "--only" -> Candidates.words("host", "processes", "sockets", "files").listed();
      case "--ambient-rule" -> Candidates.words("old", "new");
      case "--effective", "--permitted", "--inheritable", "--bounding", "--ambient" ->
          capabilities().after("all", "none");
      case "--securebits" -> Candidates.words(securebits()).after("none").listed();
      case "--no-new-privs" -> Candidates.words("true", "false");
      case "--unit",
          "--pod",
          "--comm",
          "--port",
          "--exclude",
          "--jobs",
          "--rootid",
          "--id",
          "--last",
          "--search",
          "--rule",
          "--uid",
          "--gid",
          "--groups",
          "--file-rootid",
          "--mode",
          "--owner" ->
          Candidates.any();
      default -> throw new IllegalArgumentException("no line for " + command.name() + " " + name);
    };
  }

  /** {@return what the first word may be that is no option} */
  static Candidates first(Described command) {
    return switch (command.name()) {
      case "filecap" -> Candidates.of(Source.FILES);
      case "execcap" -> Candidates.of(Source.PROGRAMS);
      case "can" -> Candidates.of(Source.PROCESSES);
      case "show" -> Candidates.words("self").or(Source.PROCESSES);
      case "decode", "explain" -> capabilities();
      case "diff", "check" -> Candidates.words("now").or(Source.FILES);
      default -> Candidates.words(command.syntax().words().choices());
    };
  }

  /** {@return what the words after it may be} */
  static Candidates next(Described command) {
    if (!command.syntax().words().many()) {
      return Candidates.any();
    }
    return switch (command.name()) {
      case "filecap" -> Candidates.words(capabilities().words()).after("none").or(Source.FILES);
      case "can" -> Candidates.words(command.syntax().words().choices()).or(Source.ACTIONS);
      default -> first(command);
    };
  }

  private static List<String> formats(String command) {
    return switch (command) {
      case "inventory" -> List.of("json", "ndjson");
      case "captest", "diff", "execcap" -> List.of("text", "json", "ndjson");
      case "check" -> List.of("text", "json", "ndjson", "junit", "sarif");
      default -> List.of("text", "json", "ndjson", "csv");
    };
  }

  private static Candidates users(String command) {
    Candidates users = Candidates.of(Source.USERS);
    return command.equals("pscap") ? users.listed() : users;
  }

  /** {@return names of capabilities, with commas between} */
  static Candidates capabilities() {
    List<String> names = new ArrayList<>();
    for (Capability capability : Capability.values()) {
      names.add(capability.plainName());
    }
    return Candidates.words(names).listed();
  }

  private static Candidates sets() {
    List<String> names = new ArrayList<>();
    for (SetKind kind : SetKind.values()) {
      names.add(CapsJson.name(kind));
    }
    return Candidates.words(names);
  }

  private static List<String> namespaceKinds() {
    List<String> kinds = new ArrayList<>();
    for (NamespaceKind kind : NamespaceKind.values()) {
      kinds.add(kind.link() + "=");
    }
    return kinds;
  }

  private static List<String> protocols() {
    Set<String> names = new LinkedHashSet<>();
    for (SocketFamily family : SocketFamily.values()) {
      names.add(family.shown());
    }
    names.add(SocketFamily.Domain.PACKET.label());
    return List.copyOf(names);
  }

  private static List<String> severities() {
    List<String> words = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      words.add(severity.name().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static List<String> securebits() {
    List<String> names = new ArrayList<>();
    for (Securebits.Flag flag : Securebits.Flag.values()) {
      String name = flag.name().toLowerCase(Locale.ROOT);
      names.add(name);
      names.add(name + "_locked");
    }
    return names;
  }
}
