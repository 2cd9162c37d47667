package io.github.jcap.command.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.document.DocumentException;
import io.github.jcap.policy.PolicyException;
import io.github.jcap.policy.PolicyReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy with a rule of each kind that an inventory has many of, and what is judged by it. */
final class SitePolicy {
  static final String TEXT =
      """
      policy_version: 1
      name: site
      description: What this site does not allow.
      rules:
        - id: seccomp-off
          severity: medium
          kind: process
          description: A process may make every system call.
          match: {field: seccomp, equals: disabled}
          remedy: Start it with a filter.
        - id: admin
          severity: critical
          kind: process
          description: A process holds CAP_SYS_ADMIN.
          match: {field: capabilities.effective, any_of: [CAP_SYS_ADMIN]}
          remedy: Take it away.
        - id: thread-differs
          severity: info
          kind: thread
          description: A thread holds what its process does not.
          match: {field: capabilities.permitted, any_of: [CAP_NET_RAW]}
          remedy: Look at it.
        - id: open-port
          severity: high
          kind: socket
          description: A listener can be reached from outside.
          match:
            all:
              - {field: state, equals: LISTEN}
              - {field: reach, equals: external}
          remedy: Bind it to 127.0.0.1.
        - id: writable
          severity: high
          kind: file
          description: A file with capabilities can be changed by anybody.
          match: {field: notes, any_of: [writable by others]}
          remedy: chmod o-w.
      not_judged:
        - {control: Host paths, reason: an inventory has no volumes}
      """;

  static final String NO_CAPS =
      "{'effective':{'mask':'0x0000000000000000','names':[]},"
          + "'permitted':{'mask':'0x0000000000000000','names':[]}}";
  static final String ADMIN =
      "{'effective':{'mask':'0x0000000000200000','names':['CAP_SYS_ADMIN']},"
          + "'permitted':{'mask':'0x0000000000200000','names':['CAP_SYS_ADMIN']}}";
  static final String RAW =
      "{'effective':{'mask':'0x0000000000000000','names':[]},"
          + "'permitted':{'mask':'0x0000000000002000','names':['CAP_NET_RAW']}}";

  /** The last day of what expires in these tests, and the clock of {@link io.github.jcap.Cli}. */
  static final LocalDate TODAY = LocalDate.of(2026, 1, 2);

  private SitePolicy() {}

  /** {@return a process that no rule finds} */
  static String process(int pid, String exe) {
    return "{'pid':"
        + pid
        + ",'comm':'app','exe':'"
        + exe
        + "','user':'www','seccomp':'filter','threads':[],'capabilities':"
        + NO_CAPS
        + "}";
  }

  static String without(String seccomp) {
    return seccomp.replace("'filter'", "'disabled'");
  }

  static String unread(String seccomp) {
    return seccomp.replace("'filter'", "null");
  }

  static GivenPolicy policy(String file, String yaml) {
    try {
      return new GivenPolicy(PolicyReader.read(file, yaml.getBytes(UTF_8)), file);
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  /** {@return what comes of an inventory by the policy with exceptions added to it} */
  static Judgement judge(FakeInventory inventory, String... exceptions) {
    return judge(inventory, Optional.empty(), exceptions);
  }

  static Judgement judge(
      FakeInventory inventory, Optional<Baseline> baseline, String... exceptions) {
    List<GivenPolicy> given = new ArrayList<>();
    given.add(policy("site.yaml", TEXT));
    if (exceptions.length > 0) {
      given.add(policy("ours.yaml", exceptions(exceptions)));
    }
    return judge(inventory, new Judge(Policies.of(given, List.of()), baseline, TODAY));
  }

  static Judgement judge(FakeInventory inventory, Judge judge) {
    inventory.read(judge);
    return judge.judgement();
  }

  static Baseline baseline(FakeInventory inventory) throws DocumentException {
    Baseline baseline = new Baseline();
    inventory.read(baseline);
    return baseline;
  }

  /** {@return a policy of exceptions alone, each written in braces, from line 4 on} */
  static String exceptions(String... exceptions) {
    StringBuilder yaml = new StringBuilder("policy_version: 1\nname: ours\nexceptions:\n");
    for (String exception : exceptions) {
      yaml.append("  - ").append(exception).append('\n');
    }
    return yaml.toString();
  }
}
