package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.DockerText;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Iab;
import io.github.jcap.cap.IabText;
import io.github.jcap.cap.KubernetesText;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.OciText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.SetText;
import io.github.jcap.cap.SystemdText;
import io.github.jcap.cap.XattrText;
import io.github.jcap.command.CapListing;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.EnumMap;
import java.util.Map;

/**
 * Finds out what one text says: by its shape, the narrowest first. A text that has the shape of one
 * form is not tried as another, so that what is wrong with it can be said.
 */
final class Decoder {
  private static final int MASK_DIGITS = 16;

  private final int last;

  /** Reads texts that are meant for the kernel with that last capability. */
  Decoder(int last) {
    this.last = last;
  }

  /**
   * {@return what a text says}
   *
   * @param given one value, or one line; blanks around it do not count
   * @throws Malformed where it is unclear: why, or what it could be
   */
  Value decode(ByteString given) {
    String text = given.latin1().trim();
    Value value = attributes(given, text);
    CapSet named = value.needed();
    CapSet unnamed = named.without(CapSet.all(Capability.last()));
    CapSet beyond = named.without(CapSet.all(last)).without(unnamed);
    return value
        .noting(
            unnamed.isEmpty()
                ? ""
                : "no name is known for "
                    + NgText.list(unnamed)
                    + "; Docker, OCI and Kubernetes take names alone")
        .noting(
            beyond.isEmpty()
                ? ""
                : "beyond the last capability of the kernel, " + last + ": " + NgText.list(beyond));
  }

  private Value value(ByteString given, Form form) {
    return Value.of(given, form, last);
  }

  private Value attributes(ByteString given, String text) {
    if (text.startsWith("security.capability=")) {
      String value = text.substring(text.indexOf('=') + 1);
      return value(given, Form.ATTRIBUTE).with(XattrText.parse(value));
    }
    if (XattrText.isBase64(text) || XattrText.isHex(text)) {
      return value(given, Form.ATTRIBUTE).with(XattrText.parse(text));
    }
    if (SetText.isMask(text)) {
      return mask(given, text);
    }
    if (AuditRecord.isLike(text)) {
      return AuditRecord.read(value(given, Form.AUDIT), text);
    }
    return lines(given, text);
  }

  private Value mask(ByteString given, String text) {
    boolean prefixed = text.startsWith("0x") || text.startsWith("0X");
    int digits = text.length() - (prefixed ? 2 : 0);
    if (digits > MASK_DIGITS) {
      throw new Malformed(
          "a mask has 64 bits, 16 hexadecimal digits at most, and an attribute 24, 40 or 48; \""
              + text
              + "\" has "
              + digits);
    }
    CapSet set = SetText.parse(text, last);
    return value(given, Form.MASK).with(set).noting(prefixed ? "" : otherReading(text));
  }

