package io.github.jcap.command.show;

import io.github.jcap.cap.Ids;
import io.github.jcap.cap.RootPath;
import io.github.jcap.cap.Securebits;
import io.github.jcap.cap.SetKind;
import io.github.jcap.cap.ThreadCaps;
import io.github.jcap.command.CapsJson;
import io.github.jcap.command.CapsText;
import io.github.jcap.command.SetStyle;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ContainerRuntime;
import io.github.jcap.proc.LsmLabel;
import io.github.jcap.proc.PidStatus;
import io.github.jcap.proc.ProcessSnapshot;
import io.github.jcap.proc.Workload;
import io.github.jcap.render.Tone;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process on a page for a person. Names that others chose are escaped; unknown is {@code ?}.
 */
final class Page {
  private static final String UNKNOWN = "?";
  private static final String NONE = "none";

  private final Lines lines;
  private final boolean colored;
  private final State state;
  private final CapsText words;
  private final Names names;

  /**
   * The page of a process.
   *
   * @param colored whether colours may be shown
   */
  Page(Lines lines, boolean colored, State state) {
    this.lines = lines;
    this.colored = colored;
    this.state = state;
    this.words = new CapsText(state.around().lastCap(), SetStyle.COMPACT);
    this.names = new Names(state.around().accounts());
  }

  /** Prints it. */
  void print() throws IOException {
    lines.line(state.name() + " (pid " + state.pid() + relation() + ")");
    identity();
    workload();
    capabilities();
    threads();
    restrictions();
    new PlacePart(lines, state, names).print();
    meaning();
  }

  private String relation() {
    if (state.isSelf()) {
      return ", jcap itself";
    }
    return state.isParent() ? ", the parent of jcap" : "";
  }

  private void identity() throws IOException {
    Reading<PidStatus> status = state.status();
    lines.field("parent", shown(status.map(s -> Integer.toString(s.ppid()))));
    lines.field("program", program());
    lines.field("uid", shown(status.map(s -> ids(s.uid(), true))));
    lines.field("gid", shown(status.map(s -> ids(s.gid(), false))));
    lines.field("groups", shown(status.map(s -> groups(s.groups()))));
    lines.field("login", login());
  }

  private String program() {
    if (state.process().exe() instanceof Reading.Absent) {
      return state.process().kernelThread().known().orElse(false)
          ? "none: a thread of the kernel"
          : "none: it has ended";
    }
    return shown(state.process().exe().map(ByteString::escaped));
  }

  private String ids(Ids ids, boolean users) {
    boolean same =
        ids.real() == ids.effective()
            && ids.effective() == ids.saved()
            && ids.saved() == ids.filesystem();
    if (same) {
      return names.of(ids.real(), users);
    }
    return "real "
        + names.of(ids.real(), users)
        + ", effective "
        + names.of(ids.effective(), users)
        + ", saved "
        + names.of(ids.saved(), users)
        + ", filesystem "
        + names.of(ids.filesystem(), users);
  }

  private String groups(List<Long> groups) {
    List<String> texts = new ArrayList<>(groups.size());
    for (long group : groups) {
      texts.add(names.group(group));
    }
    return texts.isEmpty() ? NONE : String.join(", ", texts);
  }

  private String login() {
    ProcessSnapshot process = state.process();
    if (process.loginUid() instanceof Reading.Absent) {
      return NONE;
    }
    String user = shown(process.loginUid().map(names::user));
    String session = process.session().known().map(id -> ", session " + id).orElse("");
    return user + session;
  }

  private void workload() throws IOException {
    Workload workload = state.workload();
    optional("unit", workload.unit());
    optional("user unit", workload.userUnit());
    if (workload.container() instanceof Reading.Value<Workload.Container> container) {
      lines.field("container", container(workload, container.value()));
    } else if (workload.container().isUnknown()) {
      lines.field("container", UNKNOWN);
    }
    optional("pod", workload.pod());
  }

  private String container(Workload workload, Workload.Container container) {
    String runtime =
        shown(state.around().workloads().runtime(workload).map(ContainerRuntime::label));
    String name =
        state
            .around()
            .workloads()
            .name(workload)
            .known()
            .map(bytes -> ", named " + bytes.escaped())
            .orElse("");
    return runtime + " " + container.id().escaped() + name;
  }

