# Opens sockets of each kind and executes its words with them open.
use strict;
use warnings;
use Socket qw(:DEFAULT pack_sockaddr_in6 inet_pton AF_INET6 SOCK_RAW);

use constant { IPPROTO_UDPLITE => 136, AF_PACKET => 17, ETH_P_ALL => 0x0003, IPV6 => 41, V6ONLY => 26 };

$^F = 1000;    # not closed by exec
my @open;

sub opened {
    my ($domain, $type, $protocol) = @_;
    socket(my $socket, $domain, $type, $protocol) or die "socket: $!";
    push @open, $socket;
    return $socket;
}

sub bound {
    my ($type, $protocol, $address, $port) = @_;
    my $v6 = $address =~ /:/;
    my $socket = opened($v6 ? AF_INET6 : AF_INET, $type, $protocol);
    my $packed = inet_pton($v6 ? AF_INET6 : AF_INET, $address);
    bind($socket, $v6 ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed))
        or die "bind $address $port: $!";
    return $socket;
}

sub frames {
    my ($index) = @_;
    my $socket = opened(AF_PACKET, SOCK_RAW, unpack('S', pack('n', ETH_P_ALL)));
    bind($socket, pack('SnlSCCa8', AF_PACKET, ETH_P_ALL, $index, 0, 0, 0, '')) or die "bind: $!";
}

my $tcp = bound(SOCK_STREAM, 0, '127.0.0.1', 8080);
listen($tcp, 5) or die "listen: $!";
open(my $again, '>&', $tcp) or die "dup: $!";
push @open, $again;
listen(bound(SOCK_STREAM, 0, '::', 8443), 5) or die "listen: $!";

connect(opened(AF_INET, SOCK_STREAM, 0), pack_sockaddr_in(8080, INADDR_LOOPBACK)) or die "connect: $!";
accept(my $accepted, $tcp) or die "accept: $!";
push @open, $accepted;

bound(SOCK_DGRAM, 0, '0.0.0.0', 5353);
bound(SOCK_DGRAM, 0, '::1', 5354);
connect(bound(SOCK_DGRAM, 0, '127.0.0.1', 5355), pack_sockaddr_in(53, INADDR_LOOPBACK)) or die "connect: $!";

# Linux 7.1 is to have no UDP-Lite.
eval { bound(SOCK_DGRAM, IPPROTO_UDPLITE, '127.0.0.1', 5356) };

opened(AF_INET, SOCK_RAW, 1);
opened(AF_INET6, SOCK_RAW, 58);
frames(1);
frames(0);

exec { $ARGV[0] } @ARGV or die "exec: $!";