  /** Decimal digits alone could be meant otherwise; those that are filled up with zeros are not. */
  private static String otherReading(String digits) {
    boolean filled = digits.length() > 1 && digits.charAt(0) == '0';
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) > '9') {
        return "";
      }
    }
    if (filled || digits.length() > MASK_DIGITS) {
      return "";
    }
    long number = Long.parseLong(digits);
    if (number > 63) {
      return "in decimal it would be the mask 0x" + Long.toHexString(number);
    }
    String name = NgText.list(CapSet.of(1L << number));
    return name.equals(digits)
        ? "capability number " + number + ", which has no name here, is #" + number
        : "capability number " + number + ", " + name + ", is #" + number;
  }

  private Value lines(ByteString given, String text) {
    if (text.startsWith("#") && text.indexOf(' ') < 0 && text.indexOf(',') < 0) {
      return value(given, Form.NUMBER).with(SetText.parse(text, last));
    }
    if (text.startsWith("Cap") && text.indexOf(':') > 0 && text.indexOf('=') < 0) {
      return status(given, text);
    }
    if (text.startsWith("CapabilityBoundingSet=") || text.startsWith("AmbientCapabilities=")) {
      return systemd(given, text);
    }
    if (DockerText.isLike(text)) {
      return value(given, Form.DOCKER).with(DockerText.parse(text, last));
    }
    if (KubernetesText.isLike(text)) {
      return value(given, Form.KUBERNETES).with(KubernetesText.parse(text, last));
    }
    if (text.startsWith("[") && text.endsWith("]")) {
      return isIab(text.substring(1))
          ? iab(value(given, Form.IAB), text.substring(1, text.length() - 1))
          : value(given, Form.OCI).with(OciText.parse(text));
    }
    return ToolLine.isLike(text) ? new ToolLine(last).read(given, text) : texts(given, text);
  }

  private Value status(ByteString given, String text) {
    int colon = text.indexOf(':');
    String field = text.substring(0, colon);
    for (SetKind kind : SetKind.values()) {
      if (field.equals(kind.statusField())) {
        CapSet set = CapSet.parseHex(text.substring(colon + 1).trim());
        return value(given, Form.STATUS).with(only(kind, set));
      }
    }
    throw new Malformed(
        "no line of /proc/PID/status: \""
            + field
            + "\"; those are CapInh, CapPrm, CapEff, CapBnd"
            + " and CapAmb");
  }

  private static Map<SetKind, CapSet> only(SetKind kind, CapSet set) {
    Map<SetKind, CapSet> sets = new EnumMap<>(SetKind.class);
    sets.put(kind, set);
    return sets;
  }

  private Value systemd(ByteString given, String text) {
    SetKind kind = text.startsWith("A") ? SetKind.AMBIENT : SetKind.BOUNDING;
    CapSet set = SystemdText.parse(text.substring(text.indexOf('=') + 1).trim(), last);
    return value(given, Form.SYSTEMD).with(only(kind, set));
  }

  private Value texts(ByteString given, String text) {
    if (isIab(text)) {
      return iab(value(given, Form.IAB), text);
    }
    if (!isLibcap(text)) {
      return list(given, text);
    }
    try {
      return libcap(value(given, Form.LIBCAP), text);
    } catch (Malformed e) {
      if (!isListing(text)) {
        throw e;
      }
      CapListing.Line line = CapListing.line(text, last);
      return value(given, Form.GETCAP).with(line.caps()).of(line.paths().get(0));
    }
  }

  private Value libcap(Value value, String text) {
    Value sets = value.with(LibcapText.parse(text, last));
    try {
      FileCaps caps = LibcapText.parseFile(text, last);
      return sets.withFile(caps);
    } catch (Malformed e) {
      return sets.noting("no file can have it: one flag makes all of its sets effective, or none");
    }
  }

  private Value iab(Value value, String text) {
    Iab iab = IabText.parse(text);
    return value.with(sets(iab, last));
  }

  /** {@return the three sets, the bounding set in place of what is blocked} */
  static Map<SetKind, CapSet> sets(Iab iab, int last) {
    Map<SetKind, CapSet> sets = new EnumMap<>(SetKind.class);
    sets.put(SetKind.INHERITABLE, iab.inheritable());
    sets.put(SetKind.BOUNDING, iab.bounding(last));
    sets.put(SetKind.AMBIENT, iab.ambient());
    return sets;
  }

  /** A sign stands in front of one of the names at least; without any it is a list. */
  private static boolean isIab(String text) {
    boolean first = true;
    for (int at = 0; at < text.length(); at++) {
      if (first && IabText.isPrefix(text.charAt(at))) {
        return true;
      }
      first = text.charAt(at) == ',';
    }
    return false;
  }

  /** An operator stands somewhere; a minus in front of a name is of a list. */
  private static boolean isLibcap(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean first = at == 0 || text.charAt(at - 1) == ',' || text.charAt(at - 1) == ' ';
      if (c == '=' || c == '+' || (c == '-' && !first)) {
        return true;
      }
    }
    return false;
  }

  /** What stands first is a file's name, and no capability's. */
  private static boolean isListing(String text) {
    int blank = text.indexOf(' ');
    if (blank <= 0 || text.lastIndexOf('=') < blank) {
      return false;
    }
    String first = text.substring(0, blank);
    return first.indexOf('/') >= 0
        || (first.indexOf('=') < 0
            && first.indexOf('+') < 0
            && !first.regionMatches(true, 0, "cap_", 0, 4)
            && Capability.ofName(first).isEmpty());
  }

  private Value list(ByteString given, String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean part = c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
      if (!part && " \t,-~#".indexOf(c) < 0) {
        throw new Malformed(
            "neither a mask, a list of names, libcap's text or IAB, an attribute, nor a line of"
                + " status, getcap, getpcaps, getfattr or audit");
      }
    }
    return value(given, Form.LIST).with(SetText.parse(text, last));
  }
}
