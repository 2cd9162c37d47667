package io.github.jcap.command.filecap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.kernel.Directory;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.kernel.FileTree;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import io.github.jcap.scan.Probe;
import java.util.Optional;

/**
 * Asks a regular file what filecap wants to know. Of a file without the attribute nothing more than
 * that is asked, unless set-id bits are wanted too: then one statx(2).
 *
 * @param setid whether files with a set-id bit and no attribute are found too
 * @param depth what is asked of those that are found
 * @param problems where what could not be read of them is counted
 */
record FileProbe(boolean setid, Depth depth, Problems problems) implements Probe<Found> {

  /** How much is asked of a file that is found; each has what is before it. */
  enum Depth {
    /** The attribute. */
    ATTRIBUTE,
    /** Mode, owner and size. */
    FACTS,
    /** Its directory, and how it begins. */
    CIRCUMSTANCES
  }

  private static final Outcome<Optional<Found>> NOTHING = Outcome.found(Optional.empty());

  /** One file, in a directory or by its path. */
  private interface Entry {
    Outcome<FileFacts> facts();

    Outcome<FileFacts> directoryFacts();

    Outcome<ByteString> firstBytes();

    ByteString where();
  }

  /** {@return what was found of a directory's current entry; empty for an ordinary file} */
  @Override
  public Outcome<Optional<Found>> ask(Directory directory) {
    Outcome<Optional<CapAttribute>> attribute = directory.capabilities();
    return isAll(attribute) ? found(attribute) : ask(attribute, inDirectory(directory));
  }

  /** {@return what was found of a file that was named; empty for an ordinary one} */
  Outcome<Optional<Found>> ask(FileTree files, ByteString path) {
    Outcome<Optional<CapAttribute>> attribute = files.capabilities(path);
    return isAll(attribute) ? found(attribute) : ask(attribute, byPath(files, path));
  }

  /** Nothing more is asked of a file without the attribute, nor where that is all to know. */
  private boolean isAll(Outcome<Optional<CapAttribute>> attribute) {
    return !(attribute instanceof Outcome.Found<Optional<CapAttribute>> answer)
        || (!setid && (depth == Depth.ATTRIBUTE || answer.value().isEmpty()));
  }

  private static Outcome<Optional<Found>> found(Outcome<Optional<CapAttribute>> attribute) {
    if (!(attribute instanceof Outcome.Found<Optional<CapAttribute>> answer)) {
      return attribute.map(unused -> Optional.empty());
    }
    if (answer.value().isEmpty()) {
      return NOTHING;
    }
    Reading<CapAttribute> known = Reading.of(answer.value().get());
    return Outcome.found(Optional.of(new Found(known, Reading.absent(), Reading.absent())));
  }

  /** What is gone meanwhile is not found. */
  private Outcome<Optional<Found>> ask(Outcome<Optional<CapAttribute>> attribute, Entry entry) {
    Optional<CapAttribute> answer = attribute.orReport(problems).known().orElse(Optional.empty());
    Reading<CapAttribute> known = answer.isPresent() ? Reading.of(answer.get()) : Reading.absent();
    Outcome<FileFacts> facts = entry.facts();
    if (facts.isGone()) {
      return Outcome.gone();
    }
    if (answer.isEmpty() && !hasSetid(facts)) {
      return facts.map(unused -> Optional.empty());
    }
    return found(known, facts.orReport(problems), entry);
  }

  private static boolean hasSetid(Outcome<FileFacts> facts) {
    return facts instanceof Outcome.Found<FileFacts> found
        && (found.value().isSetuid() || found.value().isSetgid());
  }

  private Outcome<Optional<Found>> found(
      Reading<CapAttribute> attribute, Reading<FileFacts> facts, Entry entry) {
    if (depth != Depth.CIRCUMSTANCES) {
      return Outcome.found(Optional.of(new Found(attribute, facts, Reading.absent())));
    }
    Outcome<FileFacts> directory = entry.directoryFacts();
    Outcome<ByteString> head = entry.firstBytes();
    if (directory.isGone() || head.isGone()) {
      return Outcome.gone();
    }
    Circumstances around =
        new Circumstances(directory.orReport(problems), head.orReport(problems), entry.where());
    return Outcome.found(Optional.of(new Found(attribute, facts, Reading.of(around))));
  }

  private static Entry inDirectory(Directory directory) {
    return new Entry() {
      @Override
      public Outcome<FileFacts> facts() {
        return directory.facts();
      }

      @Override
      public Outcome<FileFacts> directoryFacts() {
        return directory.ownFacts();
      }

      @Override
      public Outcome<ByteString> firstBytes() {
        return directory.firstBytes();
      }

      @Override
      public ByteString where() {
        return directory.path();
      }
    };
  }

  private static Entry byPath(FileTree files, ByteString path) {
    int slash = path.latin1().lastIndexOf('/');
    ByteString parent = new ByteString(slash > 0 ? path.latin1().substring(0, slash) : "/");
    return new Entry() {
      @Override
      public Outcome<FileFacts> facts() {
        return files.facts(path, false);
      }

      @Override
      public Outcome<FileFacts> directoryFacts() {
        return files.facts(parent, true);
      }

      @Override
      public Outcome<ByteString> firstBytes() {
        return files.firstBytes(path);
      }

      @Override
      public ByteString where() {
        return parent;
      }
    };
  }
}
