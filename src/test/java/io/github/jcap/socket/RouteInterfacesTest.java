package io.github.jcap.socket;

import static io.github.jcap.fixture.FakeNetlink.hex;
import static io.github.jcap.fixture.FakeNetlink.payload;
import static io.github.jcap.fixture.FakeNetlink.with;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jcap.fixture.FakeNetlink;
import io.github.jcap.fixture.NativeNotes;
import io.github.jcap.outcome.ByteString;
import io.github.jcap.outcome.Errno;
import io.github.jcap.outcome.Malformed;
import io.github.jcap.outcome.Problems;
import io.github.jcap.outcome.Reading;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers of rtnetlink(7). */
class RouteInterfacesTest {
  private static final int LINK = RouteInterfaces.RTM_GETLINK;
  private static final int ADDRESS = RouteInterfaces.RTM_GETADDR;

  /** The examples of native-notes/rtnetlink.md, from a little-endian machine. */
  private static final String V1 =
      "00000100020000000210000000000000 0700030076310000 08000d00e8030000 0500100002000000";

  private static final String V1_PEER =
      """
      0220800002000000
      08000100c0000203 08000200c0000202 0700030076310000 0800080080000000
      14000600ffffffffffffffff973b4900973b4900
      """;

  private static final String V0_PEER =
      """
      0a80c00003000000
      14000200fd000000000000000000000000000001 14000100fd000000000000000000000000000002
      14000600ffffffffffffffff973b4900973b4900 08000800c0000000
      """;

  private static final String LOOPBACK6 =
      """
      0a8080fe01000000
      1400010000000000000000000000000000000001
      14000600ffffffffffffffff943b4900943b4900 0800080080000000 05000b0001000000
      """;

  private final Problems problems = new Problems();

  private String said() {
    return problems.sorts().stream().map(s -> s.count() + " " + s.first()).toList().toString();
  }

  private static byte[] link(int index, int flags, String name) {
    byte[] message = payload(16).putInt(4, index).putInt(8, flags).array();
    return with(message, RouteInterfaces.IFLA_IFNAME, (name + "\0").getBytes(ISO_8859_1));
  }

  private static byte[] owned(int family, int index) {
    return payload(8).put(0, (byte) family).putInt(4, index).array();
  }

