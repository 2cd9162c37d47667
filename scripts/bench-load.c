/*
 * bench-load N: N sleeping children for scripts/bench. Prints a line when all are there; ends, and
 * all of them with it, when its standard input is closed.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  char buffer[64];
  for (int i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid < 0) {
      perror("fork");
      kill(0, SIGTERM);
      return 1;
    }
    if (pid == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      close(0);
      close(1);
      for (;;) pause();
    }
  }
  puts("ready");
  fflush(stdout);
  while (read(0, buffer, sizeof buffer) > 0) {
  }
  return 0;
}
