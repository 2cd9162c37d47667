package io.github.jcap.command.filecap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Live;
import io.github.jcap.kernel.RawPath;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgOwnersTest {
  @TempDir private Path root;
  private final Problems problems = new Problems();

  private void list(String name, String... paths) throws IOException {
    write("info/" + name + ".list", "/.\n" + String.join("\n", paths) + "\n");
  }

  private void write(String name, String latin1) throws IOException {
    Path file = root.resolve("var/lib/dpkg").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, latin1.getBytes(ISO_8859_1));
  }

  private Reading<ByteString> owner(String path) {
    ByteString shown = new ByteString(path);
    Reading<ByteString> owner = new DpkgOwners(root, problems).of(List.of(shown)).get(shown);
    return owner == null ? Reading.unknown() : owner;
  }

  private static Reading<ByteString> is(String owner) {
    return Reading.of(new ByteString(owner));
  }

  @Test
  void ownerIsThePackageWhoseListHasThePath() throws IOException {
    list("iputils-ping", "/usr", "/usr/bin", "/usr/bin/ping");
    list("other", "/usr/bin/pingu", "/usr/sbin/ping", "/opt/usr/bin/ping");
    assertThat(owner("/usr/bin/ping")).isEqualTo(is("iputils-ping"));
    assertThat(owner("/usr/bin/pin")).isEqualTo(Reading.absent());
    assertThat(owner("/usr/bin/nothing")).isEqualTo(Reading.absent());
    assertThat(owner("/ping")).isEqualTo(Reading.absent());
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void severalOwnersAreJoinedAndKeepTheirArchitecture() throws IOException {
    list("libc6:amd64", "/lib/x", "/usr/lib/y");
    list("libc6:i386", "/usr/lib/y");
    assertThat(owner("/usr/lib/y")).isEqualTo(is("libc6:amd64, libc6:i386"));
    assertThat(owner("/lib/x")).isEqualTo(is("libc6:amd64"));
  }

  @Test
  void mergedUsrIsTheSameDirectoryByEitherName() throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("usr/lib64"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createSymbolicLink(root.resolve("lib64"), Path.of("/usr/lib64"));
    list("a", "/bin/ping");
    list("b", "/usr/bin/su");
    list("c", "/lib64/ld.so");
    assertThat(owner("/usr/bin/ping")).isEqualTo(is("a"));
    assertThat(owner("/bin/su")).isEqualTo(is("b"));
    assertThat(owner("/usr/lib64/ld.so")).as("an absolute link leads inside").isEqualTo(is("c"));
  }

  @Test
  void aFileThatIsALinkIsNotItsTarget() throws IOException {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("usr/bin/awk"), Path.of("mawk"));
    list("mawk", "/usr/bin/mawk");
    assertThat(owner("/usr/bin/awk")).isEqualTo(Reading.absent());
  }

  @Test
  void divertedFileIsWhereItWasDivertedTo() throws IOException {
    list("coreutils", "/usr/bin/x");
    list("wrapper:amd64", "/usr/bin/x");
    list("third", "/usr/bin/y");
    write(
        "diversions",
        "/usr/bin/x\n/usr/bin/x.distrib\nwrapper\n/usr/bin/y\n/usr/share/y.local\n:\n");
    assertThat(owner("/usr/bin/x")).isEqualTo(is("wrapper:amd64"));
    assertThat(owner("/usr/bin/x.distrib")).isEqualTo(is("coreutils"));
    assertThat(owner("/usr/bin/y")).as("put there by hand").isEqualTo(Reading.absent());
    assertThat(owner("/usr/share/y.local")).isEqualTo(is("third"));
  }

  @Test
  void pathsAreBytesAndTheLastLineNeedsNoEnd() throws IOException {
    write("info/p.list", "/srv/\u00ff\u00fe name\n/srv/last");
    assertThat(owner("/srv/\u00ff\u00fe name")).isEqualTo(is("p"));
    assertThat(owner("/srv/last")).isEqualTo(is("p"));
  }

  @Test
  void longListsStreamBy() throws IOException {
    StringBuilder lines = new StringBuilder("/.\n");
    for (int i = 0; i < 20_000; i++) {
      lines.append("/usr/share/some/where/file").append(i).append('\n');
    }
    write("info/big.list", lines.toString());
    assertThat(owner("/usr/share/some/where/file19999")).isEqualTo(is("big"));
    assertThat(owner("/usr/share/some/where/file4321")).isEqualTo(is("big"));
    write("info/broken.list", "x".repeat(70_000));
    assertThat(owner("/none").isUnknown()).isTrue();
    assertThat(owner("/usr/share/some/where/file4321")).isEqualTo(is("big"));
  }

  @Test
  void withoutDatabaseItIsUnknownAndSaidOnce() throws IOException {
    assertThat(owner("/usr/bin/ping").isUnknown()).isTrue();
    assertThat(problems.sorts())
        .singleElement()
        .satisfies(
            sort -> {
              assertThat(sort.count()).isEqualTo(1);
              assertThat(sort.first().subject())
                  .isEqualTo(RawPath.bytes(root).plus(ByteString.of("/var/lib/dpkg/info")));
              assertThat(sort.first().remedy())
                  .isEqualTo("packages are known from dpkg's lists alone");
            });
    write("info/format", "1\n");
    assertThat(owner("/usr/bin/ping").isUnknown()).as("no list is no database").isTrue();
  }

  @Test
  void aListThatCannotBeReadLeavesTheRestUnknownNotUnpackaged() throws IOException {
    list("good", "/usr/bin/x");
    Files.createDirectories(root.resolve("var/lib/dpkg/info/bad.list"));
    assertThat(owner("/usr/bin/x")).isEqualTo(is("good"));
    assertThat(owner("/usr/bin/y").isUnknown()).isTrue();
    assertThat(problems.sorts())
        .anySatisfy(
            sort ->
                assertThat(sort.first().operation())
                    .isEqualTo("read /var/lib/dpkg/info/<package>.list"));
  }

  @Test
  void pipeInTheDatabaseIsNotWaitedFor() throws IOException {
    list("good", "/usr/bin/x");
    String fifo = root.resolve("var/lib/dpkg/info/fifo.list").toString();
    assertThat(Live.run("mkfifo", fifo).code()).isZero();
    assertThat(owner("/usr/bin/y").isUnknown()).isTrue();
  }

  @Test
  void brokenDiversionsAreAProblem() throws IOException {
    list("good", "/usr/bin/x");
    write("diversions", "/usr/bin/x\n/usr/bin/y\n");
    assertThat(owner("/usr/bin/x")).isEqualTo(is("good"));
    assertThat(owner("/usr/bin/z").isUnknown()).isTrue();
    assertThat(problems.sorts())
        .allSatisfy(
            sort ->
                assertThat(sort.first().cause()).isEqualTo("not three lines for each diversion"));
  }

  @Test
  void manyFilesAreLookedUpTogether() throws IOException {
    List<String> lines = new ArrayList<>();
    List<ByteString> wanted = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      lines.add("/usr/bin/same" + i % 5 + (i < 5 ? "" : "x" + i));
      wanted.add(new ByteString("/usr/bin/same" + i));
    }
    list("p", lines.toArray(String[]::new));
    Map<ByteString, Reading<ByteString>> owners = new DpkgOwners(root, problems).of(wanted);
    assertThat(owners).hasSize(50);
    assertThat(owners.values().stream().filter(owner -> owner.known().isPresent())).hasSize(5);
  }

  @Test
  void nothingWantedReadsNothing() {
    assertThat(new DpkgOwners(root, problems).of(List.of())).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }
}