  private static ByteBuffer little(String digits) {
    return ByteBuffer.wrap(hex(digits)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theStructuresAreThoseOfTheNotes() {
    NativeNotes notes = NativeNotes.read();
    assertThat(notes.sizes())
        .containsEntry("ifinfomsg", RouteInterfaces.LINK_SIZE)
        .containsEntry("ifaddrmsg", RouteInterfaces.ADDRESS_SIZE)
        .containsEntry("rtattr", NetlinkAttributes.HEADER);
    assertThat(notes.offsets())
        .containsEntry("ifinfomsg.ifi_index", RouteInterfaces.LINK_INDEX)
        .containsEntry("ifinfomsg.ifi_flags", RouteInterfaces.LINK_FLAGS)
        .containsEntry("ifaddrmsg.ifa_family", RouteInterfaces.ADDRESS_FAMILY)
        .containsEntry("ifaddrmsg.ifa_index", RouteInterfaces.ADDRESS_INDEX)
        .containsEntry("rtattr.rta_len", 0)
        .containsEntry("rtattr.rta_type", 2);
    assertThat(notes.constants())
        .containsEntry("RTM_GETLINK", (long) RouteInterfaces.RTM_GETLINK)
        .containsEntry("RTM_GETADDR", (long) RouteInterfaces.RTM_GETADDR)
        .containsEntry("IFLA_IFNAME", (long) RouteInterfaces.IFLA_IFNAME)
        .containsEntry("IFA_ADDRESS", (long) RouteInterfaces.IFA_ADDRESS)
        .containsEntry("IFA_LOCAL", (long) RouteInterfaces.IFA_LOCAL)
        .containsEntry("IFF_UP", (long) RouteInterfaces.IFF_UP)
        .containsEntry("IFF_LOOPBACK", (long) RouteInterfaces.IFF_LOOPBACK)
        .containsEntry("AF_INET", (long) RouteInterfaces.AF_INET)
        .containsEntry("AF_INET6", (long) RouteInterfaces.AF_INET6);
  }

  @Test
  void aRealInterfaceIsDownAndNamed() {
    assertThat(RouteInterfaces.link(little(V1)))
        .isEqualTo(new NetworkInterface(2, ByteString.of("v1"), false, false, List.of()));
  }

  @Test
  void theOwnAddressOfAPointToPointInterfaceIsNotThatOfItsOtherEnd() {
    assertThat(RouteInterfaces.address(little(V1_PEER)))
        .isEqualTo(new RouteInterfaces.Owned(2, Reading.of(new IpAddress(false, 0, 0xc0000202L))));
    assertThat(RouteInterfaces.address(little(V0_PEER)))
        .isEqualTo(new RouteInterfaces.Owned(3, Reading.of(new IpAddress(true, 0xfdL << 56, 1))));
    assertThat(RouteInterfaces.address(little(LOOPBACK6)))
        .isEqualTo(new RouteInterfaces.Owned(1, Reading.of(new IpAddress(true, 0, 1))));
  }

  @Test
  void interfacesWithTheirAddressesByIndex() {
    FakeNetlink netlink =
        new FakeNetlink()
            .route(LINK, link(3, 0x1003, "eth0"), link(1, 0x49, "lo"))
            .route(
                ADDRESS,
                with(owned(2, 1), 2, (byte) 127, (byte) 0, (byte) 0, (byte) 1),
                with(owned(2, 9), 2, (byte) 10, (byte) 0, (byte) 0, (byte) 1),
                owned(2, 3),
                with(owned(28, 3), 2, (byte) 1));
    RouteInterfaces interfaces = new RouteInterfaces(netlink, problems);
    assertThat(netlink.asked()).isEmpty();
    Reading<NetworkInterfaces> wanted =
        Reading.of(
            new NetworkInterfaces(
                List.of(
                    new NetworkInterface(
                        1,
                        ByteString.of("lo"),
                        true,
                        true,
                        List.of(new IpAddress(false, 0, 0x7f000001L))),
                    new NetworkInterface(3, ByteString.of("eth0"), true, false, List.of()))));
    assertThat(interfaces.read()).isEqualTo(wanted);
    assertThat(interfaces.read()).isEqualTo(wanted);
    assertThat(netlink.asked()).containsExactly("route 18", "route 22");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aNameIsAskedForWithoutTheAddressesOnce() {
    FakeNetlink netlink = new FakeNetlink().route(LINK, link(1, 9, "a\u001b\u00ff"));
    RouteInterfaces interfaces = new RouteInterfaces(netlink, problems);
    assertThat(interfaces.name(0)).isEqualTo(ByteString.of("any"));
    assertThat(interfaces.name(1)).isEqualTo(new ByteString("a\u001b\u00ff"));
    assertThat(interfaces.name(2)).isEqualTo(ByteString.of("2"));
    assertThat(netlink.asked()).containsExactly("route 18");
  }

  @Test
  void aKernelThatDoesNotAnswerIsAbsentAndARefusalIsUnknownAndSaidOnce() {
    assertThat(new RouteInterfaces(new FakeNetlink(), problems).read()).isEqualTo(Reading.absent());
    assertThat(problems.isEmpty()).isTrue();
    FakeNetlink netlink = new FakeNetlink().refuseRoute(LINK, Errno.EPERM);
    RouteInterfaces refused = new RouteInterfaces(netlink, problems);
    assertThat(refused.read()).isEqualTo(Reading.unknown());
    assertThat(refused.name(1)).isEqualTo(ByteString.of("1"));
    assertThat(said()).isEqualTo("[1 list by NETLINK_ROUTE: EPERM (a namespace)]");
  }

  @Test
  void addressesThatAreRefusedMakeAllUnknownButNoName() {
    FakeNetlink netlink =
        new FakeNetlink().route(LINK, link(1, 9, "lo")).refuseRoute(ADDRESS, Errno.ENOMEM);
    RouteInterfaces interfaces = new RouteInterfaces(netlink, problems);
    assertThat(interfaces.read()).isEqualTo(Reading.unknown());
    assertThat(interfaces.name(1)).isEqualTo(ByteString.of("lo"));
  }

  @Test
  void anAnswerThatIsNotOfTheFormCostsNoOther() {
    FakeNetlink netlink =
        new FakeNetlink().route(LINK, new byte[12], link(1, 9, "lo"), new byte[16]).route(ADDRESS);
    assertThat(new RouteInterfaces(netlink, problems).read().known().orElseThrow().all())
        .hasSize(1);
    assertThat(said())
        .isEqualTo(
            "[2 list interfaces by NETLINK_ROUTE: 12 bytes of a structure of 16"
                + " (message type 18)]");
  }

  @Test
  void noAnswerCutAnywhereIsReadBeyondItsEnd() {
    byte[] link = link(4, 1, "a-name-of-15-by");
    byte[] address = with(with(owned(10, 4), 1, new byte[16]), 2, new byte[16]);
    for (int length = 0; length < link.length; length++) {
      ByteBuffer cut = order(Arrays.copyOf(link, length));
      assertThatThrownBy(() -> RouteInterfaces.link(cut)).isInstanceOf(Malformed.class);
    }
    for (int length = 0; length < address.length; length++) {
      ByteBuffer cut = order(Arrays.copyOf(address, length));
      if (length != 8 && length != 28) { // whole, with fewer attributes
        assertThatThrownBy(() -> RouteInterfaces.address(cut)).isInstanceOf(Malformed.class);
      }
    }
  }

  @Test
  void anAttributeWhoseLengthLiesIsMalformed() {
    for (int lie : new int[] {0, 3, 100, 0xffff}) {
      ByteBuffer message = order(link(4, 1, "eth0"));
      message.putShort(16, (short) lie);
      assertThatThrownBy(() -> RouteInterfaces.link(message))
          .isInstanceOf(Malformed.class)
          .hasMessage("an attribute of " + lie + " bytes where 12 are");
    }
    ByteBuffer address = order(with(owned(2, 1), 2, new byte[16]));
    assertThatThrownBy(() -> RouteInterfaces.address(address))
        .hasMessage("an address of 16 bytes of family 2");
  }

  private static ByteBuffer order(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}
