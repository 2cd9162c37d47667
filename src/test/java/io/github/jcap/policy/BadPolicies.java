package io.github.jcap.policy;

import java.util.List;

/** Policies with one mistake each: the reader names it, and where it can the schema refuses it. */
final class BadPolicies {
  private BadPolicies() {}

  /**
   * A policy with a mistake.
   *
   * @param yaml the file
   * @param mistake what the reader says of it
   * @param schema whether the schema can know
   */
  record Bad(String yaml, String mistake, boolean schema) {}

  private static Bad seen(String yaml, String mistake) {
    return new Bad(yaml, mistake, true);
  }

  private static Bad unseen(String yaml, String mistake) {
    return new Bad(yaml, mistake, false);
  }

  /** {@return a policy with one rule} */
  static String rule(String kind, String match) {
    return """
    policy_version: 1
    rules:
      - id: tested
        severity: high
        description: d
        remedy: r
        kind: %s
        match: %s
    """
        .formatted(kind, match);
  }

  /** The match begins in line 8, column 12. */
  private static String process(String match) {
    return rule("process", match);
  }

  private static String rule(String line) {
    String good = process("{field: pid, equals: 1}");
    String key = line.substring(0, line.indexOf(':') + 1);
    int from = good.indexOf(key);
    return good.substring(0, from) + line + good.substring(good.indexOf('\n', from));
  }

  private static String exception(String keys) {
    return "policy_version: 1\nexceptions:\n  - {" + keys + "}\n";
  }

  private static final String ID =
      "f:3:9: an id is of lower-case letters, digits and dashes, at most 64, and not %s";

  private static final String OPERATORS =
      "equals, any_of, all_of, none_of, only, glob, exists, at_least";

