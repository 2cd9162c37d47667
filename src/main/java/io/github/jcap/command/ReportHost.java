package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.ProcRoot;
import io.github.jcap.render.Host;
import java.time.temporal.ChronoUnit;

/** Where and when a report is made, as a tree of proc says it. */
public final class ReportHost {
  private ReportHost() {}

  /** {@return what the forms that say it say of a host} */
  public static Host of(ProcRoot proc, Session session) {
    return new Host(
        text(proc, "sys/kernel/hostname", session),
        proc.release().orReport(session.problems()).map(ByteString::escaped),
        arch(proc, session),
        text(proc, "sys/kernel/random/boot_id", session),
        proc.capLastCap().orReport(session.problems()),
        session.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static Reading<String> text(ProcRoot proc, String file, Session session) {
    return proc.text(file).orReport(session.problems()).map(ByteString::escaped);
  }

  /** Since Linux 6.1 the kernel says it; before, this JVM knows its own machine. */
  private static Reading<String> arch(ProcRoot proc, Session session) {
    Outcome<ByteString> said = proc.text("sys/kernel/arch");
    if (said instanceof Outcome.Found<ByteString> || !proc.path().equals(ProcRoot.SYSTEM)) {
      return said.orReport(session.problems()).map(ByteString::escaped);
    }
    String jvm = System.getProperty("os.arch", "");
    return Reading.of(jvm.equals("amd64") ? "x86_64" : jvm);
  }
}
