package io.github.jcap.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of native-notes/proc_net_unix.md. */
class UnixSocketsTest {
  private static final String NAMES = "Num       RefCount Protocol Flags    Type St Inode Path\n";
  private static final String TABLE =
      NAMES
          + """
          00000000939f3515: 00000002 00000000 00000000 0002 01 7576994
          000000009af7dceb: 00000003 00000000 00000000 0001 02     0 stream.sock
          0000000040f35137: 00000002 00000000 00010000 0001 01 7576980 stream.sock
          0000000065c0c7b0: 00000003 00000000 00000000 0002 03 7576984 dgram
          new\u001bline
          0000000041e2b0f3: 00000003 00000000 00000000 0001 03 7576982 stream.sock
          000000008ed1e89a: 00000002 00000000 00000000 0002 01 7576995 @at
          000000008532dbce: 00000002 00000000 00010000 0005 01 7576986 @abs@name@x
          """;

  private static SocketTable parse(String text) {
    return UnixSockets.parse(text.getBytes(ISO_8859_1));
  }

  private static UnixSocket named(int type, int state, String name, boolean isAbstract, long i) {
    return new UnixSocket(type, state, Reading.of(new ByteString(name)), Reading.of(isAbstract), i);
  }

  private static UnixSocket unnamed(int type, int state, long inode) {
    return new UnixSocket(type, state, Reading.absent(), Reading.absent(), inode);
  }

  @Test
  void everyEntryWithAnInodeInTheStatesOfSockDiag() {
    assertThat(parse(TABLE).firstMalformed()).isEmpty();
    assertThat(parse(TABLE).sockets())
        .containsExactly(
            unnamed(2, 7, 7576994),
            named(1, 10, "stream.sock", false, 7576980),
            named(2, 1, "dgram\nnew\u001bline", false, 7576984),
            named(1, 1, "stream.sock", false, 7576982),
            named(2, 7, "at", true, 7576995),
            named(5, 10, "abs@name@x", true, 7576986));
  }

  @Test
  void whatNearlyIsAnEntryGoesOnWithTheName() {
    String entry = "0000000041e2b0f3: 00000003 00000000 00000000 0001 03";
    String nearly = entry + "x 12 y\n\n" + entry.replace(':', ' ') + " 12\n" + entry + " \n0: \n";
    SocketTable table = parse(NAMES + entry + " 12  a \n" + nearly + entry + "   345\n");
    assertThat(table.firstMalformed()).isEmpty();
    String name = " a \n" + nearly.substring(0, nearly.length() - 1);
    assertThat(table.sockets()).containsExactly(named(1, 1, name, false, 12), unnamed(1, 1, 345));
  }

  @Test
  void aForgedEntryCannotBeToldFromOneOfTheKernel() {
    String forged = "0000000000000000: 00000002 00000000 00010000 0001 01 99 /run/docker.sock";
    SocketTable table = parse(NAMES + forged.replace(" 99 ", " 12 x\n") + "\n" + forged + "\n");
    assertThat(table.sockets()).extracting(Socket::inode).containsExactly(12L, 99L);
  }

  @Test
  void aLineBeforeAnyNameIsMalformedAndCostsNoOther() {
    SocketTable table = parse(TABLE.replace("0002 01 7576994", "0002 01"));
    assertThat(table.sockets()).hasSize(5);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 2: not an entry: \"00000000939f3515: ");
  }

  @Test
  void anUnknownStateIsMalformedAndItsNameIsNoOthers() {
    SocketTable table = parse(TABLE.replace("0002 03 7576984", "0002 05 7576984"));
    assertThat(table.sockets()).extracting(Socket::inode).doesNotContain(7576984L).hasSize(5);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).startsWith("line 5: not a state: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 20, 70, 80})
  void aTableThatWasCutLosesItsLastEntry(int cut) {
    SocketTable table = parse(TABLE.substring(0, TABLE.length() - cut));
    assertThat(table.sockets()).extracting(Socket::inode).doesNotContain(7576986L);
    assertThat(table.malformedLines()).isEqualTo(1);
    assertThat(table.firstMalformed()).contains(": no end of the line: ");
  }

  @Test
  void aCutInsideANameThatGoesOnLosesItsEntry() {
    SocketTable table = parse(TABLE.substring(0, TABLE.indexOf("line\n") + 2));
    assertThat(table.sockets()).extracting(Socket::inode).containsExactly(7576994L, 7576980L);
    assertThat(table.malformedLines()).isEqualTo(1);
  }

  @Test
  void anEmptyTableHasNames() {
    assertThat(parse(NAMES)).isEqualTo(new SocketTable(List.of(), 0, ""));
    assertThat(parse("").malformedLines()).isEqualTo(1);
  }
}
