package io.github.jcap.command.can;

import io.github.jcap.Cli;
import io.github.jcap.fixture.FakeInodes;
import io.github.jcap.fixture.FakeKernel;
import io.github.jcap.fixture.FakeNamespaces;
import io.github.jcap.fixture.FakeTree;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command line of can gave, in a world that a test declares.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record CanRun(int code, String out, String err) {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  static CanRun of(
      Path proc, FakeInodes files, FakeTree tree, FakeNamespaces namespaces, String... args) {
    CanCommand command = new CanCommand(() -> files, () -> tree, () -> namespaces);
    List<String> line = new ArrayList<>(List.of(args));
    line.add("-n");
    Cli.Result result =
        Cli.jcap()
            .kernel(FakeKernel::new)
            .trees(path -> ProcRoot.of(proc))
            .clock(NOON)
            .run("can", command, line.toArray(String[]::new));
    return new CanRun(result.code(), result.out(), result.err());
  }
}
