package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.kenai.jffi.MemoryIO;
import io.github.jcap.fixture.Untrusted;
import io.github.jcap.kernel.Netlink.Answers;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Outcome;
import io.github.jcap.outcome.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What the kernel writes into memory, and the files of accounts, of any bytes. */
class KernelFuzzTest {
  private static final long HIGHEST_ID = 0xffff_ffffL;
  private static final int DIAG = NetlinkQuestion.SOCK_DIAG_BY_FAMILY;
  private static final int[] TYPES = {DIAG, NetlinkDump.NLMSG_DONE, NetlinkDump.NLMSG_ERROR, 4, 16};

  /** Datagrams of messages whose headers lie as the input wants. */
  @FuzzTest
  void netlinkDump(FuzzedDataProvider data) {
    ScriptedSocket socket = new ScriptedSocket();
    int messages = 0;
    while (data.remainingBytes() > 0 && messages < 100) {
      List<ScriptedSocket.Step> steps = new ArrayList<>();
      do {
        messages++;
        steps.add(data.consumeInt(0, 9) == 0 ? raw(data) : message(data));
      } while (data.consumeBoolean() && data.remainingBytes() > 0);
      ScriptedSocket.Step datagram = sequence -> joined(steps, sequence);
      socket.then(datagram, datagram, ScriptedSocket.done(0));
    }
    NetlinkDump dump = new NetlinkDump(socket.calls(), socket);
    NetlinkQuestion question =
        new NetlinkQuestion(NetlinkQuestion.NETLINK_SOCK_DIAG, DIAG, new byte[8]);
    Outcome<Reading<Answers<Integer>>> outcome =
        dump.ask(ScriptedSocket.DESCRIPTOR, question, KernelFuzzTest::length);
    assertThat(socket.sent.size()).isBetween(1, NetlinkDump.MOST_ATTEMPTS);
    if (outcome instanceof Outcome.Found<Reading<Answers<Integer>>> found
        && found.value() instanceof Reading.Value<Answers<Integer>> answers) {
      assertThat(answers.value().items()).allMatch(length -> length >= 0);
      assertThat(answers.value().malformed() == 0)
          .isEqualTo(answers.value().firstMalformed().isEmpty());
    } else if (outcome instanceof Outcome.Failed<?> failed) {
      Untrusted.assertShown(failed.problem().toString());
    }
  }

  private static int length(ByteBuffer payload) {
    if (payload.remaining() == 3) {
      throw new Malformed("three bytes");
    }
    return payload.remaining();
  }

