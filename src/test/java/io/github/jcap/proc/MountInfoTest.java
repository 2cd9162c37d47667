package io.github.jcap.proc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Malformed;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MountInfoTest {

  @Test
  void lineOfTheManualPageIsRead() {
    assertThat(parse("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=x\n"))
        .containsExactly(
            new MountInfo(
                36,
                35,
                98L << 32,
                ByteString.of("/mnt1"),
                ByteString.of("/mnt2"),
                List.of("rw", "noatime"),
                "ext3",
                ByteString.of("/dev/root"),
                List.of("rw", "errors=x")));
  }

  @Test
  void optionalWordsMayBeNoneOrMany() {
    List<MountInfo> mounts =
        parse(
            "1 0 0:1 / /a rw - tmpfs tmpfs rw\n2 0 0:2 / /b rw shared:1 master:2 x - nfs4 h:/ rw");
    assertThat(mounts).extracting(MountInfo::type).containsExactly("tmpfs", "nfs4");
  }

  @Test
  void octalEscapesAreBytes() {
    List<MountInfo> mounts =
        parse("1 0 0:1 / /a\\040b\\012\\134\\043\u00e9 rw - fuse.x\\040y s rw\n");
    assertThat(mounts.get(0).point()).isEqualTo(new ByteString("/a b\n\\#\u00e9"));
    assertThat(mounts.get(0).type()).isEqualTo("fuse.x y");
  }

  @Test
  void backslashesThatAreNoEscapeAreThemselves() {
    assertThat(parse("1 0 0:1 / /a\\9\\08x\\777\\ rw - t s rw").get(0).point())
        .isEqualTo(new ByteString("/a\\9\\08x\\777\\"));
  }

  @Test
  void emptySourceIsAWord() {
    assertThat(parse("1 0 0:1 / /a rw - tmpfs  rw").get(0).source()).isEqualTo(ByteString.of(""));
  }

  @Test
  void nothingIsNoMounts() {
    assertThat(parse("")).isEmpty();
  }

  @Test
  void linesOfAnotherFormAreMalformed() {
    for (String line :
        List.of(
            "\n",
            "1 0 0:1 / /a rw",
            "1 0 0:1 / /a rw - tmpfs",
            "1 0 0:1 / /a rw shared:1 tmpfs tmpfs rw",
            "x 0 0:1 / /a rw - tmpfs tmpfs rw",
            "1 99999999999 0:1 / /a rw - tmpfs tmpfs rw")) {
      assertThatThrownBy(() -> parse(line)).as(line).isInstanceOf(Malformed.class);
    }
  }

  @Test
  void anyBytesAreReadOrMalformed() {
    SplittableRandom random = new SplittableRandom(5);
    String alphabet = "0123 \\-/:,\naz\u00ff";
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder("1 0 0:1 / /a rw ");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        assertThat(parse(text.toString())).isNotNull();
      } catch (Malformed e) {
        assertThat(e).hasMessageContaining("\"");
      }
    }
  }

  private static List<MountInfo> parse(String latin1) {
    return MountInfo.parse(latin1.getBytes(ISO_8859_1));
  }
}