  private void optional(String name, Reading<ByteString> text) throws IOException {
    if (!(text instanceof Reading.Absent)) {
      lines.field(name, shown(text.map(ByteString::escaped)));
    }
  }

  private void capabilities() throws IOException {
    lines.line("Capabilities");
    lines.field("text", shown(state.text()));
    lines.field("IAB", shown(state.iab().map(text -> text.isEmpty() ? NONE : text)));
    for (SetKind kind : SetKind.values()) {
      lines.field(
          CapsJson.name(kind), shown(state.capabilities().map(sets -> words.list(sets.get(kind)))));
    }
    if (state.capabilities() instanceof Reading.Value<ThreadCaps> sets) {
      for (String broken : sets.value().violations()) {
        lines.field("unsound", broken);
      }
    }
  }

  /** A thread has sets of its own; those that have its main thread's are not named. */
  private void threads() throws IOException {
    if (state.process().threads().isUnknown()) {
      lines.field("threads", UNKNOWN);
    }
    for (ProcessSnapshot thread : state.process().keptThreads()) {
      Reading<PidStatus> status = thread.status();
      String name = shown(status.map(s -> s.comm().escaped()));
      String sets = shown(status.map(s -> State.text(s.capabilities(), state.around().lastCap())));
      lines.field("thread " + thread.task().tid(), "{" + name + "} " + sets);
    }
  }

  private void restrictions() throws IOException {
    Reading<PidStatus> status = state.status();
    lines.line("Restrictions");
    lines.field("securebits", securebits());
    lines.field(
        "no_new_privs",
        shown(status.flatMap(PidStatus::noNewPrivs).map(yes -> yes ? "yes" : "no")));
    lines.field("seccomp", seccomp());
    lines.field("label", label());
    lines.field("libcap mode", mode());
  }

  private String securebits() {
    if (!state.isSelf()) {
      return "? (nobody can read those of another process)";
    }
    return shown(
        state
            .securebits()
            .map(Securebits::names)
            .map(set -> set.isEmpty() ? NONE : String.join(", ", set)));
  }

  private String seccomp() {
    Reading<PidStatus> status = state.status();
    String mode = shown(status.flatMap(PidStatus::seccompMode));
    int filters = status.flatMap(PidStatus::seccompFilters).known().orElse(0);
    return filters == 0 ? mode : mode + " (" + filters + (filters == 1 ? " filter)" : " filters)");
  }

  private String label() {
    Reading<LsmLabel> label = state.process().label();
    return label instanceof Reading.Absent
        ? NONE
        : shown(label.map(l -> l.text().escaped() + " (" + l.lsm().word() + ")"));
  }

  private String mode() {
    String mode = shown(state.mode().map(Enum::name));
    return state.mode().isUnknown() || state.securebits() instanceof Reading.Value
        ? mode
        : mode + " (if its securebits are the default)";
  }

  private void meaning() throws IOException {
    Meaning meaning = state.meaning();
    lines.line("What this means");
    Optional<Tone> tone = colored ? tone(meaning) : Optional.empty();
    lines.paragraph(meaning.summary(), tone);
    for (RootPath path : meaning.by()) {
      lines.item(path.capability().constantName(), path.how());
    }
    for (String note : meaning.notes()) {
      lines.paragraph(note, Optional.empty());
    }
  }

  private static Optional<Tone> tone(Meaning meaning) {
    return switch (meaning.kind()) {
      case HOST_ROOT -> Optional.of(Tone.ALARM);
      case ROOT_EQUIVALENT ->
          Optional.of(meaning.scope() == Meaning.Scope.HOST ? Tone.ALARM : Tone.CAUTION);
      case NAMESPACE_ROOT, UNKNOWN -> Optional.of(Tone.CAUTION);
      case BOUNDED -> Optional.of(Tone.GOOD);
      case KERNEL_THREAD, ENDED -> Optional.empty();
    };
  }

  private static String shown(Reading<String> text) {
    return text instanceof Reading.Absent ? "-" : text.known().orElse(UNKNOWN);
  }
}
