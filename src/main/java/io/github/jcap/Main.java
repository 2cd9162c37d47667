package io.github.jcap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.LinuxKernel;
import io.github.jcap.kernel.RawArguments;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.proc.ProcRoot;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Where the program starts: arguments in, exit code out, one line for what went wrong. */
public final class Main {
  private static final int OUTPUT_BUFFER = 64 * 1024;

  private Main() {}

  /**
   * Runs jcap and ends the process with its exit code.
   *
   * @param args the command line, as the locale decoded it
   */
  public static void main(String[] args) {
    // No form of output depends on the user's language, and the JVM's own tables of it load slowly.
    Locale.setDefault(Locale.ROOT);
    StandardOutput sink = new StandardOutput();
    Session session = session(sink);
    int code = run(RawArguments.of(args), session).code();
    if (sink.failure().isPresent()) {
      session
          .err()
          .println("jcap: write standard output: " + sink.failure().get() + "; the report is cut");
      code = ExitCode.FAILED.code();
    }
    // Not System.exit: nothing of ours runs at shutdown, and halting does not wait for it.
    Runtime.getRuntime().halt(code);
  }

  /** {@return what a command has to do with: this host, and the user's terminal} */
  static Session session(StandardOutput sink) {
    PrintStream out = new PrintStream(new BufferedOutputStream(sink, OUTPUT_BUFFER), false, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    Terminal terminal = Terminal.ofUser(System.getProperty("jcap.charset", "UTF-8"));
    return new Session(
        out,
        err,
        LinuxKernel::bind,
        ProcRoot::of,
        System.getenv(),
        () -> terminal.is(1),
        terminal::columns,
        terminal.utf8(),
        Clock.systemUTC(),
        new Problems());
  }

  /** {@return the exit code of a command line, whatever happens} */
  static ExitCode run(List<String> args, Session session) {
    String name = Jcap.nameOf(args);
    try {
      ExitCode code = Jcap.run(args, session);
      session.report().flush();
      return code;
    } catch (CommandException e) {
      session.out().flush();
      session.err().println(safe(name + ": " + e.getMessage()));
      trace(args, e, session);
      return e.code();
    } catch (IOException e) {
      // The reader has gone away, as in "| head": nobody is left to be told.
      return ExitCode.OK;
    } catch (OutOfMemoryError e) {
      session.err().println(name + ": out of memory; --format=ndjson needs less than --json");
      return ExitCode.FAILED;
    } catch (RuntimeException | LinkageError e) {
      session.out().flush();
      session.err().println(safe(name + ": internal error: " + e + "; --debug shows where"));
      trace(args, e, session);
      return ExitCode.FAILED;
    }
  }

  private static void trace(List<String> args, Throwable failure, Session session) {
    if (args.contains("--debug")) {
      failure.printStackTrace(session.err());
    }
  }

  /** Arguments and names come back in messages, and may hold what a terminal obeys. */
  private static String safe(String message) {
    return ByteString.of(message).escapedMessage();
  }
}
