/*
 * bench-load N [THREADS [SOCKETS]]: N sleeping children for scripts/bench, each of THREADS threads
 * (1 unless given) and with SOCKETS sockets (0): half of them listen for TCP, half are bound for
 * UDP, on a loopback address of the child's own. Prints a line when all are there; ends, and all of them with it, when its standard input
 * is closed.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void *sleeper(void *nothing) {
  for (;;) pause();
  return nothing;
}

/* Whether all sockets could be made. */
static int open_sockets(int number, int count) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  address.sin_addr.s_addr = htonl(0x7f000000 | (1 + number / 250) << 16 | (1 + number % 250) << 8 | 1);
  for (int i = 0; i < count; i++) {
    int tcp = i % 2;
    int fd = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    address.sin_port = htons(10000 + i / 2);
    if (fd < 0 || bind(fd, (struct sockaddr *) &address, sizeof address) != 0) return 0;
    if (tcp && listen(fd, 1) != 0) return 0;
  }
  return 1;
}

/* Says over the pipe whether all of its threads and sockets are there. */
static void child(int threads, int sockets, int number, int ready) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 16384);
  char all = open_sockets(number, sockets);
  for (int i = 1; i < threads; i++) {
    pthread_t thread;
    if (pthread_create(&thread, &attributes, sleeper, NULL) != 0) {
      all = 0;
      break;
    }
  }
  if (write(ready, &all, 1) != 1) _exit(1);
  close(ready);
  sleeper(NULL);
}

int main(int argc, char **argv) {
  int count = argc > 1 ? atoi(argv[1]) : 0;
  int threads = argc > 2 ? atoi(argv[2]) : 1;
  int sockets = argc > 3 ? atoi(argv[3]) : 0;
  int ready[2];
  char buffer[64];
  pid_t *pids = calloc(count + 1, sizeof *pids);
  if (pids == NULL || pipe(ready) != 0) {
    perror("bench-load");
    return 1;
  }
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
      close(ready[0]);
      child(threads, sockets, i, ready[1]);
    }
    pids[i] = pid;
    char all = 0;
    if (read(ready[0], &all, 1) != 1 || !all) {
      fprintf(stderr, "bench-load: no more than %d processes of %d threads, %d sockets\n", i,
              threads, sockets);
      kill(0, SIGTERM);
      return 1;
    }
  }
  puts("ready");
  fflush(stdout);
  while (read(0, buffer, sizeof buffer) > 0) {
  }
  /* All of them are gone when it ends, so that what is timed next has the machine to itself. */
  for (int i = 0; i < count; i++) kill(pids[i], SIGKILL);
  while (wait(NULL) > 0) {
  }
  return 0;
}
