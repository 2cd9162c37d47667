package io.github.jcap.command.execcap;

import io.github.jcap.cap.CapAttribute;
import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.LibcapText;
import io.github.jcap.command.Arguments;
import io.github.jcap.command.CommandException;
import io.github.jcap.command.Option;
import io.github.jcap.command.SetArgument;
import io.github.jcap.judge.Subject;
import io.github.jcap.judge.Supposed;
import io.github.jcap.kernel.FileFacts;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Reading;
import io.github.jcap.proc.IdMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the file is supposed to be in place of what it is. */
final class FileOptions {
  private static final String CAPS = "--file-caps";
  private static final String ROOTID = "--file-rootid";
  private static final String MODE = "--mode";
  private static final String OWNER = "--owner";
  private static final int LARGEST_MODE = 07777;

  private final Arguments arguments;
  private final Optional<Optional<FileCaps>> caps;
  private final OptionalLong rootid;
  private final int mode;
  private final long uid;
  private final OptionalLong gid;

  FileOptions(Arguments arguments, int last) {
    this.arguments = arguments;
    this.caps = arguments.has(CAPS) ? Optional.of(caps(last)) : Optional.empty();
    this.rootid =
        arguments.has(ROOTID)
            ? OptionalLong.of(CallerOptions.id(ROOTID, arguments.value(ROOTID, "")))
            : OptionalLong.empty();
    this.mode = arguments.has(MODE) ? mode(arguments.value(MODE, "")) : 0;
    String[] owner = arguments.value(OWNER, "0").split(":", -1);
    if (owner.length > 2) {
      throw CommandException.usage("--owner is UID or UID:GID, not " + arguments.value(OWNER, ""));
    }
    this.uid = CallerOptions.id(OWNER, owner[0]);
    this.gid =
        owner.length > 1
            ? OptionalLong.of(CallerOptions.id(OWNER, owner[1]))
            : OptionalLong.empty();
    if (caps.isPresent() && caps.get().isEmpty() && rootid.isPresent()) {
      throw CommandException.usage(
          "--file-rootid is of an attribute, and --file-caps none says none");
    }
  }

  static List<Option> options() {
    return List.of(
        Option.value(
            "TEXT",
            "The file's capabilities: libcap's text; none; empty (an empty attribute).",
            CAPS),
        Option.value("N", "The uid of the root for whom they count; 0: everywhere.", ROOTID),
        Option.value("OCTAL", "The file's mode, with set-id bits: 4755.", MODE),
        Option.value("UID[:GID]", "The file's owner and group.", OWNER),
        Option.flag("The file's mount has the option nosuid.", "--nosuid"));
  }

  private Optional<FileCaps> caps(int last) {
    String text = arguments.value(CAPS, "").trim();
    return switch (text) {
      case "none" -> Optional.empty();
      case "empty" -> Optional.of(FileCaps.of(CapSet.EMPTY, CapSet.EMPTY, false));
      default -> {
        try {
          yield Optional.of(LibcapText.parseFile(text, last));
        } catch (Malformed e) {
          throw CommandException.usage(CAPS + ": " + SetArgument.reason(e));
        }
      }
    };
  }

  private static int mode(String octal) {
    int mode = octal.isEmpty() ? LARGEST_MODE + 1 : 0;
    for (int i = 0; i < octal.length(); i++) {
      char c = octal.charAt(i);
      mode = c >= '0' && c <= '7' && mode <= LARGEST_MODE ? mode * 8 + (c - '0') : LARGEST_MODE + 1;
    }
    if (mode > LARGEST_MODE) {
      throw CommandException.usage("--mode is octal, 0 to 7777, not \"" + octal + "\"");
    }
    return mode;
  }

  /** {@return the file as it is supposed to be, for a subject whose namespace numbers the ids} */
  Supposed supposed(Subject subject) {
    boolean changesFacts = arguments.has(MODE) || arguments.has(OWNER);
    return new Supposed(
        changesFacts,
        facts -> facts(facts, subject),
        caps.isPresent(),
        read -> attribute(read, subject),
        arguments.has("--nosuid"));
  }

  private FileFacts facts(FileFacts is, Subject subject) {
    boolean owned = arguments.has(OWNER);
    return new FileFacts(
        is.kind(),
        arguments.has(MODE) ? mode : is.mode(),
        owned ? outside(subject.uidMap(), uid) : is.uid(),
        owned && gid.isPresent() ? outside(subject.gidMap(), gid.getAsLong()) : is.gid(),
        is.size(),
        is.mountId());
  }

  private Optional<CapAttribute> attribute(Optional<CapAttribute> read, Subject subject) {
    Optional<CapAttribute> taken =
        caps.isPresent()
            ? caps.get().map(sound -> (CapAttribute) new CapAttribute.Sound(sound))
            : read;
    if (rootid.isEmpty()) {
      return taken;
    }
    if (taken.isEmpty()) {
      throw CommandException.usage(
          "--file-rootid is of an attribute, and the file has none: give --file-caps too");
    }
    long root = outside(subject.uidMap(), rootid.getAsLong());
    OptionalLong within = rootid.getAsLong() == 0 ? OptionalLong.empty() : OptionalLong.of(root);
    return taken.get() instanceof CapAttribute.Sound sound
        ? Optional.of(new CapAttribute.Sound(sound.caps().within(within)))
        : taken;
  }

  private static long outside(Reading<IdMap> map, long id) {
    if (!(map instanceof Reading.Value<IdMap> known)) {
      return id;
    }
    OptionalLong outside = known.value().outside(id);
    if (outside.isEmpty()) {
      throw CommandException.usage("the process's user namespace has no id " + id);
    }
    return outside.getAsLong();
  }
}
