# A process in a declared state that tries what it is told, and says with which errno it failed.
#
#   perl actions.pl WORD...    netns userns mntns portstart=N uid=N gid=N groups=N,N
#                              bounding=HEX permitted=HEX effective=HEX nnp seccomp
#
# Prints "map PID" and waits for a line where others must write its maps, then "ready PID". Each
# line that it reads is one thing to try, by a child that ends after it; 0 where it succeeded. Needs
# no module of Perl's. Ends with its standard input.
use strict;

my %number = `uname -m` =~ /aarch64|riscv64/
    ? (unshare => 97, prctl => 167, capset => 91, setresuid => 147, setresgid => 149,
       setgroups => 159, kill => 129, ptrace => 117, mount => 40, umount2 => 39, mknodat => 33,
       init_module => 105, execve => 221)
    : (unshare => 272, prctl => 157, capset => 126, setresuid => 117, setresgid => 119,
       setgroups => 116, kill => 62, ptrace => 101, mount => 165, umount2 => 166, mknodat => 259,
       init_module => 175, execve => 59);
my ($newns, $newuser, $newnet) = (0x20000, 0x10000000, 0x40000000);
my ($set_keepcaps, $set_no_new_privs, $set_seccomp, $drop_bounding) = (8, 38, 22, 24);

sub call {
    my ($name, @arguments) = @_;
    return syscall($number{$name}, @arguments) < 0 ? $! + 0 : 0;
}

sub must {
    my ($name, @arguments) = @_;
    my $errno = call($name, @arguments);
    die "$name: errno $errno\n" if $errno;
}

my %state = map { /(\w+)=(.*)/ ? ($1 => $2) : ($_ => 1) } @ARGV;
$| = 1;
must('unshare', $newnet) if $state{hostnetns};
if ($state{userns}) {
    must('unshare', $newuser);
    print "map $$\n";
    <STDIN>;
}
must('unshare', $newnet) if $state{netns};
if ($state{mntns}) {
    must('unshare', $newns);
    must('mount', my $none = 'none', my $root = '/', 0, 0x44000, 0); # private, and all below
}
if (defined $state{portstart}) {
    open my $sysctl, '>', '/proc/sys/net/ipv4/ip_unprivileged_port_start' or die "sysctl: $!\n";
    print $sysctl $state{portstart};
    close $sysctl or die "sysctl: $!\n";
}
if (defined $state{bounding}) {
    for my $capability (0 .. 40) {
        must('prctl', $drop_bounding, $capability, 0, 0, 0) unless hex($state{bounding}) >> $capability & 1;
    }
}
my @groups = split /,/, $state{groups} // '';
my $groups = pack 'L*', @groups, 0;
must('setgroups', scalar @groups, $groups);
must('prctl', $set_keepcaps, 1, 0, 0, 0);
my ($uid, $gid) = map { ($_ // 0) + 0 } @state{qw(uid gid)}; # a text would be passed by address
must('setresgid', $gid, $gid, $gid);
must('setresuid', $uid, $uid, $uid);
my $header = pack 'L2', 0x20080522, 0;
my ($permitted, $effective) = map { hex($_ // '0') } @state{'permitted', 'effective'};
my $sets = pack 'L6', $effective & 0xffffffff, $permitted & 0xffffffff, 0, $effective >> 32,
    $permitted >> 32, 0;
must('capset', $header, $sets);
must('prctl', $set_no_new_privs, 1, 0, 0, 0) if $state{nnp};
if ($state{seccomp}) { # one instruction: allow
    my $filter = pack 'S C C L', 6, 0, 0, 0x7fff0000;
    my $program = pack 'S x6 P', 1, $filter;
    must('prctl', $set_seccomp, 2, $program, 0, 0);
}
print "ready $$\n";

my %try = (
    read => sub { sysopen(my $file, $_[0], 0) ? 0 : $! + 0 },
    write => sub { sysopen(my $file, $_[0], 0101, 0600) ? 0 : $! + 0 },
    list => sub { opendir(my $directory, $_[0]) ? 0 : $! + 0 },
    exec => sub { # not Perl's own, which has a shell run what is no program
        my $path = $_[0];
        my ($arguments, $environment) = (pack('p p', $path, undef), pack('p', undef));
        call('execve', $path, $arguments, $environment);
    },
    chown => sub { chown($_[1], -1, $_[0]) ? 0 : $! + 0 },
    bind => sub {
        my $kind = $_[0] =~ s/\/udp// ? 2 : 1;
        socket(my $socket, 2, $kind, 0) or return $! + 0;
        my $address = pack 'S n x4 x8', 2, $_[0];
        bind($socket, $address) ? 0 : $! + 0;
    },
    'raw-socket' => sub { socket(my $socket, 2, 3, 1) ? 0 : $! + 0 },
    'packet-socket' => sub { socket(my $socket, 17, 3, 768) ? 0 : $! + 0 },
    kill => sub { call('kill', $_[0] + 0, 0) },
    ptrace => sub {
        my $errno = call('ptrace', 16, $_[0] + 0, 0, 0);
        if (!$errno) {
            waitpid($_[0], 0x40000000);
            call('ptrace', 17, $_[0] + 0, 0, 0);
        }
        return $errno;
    },
    setuid => sub { call('setresuid', -1, $_[0] + 0, -1) },
    setgid => sub { call('setresgid', -1, $_[0] + 0, -1) },
    mount => sub {
        my ($what, $where, $type) = ('tmpfs', $_[0], 'tmpfs');
        my $errno = call('mount', $what, $where, $type, 0, 0);
        call('umount2', $where, 2) unless $errno;
        return $errno;
    },
    mknod => sub {
        my $path = $_[0];
        my $errno = call('mknodat', -100, $path, 0020600, 0x103);
        unlink $path;
        return $errno;
    },
    chroot => sub { chroot($_[0]) ? 0 : $! + 0 },
    'load-module' => sub { my ($image, $options) = ('', ''); call('init_module', $image, 0, $options) },
);

while (my $line = <STDIN>) {
    chomp $line;
    my ($what, @operands) = split / /, $line;
    pipe(my $in, my $out) or die "pipe: $!\n";
    my $child = fork() // die "fork: $!\n";
    if (!$child) {
        close $in;
        my $errno = $try{$what}->(@operands);
        syswrite $out, $errno;
        kill 9, $$; # no cleanup of what belongs to the parent
    }
    close $out;
    my $errno = join '', <$in>;
    waitpid($child, 0);
    print(($errno eq '' ? 0 : $errno), "\n"); # what was executed says nothing
}
