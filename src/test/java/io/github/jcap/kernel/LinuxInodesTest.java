package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxInodesTest {
  @TempDir Path directory = Path.of("");

  private ByteString made(String name) throws IOException {
    return RawPath.bytes(Files.createFile(directory.resolve(name)));
  }

  @Test
  void aLinkIsNotFollowedAndItsTargetIsBytes() throws IOException {
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, RawPath.path("/caf\udcff"));
    ByteString path = RawPath.bytes(link);
    Inodes inodes = LinuxInodes.bind();
    assertThat(inodes.inode(path).map(inode -> inode.facts().kind()))
        .isEqualTo(Outcome.found(FileKind.LINK));
    assertThat(inodes.target(path)).isEqualTo(Outcome.found(new ByteString("/caf\u00ff")));
    assertThat(inodes.target(made("file")).isGone()).isTrue();
  }

  @Test
  void aFileWithoutAListHasNoneAndWhatIsNotThereIsGone() throws IOException {
    Inodes inodes = LinuxInodes.bind();
    assertThat(inodes.accessList(made("file"))).isEqualTo(Outcome.found(Reading.absent()));
    ByteString nothing = RawPath.bytes(directory.resolve("nothing"));
    assertThat(inodes.inode(nothing).isGone()).isTrue();
    assertThat(inodes.accessList(nothing).isGone()).isTrue();
  }

  @Test
  void aFileSystemWithoutListsHasNoneAndARefusalIsAProblem() throws IOException {
    ByteString file = made("file");
    assertThat(refusing(Errno.EOPNOTSUPP).accessList(file))
        .isEqualTo(Outcome.found(Reading.absent()));
    assertThat(refusing(Errno.EACCES).accessList(file)).isInstanceOf(Outcome.Failed.class);
  }

  private static Inodes refusing(Errno errno) {
    return new LinuxInodes(
        WatchedCalls.by(
            (name, arguments) -> name.equals("lgetxattr") ? Optional.of(errno) : Optional.empty()));
  }
}
