package io.github.jcap.kernel;

import static io.github.jcap.kernel.ScriptedSocket.DESCRIPTOR;
import static io.github.jcap.kernel.ScriptedSocket.datagram;
import static io.github.jcap.kernel.ScriptedSocket.done;
import static io.github.jcap.kernel.ScriptedSocket.error;
import static io.github.jcap.kernel.ScriptedSocket.fails;
import static io.github.jcap.kernel.ScriptedSocket.item;
import static io.github.jcap.kernel.ScriptedSocket.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.FakeNetlink;
import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Problem;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams as the kernel makes them, and as it should not. */
class NetlinkDumpTest {
  private static final int INTR = NetlinkDump.NLM_F_DUMP_INTR;
  private static final int ITEM = NetlinkQuestion.SOCK_DIAG_BY_FAMILY;

  private final ScriptedSocket socket = new ScriptedSocket();
  private final NetlinkDump dump = new NetlinkDump(socket.calls(), socket);

  private Outcome<Reading<Answers<String>>> ask() {
    return ask(new NetlinkQuestion(NetlinkQuestion.NETLINK_SOCK_DIAG, ITEM, new byte[] {2, 6}));
  }

  private Outcome<Reading<Answers<String>>> ask(NetlinkQuestion question) {
    return dump.ask(DESCRIPTOR, question, NetlinkDumpTest::hex);
  }

  private static String hex(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    if (bytes.length > 0 && bytes[0] == (byte) 0xee) {
      throw new Malformed("begins with ee");
    }
    return HexFormat.of().formatHex(bytes);
  }

  private static Outcome<Reading<Answers<String>>> found(String... items) {
    return Outcome.found(Reading.of(new Answers<>(List.of(items), 0, "")));
  }

  private static Problem problem(Outcome<?> outcome) {
    return ((Outcome.Failed<?>) outcome).problem();
  }

  @Test
  void theAnswersOfAllDatagramsUntilTheKernelSaysThatThisIsAll() {
    socket.then(
        datagram(item(1, 2, 3, 4), item(5)), datagram(item(), item(6, 7)), datagram(done(0)));
    assertThat(ask()).isEqualTo(found("01020304", "05", "", "0607"));
    assertThat(socket.receptions).isEqualTo(3);
  }

  @Test
  void theQuestionAsksForADumpWithASequenceNumberOfItsOwn() {
    socket.then(datagram(done(0))).then(datagram(done(0)));
    ask();
    ask();
    assertThat(socket.sent)
        .extracting(HexFormat.of()::formatHex)
        .containsExactly(
            "12000000140001030100000000000000" + "0206",
            "12000000140001030200000000000000" + "0206");
  }

  @Test
  void anEndWithoutANumberIsAnEnd() {
    socket.then(datagram(item(1), message(NetlinkDump.NLMSG_DONE, 2)));
    assertThat(ask()).isEqualTo(found("01"));
  }

