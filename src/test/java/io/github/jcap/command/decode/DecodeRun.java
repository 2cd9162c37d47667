package io.github.jcap.command.decode;

import io.github.jcap.Cli;
import java.io.InputStream;

/**
 * What one command line of decode gave, with a standard input.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
record DecodeRun(int code, String out, String err) {

  static DecodeRun of(InputStream input, String... args) {
    DecodeCommand command = new DecodeCommand(() -> input);
    Cli.Result result = Cli.jcap().withoutKernel().run("decode", command, args);
    return new DecodeRun(result.code(), result.out(), result.err());
  }
}
