package io.github.jcap.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickFilesTest {
  private final QuickFiles files = QuickFiles.bind();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 16 * 1024, 16 * 1024 + 1, 100_000})
  void aFileIsReadWholeWhateverItsLength(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Files.write(directory.resolve("some"), bytes);

    assertThat(files.read(directory.toString(), "some", false)).isEqualTo(bytes);
    assertThat(files.read(directory.toString(), "some", true)).isEqualTo(bytes);
  }

  @Test
  void aFileOfProcHasNoSizeAndIsReadAllTheSame() throws IOException {
    assertThat(new String(files.read("/proc/self", "status", true), ISO_8859_1))
        .startsWith("Name:\t")
        .endsWith("\n");
  }

  @Test
  void aLinkIsReadWithItsBytes() throws IOException {
    Path named = RawPath.path(RawPath.text(ByteString.of(new byte[] {'/', (byte) 0xff})));
    Files.createSymbolicLink(directory.resolve("raw"), named);

    assertThat(files.readLink(directory.toString(), "raw"))
        .isEqualTo(ByteString.of(new byte[] {'/', (byte) 0xff}));
  }

  @Test
  void whatFailsSaysWhyWithoutAStack() throws IOException {
    Files.createDirectory(directory.resolve("inner"));

    assertThat(failure("none")).isEqualTo(Errno.ENOENT);
    assertThat(failure("inner")).isEqualTo(Errno.EISDIR);
    ErrnoException thrown =
        catchThrowableOfType(
            ErrnoException.class, () -> files.readLink(directory.toString(), "none"));
    assertThat(thrown.errno()).isEqualTo(Errno.ENOENT);
    assertThat(thrown.getStackTrace()).isEmpty();
    assertThat(IoErrors.errno(thrown)).isEqualTo(Errno.ENOENT);
  }

  private Errno failure(String file) {
    return catchThrowableOfType(
            ErrnoException.class, () -> files.read(directory.toString(), file, false))
        .errno();
  }

  @Test
  void onlyWhatIsSurelyNotThereDoesNotExist() throws IOException {
    Path dangling = Files.createSymbolicLink(directory.resolve("link"), Path.of("/none"));

    assertThat(files.exists(directory.toString())).isTrue();
    assertThat(files.exists(dangling.toString())).isTrue();
    assertThat(files.exists(directory.resolve("none").toString())).isFalse();
    assertThat(files.exists(Files.createFile(directory.resolve("file")) + "/below")).isTrue();
  }

  @Test
  void onlyShortPathsOfAsciiAreTaken() {
    assertThat(QuickFiles.takes("/proc/1", "status")).isTrue();
    assertThat(QuickFiles.takes("/srv/café", "status")).isFalse();
    assertThat(QuickFiles.takes("/" + "a".repeat(503), "status")).isTrue();
    assertThat(QuickFiles.takes("/" + "a".repeat(504), "status")).isFalse();
  }
}
