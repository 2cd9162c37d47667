package io.github.jcap.command.decode;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.DockerText;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.KubernetesText;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.OciText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.SystemdText;
import io.github.jcap.cap.XattrText;
import io.github.jcap.command.CapsJson;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.io.IOException;

/** Values in words: each a block of lines, an empty line between two. */
final class ValuePage {
  private static final int WIDTH = 13;

  private final Appendable out;
  private boolean started;

  ValuePage(Appendable out) {
    this.out = out;
  }

  void print(Value value) throws IOException {
    if (started) {
      out.append('\n');
    }
    started = true;
    heading(value.text());
    line("read as", value.form().meaning());
    for (String note : value.notes()) {
      line("note", note);
    }
    if (value.subject() instanceof Reading.Value<ByteString> subject) {
      line("of", subject.value().escaped());
    }
    if (value.set() instanceof Reading.Value<CapSet> one) {
      line("names", NgText.list(one.value()));
      String compact = compact(one.value(), value.last());
      line("hex", one.value().hex() + (compact.isEmpty() ? "" : " (" + compact + ")"));
    }
    before(value);
    for (SetKind kind : SetKind.values()) {
      CapSet set = value.sets().get(kind);
      if (set != null) {
        line(CapsJson.name(kind), set(set, value.last()));
      }
    }
    texts(value);
  }

  /** The lines as they were given, each safe to show. */
  private void heading(ByteString text) throws IOException {
    String latin1 = text.latin1();
    for (int from = 0; from <= latin1.length(); ) {
      int end = latin1.indexOf('\n', from);
      end = end < 0 ? latin1.length() : end;
      String line = latin1.substring(from, end).replace('\t', ' ');
      out.append(new ByteString(line).escaped()).append('\n');
      from = end + 1;
    }
  }

  private void before(Value value) throws IOException {
    String label = "before";
    for (SetKind kind : SetKind.values()) {
      CapSet set = value.before().get(kind);
      if (set != null) {
        line(label, CapsJson.name(kind) + " " + set(set, value.last()));
        label = "";
      }
    }
  }

  private static String set(CapSet set, int last) {
    String compact = compact(set, last);
    return set.hex() + " " + (compact.isEmpty() ? NgText.list(set) : compact);
  }

  /** {@code all}, or what is missing, where that is shorter; else empty. */
  private static String compact(CapSet set, int last) {
    CapSet all = CapSet.all(last);
    CapSet lacking = all.without(set);
    if (!all.containsAll(set) || lacking.size() >= set.size()) {
      return "";
    }
    return lacking.isEmpty() ? "all" : "all except " + NgText.list(lacking);
  }

  private void texts(Value value) throws IOException {
    if (value.file() instanceof Reading.Value<FileCaps> file) {
      file(file.value());
    }
    String libcap = value.libcap().known().orElse("");
    if (!libcap.isEmpty()) {
      line("libcap", libcap);
    }
    String iab = value.iab().known().orElse("");
    if (!iab.isEmpty()) {
      line("IAB", iab);
    }
    CapSet needed = value.needed();
    line("systemd", value.directive() + "=" + SystemdText.shortest(needed, value.last()));
    line("Docker", DockerText.format(needed, value.last()));
    line("OCI", OciText.format(needed));
    line("Kubernetes", KubernetesText.format(needed, value.last()));
  }

  private void file(FileCaps caps) throws IOException {
    StringBuilder form = new StringBuilder("revision ").append(caps.revision());
    if (caps.rootid().isPresent()) {
      form.append(", rootid ").append(caps.rootid().getAsLong());
    }
    line("xattr", XattrText.format(caps));
    line("", XattrText.hex(caps) + " (" + form + ")");
  }

  private void line(String label, String text) throws IOException {
    out.append("  ").append(label);
    for (int width = label.length(); width < WIDTH; width++) {
      out.append(' ');
    }
    out.append(text).append('\n');
  }
}
