package io.github.jcap.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jcap.fixture.Inventories;
import io.github.jcap.fixture.InventoryRecord;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is no longer whole, or never was JSON, is refused, and nothing else happens. */
class DamagedDocumentTest {
  private static final String AGAIN = "make or fetch it again";

  private static String refusal(String document) {
    return Taken.refusal(document.getBytes(UTF_8));
  }

  /** Short, since it is read once for each of its bytes. */
  private static Inventories good() {
    InventoryRecord process = InventoryRecord.process(8, "/usr/bin/café");
    for (String key : List.of("namespaces", "capabilities", "uid", "gid", "cmdline")) {
      process.without(key);
    }
    return Inventories.of("web-1")
        .with(process.put("more", -1).put("escaped", "\u0007 \" ").unknown("unknown"));
  }

  @Test
  void aDocumentThatIsCutAtAnyByteIsRefusedAsCut() {
    for (String document : List.of(good().json(), good().ndjson(), good().sorted())) {
      byte[] whole = document.getBytes(UTF_8);
      for (int length = 1; length < whole.length - 1; length++) {
        assertThat(Taken.refusal(Arrays.copyOf(whole, length)))
            .as("%s bytes: …%s", length, tail(whole, length))
            .startsWith("standard input: line ")
            .endsWith(": the document ends here, before its own end; it was cut off; " + AGAIN);
      }
    }
  }

  private static String tail(byte[] whole, int length) {
    return new String(whole, Math.max(0, length - 40), Math.min(40, length), UTF_8);
  }

  @Test
  void gzipThatIsCutAtAnyByteIsRefused() {
    byte[] whole = good().gzip();
    for (int length = 2; length < whole.length; length++) {
      assertThat(Taken.refusal(Arrays.copyOf(whole, length)))
          .as("%s of %s bytes", length, whole.length)
          .isEqualTo("standard input: gzip: the file ends too early; it was cut off; " + AGAIN);
    }
    assertThat(Taken.refusal(Arrays.copyOf(whole, 1))).contains("line 1, column 2: not JSON");
  }

  @Test
  void gzipWithAnyBitChangedIsRefusedUnlessItIsInTheHeader() {
    byte[] whole = good().gzip();
    for (int at = 10; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      assertThat(Taken.refusal(changed)).as("byte %s", at).startsWith("standard input: ");
    }
  }

  @Test
  void whatFollowsGzipIsRefused() {
    byte[] whole = good().gzip();
    byte[] more = Arrays.copyOf(whole, whole.length + 8);
    assertThat(Taken.refusal(more))
        .isEqualTo(
            "standard input: gzip: what follows is not gzip; one file was put behind another; "
                + AGAIN);
  }

  @Test
  void garbageIsRefusedAndNothingElseHappens() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 5000; i++) {
      byte[] garbage = new byte[random.nextInt(1, 200)];
      for (int at = 0; at < garbage.length; at++) {
        garbage[at] = (byte) random.nextInt();
      }
      if (i % 3 == 0) {
        garbage[0] = '{';
      } else if (i % 3 == 1 && garbage.length > 1) {
        garbage[0] = 0x1f;
        garbage[1] = (byte) 0x8b;
      }
      assertThat(Taken.refusal(garbage)).startsWith("standard input: ");
    }
  }

  @Test
  void garbageOfJsonsOwnLettersIsRefused() {
    SplittableRandom random = new SplittableRandom(8);
    String[] words = {
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"",
      "\"kind\"",
      "\"host\"",
      "\"inventory\"",
      "1",
      "-",
      ".",
      "e",
      "null",
      "true",
      "\"parts\"",
      "\"processes\"",
      "\"end\"",
      "\\",
      "\n",
      " ",
      "\"scope\"",
      "\"schema_version\"",
      "\"report\"",
      "\"files\"",
      "99999999999999999999",
      "\\u12"
    };
    for (int i = 0; i < 20000; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? "{\"kind\":" : "");
      for (int length = random.nextInt(1, 30); length > 0; length--) {
        text.append(words[random.nextInt(words.length)]);
      }
      assertThat(refusal(text.toString())).as(text.toString()).startsWith("standard input: ");
    }
  }

  /** Where a changed byte still leaves an inventory, that is what was read. */
  @Test
  void aChangedByteGivesARefusalOrAnInventory() {
    SplittableRandom random = new SplittableRandom(9);
    for (String document : List.of(good().json(), good().ndjson())) {
      byte[] whole = document.getBytes(UTF_8);
      for (int i = 0; i < 4000; i++) {
        byte[] changed = whole.clone();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(32, 127);
        }
        String refusal = Taken.refusal(changed);
        assertThat(refusal.isEmpty() || refusal.startsWith("standard input: ")).isTrue();
      }
    }
  }
}
