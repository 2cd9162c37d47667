package io.github.jcap.command.decode;

import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Option;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.command.Subcommand;
import io.github.jcap.command.Syntax;
import io.github.jcap.command.Words;
import io.github.jcap.kernel.IoErrors;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Format;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** {@code jcap decode}: its options, and the order of work. */
public final class DecodeCommand implements Subcommand {
  private final Supplier<InputStream> input;

  /** Reads standard input where no value is given. */
  public DecodeCommand() {
    this(() -> new FileInputStream(FileDescriptor.in));
  }

  DecodeCommand(Supplier<InputStream> input) {
    this.input = input;
  }

  @Override
  public Syntax syntax() {
    return Syntax.of(
            "What a mask, an attribute, a text or a pasted line says, in every other form.",
            Option.flag("Whether A and B mean the same: exit 0, or 1 and in what not.", "--same"),
            Option.value("N", "The kernel's last capability (default: this kernel's).", "--last"))
        .taking(
            Words.any(
                "VALUE",
                "Hex mask, #NUMBER, names, libcap's text or IAB, attribute (0s..., 0x...), or a"
                    + " line of status, getcap, getpcaps, capsh, getfattr, audit, systemd, Docker,"
                    + " Kubernetes or OCI. Without any, each line of standard input."))
        .and(ReportOptions.options());
  }

  @Override
  public List<String> columns() {
    return Value.TYPE.columnNames();
  }

  @Override
  public ExitCode run(Arguments arguments, Session session) throws IOException {
    ReportOptions options = new ReportOptions(arguments);
    Report<Value> report = new Report<>(session, options, Value.TYPE);
    if (options.listColumns()) {
      return Report.listColumns(session, Value.TYPE);
    }
    ProcRoot proc = options.proc(session);
    Decoder decoder = new Decoder(last(arguments, proc, session));
    Unclear unclear = new Unclear(session, report.nests());
    if (arguments.has("--same")) {
      return same(arguments, decoder, unclear, options, session);
    }
    boolean pages =
        report.format() == Format.TEXT && !arguments.has("--output") && !arguments.has("--sort");
    if (pages) {
      ValuePage page = new ValuePage(session.report());
      decode(arguments, decoder, page::print, unclear);
      return unclear.code().and(Report.end(session, options));
    }
    ExitCode code = report.print(sink -> decode(arguments, decoder, sink::take, unclear), proc);
    return unclear.code().and(code);
  }

  private static int last(Arguments arguments, ProcRoot proc, Session session) {
    if (!arguments.has("--last")) {
      return proc.lastCap(session.problems());
    }
    String number = arguments.value("--last", "");
    int last = number.equals("0") ? 0 : ProcRoot.parsePid(number).orElse(64);
    if (last > 63) {
      throw CommandException.usage("--last is a capability's number, 0 to 63, not " + number);
    }
    return last;
  }

  /** What takes each value; an IOException ends the command. */
  @FunctionalInterface
  private interface Printer {
    void print(Value value) throws IOException;
  }

  private void decode(Arguments arguments, Decoder decoder, Printer printer, Unclear unclear)
      throws IOException {
    Lines.Sink sink = unclear.beside(printer::print);
    if (arguments.words().isEmpty()) {
      Lines lines = new Lines(decoder, sink);
      read(lines);
      lines.end();
      return;
    }
    for (String word : arguments.words()) {
      Lines lines = new Lines(decoder, sink);
      lines.text(RawPath.bytes(word));
      lines.end();
    }
  }

  private void read(Lines lines) throws IOException {
    try (InputStream in = input.get()) {
      new InputLines(in).into(lines);
    } catch (InputLines.Unreadable e) {
      throw CommandException.failed("standard input: read: " + IoErrors.errno(e.reason()).name());
    }
  }

  private static ExitCode same(
      Arguments arguments, Decoder decoder, Unclear unclear, ReportOptions options, Session session)
      throws IOException {
    List<String> words = arguments.words();
    if (words.size() != 2) {
      throw CommandException.usage("--same compares two values, not " + words.size());
    }
    if (options.format() != Format.TEXT) {
      throw CommandException.usage("--same answers by its exit code and in text alone");
    }
    Lines.Sink sink = unclear.beside(value -> {});
    Reading<Value> first = Lines.only(decoder, RawPath.bytes(words.get(0)), sink);
    Reading<Value> second = Lines.only(decoder, RawPath.bytes(words.get(1)), sink);
    if (!(first instanceof Reading.Value<Value> one)
        || !(second instanceof Reading.Value<Value> other)) {
      return ExitCode.FAILED.and(Report.end(session, options));
    }
    String difference;
    try {
      difference = new Comparison(one.value(), other.value()).difference();
    } catch (Malformed e) {
      throw CommandException.failed(String.valueOf(e.getMessage()));
    }
    if (!difference.isEmpty()) {
      session.report().append(difference).append('\n');
    }
    return (difference.isEmpty() ? ExitCode.OK : ExitCode.BAD_ANSWER)
        .and(Report.end(session, options));
  }
}
