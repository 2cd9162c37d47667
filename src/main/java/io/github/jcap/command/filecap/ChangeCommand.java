package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.command.CapListing;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.ExitCode;
import io.github.jcap.command.Report;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.kernel.SeenFile;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the capabilities of files, or compares them: the order of work.
 *
 * @param writer the files
 * @param options which are asked for
 * @param root the root of the files that are meant
 * @param last the kernel's last capability
 * @param session where it runs
 */
record ChangeCommand(
    FileCapsWriter writer, ChangeOptions options, Path root, int last, Session session) {

  /**
   * Does what is asked for.
   *
   * @throws CommandException for a text that is none
   */
  ExitCode run(ReportOptions report) throws IOException {
    ExitCode code =
        switch (options.form()) {
          case VERIFY -> verify();
          case RESTORE -> restore();
          case WORDS -> {
            List<String> words = options.words();
            FileCapsWriter.Change change = withRootid(Change.of(words.subList(1, words.size())));
            yield change(List.of(Wish.of(words.get(0), change)), List.of());
          }
          case SET -> change(FileCapsWriter.Change.set(caps()));
          case REMOVE -> change(FileCapsWriter.Change.remove());
          case READ -> throw new IllegalArgumentException("nothing to change");
        };
    return code.and(Report.end(session, report));
  }

  private FileCapsWriter.Change withRootid(FileCapsWriter.Change change) {
    if (change.result().isEmpty() && options.rootid().isPresent()) {
      throw CommandException.usage("--rootid goes with capabilities, not with none");
    }
    return change
        .result()
        .map(caps -> FileCapsWriter.Change.set(caps.within(options.rootid())))
        .orElse(change);
  }

  private FileCaps caps() {
    try {
      return LibcapText.parseFile(options.value(), last).within(options.rootid());
    } catch (Malformed e) {
      throw CommandException.usage(String.valueOf(e.getMessage()));
    }
  }

  private ExitCode change(FileCapsWriter.Change change) throws IOException {
    List<Wish> wishes = new ArrayList<>();
    for (String file : options.files()) {
      wishes.add(Wish.of(file, change));
    }
    return change(wishes, List.of());
  }

  private ExitCode restore() throws IOException {
    List<String> refused = new ArrayList<>();
    List<Wish> wishes = new ArrayList<>();
    for (CapListing.Line line : CapListing.lines(InputFile.read(options.value()), last, refused)) {
      List<String> names = new ArrayList<>();
      for (ByteString path : line.paths()) {
        names.add(RawPath.text(path));
      }
      FileCapsWriter.Change change = FileCapsWriter.Change.set(line.caps());
      wishes.add(new Wish(names, change, "line " + line.number()));
    }
    return change(wishes, refused);
  }

  private ExitCode change(List<Wish> wishes, List<String> refused) throws IOException {
    Plan plan = new Plan(writer, root);
    for (Wish wish : wishes) {
      plan.add(wish);
    }
    plan.check();
    if (options.isDryRun()) {
      tell(plan);
    }
    refused.forEach(this::say);
    plan.refusals().forEach(this::say);
    if (!refused.isEmpty() || !plan.refusals().isEmpty()) {
      if (wishes.size() + refused.size() > 1 && !options.isDryRun()) {
        say("nothing was written");
      }
      return ExitCode.FAILED;
    }
    return options.isDryRun() ? ExitCode.OK : write(plan.toWrite());
  }

  private void tell(Plan plan) throws IOException {
    AttributeText text = new AttributeText(last);
    for (Plan.Item item : plan.items()) {
      String before = text.ofAny(item.seen().attribute());
      String after =
          item.isDone()
              ? " (unchanged)"
              : (session.utf8() ? " → " : " -> ") + text.of(item.change().result());
      print(item.place().shown(), before + after);
    }
  }

  private ExitCode write(List<Plan.Item> items) {
    for (int at = 0; at < items.size(); at++) {
      Plan.Item item = items.get(at);
      Outcome<FileCapsWriter.Change> written =
          writer.write(item.place().path(), item.seen(), item.change());
      if (!(written instanceof Outcome.Found)) {
        say(Refusal.line(item.place().shown(), written));
        if (items.size() > 1) {
          tellWhatWasDone(items, at);
        }
        return ExitCode.FAILED;
      }
    }
    return ExitCode.OK;
  }

  private void tellWhatWasDone(List<Plan.Item> items, int failed) {
    say("stopped there; changed " + failed + " of " + items.size() + " files");
    for (int at = 0; at < items.size(); at++) {
      String what = at < failed ? "changed: " : at == failed ? "failed: " : "not changed: ";
      say(what + items.get(at).place().shown().escaped());
    }
  }

  private ExitCode verify() throws IOException {
    Optional<FileCaps> wanted =
        options.value().equals("none") ? Optional.empty() : Optional.of(caps());
    Verification verification = new Verification(wanted, new AttributeText(last));
    ExitCode code = ExitCode.OK;
    for (String file : options.files()) {
      Subjects.Place place = Subjects.place(file, root, false);
      code = code.and(verify(place, verification));
    }
    return code;
  }

  private ExitCode verify(Subjects.Place place, Verification verification) throws IOException {
    Outcome<SeenFile> look = writer.look(place.path());
    if (!(look instanceof Outcome.Found<SeenFile> found)) {
      say(Refusal.line(place.shown(), look));
      return ExitCode.FAILED;
    }
    Optional<CapAttribute> attribute = found.value().attribute();
    Optional<String> unreadable = Verification.unreadable(attribute);
    if (unreadable.isPresent()) {
      say(place.shown().escaped() + ": cannot be compared: " + unreadable.get());
      return ExitCode.FAILED;
    }
    Optional<FileCaps> caps =
        attribute.flatMap(each -> each.fold(Optional::of, oddity -> Optional.empty()));
    Optional<String> difference = verification.difference(caps);
    if (!options.isQuiet()) {
      print(place.shown(), difference.orElse("OK"));
    }
    return difference.isPresent() ? ExitCode.BAD_ANSWER : ExitCode.OK;
  }

  private void print(ByteString shown, String words) throws IOException {
    session.report().append(shown.escaped()).append(": ").append(words).append('\n');
  }

  private void say(String line) {
    session.err().println("jcap filecap: " + line);
  }
}
