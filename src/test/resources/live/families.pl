# Goes to the directory of its first word, opens sockets of every family and executes the rest of its words with them open.
use strict;
use warnings;
use Socket qw(:DEFAULT pack_sockaddr_in6 inet_pton AF_INET6 SOCK_RAW SOCK_SEQPACKET);

use constant {
    IPPROTO_UDPLITE => 136, IPPROTO_MPTCP => 262, IPV6 => 41, V6ONLY => 26, BINDTODEVICE => 25,
    AF_PACKET => 17, ETH_P_ALL => 0x0003, ETH_P_ARP => 0x0806,
    AF_NETLINK => 16, SOL_NETLINK => 270, ADD_MEMBERSHIP => 1,
};

$^F = 1000;    # not closed by exec
my @open;
my $directory = shift @ARGV;
chdir $directory or die "$directory: $!";

sub opened {
    my ($domain, $type, $protocol) = @_;
    socket(my $socket, $domain, $type, $protocol) or die "socket $domain $type $protocol: $!";
    push @open, $socket;
    return $socket;
}

sub address {
    my ($address, $port) = @_;
    return $address =~ /:/
        ? pack_sockaddr_in6($port, inet_pton(AF_INET6, $address))
        : pack_sockaddr_in($port, inet_pton(AF_INET, $address));
}

sub bound {
    my ($type, $protocol, $address, $port, $only) = @_;
    my $socket = opened($address =~ /:/ ? AF_INET6 : AF_INET, $type, $protocol);
    setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die "SO_REUSEADDR: $!";
    setsockopt($socket, IPV6, V6ONLY, pack('i', $only)) or die "V6ONLY: $!" if defined $only;
    bind($socket, address($address, $port)) or die "bind $address $port: $!";
    return $socket;
}

sub listening {
    my $socket = bound(@_);
    listen($socket, 5) or die "listen: $!";
    return $socket;
}

sub connected {
    my ($listener, $socket, $to) = @_;
    connect($socket, $to) or die "connect: $!";
    accept(my $accepted, $listener) or die "accept: $!";
    push @open, $accepted;
    return $accepted;
}

sub unix {
    my ($type, $name) = @_;
    my $socket = opened(AF_UNIX, $type, 0);
    bind($socket, pack('Sa*', AF_UNIX, $name)) or die "bind $name: $!" if defined $name;
    return $socket;
}

sub netlink {
    my ($protocol, $port, $groups) = @_;
    my $socket = opened(AF_NETLINK, SOCK_RAW, $protocol);
    bind($socket, pack('SSLL', AF_NETLINK, 0, $port, $groups)) or die "bind $port: $!";
    return $socket;
}

# TCP: one in TIME_WAIT, since this end closes first.
my $tcp = listening(SOCK_STREAM, 0, '127.0.0.1', 8080);
connected($tcp, bound(SOCK_STREAM, 0, '127.0.0.1', 40001), address('127.0.0.1', 8080));
my $ending = bound(SOCK_STREAM, 0, '127.0.0.1', 40002);
my $other = connected($tcp, $ending, address('127.0.0.1', 8080));
close $ending;
sysread($other, my $end, 1);
close $other;
my $device = opened(AF_INET, SOCK_STREAM, 0);
setsockopt($device, SOL_SOCKET, BINDTODEVICE, 'lo') or die "SO_BINDTODEVICE: $!";
bind($device, address('0.0.0.0', 8081)) or die "bind 8081: $!";
listen($device, 5) or die "listen: $!";
listening(SOCK_STREAM, 0, '::', 443, 0);
listening(SOCK_STREAM, 0, '::1', 8443, 1);
connected($tcp, bound(SOCK_STREAM, 0, '::ffff:127.0.0.1', 40003), address('::ffff:127.0.0.1', 8080));

# UDP, UDP-Lite (Linux 7.1 is to have none), raw, ping.
bound(SOCK_DGRAM, 0, '127.0.0.53', 53);
connect(bound(SOCK_DGRAM, 0, '127.0.0.1', 5000), address('127.0.0.1', 53)) or die "connect: $!";
bound(SOCK_DGRAM, 0, '::1', 546, 1);
bound(SOCK_DGRAM, 0, '::', 547, 0);
eval { bound(SOCK_DGRAM, IPPROTO_UDPLITE, '0.0.0.0', 9999); bound(SOCK_DGRAM, IPPROTO_UDPLITE, '::', 9998, 1) };
opened(AF_INET, SOCK_RAW, 1);
opened(AF_INET, SOCK_RAW, 255);
opened(AF_INET6, SOCK_RAW, 58);
eval { bound(SOCK_DGRAM, 1, '127.0.0.1', 77); bound(SOCK_DGRAM, 58, '::1', 78) };

# MPTCP: a listener and both ends of a connection.
eval {
    my $mptcp = listening(SOCK_STREAM, IPPROTO_MPTCP, '127.0.0.1', 8088);
    connected($mptcp, bound(SOCK_STREAM, IPPROTO_MPTCP, '127.0.0.1', 40088), address('127.0.0.1', 8088));
    listening(SOCK_STREAM, IPPROTO_MPTCP, '::1', 8089, 1);
};

# Packet: bound to an interface, to none, receiving nothing.
my $all = unpack('S', pack('n', ETH_P_ALL));
opened(AF_PACKET, SOCK_RAW, $all);
my $arp = opened(AF_PACKET, SOCK_DGRAM, 0);
bind($arp, pack('SnlSCCa8', AF_PACKET, ETH_P_ARP, 1, 0, 0, 0, '')) or die "bind packet: $!";
opened(AF_PACKET, SOCK_RAW, 0);

# UNIX: paths and abstract names of every sort, both ends of connections, one that waits to be accepted.
my $stream = unix(SOCK_STREAM, "stream.sock\0");
listen($stream, 5) or die "listen: $!";
connected($stream, unix(SOCK_STREAM), pack('Sa*', AF_UNIX, "stream.sock\0"));
connect(unix(SOCK_STREAM), pack('Sa*', AF_UNIX, "stream.sock\0")) or die "connect: $!";
my $dgram = "dgram\nnew\x1bline\0";
unix(SOCK_DGRAM, $dgram);
connect(unix(SOCK_DGRAM), pack('Sa*', AF_UNIX, $dgram)) or die "connect: $!";
my $packets = unix(SOCK_SEQPACKET, "\0abs\0name\@x");
listen($packets, 5) or die "listen: $!";
unix(SOCK_SEQPACKET, "\0\0\0");
unix(SOCK_STREAM, "bound-alone\0");
unix(SOCK_DGRAM, 'l' x 108);
unix(SOCK_DGRAM);
for my $type (SOCK_STREAM, SOCK_DGRAM) {
    socketpair(my $one, my $two, AF_UNIX, $type, 0) or die "socketpair: $!";
    push @open, $one, $two;
}

# Netlink: with a group, without, with one beyond the first 32.
netlink(0, 7001, 1);
netlink(0, 7002, 0);
netlink(16, 7003, 0);
setsockopt(netlink(0, 7004, 0), SOL_NETLINK, ADD_MEMBERSHIP, pack('i', 36)) or die "group 36: $!";

exec { $ARGV[0] } @ARGV or die "exec: $!";
