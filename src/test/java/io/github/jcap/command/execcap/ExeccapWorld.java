package io.github.jcap.command.execcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.Cli;
import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.PlainLine;
import io.github.jcap.command.Session;
import io.github.jcap.fixture.FakeInodes;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.fixture.ProcSubject;
import io.github.jcap.fixture.ProcTree;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.FileKind;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * A host in memory for {@code jcap execcap}: pid 50 is jcap, pid 40 the shell of uid 1000 that
 * started it, and {@code /}, {@code /nosuid}, {@code /noexec} are three mounts.
 */
final class ExeccapWorld {
  /** What most containers are started with. */
  static final CapSet FOURTEEN = new CapSet(0xa80425fbL);

  private static final String MOUNTS =
      """
      22 1 254:0 / / rw - ext4 /dev/root rw
      23 22 0:40 / /nosuid rw,nosuid - tmpfs none rw
      24 22 0:41 / /noexec rw,noexec - tmpfs none rw
      """;

  /** A program of x86-64 that needs no loader. */
  static final String PROGRAM = elf(62, "");

  final FakeTree files = new FakeTree();
  final FakeInodes inodes = new FakeInodes().onMount(22);
  private final ProcTree tree;
  private final Path directory;

  ExeccapWorld(Path directory) {
    this.directory = directory;
    tree = ProcTree.at(directory).self(50).file("cmdline", "quiet\n");
    tree.process(50).parent(40).bounding(CapSet.all(40)).file("mountinfo", MOUNTS);
    process(40).comm("bash").uid(1000).gid(1000).groups(1000).bounding(CapSet.all(40));
    directory("/bin").directory("/nosuid").directory("/noexec");
    program("/bin/true", 0, 0, 0755);
  }

  /** {@return a program for a machine with this loader; empty for none} */
  static String elf(int machine, String loader) {
    StringBuilder bytes = new StringBuilder("\u007fELF\2\1\1");
    bytes.append("\0".repeat(9)).append("\2\0").append((char) machine).append("\0");
    bytes.append("\1\0\0\0").append("\0".repeat(8)).append("@").append("\0".repeat(7));
    bytes.append("\0".repeat(12)).append("@\0").append("8\0").append("\1\0");
    bytes.append("\0".repeat(6));
    bytes.append(loader.isEmpty() ? "\1" : "\3").append("\0".repeat(7));
    bytes.append("x").append("\0".repeat(7)).append("\0".repeat(16));
    bytes.append((char) (loader.length() + 1)).append("\0".repeat(7)).append("\0".repeat(16));
    return bytes.append(loader).append('\0').toString();
  }

  /** {@return a process that sees the mounts of all} */
  ProcSubject process(int pid) {
    return tree.process(pid).file("mountinfo", MOUNTS);
  }

  ProcTree tree() {
    return tree;
  }

  ExeccapWorld directory(String path) {
    files.directory(path);
    inodes.directory(path, 0, 0, 0755);
    return this;
  }

  /** Puts a program there, by its path on the mount that this begins with. */
  ExeccapWorld program(String path, long uid, long gid, int mode) {
    return file(path, uid, gid, mode, PROGRAM);
  }

  ExeccapWorld file(String path, long uid, long gid, int mode, String begins) {
    inodes.onMount(path.startsWith("/nosuid/") ? 23 : path.startsWith("/noexec/") ? 24 : 22);
    files.plain(path).begins(path, begins);
    inodes.of(FileKind.REGULAR, path, uid, gid, mode);
    return this;
  }

  /** Gives a file an attribute, by libcap's text. */
  ExeccapWorld caps(String path, String text) {
    return attribute(path, new CapAttribute.Sound(parsed(text)));
  }

  static FileCaps parsed(String text) {
    return LibcapText.parseFile(text, 40);
  }

  ExeccapWorld attribute(String path, CapAttribute attribute) {
    files.file(path, attribute);
    return this;
  }

  /** {@return what came of a line, without the command's name; JSON is checked} */
  Cli.Result run(String... args) {
    tree.write();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Session session =
        new Session(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            FakeKernel::new,
            ProcRoot::of,
            Map.of("PATH", "/sbin:/bin"),
            () -> false,
            descriptor -> OptionalInt.empty(),
            true,
            Cli.CLOCK,
            new Problems());
    ExeccapCommand command = new ExeccapCommand(() -> files, () -> inodes);
    Arguments arguments = PlainLine.match(command.syntax(), List.of(args)).orElseThrow();
    Arguments here = withProc(arguments, command);
    int code;
    try {
      code = command.run(here, session).code();
      session.report().flush();
    } catch (CommandException e) {
      return new Cli.Result(e.code().code(), out.toString(UTF_8), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    session.out().flush();
    String printed = out.toString(UTF_8);
    if (here.has("--json")) {
      Schemas.check("execve", printed);
    }
    return new Cli.Result(code, printed, err.toString(UTF_8));
  }

  private Arguments withProc(Arguments arguments, ExeccapCommand command) {
    List<Arguments.Given> given = new ArrayList<>(arguments.given());
    given.add(
        new Arguments.Given(command.syntax().option("--proc").orElseThrow(), directory.toString()));
    return new Arguments(given, arguments.words());
  }

  /** {@return the JSON answer to a line} */
  JsonNode json(String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    Cli.Result result = run(all);
    if (result.out().isEmpty()) {
      throw new AssertionError("exit " + result.code() + ": " + result.err());
    }
    return Schemas.parse(result.out());
  }

  /** {@return the names in a set of the answer} */
  static List<String> names(JsonNode answer, String when, String set) {
    return answer
        .get(when)
        .get("capabilities")
        .get(set)
        .get("names")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  /** {@return who withholds what: {@code CAP_CHOWN bounding}} */
  static List<String> missing(JsonNode answer) {
    return answer
        .get("missing")
        .valueStream()
        .map(each -> each.get("capability").asString() + " " + each.get("withheld_by").asString())
        .toList();
  }

  /** {@return the rules that were applied} */
  static List<String> rules(JsonNode answer) {
    return answer.get("reasons").valueStream().map(each -> each.get("rule").asString()).toList();
  }

  static List<String> texts(JsonNode answer, String list) {
    return answer.get(list).valueStream().map(JsonNode::asString).toList();
  }
}
