package io.github.jcap.command.check;

import io.github.jcap.command.ExitCode;
import io.github.jcap.command.InventoryProblems;
import io.github.jcap.command.Report;
import io.github.jcap.command.Session;
import io.github.jcap.document.ItemKind;
import io.github.jcap.render.ListsWriter;
import java.io.IOException;
import java.util.List;

/** Prints a judgement in the form that was asked for, and on standard error what was not judged. */
final class FindingsReport {
  private static final String ROOT = "/";

  private final CheckOptions options;
  private final Session session;

  FindingsReport(CheckOptions options, Session session) {
    this.options = options;
    this.session = session;
  }

  /** {@return the exit code, after all is printed} */
  ExitCode print(Checked checked) throws IOException {
    checked.report(session.problems());
    boolean isPartial = !session.problems().isEmpty();
    ExitCode code =
        checked.code().and(isPartial && options.report().strict() ? ExitCode.PARTIAL : ExitCode.OK);
    Appendable out = session.report();
    switch (options.form()) {
      case TEXT -> {
        int width = options.report().wide() ? Integer.MAX_VALUE : session.columns();
        new FindingsText(checked, out, width, options.report().colored(session)).print();
      }
      case JSON ->
          new FindingsJson(checked)
              .write(ListsWriter.json(out, FindingsJson.KIND), session.problems());
      case NDJSON ->
          new FindingsJson(checked)
              .write(ListsWriter.ndjson(out, FindingsJson.KIND), session.problems());
      case JUNIT -> FindingsJunit.write(checked, out);
      case SARIF -> new FindingsSarif(checked).write(out, session.problems(), code);
    }
    Report.end(session, options.report());
    say(checked, isPartial);
    return code;
  }

  private void say(Checked checked, boolean isPartial) {
    Judgement judgement = checked.judgement();
    List<String> files = judgement.scope().files();
    boolean needsFiles = !judgement.policies().needing(ItemKind.FILE).isEmpty();
    if (needsFiles && !files.isEmpty() && !files.contains(ROOT)) {
      say(checked.inventory() + " has files of " + shown(files) + " alone");
    }
    if (isPartial) {
      InventoryProblems.say("check", checked.inventory(), judgement.end().problems(), session);
    }
  }

  private static String shown(List<String> files) {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(text.isEmpty() ? "" : ", ").append(RecordText.shown(file));
    }
    return text.toString();
  }

  private void say(String line) {
    session.err().println("jcap check: " + line);
  }
}
