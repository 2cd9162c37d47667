package io.github.jcap.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.kernel.PosixAcl.Entry;
import io.github.jcap.kernel.PosixAcl.Tag;
import io.github.jcap.outcome.Malformed;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixAclTest {
  private static final long NONE = 4294967295L;

  private static PosixAcl decoded(String hex) {
    return PosixAcl.decode(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** native-notes/posix_acl_xattr.md, 7. */
  @Test
  void theNotesExampleIsRead() {
    PosixAcl list =
        decoded(
            "02000000 01000600 ffffffff 02000600 e8030000 04000400 ffffffff 08000400 e9030000"
                + " 10000600 ffffffff 20000400 ffffffff");
    assertThat(list.entries())
        .containsExactly(
            new Entry(Tag.OWNER, 6, NONE),
            new Entry(Tag.USER, 6, 1000),
            new Entry(Tag.GROUP_OF_FILE, 4, NONE),
            new Entry(Tag.GROUP, 4, 1001),
            new Entry(Tag.MASK, 6, NONE),
            new Entry(Tag.OTHERS, 4, NONE));
    assertThat(list.entries().get(1).hasId()).isTrue();
    assertThat(list.entries().get(0).hasId()).isFalse();
  }

  @Test
  void idsAreUnsigned() {
    assertThat(decoded("02000000 02000700 feffffff").entries())
        .containsExactly(new Entry(Tag.USER, 7, 4294967294L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "020000",
        "01000000",
        "02000000 0100",
        "02000000 40000400 ffffffff",
        "02000000 01000800 ffffffff"
      })
  void whatIsOfAnotherFormIsMalformed(String hex) {
    assertThatThrownBy(() -> decoded(hex)).isInstanceOf(Malformed.class);
  }
}
