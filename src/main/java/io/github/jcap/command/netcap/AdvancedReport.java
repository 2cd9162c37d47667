package io.github.jcap.command.netcap;

import io.github.jcap.command.CommandException;
import io.github.jcap.command.ReportOptions;
import io.github.jcap.command.Session;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import io.github.jcap.render.DocumentWriter;
import io.github.jcap.render.Format;
import io.github.jcap.render.Json;
import io.github.jcap.render.TonedText;
import io.github.jcap.render.TreeText;
import io.github.jcap.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Prints {@code netcap --advanced} of one namespace, or as text of several, each below its name.
 *
 * @param session where it goes
 * @param options of the report
 * @param advanced of the planes
 */
record AdvancedReport(Session session, ReportOptions options, AdvancedOptions advanced) {
  private static final int VERSION = 1;
  private static final ByteString UNKNOWN = ByteString.of("?");

  /**
   * Prints it; what could not be learned is then said by {@code Report.end}.
   *
   * @param all one for each namespace that is wanted
   * @throws CommandException where no interface has the name that was asked for, the interfaces
   *     could not be read, or JSON of several namespaces is wanted
   */
  void print(List<Advanced> all) throws IOException {
    boolean json = options.format() == Format.JSON;
    if (json && all.size() != 1) {
      throw CommandException.usage(
          "--advanced --json is of one network namespace; leave out --netns, or --advanced");
    }
    if (advanced.listInterfaces()) {
      List<Names> names = namesOfInterfaces(all);
      if (json) {
        DocumentWriter.foreign(
            session.report(),
            writer -> {
              writer.writeNumberField("schema_version", VERSION);
              Json.bytesList(writer, "interfaces", Reading.of(names.get(0).names()));
            });
      } else {
        printNames(names);
      }
      return;
    }
    List<Advanced> shown = ofInterface(all);
    if (json) {
      DocumentWriter.foreign(
          session.report(),
          writer -> PlaneJson.write(writer, shown.get(0).planes(), session.problems()));
    } else {
      draw(shown);
    }
  }

  private void draw(List<Advanced> all) throws IOException {
    int width = options.wide() ? Integer.MAX_VALUE : session.columns();
    boolean colored = !advanced.colorless() && options.colored(session);
    TreeText tree = new TreeText(session.report(), width, session.utf8(), colored);
    Function<PlaneTree.Node, TonedText> text = PlaneTree.Node::text;
    Function<PlaneTree.Node, List<PlaneTree.Node>> below = node -> node.below().get();
    for (Advanced each : all) {
      List<PlaneTree.Node> planes = PlaneTree.of(each.planes());
      if (all.size() == 1) {
        tree.branches(planes, text, below);
      } else {
        tree.draw(PlaneTree.Node.plain(each.title(), () -> planes), text, below);
      }
    }
  }

  private void printNames(List<Names> all) throws IOException {
    for (Names each : all) {
      if (all.size() > 1) {
        session.report().append(each.title()).append('\n');
      }
      for (ByteString name : each.names()) {
        session.report().append(all.size() > 1 ? "  " : "").append(name.escaped()).append('\n');
      }
    }
  }

  /** The names of one namespace's interfaces. */
  private record Names(String title, List<ByteString> names) {}

  private List<Names> namesOfInterfaces(List<Advanced> all) {
    List<Names> found = new ArrayList<>(all.size());
    boolean there = advanced.interfaceName().isEmpty();
    for (Advanced each : all) {
      List<ByteString> names = new ArrayList<>();
      for (ByteString name : each.interfaceNames().known().orElse(List.of())) {
        if (isWanted(name)) {
          names.add(name);
          there = true;
        }
      }
      if (!each.interfaceNames().known().isPresent()) {
        names.add(UNKNOWN);
        there &= all.size() > 1;
      }
      found.add(new Names(each.title(), names));
    }
    if (!there) {
      throw noInterface(all);
    }
    return found;
  }

  private List<Advanced> ofInterface(List<Advanced> all) {
    if (advanced.interfaceName().isEmpty()) {
      return all;
    }
    List<Advanced> shown = new ArrayList<>(all.size());
    boolean there = false;
    for (Advanced each : all) {
      ByteString name = wanted(each);
      there |= each.has(name);
      shown.add(each.over(name));
    }
    if (!there) {
      throw noInterface(all);
    }
    return shown;
  }

  /** What was typed, or what is shown as that. */
  private ByteString wanted(Advanced namespace) {
    for (ByteString name : namespace.interfaceNames().known().orElse(List.of())) {
      if (isWanted(name)) {
        return name;
      }
    }
    return ByteString.of(advanced.interfaceName());
  }

  private boolean isWanted(ByteString name) {
    String asked = advanced.interfaceName();
    return asked.isEmpty() || name.equals(ByteString.of(asked)) || name.escaped().equals(asked);
  }

  private CommandException noInterface(List<Advanced> all) {
    List<String> names = new ArrayList<>();
    for (Advanced each : all) {
      Reading<List<ByteString>> there = each.interfaceNames();
      if (!there.known().isPresent()) {
        return CommandException.failed("the interfaces of " + each.title() + " could not be read");
      }
      for (ByteString name : there.known().get()) {
        names.add(name.escaped());
      }
    }
    String asked = ByteString.of(advanced.interfaceName()).escaped();
    return CommandException.failed(
        "no interface " + asked + Nearest.hint(asked, names) + "; see --list-interfaces");
  }
}
