package io.github.jcap.command.filecap;

import io.github.jcap.Cli;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.kernel.Kernel;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.proc.ProcRoot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one command line of filecap gave.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record FilecapRun(int code, String out, String err) {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  /** {@return what a command line gives in a world, of a process of this kernel} */
  static FilecapRun of(
      FileTree files, FileCapsWriter writer, Map<String, String> environment, String... args) {
    return in(ProcRoot.SYSTEM, LinuxKernel::bind, files, writer, environment, args);
  }

  /**
   * {@return what a command line gives in a world}
   *
   * @param system where this process finds its own tree of proc
   */
  static FilecapRun in(
      Path system,
      Supplier<Kernel> kernel,
      FileTree files,
      FileCapsWriter writer,
      Map<String, String> environment,
      String... args) {
    FilecapCommand command = new FilecapCommand(() -> files, () -> writer);
    Cli cli =
        Cli.jcap()
            .kernel(kernel)
            .trees(path -> ProcRoot.of(path.equals(ProcRoot.SYSTEM) ? system : path))
            .clock(NOON);
    environment.forEach(cli::env);
    Cli.Result result = cli.run("filecap", command, args);
    return new FilecapRun(result.code(), result.out(), result.err());
  }
}
