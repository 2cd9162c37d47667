package io.github.jcap.live;

import io.github.jcap.cap.Credentials;
import io.github.jcap.cap.Execution;
import io.github.jcap.cap.Execve;
import io.github.jcap.cap.Image;
import io.github.jcap.cap.Securebits;
import io.github.jcap.kernel.StateThread;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.PidStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The model of execve beside the running kernel: threads are put in a state, execute files, and
 * what {@code /proc} says of the program is compared with what the model says. Runs also as a
 * program of its own, to be started in a user namespace.
 */
public final class ExecveProof {
  private final LiveCallers callers = new LiveCallers();
  private final Execve kernel = runningKernel();
  private final LiveFile.Numbers numbers;
  private final List<String> mismatches = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int compared;
  private int toldApart;

  private ExecveProof(LiveFile.Numbers numbers) {
    this.numbers = numbers;
  }

  /** {@return the model of the kernel that this runs on} */
  static Execve runningKernel() {
    return new Execve(Execve.IdChange.ofRelease(LiveCallers.release()), LiveCallers.last());
  }

  /**
   * What came of it.
   *
   * @param compared how many states x files
   * @param toldApart in how many of them a kernel with the other rule for changed ids would have
   *     done something else
   * @param mismatches where the kernel did not as the model said, both told; the first few
   * @param outcomes how often each kind of outcome came up
   */
  record Result(
      int compared, int toldApart, List<String> mismatches, Map<String, Integer> outcomes) {
    @Override
    public String toString() {
      return compared
          + " states x files, "
          + toldApart
          + " not as with the other rule for ids, "
          + outcomes
          + ", mismatches: "
          + mismatches.size()
          + "\n"
          + String.join("\n", mismatches.subList(0, Math.min(5, mismatches.size())));
    }
  }

  /**
   * {@return what comes of about so many states x files}
   *
   * @param trusted holds every {@link LiveFile}
   * @param nosuid likewise
   */
  static Result run(
      LiveFile.Numbers numbers, Path trusted, Path nosuid, int states, int filesOfEach) {
    ExecveProof proof = new ExecveProof(numbers);
    // Always the same: a mismatch comes again.
    Random random = new Random(5);
    List<Credentials> all = new ArrayList<>(proof.callers.all());
    Collections.shuffle(all, random);
    List<Placed> files = new ArrayList<>(proof.files(trusted, Image.Trust.TRUSTED));
    // Those without trust are alike: fewer of them.
    List<Placed> others = new ArrayList<>(proof.files(nosuid, Image.Trust.NOSUID));
    Collections.shuffle(others, random);
    files.addAll(others.subList(0, others.size() / 4));
    for (Credentials caller : all.subList(0, Math.min(states, all.size()))) {
      Collections.shuffle(files, random);
      proof.compare(caller, files.subList(0, Math.min(filesOfEach, files.size())));
    }
    return new Result(proof.compared, proof.toldApart, proof.mismatches, proof.outcomes);
  }

  private record Placed(LiveFile file, Path path) {}

  private List<Placed> files(Path directory, Image.Trust trust) {
    return LiveFile.all(numbers, trust).stream()
        .map(file -> new Placed(file, directory.resolve(file.name())))
        .toList();
  }

  private void compare(Credentials caller, List<Placed> files) {
    try (StateThread thread = new StateThread()) {
      thread.enter(caller, callers.held());
      Credentials reached = credentials(thread.status(), new Securebits(thread.securebits()));
      if (!reached.equals(caller)) {
        throw new IllegalStateException("wanted " + caller + "\nreached " + reached);
      }
      for (Placed placed : files) {
        Execution said = kernel.apply(caller, Set.of(), placed.file().image());
        StateThread.Executed done = thread.execute(placed.path().toString(), "/proc/self/status");
        compared++;
        toldApart += otherRule(caller, placed.file().image()).equals(result(said)) ? 0 : 1;
        outcomes.merge(kind(said), 1, Integer::sum);
        difference(said, done)
            .ifPresent(
                what ->
                    mismatches.add(
                        what
                            + "\n  caller "
                            + caller
                            + "\n  file   "
                            + placed.file()
                            + "\n  model  "
                            + said
                            + "\n  kernel "
                            + inShort(done)));
      }
    }
  }

  private List<Object> otherRule(Credentials caller, Image image) {
    Execve.IdChange other =
        kernel.idChange() == Execve.IdChange.FROM_REAL
            ? Execve.IdChange.FROM_EFFECTIVE
            : Execve.IdChange.FROM_REAL;
    return result(new Execve(other, kernel.last()).apply(caller, Set.of(), image));
  }

  private static List<Object> result(Execution said) {
    return List.of(said.after(), said.error(), said.secure());
  }

  private static String inShort(StateThread.Executed done) {
    return done.error()
        + done.output()
            .lines()
            .filter(line -> line.matches("(Uid|Gid|Groups|Cap|NoNewPrivs|AT_SECURE).*"))
            .map(line -> "\n    " + line)
            .collect(Collectors.joining());
  }

  private static String kind(Execution said) {
    return said.error().map(Enum::name).orElse("ok") + (said.secure() ? " secure" : "");
  }

  /** Of a program's securebits /proc does not tell. */
  static Optional<String> difference(Execution said, StateThread.Executed done) {
    if (!said.error().equals(done.error())) {
      return Optional.of("errno");
    }
    if (done.error().isPresent()) {
      return Optional.empty();
    }
    int status = done.output().indexOf("Name:\t");
    if (status < 0) {
      return Optional.of("the program did not tell its status");
    }
    Credentials now =
        credentials(
            done.output().substring(status).getBytes(StandardCharsets.ISO_8859_1),
            said.after().securebits());
    if (!now.equals(said.after())) {
      return Optional.of("credentials, now " + now);
    }
    boolean secure = !done.output().contains("AT_SECURE:");
    return secure == said.secure() ? Optional.empty() : Optional.of("secure is " + secure);
  }

  /** {@return the credentials that a status tells, with securebits that it does not} */
  static Credentials credentials(byte[] text, Securebits securebits) {
    PidStatus status = PidStatus.parse(text);
    return new Credentials(
        status.uid(),
        status.gid(),
        status.groups(),
        status.capabilities(),
        securebits,
        status.noNewPrivs().equals(Reading.of(true)));
  }

  /**
   * Proves it from where it is started.
   *
   * @param args the host's number of uid 0 here, the two directories, how many states, how many
   *     files of each
   */
  public static void main(String... args) {
    Result result =
        run(
            new LiveFile.Numbers(Long.parseLong(args[0])),
            Path.of(args[1]),
            Path.of(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]));
    System.out.println(result);
    System.exit(result.mismatches().isEmpty() ? 0 : 1);
  }
}