  @Test
  void moreThanOneBufferHolds() {
    List<ScriptedSocket.Step> datagrams = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int[] payload = new int[20_000];
      payload[0] = i;
      datagrams.add(datagram(item(payload)));
      items.add("%02x".formatted(i) + "00".repeat(19_999));
    }
    datagrams.add(datagram(done(0)));
    socket.then(datagrams.toArray(ScriptedSocket.Step[]::new));
    assertThat(ask()).isEqualTo(found(items.toArray(String[]::new)));
  }

  @Test
  void anInterruptedDumpIsAskedForAgainAndWhatItSaidIsForgotten() {
    socket
        .then(datagram(item(1), message(ITEM, INTR, (byte) 2)), datagram(item(3), done(0)))
        .then(datagram(item(1)), datagram(message(NetlinkDump.NLMSG_DONE, INTR | 2, new byte[4])))
        .then(datagram(item(9), done(0)));
    assertThat(ask()).isEqualTo(found("09"));
    assertThat(socket.sent).hasSize(3);
  }

  @Test
  void aDumpThatIsInterruptedEveryTimeIsAProblem() {
    for (int i = 0; i < NetlinkDump.MOST_ATTEMPTS; i++) {
      socket.then(datagram(message(ITEM, INTR), done(0)));
    }
    assertThat(problem(ask()).toString())
        .isEqualTo(
            "list sockets by NETLINK_SOCK_DIAG: interrupted 10 times (family 2, protocol 6)");
    assertThat(socket.sent).hasSize(NetlinkDump.MOST_ATTEMPTS);
  }

  @Test
  void lostMessagesAreAskedForAgain() {
    socket
        .then(datagram(item(1)), fails(Errno.ENOBUFS), datagram(item(2), done(0)))
        .then(datagram(message(NetlinkDump.NLMSG_OVERRUN, 0), done(0)))
        .then(datagram(item(1), item(2), done(0)));
    assertThat(ask()).isEqualTo(found("01", "02"));
  }

  @Test
  void memoryThatIsNeverThereEnds() {
    ScriptedSocket.Step[] failures = new ScriptedSocket.Step[100];
    Arrays.fill(failures, fails(Errno.ENOBUFS));
    for (int i = 0; i < NetlinkDump.MOST_ATTEMPTS; i++) {
      socket.then(failures);
    }
    assertThat(problem(ask()).cause()).isEqualTo("interrupted 10 times");
  }

  @Test
  void aDatagramThatDoesNotFitIsAskedForAgainWithRoomForIt() {
    int[] payload = new int[100_000];
    payload[99_999] = 7;
    socket
        .then(datagram(item(payload)), datagram(done(0)))
        .then(datagram(item(payload)), datagram(done(0)));
    assertThat(ask()).isEqualTo(found("00".repeat(99_999) + "07"));
    assertThat(socket.sent).hasSize(2);
  }

  @Test
  void aFamilyThatTheKernelCannotListIsAbsentHoweverItSaysSo() {
    socket
        .then(datagram(error(Errno.ENOENT)))
        .then(datagram(done(Errno.ENOENT.number())))
        .then(datagram(error(Errno.EINVAL)))
        .then(datagram(error(Errno.EPROTONOSUPPORT)));
    for (int i = 0; i < 4; i++) {
      assertThat(ask()).isEqualTo(Outcome.found(Reading.absent()));
    }
  }

  @Test
  void aRefusalIsAProblemAlsoAtTheEndOfAnswers() {
    socket
        .then(datagram(error(Errno.EPERM)))
        .then(datagram(item(1)), datagram(done(Errno.ENOMEM.number())));
    assertThat(problem(ask()).toString())
        .isEqualTo("list sockets by NETLINK_SOCK_DIAG: EPERM (family 2, protocol 6)");
    assertThat(problem(ask()).cause()).isEqualTo("ENOMEM");
  }

  @Test
  void rtnetlinkHasNoEntryThatIsAbsent() {
    socket.then(datagram(error(Errno.ENOENT)));
    Outcome<?> refused = ask(new NetlinkQuestion(NetlinkQuestion.NETLINK_ROUTE, 18, new byte[16]));
    assertThat(problem(refused).toString())
        .isEqualTo("list interfaces by NETLINK_ROUTE: ENOENT (message type 18)");
  }

  @Test
  void answersOfRtnetlinkAreOfAnotherTypeThanTheQuestion() {
    socket.then(datagram(message(16, 2, (byte) 1), message(20, 2, (byte) 2), done(0)));
    assertThat(ask(new NetlinkQuestion(NetlinkQuestion.NETLINK_ROUTE, 18, new byte[16])))
        .isEqualTo(
            Outcome.found(Reading.of(new Answers<>(List.of("01"), 1, "a message of type 20"))));
  }

  @Test
  void whatAnswersAnotherQuestionIsPassedOver() {
    ScriptedSocket.Step foreign =
        sequence -> ScriptedSocket.message(17, ITEM, 2, sequence + 1, (byte) 9);
    ScriptedSocket.Step foreignEnd =
        sequence -> ScriptedSocket.message(16, NetlinkDump.NLMSG_DONE, INTR, sequence - 1);
    socket.then(datagram(foreign, item(1), foreignEnd), datagram(item(2), done(0)));
    assertThat(ask()).isEqualTo(found("01", "02"));
  }

  @Test
  void aReceiptAndAMessageThatSaysNothingArePassedOver() {
    socket.then(
        datagram(message(NetlinkDump.NLMSG_ERROR, 0, new byte[20]), message(1, 0)),
        datagram(item(1), done(0)));
    assertThat(ask()).isEqualTo(found("01"));
  }

  @Test
  void anAnswerThatIsNotOfTheFormIsCountedAndCostsNoOther() {
    socket.then(datagram(item(1), item(0xee), item(2), item(0xee, 1), item(3), done(0)));
    assertThat(ask())
        .isEqualTo(
            Outcome.found(
                Reading.of(new Answers<>(List.of("01", "02", "03"), 2, "begins with ee"))));
  }

  @Test
  void aMessageWhoseLengthLiesIsAProblem() {
    for (int length : new int[] {0, 15, -1, 18, Integer.MIN_VALUE}) {
      socket.then(
          datagram(sequence -> ScriptedSocket.message(length, ITEM, 2, sequence, (byte) 1)),
          datagram(done(0)));
      Problem problem = problem(ask());
      assertThat(problem.kind()).isEqualTo(Problem.Kind.MALFORMED);
      assertThat(problem.cause()).isEqualTo("a message of " + length + " bytes where 17 are");
    }
  }

  @Test
  void aDatagramThatEndsInsideAHeaderIsAProblem() {
    socket.then(datagram(item(1, 2, 3, 4), sequence -> new byte[8]), datagram(done(0)));
    assertThat(problem(ask()).cause()).isEqualTo("a message of 0 bytes where 8 are");
  }

  @Test
  void anErrorWithoutANumberIsAProblem() {
    socket.then(datagram(message(NetlinkDump.NLMSG_ERROR, 0)));
    assertThat(problem(ask()).cause()).isEqualTo("NLMSG_ERROR without an errno");
  }

  @Test
  void anAnswerWithoutAnEndIsAProblemAndIsNotWaitedFor() {
    socket.then(datagram(item(1)));
    assertThat(problem(ask()).cause()).isEqualTo("no NLMSG_DONE");
  }

  @Test
  void aSignalIsNoFailure() {
    socket.then(
        fails(Errno.EINTR),
        datagram(item(1)),
        fails(Errno.EINTR),
        fails(Errno.EINTR),
        datagram(done(0)));
    assertThat(ask()).isEqualTo(found("01"));
  }

  @Test
  void afterAnyEndTheNextQuestionIsAnswered() {
    socket
        .then(datagram(error(Errno.EPERM)))
        .then(
            datagram(item(1)),
            datagram(item(2)),
            datagram(sequence -> new byte[3]),
            datagram(item(4)))
        .then(datagram(item(5), done(0)));
    ask();
    ask();
    assertThat(ask()).isEqualTo(found("05"));
  }

  /** The example of native-notes/nlmsghdr.md, from a little-endian machine. */
  @Test
  void theRealAnswerAboutTheAddressesOfALoopback() {
    String addresses =
        """
        4c0000001400020008000000d27e0000 020880fe01000000 080001007f000001 080002007f000001 070003006c6f0000
        0800080080000000 14000600ffffffffffffffff943b4900943b4900
        500000001400020008000000d27e0000 0a8080fe01000000 1400010000000000000000000000000000000001
        14000600ffffffffffffffff943b4900943b4900 0800080080000000 05000b0001000000
        """;
    String end = "140000000300020008000000d27e000000000000";
    NetlinkQuestion question = new NetlinkQuestion(NetlinkQuestion.NETLINK_ROUTE, 22, new byte[8]);
    for (int sequence = 1; sequence < 8; sequence++) {
      socket.then(datagram(done(0)));
      ask(question);
    }
    socket.then(sequence -> FakeNetlink.hex(addresses), sequence -> FakeNetlink.hex(end));
    assertThat(ask(question))
        .isEqualTo(
            found(
                "020880fe01000000080001007f000001080002007f000001070003006c6f0000"
                    + "080008008000000014000600ffffffffffffffff943b4900943b4900",
                "0a8080fe010000001400010000000000000000000000000000000001"
                    + "14000600ffffffffffffffff943b4900943b4900080008008000000005000b0001000000"));
  }
}
