package io.github.jcap.command.inventory;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Processes;
import io.github.jcap.command.ReportHost;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Workloads;
import io.github.jcap.command.filecap.FileRecords;
import io.github.jcap.command.netcap.SocketRecords;
import io.github.jcap.command.pscap.ProcessRecords;
import io.github.jcap.document.ItemKind;
import io.github.jcap.document.Scope;
import io.github.jcap.kernel.Accounts;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Netlinks;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.render.Host;
import io.github.jcap.render.Json;
import io.github.jcap.render.ListsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Collects an inventory while it writes it. Sockets are listed first and kept; then each process is
 * read once, and written; of those that hold sockets what tells it is kept, and joined with these.
 */
final class Collector {
  private final Session session;
  private final Arguments arguments;
  private final ReportOptions options;
  private final InventoryQuestion question;
  private final Supplier<FileTree> files;
  private final ListsWriter out;
  private final ProcRoot proc;
  private final Accounts accounts;
  private final Map<ItemKind, Part> parts = new EnumMap<>(ItemKind.class);
  private final Reading<Integer> self;
  private final SocketRecords sockets;
  private final Workloads workloads;

  /**
   * Prepares to collect.
   *
   * @param netlinks asks the kernel for sockets
   * @param files asks the kernel for files
   */
  Collector(
      Session session,
      Arguments arguments,
      InventoryQuestion question,
      Supplier<Netlinks> netlinks,
      Supplier<FileTree> files,
      ListsWriter out) {
    this.session = session;
    this.arguments = arguments;
    this.options = new ReportOptions(arguments);
    this.question = question;
    this.files = files;
    this.out = out;
    this.proc = options.proc(session);
    this.accounts = options.accounts();
    for (ItemKind kind : ItemKind.values()) {
      if (kind != ItemKind.FILE || !question.scope().files().isEmpty()) {
        parts.put(kind, new Part(kind));
      }
    }
    Problems problems = part(ItemKind.PROCESS).problems();
    this.self = proc.self().orReport(problems).flatMap(pid -> pid);
    this.workloads = new Workloads(proc, self, options.root(), problems);
    this.sockets =
        new SocketRecords(
            proc,
            isLive(),
            options.root(),
            netlinks,
            accounts,
            workloads,
            self,
            part(ItemKind.SOCKET).missing(),
            part(ItemKind.SOCKET).problems());
  }

  private Part part(ItemKind kind) {
    Part part = parts.get(kind);
    if (part == null) {
      throw new IllegalStateException("not collected: " + kind);
    }
    return part;
  }

  /** A tree that shows jcap itself is the running kernel's. */
  private boolean isLive() {
    return proc.path().getFileSystem() == FileSystems.getDefault() && self.known().isPresent();
  }

  /**
   * {@return OK, or FAILED where a directory that was named could not be looked at}
   *
   * @throws io.github.jcap.command.CommandException where there is no tree of proc; nothing has
   *     been written
   * @throws IOException where the report cannot be written
   */
  ExitCode run() throws IOException {
    Host host = ReportHost.of(proc, session.counting(part(ItemKind.HOST).problems()));
    int[] pids = Processes.pids(proc);
    Processes.reportHidden(proc, pids, part(ItemKind.PROCESS).missing());
    ProcessRecords records =
        new ProcessRecords(proc, accounts, workloads, self, part(ItemKind.PROCESS).problems());
    ProcessPass pass =
        new ProcessPass(
            session,
            proc,
            isLive(),
            self,
            records,
            out,
            part(ItemKind.PROCESS),
            namespaces -> begin(host, namespaces));
    try {
      writeSockets(pass, pids);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    ExitCode code = writeFiles();
    for (Part part : parts.values()) {
      part.reportTo(session.problems());
    }
    out.end(session.problems(), this::writeParts);
    return code;
  }

  private void begin(Host host, List<SocketRecords.Namespace> namespaces) {
    Part part = part(ItemKind.HOST);
    long start = System.nanoTime();
    HostFacts facts = HostFacts.of(proc, options.root(), part.problems());
    List<NetworkSettings> settings = new ArrayList<>();
    for (SocketRecords.Namespace namespace : namespaces) {
      settings.add(settings(facts, namespace, part.problems()));
    }
    DocumentWriter.Fields more = HostJson.of(facts, question.machineId(), namespaces, settings);
    part.count();
    part.took(System.nanoTime() - start);
    try {
      out.begin(host, more, json -> writeScope(json, question.scope()));
      out.list(ItemKind.PROCESS.singular(), ItemKind.PROCESS.plural());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NetworkSettings settings(
      HostFacts facts, SocketRecords.Namespace namespace, Problems problems) {
    Outcome<NetworkSettings> inside = sockets.inside(namespace, facts::networkSettings);
    if (inside.isGone()) {
      problems.add(
          new Problem(
              Problem.Kind.UNSUPPORTED,
              "read the settings of another network namespace",
              "only the running kernel tells them, of a namespace that is still there",
              ByteString.of(namespace.link().toString()),
              ""));
    }
    return inside.orReport(problems).known().orElse(NetworkSettings.UNKNOWN);
  }

  private static void writeScope(JsonGenerator json, Scope scope) throws IOException {
    json.writeObjectFieldStart("scope");
    Json.texts(json, "files", scope.files());
    json.writeEndObject();
  }

  private void writeSockets(ProcessPass pass, int[] pids) throws IOException {
    Part part = part(ItemKind.SOCKET);
    long start = System.nanoTime();
    long before = pass.nanoseconds();
    List<DocumentWriter.Fields> found = sockets.find(pass);
    if (!pass.hasBegun()) {
      // Whose namespace this is could not be told: no sockets, and the processes all the same.
      pass.begin(List.of());
      pass.read(pids);
    }
    out.list(ItemKind.SOCKET.singular(), ItemKind.SOCKET.plural());
    for (DocumentWriter.Fields one : found) {
      part.count();
      out.item(one);
    }
    part.took(System.nanoTime() - start - (pass.nanoseconds() - before));
  }

  private ExitCode writeFiles() throws IOException {
    if (question.scope().files().isEmpty()) {
      return ExitCode.OK;
    }
    Part part = part(ItemKind.FILE);
    long start = System.nanoTime();
    out.list(ItemKind.FILE.singular(), ItemKind.FILE.plural());
    ExitCode code =
        new FileRecords(files, arguments, session.counting(part.problems()), part.missing())
            .each(
                question.scope().files(),
                proc.lastCap(part.problems()),
                one -> {
                  part.count();
                  out.item(one);
                });
    part.took(System.nanoTime() - start);
    return code;
  }

  private void writeParts(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("parts");
    for (Part part : parts.values()) {
      // Whose a socket is was learned with the processes.
      boolean others = part.kind() != ItemKind.SOCKET || part(ItemKind.PROCESS).isComplete();
      part.write(json, part.isComplete() && others);
    }
    json.writeEndObject();
  }
}
