# Starts a program that may not make one system call: perl seccomp.pl setresuid|capset PROGRAM ...
# The call is answered with EPERM; no_new_privs is set first, as an ordinary user has to.
use strict;
use warnings;
use POSIX ();

my %newer = (prctl => 167, setresuid => 147, capset => 91);
my %numbers = (
    x86_64  => { prctl => 157, setresuid => 117, capset => 126 },
    aarch64 => \%newer,
    riscv64 => \%newer,
);
my $own  = $numbers{ (POSIX::uname())[4] } or die "no numbers of this machine\n";
my $call = $own->{ shift @ARGV } or die "no such call\n";

# Of struct seccomp_data the first word is the number of the call: linux/seccomp.h, linux/filter.h.
my $filter = pack '(S C C L)4',
    0x20, 0, 0, 0,              # load it
    0x15, 0, 1, $call,          # the same: go on, else leave out one
    0x06, 0, 0, 0x00050001,     # SECCOMP_RET_ERRNO, EPERM
    0x06, 0, 0, 0x7fff0000;     # SECCOMP_RET_ALLOW
my $program = pack 'S x![P] P', 4, $filter;

syscall($own->{prctl}, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!\n";
syscall($own->{prctl}, 22, 2, $program, 0, 0) == 0 or die "seccomp: $!\n";
exec { $ARGV[0] } @ARGV or die "$ARGV[0]: $!\n";
