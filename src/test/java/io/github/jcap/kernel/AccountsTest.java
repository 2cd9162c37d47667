package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.jcap.fixture.Live;
import io.github.jcap.outcome.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of users, and when the host's name services are worth their start-up. */
class AccountsTest {
  private static final long NOBODY_HAS_IT = 4294967290L;

  private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
  private final Path root = files.getPath("/");

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private void etc(String name, String text) throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.write(root.resolve("etc").resolve(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void theFirstLineOfAUidWinsAndBrokenLinesAreNoAccounts() throws IOException {
    etc(
        "passwd",
        "root:x:0:0::/:\ntoor:x:0:0::/:\n# no\n:x:1:1\nx:x:\ny:x:z:1:\n+::::::\nbig:x:4294967294:0::/:");
    Accounts accounts = Accounts.of(root);
    assertThat(accounts.userName(0)).contains(ByteString.of("root"));
    assertThat(accounts.userName(4294967294L)).contains(ByteString.of("big"));
    assertThat(accounts.userName(1)).isEmpty();
  }

  @Test
  void aNameIsBytesNotText() throws IOException {
    etc("passwd", "\u00ff\u001b:x:7:7::/:\n");
    assertThat(Accounts.of(root).userName(7)).contains(new ByteString("\u00ff\u001b"));
  }

  @Test
  void aLoginHasTheGroupsThatNameTheUserAndThatOfHisLine() throws IOException {
    etc("passwd", "root:x:0:0::/:\nme:x:1000:100::/:\nodd:x:-1:0::/:\n");
    etc("group", "users:x:100:\nsudo:x:27:you,me\nme2:x:9:me2\nbroken:x:z:me\nusers2:x:100:me\n");
    Accounts accounts = Accounts.of(root);
    assertThat(accounts.login(ByteString.of("me")))
        .contains(new Login(1000, 100, List.of(27L, 100L)));
    assertThat(accounts.login(ByteString.of("odd"))).isEmpty();
    assertThat(accounts.login(ByteString.of("nobody-here"))).isEmpty();
  }

  @Test
  void withoutAPasswdFileNobodyHasAName() {
    assertThat(Accounts.of(root).userName(0)).isEmpty();
    assertThat(Accounts.none().userName(0)).isEmpty();
  }

  @Test
  void groupsAreNamedByTheirOwnFile() throws IOException {
    etc("passwd", "user:x:7:8::/:\n");
    etc("group", "first:x:7:\nsecond:x:7:user\nbad\nbig:x:4294967294:\n");
    Accounts accounts = Accounts.of(root);
    assertThat(accounts.groupNameOrId(7)).isEqualTo(ByteString.of("first"));
    assertThat(accounts.groupNameOrId(4294967294L)).isEqualTo(ByteString.of("big"));
    assertThat(accounts.groupNameOrId(8)).isEqualTo(ByteString.of("8"));
    assertThat(accounts.userName(7)).contains(ByteString.of("user"));
    assertThat(Accounts.none().groupNameOrId(0)).isEqualTo(ByteString.of("0"));
  }

  @Test
  void groupsHaveNameServicesOfTheirOwn() throws IOException {
    etc("nsswitch.conf", "passwd: files\ngroup: files systemd\n");
    NameServices services = new NameServices(root);
    assertThat(services.userName(0)).isEmpty();
    assertThat(services.groupName(0)).contains(ByteString.of("root"));
    assertThat(services.groupName(NOBODY_HAS_IT)).isEmpty();
  }

  /** Where they are not worth asking, no native code is loaded; here nobody has the number. */
  @ParameterizedTest
  @ValueSource(strings = {"", "passwd: files\n", "group: ldap\n", "# passwd: ldap\n"})
  void nameServicesAreNotAskedWhereOnlyFilesAreNamed(String nsswitch) throws IOException {
    etc("nsswitch.conf", nsswitch);
    assertThat(new NameServices(root).userName(0)).isEmpty();
  }

  /** Uid 0 is root on every host, so an answer shows that the C library was asked. */
  @ParameterizedTest
  @ValueSource(
      strings = {"passwd: files systemd\n", "  passwd:\tcompat\n", "passwd: files [x] sss"})
  void nameServicesAreAskedWhereAnotherSourceIsNamed(String nsswitch) throws IOException {
    etc("nsswitch.conf", nsswitch);
    NameServices services = new NameServices(root);
    assertThat(services.userName(0)).contains(ByteString.of("root"));
    assertThat(services.userName(NOBODY_HAS_IT)).isEmpty();
  }

  @Test
  void filesOfAnotherRootAreFoundInsideItAndNeverWaitedFor(@TempDir Path directory)
      throws IOException {
    Path other = directory.resolve("root");
    Files.createDirectories(other.resolve("etc"));
    Files.writeString(directory.resolve("passwd"), "outside:x:7:7::/:\n");
    Files.writeString(other.resolve("accounts"), "inside:x:7:7::/:\n");
    Files.createSymbolicLink(other.resolve("etc/passwd"), directory.resolve("passwd"));
    assertThat(Accounts.of(other).userName(7)).isEmpty();
    assertThat(Accounts.of(other).login(ByteString.of("outside"))).isEmpty();

    Files.delete(other.resolve("etc/passwd"));
    Files.createSymbolicLink(other.resolve("etc/passwd"), Path.of("/../accounts"));
    assertThat(Accounts.of(other).userName(7)).contains(ByteString.of("inside"));

    Files.delete(other.resolve("etc/passwd"));
    Live.assumePrograms("mkfifo");
    Live.run("mkfifo", other.resolve("etc/passwd").toString());
    assertThat(Accounts.of(other).userName(7)).isEmpty();
  }

  @Test
  void aNumberThatIsNoIdIsNoAccount() throws IOException {
    etc("passwd", "minus:x:-5:0::/:\nbig:x:4294967296:0::/:\nnone:x:4294967295:0::/:\n");
    Accounts accounts = Accounts.of(root);
    assertThat(accounts.userId(ByteString.of("minus"))).isEmpty();
    assertThat(accounts.userId(ByteString.of("big"))).isEmpty();
    assertThat(accounts.userId(ByteString.of("none"))).isEmpty();
  }
}
