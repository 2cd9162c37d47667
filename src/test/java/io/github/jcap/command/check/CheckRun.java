package io.github.jcap.command.check;

import io.github.jcap.Cli;
import io.github.jcap.document.DocumentSource;
import io.github.jcap.document.Scope;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What one command line of check gave.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 * @param scopes what the host was asked for, each time it was collected
 */
record CheckRun(int code, String out, String err, List<Scope> scopes) {

  /** {@return what came of a line on a host that is as an inventory says} */
  static CheckRun of(DocumentSource now, String... args) {
    List<Scope> scopes = new ArrayList<>();
    CheckCommand command =
        new CheckCommand(
            (session, scope) -> {
              scopes.add(scope);
              return now;
            },
            () -> new ByteArrayInputStream(new byte[0]));
    Cli.Result result = Cli.jcap().withoutKernel().run("check", command, args);
    return new CheckRun(result.code(), result.out(), result.err(), scopes);
  }
}