  /** Each message at a multiple of 4, as the kernel puts them. */
  private static byte[] joined(List<ScriptedSocket.Step> messages, int sequence) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (ScriptedSocket.Step message : messages) {
      all.writeBytes(new byte[-all.size() & 3]);
      all.writeBytes(message.datagram(sequence));
    }
    return all.toByteArray();
  }

  private static ScriptedSocket.Step raw(FuzzedDataProvider data) {
    byte[] bytes = data.consumeBytes(40);
    return sequence -> bytes;
  }

  private static ScriptedSocket.Step message(FuzzedDataProvider data) {
    int type = data.consumeBoolean() ? data.pickValue(TYPES) : data.consumeInt(0, 0xffff);
    int flags = data.consumeInt(0, 7) == 0 ? data.consumeInt(0, 0xffff) : 2;
    int wrong = data.consumeInt(0, 7) == 0 ? data.consumeInt() : 0;
    boolean ours = data.consumeInt(0, 7) != 0;
    byte[] payload = data.consumeBytes(data.consumeInt(0, 40));
    return sequence ->
        ScriptedSocket.message(
            16 + payload.length + wrong, type, flags, ours ? sequence : sequence + 1, payload);
  }

  static Stream<byte[]> entries() {
    byte[] two = new byte[48];
    ByteBuffer.wrap(two)
        .order(ByteOrder.nativeOrder())
        .putShort(DirectoryEntries.RECORD_LENGTH, (short) 24)
        .putShort(24 + DirectoryEntries.RECORD_LENGTH, (short) 24);
    two[DirectoryEntries.NAME] = '.';
    two[24 + DirectoryEntries.NAME] = 'a';
    return Stream.of(two, Arrays.copyOf(two, 24), Arrays.copyOf(two, 40));
  }

  @MethodSource("entries")
  @FuzzTest
  void directoryEntries(byte[] bytes) {
    int size = Math.min(bytes.length, 512);
    // Exactly as large as what is there, so that reading beyond it would be seen.
    DirectoryEntries entries = new DirectoryEntries(size);
    MemoryIO.getInstance().putByteArray(entries.address(), bytes, 0, size);
    entries.filled(size);
    int records = 0;
    while (Untrusted.parse(entries::next).orElse(false)) {
      records++;
      assertThat(entries.kind()).isNotNull();
      assertThat(entries.nameAddress()).isBetween(entries.address(), entries.address() + size);
      Untrusted.parse(entries::name)
          .ifPresent(
              name ->
                  assertThat(name.latin1()).isNotEmpty().doesNotContain("/").doesNotContain("\0"));
    }
    assertThat(records).isLessThanOrEqualTo(size / (DirectoryEntries.NAME + 1));
  }

  static Stream<byte[]> structures() {
    byte[] acl = new byte[4 + 2 * 8];
    ByteBuffer.wrap(acl)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0, 2)
        .putShort(4, (short) 1)
        .putShort(6, (short) 7)
        .putInt(8, -1)
        .putShort(12, (short) 2)
        .putInt(16, 1000);
    byte[] statx = new byte[Statx.SIZE];
    ByteBuffer.wrap(statx)
        .order(ByteOrder.nativeOrder())
        .putInt(0, -1)
        .putShort(Statx.MODE, (short) 0100755);
    return Stream.of(acl, statx, new byte[24]);
  }

  /** Access lists of a file, which its owner chose; and what statx and capget fill in. */
  @MethodSource("structures")
  @FuzzTest
  void structures(byte[] bytes) {
    Untrusted.parse(() -> PosixAcl.decode(bytes))
        .ifPresent(
            acl ->
                assertThat(acl.entries())
                    .hasSize((bytes.length - PosixAcl.HEADER_SIZE) / PosixAcl.ENTRY_SIZE)
                    .allMatch(entry -> entry.permissions() >= 0 && entry.permissions() <= 7)
                    .allMatch(entry -> entry.id() >= 0 && entry.id() <= HIGHEST_ID));
    ByteBuffer statx =
        ByteBuffer.wrap(Arrays.copyOf(bytes, Statx.SIZE)).order(ByteOrder.nativeOrder());
    Untrusted.parse(() -> Statx.decode(statx))
        .ifPresent(file -> assertThat(file.isSameFile(file)).isTrue());
    Untrusted.parse(() -> Statx.directoryId(statx));
    Untrusted.parse(() -> Statx.facts(statx))
        .ifPresent(
            facts -> {
              assertThat(facts.uid()).isBetween(0L, HIGHEST_ID);
              assertThat(facts.gid()).isBetween(0L, HIGHEST_ID);
              assertThat(facts.mode()).isBetween(0, 07777);
            });
    byte[] sets = Arrays.copyOf(bytes, CapUserData.DATA_SIZE);
    ByteBuffer encoded = ByteBuffer.allocate(CapUserData.DATA_SIZE).order(ByteOrder.nativeOrder());
    CapUserData.decode(ByteBuffer.wrap(sets).order(ByteOrder.nativeOrder())).encode(encoded);
    assertThat(encoded.array()).isEqualTo(sets);
  }

  static Stream<byte[]> accounts() {
    return Untrusted.seeds(
        "root:x:0:0::/:\nme:x:1000:100::/home/me:/bin/sh\nbig:x:4294967294:0::/:\n",
        "+::::::\n:x:1:1\nx:x:\ny:x:-1:1:\nz:x:4294967296:7:me,you\nusers:x:100:me\n",
        "me:x:99999999999999999999:me");
  }

  /** The same bytes as passwd and as group of another root. */
  @MethodSource("accounts")
  @FuzzTest
  void accounts(byte[] bytes) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      Path root = files.getPath("/");
      Files.createDirectory(root.resolve("etc"));
      Files.write(root.resolve("etc/passwd"), bytes);
      Files.write(root.resolve("etc/group"), bytes);
      Accounts accounts = Accounts.of(root);
      for (String line : ByteString.of(bytes).latin1().split("\n", 20)) {
        int colon = line.indexOf(':');
        ByteString name = new ByteString(colon < 0 ? line : line.substring(0, colon));
        accounts
            .userId(name)
            .ifPresent(
                uid -> {
                  assertThat(uid).isBetween(0L, HIGHEST_ID - 1);
                  assertThat(accounts.userName(uid)).isPresent();
                });
        accounts
            .login(name)
            .ifPresent(
                login -> {
                  assertThat(login.groups()).contains(login.gid()).isSorted();
                  assertThat(login.groups()).allMatch(gid -> gid >= 0 && gid < HIGHEST_ID);
                  assertThat(accounts.userId(name)).isPresent();
                });
      }
      assertThat(accounts.groupNameOrId(0).length()).isPositive();
    }
  }
}
