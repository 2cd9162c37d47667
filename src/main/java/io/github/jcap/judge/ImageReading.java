package io.github.jcap.judge;

import io.github.jcap.cap.Image;
import io.github.jcap.cap.Missing;
import io.github.jcap.cap.Reason;
import io.github.jcap.outcome.Errno;
import java.util.List;

/**
 * What execve(2) finds when it looks for a file to execute.
 *
 * @param end how that ends
 * @param files the file that was named, and what interprets it, as far as they were reached
 * @param reasons the rules that were applied, in the kernel's order
 * @param assumptions what was assumed since it cannot be told from here, each a sentence
 */
public record ImageReading(
    End end, List<ExecutedFile> files, List<Reason> reasons, List<String> assumptions) {

  /** Keeps copies of the lists. */
  public ImageReading {
    files = List.copyOf(files);
    reasons = List.copyOf(reasons);
    assumptions = List.copyOf(assumptions);
  }

  /** How looking for it ends. */
  public sealed interface End {}

  /**
   * The file is found and may be executed: its capabilities decide.
   *
   * @param image what execve heeds of it
   */
  public record Ready(Image image) implements End {}

  /**
   * The call fails before the capabilities of the file are looked at.
   *
   * @param errno why
   * @param missing any one of these capabilities would have allowed it
   * @param cure what would make it succeed; empty where nothing is known
   */
  public record Refused(Errno errno, List<Missing> missing, String cure) implements End {

    /** Keeps a copy of the list. */
    public Refused {
      missing = List.copyOf(missing);
    }
  }

  /**
   * There is no such file.
   *
   * @param errno what the call gives
   */
  public record NotThere(Errno errno) implements End {}

  /**
   * What would come of it cannot be told from here.
   *
   * @param why in words, with what would help
   */
  public record Unjudged(String why) implements End {}
}
