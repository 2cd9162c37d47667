package io.github.jcap.command.pscap;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.NgText;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsJson;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.Ids;
import io.github.jcap.proc.NamespaceKind;
import io.github.jcap.proc.PidStat;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessPart;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.render.Cell;
import io.github.jcap.render.Column;
import io.github.jcap.render.Json;
import io.github.jcap.render.RowType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One process as pscap shows it.
 *
 * @param process what was read of it
 * @param user the effective user's account name; its number where nobody knows a name
 * @param otherUserNamespace whether it lives in another user namespace than jcap
 * @param startedAt when it started
 * @param lastCap the kernel's last capability: {@code full} is all up to it
 */
record PscapRow(
    ProcessSnapshot process,
    Reading<ByteString> user,
    Reading<Boolean> otherUserNamespace,
    Reading<Instant> startedAt,
    int lastCap) {

  private static final List<String> SECCOMP_MODES = List.of("disabled", "strict", "filter");

  /**
   * A column and what must be read for it.
   *
   * @param column how it is shown
   * @param needs the parts beside the status
   */
  private record Fed(Column<PscapRow> column, Set<ProcessPart> needs) {}

  /** Every column, in the order of {@code --list-columns}; the first five are pscap's own. */
  private static final List<Fed> FED = fed();

  /** How these rows are shown. */
  static final RowType<PscapRow> TYPE =
      new RowType<>(
          "process",
          "processes",
          FED.stream().map(Fed::column).toList(),
          List.of("ppid", "pid", "uid", "command", "capabilities"),
          (json, row) -> row.writeJson(json));

  private static List<Fed> fed() {
    List<Fed> fed = new ArrayList<>();
    fed.add(of("ppid", 7, "parent", PscapRow::ppid));
    fed.add(of("pid", 7, "process", row -> new Cell.Num(row.pid())));
    fed.add(of("uid", 16, "effective user's account name", row -> row.userCell()));
    fed.add(
        of(
            "command",
            15,
            "name; * in another user namespace",
            row -> row.commandCell(),
            ProcessPart.USER_NAMESPACE));
    fed.add(
        of(
            "capabilities",
            0,
            "permitted; @ ambient, + bounding set not empty",
            row -> row.summary()));
    fed.add(of("comm", 0, "name", row -> row.status(s -> new Cell.Bytes(s.comm()))));
    fed.add(of("user", 0, "effective user's account name", PscapRow::userCell));
    fed.add(of("state", 0, "state", r -> r.status(s -> new Cell.Text("" + s.state()))));
    for (SetKind kind : SetKind.values()) {
      String name = CapsJson.name(kind);
      fed.add(of(name, 0, name + " set", row -> row.set(kind)));
    }
    addIds(fed, "uid", PidStatus::uid);
    addIds(fed, "gid", PidStatus::gid);
    fed.add(
        of(
            "no_new_privs",
            0,
            "whether execve can give no more",
            row -> Cell.of(row.status().flatMap(PidStatus::noNewPrivs), Cell.Flag::new)));
    fed.add(
        of(
            "seccomp",
            0,
            "disabled, strict or filter",
            row -> Cell.of(row.seccomp(), Cell.Text::new)));
    fed.add(
        of(
            "kernel_thread",
            0,
            "whether it is a thread of the kernel",
            row -> Cell.of(row.process.kernelThread(), Cell.Flag::new),
            ProcessPart.STAT));
    fed.add(
        of(
            "start_ticks",
            0,
            "start, clock ticks since boot",
            row -> Cell.of(row.process.stat().map(PidStat::startTicks), Cell.Num::new),
            ProcessPart.STAT));
    fed.add(
        of(
            "started_at",
            0,
            "start, UTC",
            row -> Cell.of(row.startedAt.map(Instant::toString), Cell.Text::new),
            ProcessPart.STAT));
    fed.add(
        of(
            "exe",
            0,
            "program",
            row -> Cell.of(row.process.exe(), Cell.Bytes::new),
            ProcessPart.EXE));
    for (NamespaceKind kind : NamespaceKind.values()) {
      fed.add(
          of(
              "namespaces." + kind.link(),
              0,
              "inode of its " + kind.link() + " namespace",
              row -> Cell.of(row.process.namespace(kind), Cell.Num::new),
              kind == NamespaceKind.USER ? ProcessPart.USER_NAMESPACE : ProcessPart.NAMESPACES));
    }
    return List.copyOf(fed);
  }

  private static Fed of(
      String name, int width, String help, Function<PscapRow, Cell> cell, ProcessPart... needs) {
    return new Fed(new Column<>(name, width, help, cell), Set.of(needs));
  }

  private static void addIds(List<Fed> fed, String name, Function<PidStatus, Ids> ids) {
    fed.add(id(name + ".real", ids.andThen(Ids::real)));
    fed.add(id(name + ".effective", ids.andThen(Ids::effective)));
    fed.add(id(name + ".saved", ids.andThen(Ids::saved)));
    fed.add(id(name + ".filesystem", ids.andThen(Ids::filesystem)));
  }

  private static Fed id(String name, Function<PidStatus, Long> id) {
    return of(name, 0, "numeric id", row -> row.status(s -> new Cell.Num(id.apply(s))));
  }

  /** {@return what must be read of each process for these columns} */
  static Set<ProcessPart> needs(List<Column<PscapRow>> columns) {
    Set<ProcessPart> needs = EnumSet.noneOf(ProcessPart.class);
    for (Fed fed : FED) {
      if (columns.contains(fed.column())) {
        needs.addAll(fed.needs());
      }
    }
    return needs;
  }

  int pid() {
    return process.task().tgid();
  }

  Reading<PidStatus> status() {
    return process.status();
  }

  private Cell status(Function<PidStatus, Cell> cell) {
    return Cell.of(status(), cell);
  }

  private Cell ppid() {
    return status(s -> new Cell.Num(s.ppid()));
  }

  private Cell userCell() {
    return Cell.of(user, Cell.Bytes::new);
  }

  private Cell set(SetKind kind) {
    return status(s -> new Cell.Items(NgText.names(s.capabilities().get(kind))));
  }

  private Reading<String> seccomp() {
    return status()
        .flatMap(PidStatus::seccomp)
        .map(
            mode -> mode < SECCOMP_MODES.size() ? SECCOMP_MODES.get(mode) : Integer.toString(mode));
  }

  private Cell commandCell() {
    return new Cell.Text(command());
  }

  /**
   * {@return the name, then {@code *} in another user namespace, {@code ?} where that is unknown}
   */
  String command() {
    String mark = "";
    if (otherUserNamespace.isUnknown()) {
      mark = " ?";
    } else if (otherUserNamespace.known().orElse(false)) {
      mark = " *";
    }
    return status().known().map(s -> s.comm().escaped()).orElse("?") + mark;
  }

  private Cell summary() {
    return status(s -> new Cell.Text(summary(s.capabilities(), lastCap)));
  }

  /** {@return the tree's line: {@code sleep(77:root) [net_raw @ +]}} */
  String node() {
    String caps = status().known().map(s -> summary(s.capabilities(), lastCap)).orElse("?");
    return command() + "(" + pid() + ":" + userCell().shown() + ") [" + caps + "]";
  }

  /** {@return pscap's last column: names, and the marks for ambient and bounding} */
  static String summary(ThreadCaps caps, int lastCap) {
    StringBuilder text = new StringBuilder(names(caps, CapSet.all(lastCap)));
    if (!caps.ambient().isEmpty()) {
      text.append(" @");
    }
    if (!caps.bounding().isEmpty()) {
      text.append(" +");
    }
    return text.toString();
  }

  private static String names(ThreadCaps caps, CapSet all) {
    if (caps.effective().containsAll(all) && caps.permitted().containsAll(all)) {
      return "full";
    }
    if (!caps.effective().isEmpty()) {
      return NgText.list(caps.permitted());
    }
    if (!caps.permitted().isEmpty()) {
      return NgText.list(caps.permitted()) + " (permitted only)";
    }
    return caps.inheritable().isEmpty()
        ? "none"
        : "none (inheritable: " + NgText.list(caps.inheritable()) + ")";
  }

  private void writeJson(JsonGenerator json) throws IOException {
    json.writeNumberField("pid", pid());
    Json.number(json, "ppid", status().map(s -> (long) s.ppid()));
    Json.bytes(json, "comm", status().map(PidStatus::comm));
    Json.text(json, "state", status().map(s -> Character.toString(s.state())));
    Json.bytes(json, "exe", process.exe());
    Json.number(json, "start_ticks", process.stat().map(PidStat::startTicks));
    Json.text(json, "started_at", startedAt.map(Instant::toString));
    Json.flag(json, "kernel_thread", process.kernelThread());
    Json.bytes(json, "user", user);
    writeIds(json, "uid", status().map(PidStatus::uid));
    writeIds(json, "gid", status().map(PidStatus::gid));
    CapsJson.write(json, "capabilities", status().map(PidStatus::capabilities));
    Json.flag(json, "no_new_privs", status().flatMap(PidStatus::noNewPrivs));
    Json.text(json, "seccomp", seccomp());
    json.writeObjectFieldStart("namespaces");
    for (NamespaceKind kind : NamespaceKind.values()) {
      writeNamespace(json, kind);
    }
    json.writeEndObject();
  }

  private static void writeIds(JsonGenerator json, String name, Reading<Ids> ids)
      throws IOException {
    if (ids instanceof Reading.Value<Ids> read) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("real", read.value().real());
      json.writeNumberField("effective", read.value().effective());
      json.writeNumberField("saved", read.value().saved());
      json.writeNumberField("filesystem", read.value().filesystem());
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, name, ids);
    }
  }

  private void writeNamespace(JsonGenerator json, NamespaceKind kind) throws IOException {
    Reading<Long> inode = process.namespace(kind);
    if (inode instanceof Reading.Value<Long> read) {
      json.writeObjectFieldStart(kind.link());
      json.writeNumberField("inode", read.value());
      if (kind == NamespaceKind.USER) {
        Json.flag(json, "other", otherUserNamespace);
      }
      json.writeEndObject();
    } else {
      Json.nullIfUnknown(json, kind.link(), inode);
    }
  }
}