  static final List<Bad> ALL =
      List.of(
          // The file as a whole.
          unseen("", "f:1:1: the file is empty; a policy begins with policy_version: 1"),
          unseen("# nothing\n", "f:1:1: the file is empty; a policy begins with policy_version: 1"),
          seen("[]", "f:1:1: a policy is a mapping of keys to values, and this is a list"),
          seen("rules: []", "f:1:1: the policy has no policy_version; write policy_version: 1"),
          seen(
              "policy_version: 2\nwhat: ever\n",
              "f:1:17: policy_version is 1 here, and this is the number 2"),
          seen(
              "policy_version: '1'\nrules: []\n",
              "f:1:17: policy_version is 1 here, and this is the text 1"),
          seen("policy_version: 1\n", "f:1:1: the policy has neither rules nor exceptions"),
          seen(
              "policy_version: 1\nrulse: []\nexceptions: []\n",
              "f:2:1: unknown key: rulse (did you mean rules?)"),
          seen("policy_version: 1\nrules:\n", "f:2:7: a list is wanted, and this is nothing"),
          seen(
              "policy_version: 1\nrules: [x]\n",
              "f:2:9: a rule is a mapping of keys to values, and this is the text x"),
          seen(
              "policy_version: 1\nrules: []\nname: 1\n",
              "f:3:7: a text is wanted, and this is the number 1: put it in quotes, '1'"),
          unseen(
              "policy_version: 1\nrules: []\nname: x\nrules: []\n",
              "f:4:1: the key rules is there already, in line 2"),
          unseen(
              "policy_version: 1\nrules: []\n? [x]\n: y\n",
              "f:3:3: a key is a text, and this is a list"),
          unseen(
              "policy_version: 1\nrules: []\n1: x\n",
              "f:3:1: a key is a text, and this is the number 1"),
          // YAML.
          unseen(
              "policy_version: 1\nrules:\n\t- id: x\n",
              "f:3:1: no valid YAML: while scanning for the next token: found character"
                  + " 'TAB' that cannot start any token. (Do not use TAB for indentation)"),
          unseen(
              "policy_version: 1\nname: 'x\n",
              "f:3:1: no valid YAML: while scanning a quoted scalar: found unexpected end of"
                  + " stream"),
          unseen(
              "policy_version: 1\nname: a: b\n",
              "f:2:8: no valid YAML: mapping values are not allowed here"),
          unseen("name: *x\n", "f:1:7: no valid YAML: found undefined alias x"),
          unseen("a: 1\nb: x\u0001\n", "f:2:5: no valid YAML: a control character"),
          unseen("%YAML 2.0\n---\na: 1\n", "f:1:1: YAML 1.2 is wanted, this says 2.0"),
          unseen(
              "a: 1\n---\nb: 1\n",
              "f:2:1: no valid YAML: expected a single document in the stream: but found another"
                  + " document"),
          unseen("a: &x [b, *x]\n", "f:1:11: the alias stands for what it is part of"),
          unseen(
              "policy_version: 1\nrules: []\nname: !x y\n",
              "f:3:7: a text is wanted, and this is of the type !x y: put it in quotes, 'y'"),
          // Rules.
          seen(rule("id: A_b"), ID.formatted("A_b")),
          seen(rule("id: -b"), ID.formatted("-b")),
          seen(
              rule("id: 12"),
              "f:3:9: a text is wanted, and this is the number 12: put it in quotes, '12'"),
          seen(
              rule("severity: HIGH"),
              "f:4:15: unknown severity: HIGH (did you mean high?); it is one of info, low,"
                  + " medium, high, critical"),
          seen(rule("description: ''"), "f:5:18: the text is empty"),
          seen(
              rule("kind: files"),
              "f:7:11: unknown kind: files (did you mean file?); it is one of host, process,"
                  + " thread, socket, file"),
          // Conditions.
          seen(
              process("x"),
              "f:8:12: a condition is a mapping of keys to values, and this is the text x"),
          seen(process("{}"), "f:8:12: a condition has one of all, any, not, some, field"),
          seen(process("{al: []}"), "f:8:13: unknown key: al (did you mean all?)"),
          seen(process("{all: []}"), "f:8:18: the list is empty"),
          seen(process("{any: {}}"), "f:8:18: a list is wanted, and this is a mapping"),
          seen(
              process("{not: {field: pid, equals: 1}, any: [{field: pid, equals: 1}]}"),
              "f:8:43: beside not; join the two under one all or any"),
          seen(
              process("{field: pid, equals: 1, not: {field: pid, equals: 1}}"),
              "f:8:36: not beside field; join the two under one all or any"),
          seen(process("{equals: 1}"), "f:8:13: equals wants a field beside it: {field: …}"),
          seen(
              process("{field: pid}"),
              "f:8:12: the test has no operator; it is one of " + OPERATORS),
          seen(
              process("{field: pid, equals: 1, at_least: 2}"),
              "f:8:36: at_least beside equals; a test has one operator"),
          seen(
              process("{field: pid, equal: 1}"),
              "f:8:25: unknown key: equal (did you mean equals?)"),
          seen(process("{field: pid, matches: 1}"), "f:8:25: unknown key: matches"),
          // Fields.
          unseen(
              process("{field: capabilities.efective, any_of: [bpf]}"),
              "f:8:20: unknown field of process: capabilities.efective"
                  + " (did you mean capabilities.effective?)"),
          unseen(
              process("{field: effective, any_of: [bpf]}"),
              "f:8:20: unknown field of process: effective"
                  + " (did you mean capabilities.effective?)"),
          unseen(process("{field: pid.x, equals: 1}"), "f:8:20: unknown field of process: pid.x"),
          unseen(
              process("{field: zzzzzzzzz, equals: 1}"),
              "f:8:20: unknown field of process: zzzzzzzzz"),
          seen(process("{field: '', equals: 1}"), "f:8:20: the text is empty"),
          unseen(
              rule("socket", "{some: {field: owners, match: {field: exe, equals: x}}}"),
              "f:8:50: unknown field of an element of owners: exe"),
          unseen(
              process("{some: {field: groups, match: {field: exe, equals: x}}}"),
              "f:8:27: some looks into a list of things with fields, which groups is not"),
          seen(process("{some: {field: threads}}"), "f:8:19: some has no match"),
          seen(process("{some: {match: {field: pid, equals: 1}}}"), "f:8:19: some has no field"),
          // Operands.
          unseen(
              process("{field: capabilities.effective, any_of: [CAP_SYS_ADMN]}"),
              "f:8:53: unknown capability: CAP_SYS_ADMN (did you mean CAP_SYS_ADMIN?)"),
          unseen(
              process("{field: capabilities.effective, any_of: [net_rw]}"),
              "f:8:53: unknown capability: net_rw (did you mean net_raw?)"),
          unseen(
              process("{field: capabilities.effective, any_of: [64]}"),
              "f:8:53: unknown capability: 64"),
          seen(
              process("{field: capabilities.effective, any_of: [true]}"),
              "f:8:53: a capability is wanted, and this is true"),
          unseen(
              process("{field: capabilities.effective, equals: CAP_BPF}"),
              "f:8:44: equals compares a text, a number or a flag, and capabilities.effective is"
                  + " a set of capabilities: use any_of, all_of, none_of or only"),
          unseen(
              process("{field: seccomp, at_least: 1}"),
              "f:8:29: at_least compares a number, and seccomp is a text: use equals, any_of,"
                  + " none_of or glob"),
          unseen(
              process("{field: pid, glob: '1*'}"),
              "f:8:25: glob compares texts, and pid is a number: use equals, any_of, none_of or"
                  + " at_least"),
          unseen(
              process("{field: seccomp, all_of: [filter]}"),
              "f:8:29: all_of looks into a set or a list, and seccomp is a text: use equals,"
                  + " any_of, none_of or glob"),
          unseen(
              process("{field: uid, equals: 0}"),
              "f:8:25: equals compares a text, a number or a flag, and uid is made of fields:"
                  + " uid.real, uid.effective, uid.saved, uid.filesystem"),
          unseen(
              rule("socket", "{field: owners, any_of: [x]}"),
              "f:8:28: any_of looks into a set or a list, or at a text or a number, and owners is"
                  + " a list of things with fields: use some, or owners.pid"),
          unseen(
              rule("file", "{field: notes, equals: unpackaged}"),
              "f:8:27: equals compares a text, a number or a flag, and notes is a list: use"
                  + " any_of, all_of, none_of or only"),
          seen(
              process("{field: groups, any_of: 0}"),
              "f:8:36: a list is wanted, and this is the number 0"),
          seen(process("{field: groups, any_of: []}"), "f:8:36: the list is empty"),
          seen(process("{field: comm, glob: []}"), "f:8:32: the list is empty"),
          unseen(
              process("{field: pid, equals: '1'}"),
              "f:8:33: pid is a whole number, and this is the text 1"),
          seen(
              process("{field: pid, equals: 1.5}"),
              "f:8:33: pid is a whole number, and this is the number 1.5"),
          unseen(
              process("{field: pid, at_least: 99999999999999999999}"),
              "f:8:35: no number of 64 bits: 99999999999999999999"),
          unseen(
              process("{field: comm, equals: 5}"),
              "f:8:34: comm is a text, and this is the number 5: put it in quotes, '5'"),
          unseen(
              process("{field: no_new_privs, equals: 'no'}"),
              "f:8:42: true or false is wanted, and this is the text no"),
          seen(
              process("{field: container, exists: yes}"),
              "f:8:39: true or false is wanted, and this is the text yes"),
          seen(
              process("{field: comm, glob: 5}"),
              "f:8:32: a pattern is a text, and this is the number 5: put it in quotes, '5'"),
          seen(
              process("{field: comm, glob: '" + "x".repeat(4097) + "'}"),
              "f:8:32: a pattern has at most 4096 bytes, this has 4097"),
          unseen(
              rule("socket", "{field: reach, equals: extern}"),
              "f:8:35: reach is never extern (did you mean external?); it is external, loopback,"
                  + " host, none"),
          unseen(
              rule("file", "{field: revision, any_of: [4]}"),
              "f:8:39: revision is never 4 (did you mean 1?); it is 1, 2, 3"),
          unseen(
              rule("file", "{field: notes, any_of: [unpackage]}"),
              "f:8:36: notes is never unpackage (did you mean unpackaged?); it is inert: nosuid"
                  + " mount, inert: script, interpreter, writable by group, writable by others, in"
                  + " a world-writable directory, capabilities and setuid, capabilities and"
                  + " setgid, +e beyond this process's bounding set: exec would fail with EPERM,"
                  + " unpackaged"),
          unseen(
              rule("socket", "{field: state, equals: listen}"),
              "f:8:35: state is never listen: it is like ^([A-Z][A-Z0-9_]+|[0-9]+)$"),
          // Exceptions.
          seen(exception("reason: x"), "f:3:5: the exception has no rule"),
          seen(exception("rule: x"), "f:3:5: the exception has no reason"),
          seen(exception("rule: x, reason: x, until: 2027-01-01"), "f:3:26: unknown key: until"),
          seen(
              exception("rule: x, reason: x, expires: tomorrow"),
              "f:3:35: expires is a day as 2027-01-31, and not tomorrow"),
          seen(
              exception("rule: x, reason: x, expires: 2027-1-1"),
              "f:3:35: expires is a day as 2027-01-31, and not 2027-1-1"),
          seen(
              exception("rule: x, reason: x, expires: 2027-13-01"),
              "f:3:35: expires is a day as 2027-01-31, and not 2027-13-01"),
          seen(
              exception("rule: x, reason: x, expires: 20270101"),
              "f:3:35: a text is wanted, and this is the number 20270101: put it in quotes,"
                  + " '20270101'"),
          seen(
              "policy_version: 1\nrules: []\nnot_judged: [{control: x}]\n",
              "f:3:14: a control that is not judged has no reason"));
}
