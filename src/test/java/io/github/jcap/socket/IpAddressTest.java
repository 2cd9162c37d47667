package io.github.jcap.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What an address is of. */
class IpAddressTest {
  private static IpAddress v4(long bits) {
    return new IpAddress(false, 0, bits);
  }

  @Test
  void groupsAreKnownInBothVersions() {
    assertThat(v4(0xe000_0001L).isMulticast()).isTrue();
    assertThat(v4(0xefff_ffffL).isMulticast()).isTrue();
    assertThat(v4(0xf000_0000L).isMulticast()).isFalse();
    assertThat(v4(0xdfff_ffffL).isMulticast()).isFalse();
    assertThat(new IpAddress(true, 0xff02_0000_0000_0000L, 1).isMulticast()).isTrue();
    assertThat(new IpAddress(true, 0xfe80_0000_0000_0000L, 1).isMulticast()).isFalse();
  }

  @Test
  void aMappedAddressStandsForOneOfIpv4() {
    IpAddress mapped = new IpAddress(true, 0, 0xffff_7f00_0001L);
    assertThat(mapped).hasToString("::ffff:127.0.0.1");
    assertThat(mapped.unmapped()).isEqualTo(v4(0x7f00_0001L));
    IpAddress own = new IpAddress(true, 0, 1);
    assertThat(own.unmapped()).isEqualTo(own);
    assertThat(v4(1).unmapped()).isEqualTo(v4(1));
  }
}
