package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.IabText;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.SystemdText;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of libcap's programs that say what they are about:
 *
 * <pre>
 * 1: =ep cap_sys_resource-ep                          getpcaps
 * 1: "=ep" [!cap_sys_resource]                        getpcaps --iab
 * Capabilities for '1': =ep                           getpcaps --verbose and --legacy
 * Current: =ep                                        capsh --print
 * Current IAB: !cap_sys_resource
 * Bounding set =cap_chown,cap_kill
 * Ambient set =
 * 0x0000000000003000=cap_net_admin,cap_net_raw        capsh --decode
 * </pre>
 */
final class ToolLine {
  private static final String VERBOSE = "Capabilities for ";
  private static final List<String> CAPSH =
      List.of("Current: ", "Current IAB:", "Bounding set =", "Ambient set =");

  private final int last;

  ToolLine(int last) {
    this.last = last;
  }

  static boolean isLike(String text) {
    return text.startsWith(VERBOSE)
        || pidEnd(text) > 0
        || isDecoded(text)
        || prefix(text).length() > 0;
  }

  /** Where the digits end in front of a colon and a blank; 0 where none do. */
  private static int pidEnd(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return text.startsWith(": ", at) ? at : 0;
  }

  private static boolean isDecoded(String text) {
    return text.startsWith("0x") && text.indexOf('=') == 18;
  }

  private static String prefix(String text) {
    for (String prefix : CAPSH) {
      if (text.startsWith(prefix.trim())) {
        return prefix.trim();
      }
    }
    return "";
  }

  /**
   * {@return what such a line says}
   *
   * @throws Malformed for what stands behind its beginning
   */
  Value read(ByteString given, String text) {
    if (isDecoded(text)) {
      return Value.of(given, Form.CAPSH, last).with(decoded(text));
    }
    String prefix = prefix(text);
    if (!prefix.isEmpty()) {
      return capsh(given, prefix, text.substring(prefix.length()).trim());
    }
    if (text.startsWith(VERBOSE)) {
      int colon = text.indexOf("':");
      if (colon < VERBOSE.length() + 1) {
        throw new Malformed(VERBOSE + "'PID': is expected, not \"" + text + "\"");
      }
      String pid = text.substring(VERBOSE.length() + 1, colon);
      return getpcaps(given, pid, text.substring(colon + 2).trim());
    }
    int end = pidEnd(text);
    return getpcaps(given, text.substring(0, end), text.substring(end + 1).trim());
  }

  private static CapSet decoded(String text) {
    CapSet mask = CapSet.parseHex(text.substring(2, 18));
    String names = text.substring(19);
    CapSet named = names.isEmpty() ? CapSet.EMPTY : IabText.parse(names).inheritable();
    if (!named.equals(mask)) {
      throw new Malformed("the mask is " + mask.hex() + " and the names are " + named.hex());
    }
    return mask;
  }

  private Value capsh(ByteString given, String prefix, String rest) {
    Value value = Value.of(given, Form.CAPSH, last);
    if (prefix.endsWith("IAB:")) {
      return value.with(Decoder.sets(IabText.parse(rest), last));
    }
    if (prefix.endsWith(":")) {
      return value.with(LibcapText.parse(rest, last));
    }
    Map<SetKind, CapSet> sets = new EnumMap<>(SetKind.class);
    sets.put(
        prefix.startsWith("A") ? SetKind.AMBIENT : SetKind.BOUNDING, SystemdText.parse(rest, last));
    return value.with(sets);
  }

  private Value getpcaps(ByteString given, String pid, String rest) {
    Value value = Value.of(given, Form.GETPCAPS, last).of(new ByteString(pid));
    int quote = rest.indexOf('"', 1);
    if (!rest.startsWith("\"") || quote < 0) {
      return value.with(LibcapText.parse(rest, last));
    }
    Value three = value.with(LibcapText.parse(rest.substring(1, quote), last));
    String iab = rest.substring(quote + 1).trim();
    if (!iab.startsWith("[") || !iab.endsWith("]")) {
      throw new Malformed("\"TEXT\" [IAB] is expected, not \"" + rest + "\"");
    }
    Map<SetKind, CapSet> sets =
        Decoder.sets(IabText.parse(iab.substring(1, iab.length() - 1)), last);
    sets.putAll(three.sets());
    return value.with(sets);
  }
}
