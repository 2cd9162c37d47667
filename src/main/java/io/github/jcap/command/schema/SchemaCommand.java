package io.github.jcap.command.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code jcap schema [KIND]}: prints the JSON Schema of a kind of report, or lists the kinds. */
public final class SchemaCommand implements Subcommand {
  /** Each has a file {@code schema/<kind>.json}. */
  static final List<String> KINDS =
      List.of(
          "processes",
          "sockets",
          "netcap-advanced",
          "files",
          "values",
          "states",
          "capabilities",
          "captest",
          "actions",
          "execve",
          "inventory",
          "changes",
          "findings",
          "policy");

  @Override
  public Syntax syntax() {
    return Syntax.of("JSON Schema of a kind of report; without KIND, their list.")
        .taking(
            Words.optional("KIND", "What the report lists: " + String.join(", ", KINDS) + ".")
                .of(KINDS))
        .and(ReportOptions.general());
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    if (arguments.words().isEmpty()) {
      for (String each : KINDS) {
        session.report().append(each).append('\n');
      }
      return ExitCode.OK;
    }
    String kind = arguments.words().get(0);
    if (!KINDS.contains(kind)) {
      throw CommandException.usage("unknown kind: " + kind + Nearest.hint(kind, KINDS));
    }
    session.report().append(text(kind));
    return ExitCode.OK;
  }

  private static String text(String kind) {
    try (InputStream in = SchemaCommand.class.getResourceAsStream("/schema/" + kind + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no schema of " + kind);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      // Of our own jar: not the closed pipe that an IOException of a command means.
      throw new UncheckedIOException(e);
    }
  }
}
