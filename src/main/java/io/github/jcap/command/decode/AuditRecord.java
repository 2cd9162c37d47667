package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.SetText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A record of the audit log, or a part of one, as pasted: {@code key=value} between blanks.
 *
 * <pre>
 * capability=12                         a denial of SELinux or AppArmor: a number
 * capname="net_admin"                   AppArmor beside it
 * denied  { net_admin } ... tclass=capability
 * cap_fp= cap_fi= cap_fe= cap_fver= cap_frootid=      PATH: a file's attribute
 * cap_pp= cap_pi= cap_pe= cap_pa=       CAPSET: a process's sets
 * fp= fi= fe= fver= old_pp= ... pp= pi= pe= pa=       BPRM_FCAPS: of execve, before and after
 * </pre>
 *
 * <p>Source: {@code kernel/auditsc.c} and {@code security/lsm_audit.c} of the kernel. A set is 16
 * hexadecimal digits, or 0; {@code cap_fe} is the flag.
 */
final class AuditRecord {
  private static final List<String> SIGNS =
      List.of(
          "capability",
          "capname",
          "cap_fp",
          "cap_fi",
          "cap_fe",
          "cap_pp",
          "cap_pi",
          "cap_pe",
          "cap_pa",
          "fp",
          "fi",
          "old_pp",
          "old_pi",
          "old_pe",
          "new_pp",
          "new_pi",
          "new_pe");

  private final Value value;
  private final Map<String, String> fields;

  private AuditRecord(Value value, Map<String, String> fields) {
    this.value = value;
    this.fields = fields;
  }

  /** {@return whether a text is of the audit log} */
  static boolean isLike(String text) {
    if (text.startsWith("type=") || text.contains("audit(") || text.contains("avc:")) {
      return true;
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign + "=")) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return what a record says}
   *
   * @param value to put it in
   * @throws Malformed where it says nothing of capabilities
   */
  static Value read(Value value, String text) {
    Map<String, String> fields = fields(text);
    Value read = new AuditRecord(value, fields).read(text);
    String of = unquoted(fields.getOrDefault("name", fields.getOrDefault("comm", "")));
    return of.isEmpty() ? read : read.of(new ByteString(of));
  }

  private Value read(String text) {
    if (fields.containsKey("capability") || fields.containsKey("capname")) {
      return denial();
    }
    boolean file = hasAny("cap_fp", "cap_fi", "cap_fe", "fp", "fi");
    boolean process = hasAny("cap_pp", "cap_pi", "cap_pe", "cap_pa", "pp", "pi", "pe", "new_pp");
    Value read = value;
    if (process) {
      read = read.with(sets(fields.containsKey("new_pp") ? "new_" : prefix("cap_")));
      read = hasAny("old_pp", "old_pi", "old_pe") ? read.withBefore(sets("old_")) : read;
    }
    if (file) {
      return file(read, process);
    }
    return process ? read : ofClass(text);
  }

  private String prefix(String usual) {
    return fields.containsKey(usual + "pp") || fields.containsKey(usual + "pe") ? usual : "";
  }

  private Value denial() {
    String name = unquoted(fields.getOrDefault("capname", ""));
    String number = unquoted(fields.getOrDefault("capability", ""));
    CapSet set = SetText.parse(number.isEmpty() ? name : "#" + number, 63);
    if (set.size() != 1) {
      throw new Malformed("one capability is expected, not \"" + name + "\"");
    }
    boolean differ = !name.isEmpty() && !number.isEmpty() && !isOf(name, set);
    return value.with(set).noting(differ ? "capname says another: " + name : "");
  }

  private static boolean isOf(String name, CapSet set) {
    return Capability.ofName(name).isPresent() && set.contains(Capability.ofName(name).get());
  }

  /** What stands in braces, where the class is that of capabilities. */
  private Value ofClass(String text) {
    String kind = fields.getOrDefault("tclass", "");
    int open = text.indexOf('{');
    int close = text.indexOf('}', open + 1);
    if (kind.startsWith("cap") && open >= 0 && close > open) {
      return value.with(SetText.parse(text.substring(open + 1, close), 63));
    }
    throw new Malformed(
        "a record of the audit log without capability=, capname=, cap_fp=, cap_pp= or the like");
  }

  private Map<SetKind, CapSet> sets(String prefix) {
    Map<SetKind, CapSet> sets = new EnumMap<>(SetKind.class);
    put(sets, SetKind.EFFECTIVE, prefix + "pe");
    put(sets, SetKind.PERMITTED, prefix + "pp");
    put(sets, SetKind.INHERITABLE, prefix + "pi");
    put(sets, SetKind.AMBIENT, prefix + "pa");
    return sets;
  }

  private void put(Map<SetKind, CapSet> sets, SetKind kind, String key) {
    if (fields.containsKey(key)) {
      sets.put(kind, set(key));
    }
  }

  private Value file(Value read, boolean process) {
    String prefix = hasAny("cap_fp", "cap_fi", "cap_fe") ? "cap_f" : "f";
    CapSet permitted = fields.containsKey(prefix + "p") ? set(prefix + "p") : CapSet.EMPTY;
    CapSet inheritable = fields.containsKey(prefix + "i") ? set(prefix + "i") : CapSet.EMPTY;
    String flag = fields.getOrDefault(prefix + "e", "0");
    if (!flag.equals("0") && !flag.equals("1")) {
      throw new Malformed(prefix + "e is the effective flag, 0 or 1, not \"" + flag + "\"");
    }
    FileCaps caps = FileCaps.of(permitted, inheritable, flag.equals("1"));
    String revision = fields.getOrDefault(prefix + "ver", "");
    String rootid = fields.getOrDefault(prefix + "rootid", "0");
    if (revision.equals("3")) {
      caps = caps.within(OptionalLong.of(rootid(rootid)));
    }
    if (revision.equals("0") && caps.isEmpty() && !caps.effective()) {
      return (process ? read : read.with(caps).withoutFile()).noting("the file has no attribute");
    }
    return process ? read.withFile(caps) : read.with(caps);
  }

  private static long rootid(String digits) {
    try {
      long id = Long.parseLong(digits);
      if (id >= 0 && id <= 0xffff_ffffL) {
        return id;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new Malformed("not a rootid of 32 bits: \"" + digits + "\"");
  }

  private CapSet set(String key) {
    String digits = fields.getOrDefault(key, "");
    if (digits.equals("?")) {
      throw new Malformed(key + "=?: the kernel could not read it");
    }
    return CapSet.parseHex(digits);
  }

  private boolean hasAny(String... keys) {
    for (String key : keys) {
      if (fields.containsKey(key)) {
        return true;
      }
    }
    return false;
  }

  /** Each key once, with its first value. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (int from = 0; from < text.length(); ) {
      int end = from;
      boolean quoted = false;
      while (end < text.length() && (quoted || !isSeparator(text.charAt(end)))) {
        quoted ^= text.charAt(end) == '"';
        end++;
      }
      int equals = text.indexOf('=', from);
      if (equals > from && equals < end) {
        fields.putIfAbsent(text.substring(from, equals), text.substring(equals + 1, end));
      }
      from = end + 1;
    }
    return fields;
  }

  /** The group separator stands in front of what auditd adds. */
  private static boolean isSeparator(char c) {
    return c == ' ' || c == '\t' || c == ',' || c == '\u001d';
  }

  private static String unquoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
