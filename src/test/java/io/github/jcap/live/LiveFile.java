package io.github.jcap.live;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.cap.Image;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Files for live tests of execve: copies of cat, each with its attribute, mode and owner, and what
 * the model is told of it. Ids are those of the callers' user namespace.
 *
 * @param name of the file
 * @param image what the model is told
 * @param mode its permission bits
 * @param owner the owner's number for the callers
 * @param group the group's
 */
record LiveFile(String name, Image image, int mode, long owner, long group) {
  /** An owner without a number for the callers. */
  static final long UNMAPPED = -1;

  private static final int RX = 0755;
  private static final long NOBODYS = 103;

  /**
   * Where the callers live.
   *
   * @param shift the host's number of their uid and gid 0; 0 for the host itself
   */
  record Numbers(long shift) {
    boolean isHost() {
      return shift == 0;
    }

    int onHost(long id) {
      // Beyond what is mapped.
      return (int) (id == UNMAPPED ? 400_000 : id + shift);
    }
  }

  private record SetId(String name, int bits, long owner, long group) {
    boolean setuid() {
      return (bits & 04000) != 0;
    }

    boolean setgid() {
      return (bits & 02010) == 02010;
    }
  }

  private static List<SetId> setIds(Numbers numbers) {
    List<SetId> all =
        new ArrayList<>(
            List.of(
                new SetId("plain", RX, 0, 0),
                new SetId("setuid-root", 04000 | RX, 0, 0),
                new SetId("setuid-own", 04000 | RX, LiveCallers.OWN, 0),
                new SetId("setuid-other", 04000 | RX, LiveCallers.OTHER, 0),
                new SetId("setgid-own", 02000 | RX, 0, LiveCallers.GROUP),
                new SetId("setgid-supplementary", 02000 | RX, 0, LiveCallers.SUPPLEMENTARY),
                new SetId("setgid-strange", 02000 | RX, 0, LiveCallers.STRANGE),
                new SetId("setgid-no-group-x", 02745, 0, NOBODYS),
                new SetId("set-ids", 06000 | RX, 0, LiveCallers.STRANGE)));
    if (!numbers.isHost()) {
      all.add(new SetId("setuid-unmapped", 04000 | RX, UNMAPPED, 0));
      all.add(new SetId("setuid-root-unmapped-group", 04000 | RX, 0, UNMAPPED));
      all.add(new SetId("setgid-unmapped", 02000 | RX, UNMAPPED, LiveCallers.STRANGE));
    }
    return all;
  }

  private record Named(String name, Image.Attribute attribute) {}

  private static Named counts(String name, FileCaps caps) {
    return new Named(name, new Image.Attribute.Caps(caps, Image.Standing.COUNTS));
  }

  private static Named foreign(String name, FileCaps caps) {
    return new Named(name, new Image.Attribute.Caps(caps, Image.Standing.FOREIGN_ROOTID));
  }

  /** Each capability in another combination of the file's two sets. */
  private static List<Named> attributes(Numbers numbers) {
    CapSet none = CapSet.EMPTY;
    CapSet p = part(1).or(part(3));
    CapSet i = part(2).or(part(3));
    CapSet few = CapSet.of(Capability.NET_RAW, Capability.NET_BIND_SERVICE);
    // Not what a test in a virtual machine may lack.
    CapSet boundAlways =
        LiveCallers.partsIn('X', 0)
            .and(LiveCallers.partsIn('X', 4))
            .and(p)
            .without(CapSet.of(Capability.SYS_RESOURCE));
    FileCaps woven = FileCaps.of(p, i, false);
    List<Named> all =
        new ArrayList<>(
            List.of(
                new Named("none", Image.Attribute.NONE),
                counts("empty", FileCaps.of(none, none, false)),
                counts("empty-e", FileCaps.of(none, none, true)),
                counts("woven", woven),
                counts("woven-e", FileCaps.of(p, i, true)),
                counts("few-ep", FileCaps.of(few, none, true)),
                counts("bound-eip", FileCaps.of(boundAlways, i, true)),
                counts("i-e", FileCaps.of(none, i, true)),
                counts("all-p", FileCaps.of(CapSet.of(-1L), none, false)),
                foreign("foreign", FileCaps.of(p, i, true).within(OptionalLong.of(5555))),
                counts("initial", FileCaps.of(p, i, false).within(OptionalLong.of(0)))));
    if (!numbers.isHost()) {
      all.add(counts("own-root", woven.within(OptionalLong.of(numbers.onHost(0)))));
    }
    return all;
  }

  private static CapSet part(int part) {
    return LiveCallers.part(part, 4, LiveCallers.CALLER_PARTS, 0);
  }

  /** {@return every file, on a mount of that kind} */
  static List<LiveFile> all(Numbers numbers, Image.Trust trust) {
    List<LiveFile> all = new ArrayList<>();
    for (SetId setId : setIds(numbers)) {
      for (Named attribute : attributes(numbers)) {
        Image image =
            new Image(
                attribute.attribute(),
                setId.setuid(),
                setId.setgid(),
                mapped(setId.owner()),
                mapped(setId.group()),
                trust,
                Optional.empty());
        all.add(
            new LiveFile(
                setId.name() + "." + attribute.name(),
                image,
                setId.bits(),
                setId.owner(),
                setId.group()));
      }
    }
    return all;
  }

  private static OptionalLong mapped(long id) {
    return id == UNMAPPED ? OptionalLong.empty() : OptionalLong.of(id);
  }

  /** Makes it from a program. */
  void make(Path program, Path directory, Numbers numbers) throws IOException {
    Path file = directory.resolve(name);
    Files.copy(program, file);
    Files.setAttribute(file, "unix:uid", numbers.onHost(owner));
    Files.setAttribute(file, "unix:gid", numbers.onHost(group));
    Files.setAttribute(file, "unix:mode", mode);
    if (image.caps().isPresent()) {
      Outcome<FileCapsWriter.Change> written =
          LinuxFileCapsWriter.bind()
              .write(ByteString.of(file.toString()), FileCapsWriter.Change.set(image.caps().get()));
      if (!(written instanceof Outcome.Found)) {
        throw new IOException(file + ": " + written);
      }
    }
  }
}
