package io.github.jcap.command;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.text.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * The filters of processes that several reports have. Each option takes a comma list, and may be
 * repeated, of which any is enough; the options are joined by and.
 */
public final class ProcessFilters {
  /** {@code --cap}. */
  public static final Option CAP =
      Option.repeated("CAP[,CAP...]", "Only holders of any of these.", "--cap");

  /** {@code --set}. */
  public static final Option SET =
      Option.value("SET", "The set in which --cap looks (default: permitted).", "--set");

  /** {@code --unit}. */
  public static final Option UNIT =
      Option.repeated(
          "GLOB[,GLOB...]", "Only those of a systemd unit like any of these.", "--unit");

  /** {@code --container}. */
  public static final Option CONTAINER =
      Option.repeated(
          "ID[,ID...]",
          "Only those in these containers, by the beginning of the id or by name, or in any.",
          "--container");

  /** {@code --pod}. */
  public static final Option POD =
      Option.repeated(
          "UID[,UID...]", "Only those in these pods, by the beginning of the uid.", "--pod");

  private ProcessFilters() {}

  /**
   * {@return what {@code --cap} and {@code --set} ask for}
   *
   * @throws CommandException for an unknown capability or set
   */
  public static List<ProcessFilter> holding(Arguments arguments) {
    List<String> words = arguments.lists("--cap");
    if (words.isEmpty()) {
      if (arguments.has("--set")) {
        throw CommandException.usage("--set says in which set --cap looks: give --cap too");
      }
      return List.of();
    }
    return List.of(
        new ProcessFilter.Holds(
            CapWords.capabilities(words), CapWords.set(arguments.value("--set", "permitted"))));
  }

  /**
   * {@return what {@code --unit}, {@code --container} and {@code --pod} ask for}
   *
   * @param workloads knows who started each process
   * @throws CommandException for a pattern that is none, or an empty word
   */
  public static List<ProcessFilter> ofWorkloads(Arguments arguments, Workloads workloads) {
    List<ProcessFilter> filters = new ArrayList<>();
    List<Glob> units = globs(arguments.lists("--unit"));
    if (!units.isEmpty()) {
      filters.add(new ProcessFilter.Units(units, workloads));
    }
    List<String> containers = arguments.lists("--container");
    if (!containers.isEmpty()) {
      List<ByteString> ids = nonEmpty("--container", containers);
      filters.add(new ProcessFilter.Containers(ids, containers.contains("any"), workloads));
    }
    List<String> pods = arguments.lists("--pod");
    if (!pods.isEmpty()) {
      filters.add(new ProcessFilter.Pods(nonEmpty("--pod", pods), workloads));
    }
    return filters;
  }

  /**
   * {@return whether any asks for capabilities: then it decides in place of a report's own rule}
   */
  public static boolean askForCapabilities(List<ProcessFilter> filters) {
    for (ProcessFilter filter : filters) {
      if (filter instanceof ProcessFilter.Holds) {
        return true;
      }
    }
    return false;
  }

  /** {@return a pattern for each word} */
  public static List<Glob> globs(List<String> words) {
    List<Glob> globs = new ArrayList<>();
    for (String word : words) {
      globs.add(Glob.of(word));
    }
    return globs;
  }

  /** Everything begins with nothing: an empty shell variable must not select all. */
  private static List<ByteString> nonEmpty(String option, List<String> words) {
    List<ByteString> bytes = new ArrayList<>();
    for (String word : words) {
      if (word.isEmpty()) {
        throw CommandException.usage(option + ": an empty word");
      }
      bytes.add(ByteString.of(word));
    }
    return bytes;
  }
}
