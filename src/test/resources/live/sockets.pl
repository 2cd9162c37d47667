# Opens the sockets that its words name, up to --, and executes the rest with them open.
#   tcp ADDRESS PORT | udp ADDRESS PORT | mptcp ADDRESS PORT | reuse ADDRESS PORT | device NAME PORT
#   v6only PORT | unix TYPE NAME | unbound TYPE | shares N (N children that hold all of them)
# A unix NAME is written in hexadecimal; one that begins with 00 is abstract.
use strict;
use warnings;
use Socket qw(:DEFAULT pack_sockaddr_in6 inet_pton AF_INET6);

use constant { IPPROTO_MPTCP => 262, IPV6 => 41, V6ONLY => 26, REUSEPORT => 15, BINDTODEVICE => 25 };

$^F = 1000;    # not closed by exec
my @open;

sub opened {
    my ($domain, $type, $protocol) = @_;
    socket(my $socket, $domain, $type, $protocol) or die "socket: $!";
    push @open, $socket;
    return $socket;
}

sub bound {
    my ($type, $protocol, $address, $port, @options) = @_;
    my $v6 = $address =~ /:/;
    my $socket = opened($v6 ? AF_INET6 : AF_INET, $type, $protocol);
    setsockopt($socket, $_->[0], $_->[1], $_->[2]) or die "setsockopt: $!" for @options;
    my $packed = inet_pton($v6 ? AF_INET6 : AF_INET, $address);
    bind($socket, $v6 ? pack_sockaddr_in6($port, $packed) : pack_sockaddr_in($port, $packed))
        or die "bind $address $port: $!";
    listen($socket, 5) or die "listen: $!" if $type == SOCK_STREAM;
}

my %types = (stream => SOCK_STREAM, dgram => SOCK_DGRAM, seqpacket => SOCK_SEQPACKET);
my $shares = 0;
while (@ARGV and (my $word = shift) ne '--') {
    if    ($word eq 'tcp')   { bound(SOCK_STREAM, 0,             shift, shift) }
    elsif ($word eq 'udp')   { bound(SOCK_DGRAM,  0,             shift, shift) }
    elsif ($word eq 'mptcp') { bound(SOCK_STREAM, IPPROTO_MPTCP, shift, shift) }
    elsif ($word eq 'reuse') { bound(SOCK_STREAM, 0, shift, shift, [SOL_SOCKET, REUSEPORT, 1]) }
    elsif ($word eq 'v6only') { bound(SOCK_STREAM, 0, '::', shift, [IPV6, V6ONLY, 1]) }
    elsif ($word eq 'device') {
        my ($name, $port) = (shift, shift);
        bound(SOCK_STREAM, 0, '0.0.0.0', $port, [SOL_SOCKET, BINDTODEVICE, $name]);
    }
    elsif ($word eq 'unix') {
        my $type   = $types{+shift};
        my $socket = opened(AF_UNIX, $type, 0);
        bind($socket, pack('S', AF_UNIX) . pack('H*', shift)) or die "bind: $!";
        listen($socket, 5) or die "listen: $!" if $type != SOCK_DGRAM;
    }
    elsif ($word eq 'unbound') { opened(AF_INET, $types{+shift}, 0) }
    elsif ($word eq 'shares')  { $shares = shift }
    else                       { die "unknown: $word" }
}

for (1 .. $shares) {
    my $pid = fork() // die "fork: $!";
    next if $pid;
    my $parent = getppid();
    select(undef, undef, undef, 0.2) while getppid() == $parent;
    exit;
}

exec { $ARGV[0] } @ARGV or die "exec: $!";
