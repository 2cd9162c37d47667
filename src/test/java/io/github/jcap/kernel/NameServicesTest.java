package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The C library is asked for real: root is known everywhere, this id nowhere. */
class NameServicesTest {
  private static final long NOBODYS = 4_123_456_789L;

  @TempDir Path root;

  @Test
  void theCLibraryNamesAUserAndAGroup() throws IOException {
    nsswitch("passwd: files other\ngroup: files other\n");
    NameServices services = new NameServices(root);

    assertThat(services.userName(0)).contains(ByteString.of("root"));
    assertThat(services.groupName(0)).contains(ByteString.of("root"));
  }

  @Test
  void anIdWithoutANameHasNone() throws IOException {
    nsswitch("passwd: files other\ngroup: files other\n");
    NameServices services = new NameServices(root);

    assertThat(services.userName(NOBODYS)).isEmpty();
    assertThat(services.groupName(NOBODYS)).isEmpty();
  }

  @Test
  void whereTheFilesAreAllThereIsNobodyIsAsked() throws IOException {
    nsswitch("passwd: files\ngroup: files\n");
    NameServices services = new NameServices(root);

    assertThat(services.userName(0)).isEmpty();
    assertThat(services.groupName(0)).isEmpty();
  }

  private void nsswitch(String lines) throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(root.resolve("etc/nsswitch.conf"), lines);
  }
}
