package io.github.jcap.command.filecap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.cap.CapSet;
import io.github.jcap.cap.Capability;
import io.github.jcap.cap.FileCaps;
import io.github.jcap.fixture.Schemas;
import io.github.jcap.kernel.FileCapsWriter;
import io.github.jcap.kernel.LinuxFileCapsWriter;
import io.github.jcap.kernel.LinuxFileTree;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Files with capabilities on the real kernel, and what filecap says of them. */
final class RealFiles {
  static final FileCaps KILL = FileCaps.of(CapSet.of(Capability.KILL), CapSet.EMPTY, true);
  static final FileCaps CHOWN = FileCaps.of(CapSet.of(Capability.CHOWN), CapSet.EMPTY, true);

  private RealFiles() {}

  /** {@return a new file with capabilities; the directories above it are made} */
  static Path newFile(Path file, FileCaps caps) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return give(file, caps);
  }

  /** {@return the file, its capabilities being replaced} */
  static Path give(Path file, FileCaps caps) {
    assertThat(
            LinuxFileCapsWriter.bind().write(RawPath.bytes(file), FileCapsWriter.Change.set(caps)))
        .isInstanceOf(Outcome.Found.class);
    return file;
  }

  /** {@return what a command line gives} */
  static FilecapRun run(String... args) {
    return FilecapRun.of(LinuxFileTree.bind(), LinuxFileCapsWriter.bind(), Map.of(), args);
  }

  /**
   * {@return a line for each row of a report that could be made without a problem: the path below
   * the directory, a blank, and libcap's text or the word for what is odd, as {@code getcap -n}
   * shows it}
   */
  static List<String> rows(Path directory) {
    return rows(directory, run("--json", "--strict", directory.toString()), 0);
  }

  /** {@return likewise, of a report that has been made and ended with a code} */
  static List<String> rows(Path directory, FilecapRun run, int code) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    Schemas.check("files", run.out());
    List<String> rows = new ArrayList<>();
    for (JsonNode file : Schemas.parse(run.out()).get("files")) {
      rows.add(below(directory, path(file)) + ' ' + says(file));
    }
    return rows;
  }

  private static ByteString path(JsonNode file) {
    JsonNode bytes = file.get("path_bytes");
    return bytes == null
        ? ByteString.of(file.get("path").asString())
        : ByteString.of(Base64.getDecoder().decode(bytes.asString()));
  }

  private static String below(Path directory, ByteString path) {
    String start = RawPath.bytes(directory).latin1() + '/';
    assertThat(path.latin1()).startsWith(start);
    return path.latin1().substring(start.length());
  }

  private static String says(JsonNode file) {
    if (file.get("oddity") != null) {
      return file.get("oddity").asString();
    }
    JsonNode rootid = file.get("rootid");
    String text = file.get("text").asString();
    return rootid == null ? text : text + " [rootid=" + rootid.asLong() + "]";
  }
}
