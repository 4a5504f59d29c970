// Recorder of file operations, loaded into a process by LD_PRELOAD (reliability.md 2.3): logs whatever changes a file
// below one folder, and whatever leaves by a socket or pipe, in one order over all threads. At the Nth operation it can
// kill the process, or answer with an error from the Nth to the Mth; it can also set the wall clock wrong.
//
// Environment: RECORDER_FOLDER (what is watched), RECORDER_CONTROL (the file of `struct control`, mapped, so that the
// harness arms it while the process runs), RECORDER_LOG (where operations are kept; without it nothing is logged),
// RECORDER_FLUSH_MS (how much longer each flush takes).
// SQLite's WAL index (`-shm`) is left out: it is shared memory, rebuilt from the WAL, and no durable state.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define EXPORT __attribute__((visibility("default")))

// One letter per kind of operation; the same table stands in recording.ts.
enum kind {
  WRITE = 'W', TRUNCATE = 'T', SYNC = 'S', SYNC_FAILED = 'F', CREATE = 'C', REMOVE = 'U', RENAME = 'R', LINK = 'L', FOLDER = 'D',
  MESSAGE = 'M', READ = 'G', NOT_UNDERSTOOD = 'X',
};

// Shared with the harness: control.ts knows the offsets.
struct control {
  uint64_t operations; // counted so far
  uint64_t failures;   // errors answered so far
  int64_t kill_at;     // number of the operation before which the process dies; 0: never
  int64_t fail_from;   // first and last operation that fails; 0: none
  int64_t fail_to;
  int32_t error;       // the errno of a failure
  int32_t half;        // 1: half of the bytes go down before the kill or the failure
  int64_t clock_ms;    // added to the wall clock
  char kinds[16];      // letters of the kinds that count; empty: every kind but READ
};

struct __attribute__((packed)) header {
  uint8_t kind;
  uint16_t path_bytes;
  uint64_t number;
  uint64_t place; // offset of a write, length of a truncation, stream of a message
  uint32_t data_bytes;
};

static struct control none;
static struct control *control = &none;
static char folder[PATH_BYTES];
static size_t folder_bytes;
static int log_file = -1;
static struct timespec flush_takes;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static int (*real_clock_gettime)(clockid_t, struct timespec *);

static void move_high(int *file) {
  // A low number would shift the descriptors the process gets, and SQLite treats 0 to 2 specially.
  int high = fcntl(*file, F_DUPFD_CLOEXEC, 900);
  syscall(SYS_close, *file);
  *file = high;
}

__attribute__((constructor)) static void start(void) {
  real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  const char *watched = getenv("RECORDER_FOLDER"), *shared = getenv("RECORDER_CONTROL"), *log = getenv("RECORDER_LOG");
  // Children of the process are none of our business.
  unsetenv("LD_PRELOAD");
  if (!watched || !shared || strlen(watched) >= PATH_BYTES) return;
  int file = syscall(SYS_openat, AT_FDCWD, shared, O_RDWR | O_CLOEXEC, 0);
  void *map = file < 0 ? MAP_FAILED : (void *)syscall(SYS_mmap, NULL, sizeof none, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (map == MAP_FAILED) { dprintf(2, "recorder: no control block at %s\n", shared); _exit(70); }
  syscall(SYS_close, file);
  if (log) {
    log_file = syscall(SYS_openat, AT_FDCWD, log, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (log_file < 0) { dprintf(2, "recorder: cannot write %s\n", log); _exit(70); }
    move_high(&log_file);
  }
  control = map;
  const char *milliseconds = getenv("RECORDER_FLUSH_MS");
  if (milliseconds) flush_takes.tv_nsec = atol(milliseconds) * 1000000;
  strcpy(folder, watched);
  folder_bytes = strlen(folder);
}

// ---- system calls without a function of their own: only the one that copies between files concerns us

#if defined __x86_64__
static long kernel(long n, long a, long b, long c, long d, long e, long f) {
  register long r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
  long result = n;
  __asm__ volatile("syscall" : "+a"(result) : "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return result;
}
#elif defined __aarch64__
static long kernel(long n, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = n, x0 __asm__("x0") = a, x1 __asm__("x1") = b, x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d, x4 __asm__("x4") = e, x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
}
#else
#error "the recorder knows the system calls of x86-64 and arm64"
#endif

static const char *watched_file(int file, char *path);

EXPORT long syscall(long n, ...) {
  long with[6];
  va_list rest;
  va_start(rest, n);
  for (int i = 0; i < 6; i++) with[i] = va_arg(rest, long);
  va_end(rest);
  char path[PATH_BYTES];
  int is_unseen = n == SYS_copy_file_range && watched_file(with[2], path);
  long result = is_unseen ? -ENOSYS : kernel(n, with[0], with[1], with[2], with[3], with[4], with[5]);
  if (result >= 0 || result < -4095) return result;
  errno = -result;
  return -1;
}

// ---- what is watched

static int ends_with(const char *text, const char *end) {
  size_t a = strlen(text), b = strlen(end);
  return a >= b && strcmp(text + a - b, end) == 0;
}

// The path below the folder ("" for the folder itself), or NULL where it is not watched.
static const char *within(const char *path) {
  if (!folder_bytes || strncmp(path, folder, folder_bytes) != 0) return NULL;
  if (path[folder_bytes] != '\0' && path[folder_bytes] != '/') return NULL;
  if (ends_with(path, "-shm") || ends_with(path, " (deleted)")) return NULL;
  return path + folder_bytes + (path[folder_bytes] == '/');
}

static int path_of(int file, char *path) {
  char link[32];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t bytes = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_BYTES - 1);
  path[bytes > 0 ? bytes : 0] = '\0';
  return bytes > 0;
}

static const char *watched_file(int file, char *path) {
  return folder_bytes && path_of(file, path) ? within(path) : NULL;
}

// Names are resolved by text: the harness gives real paths, and the agent uses absolute ones.
static const char *watched_name(int at, const char *name, char *path) {
  if (!folder_bytes || !name) return NULL;
  char base[PATH_BYTES];
  if (name[0] == '/') snprintf(path, PATH_BYTES, "%s", name);
  else if (at != AT_FDCWD && path_of(at, base)) snprintf(path, PATH_BYTES, "%.2000s/%.2000s", base, name);
  else if (getcwd(base, sizeof base)) snprintf(path, PATH_BYTES, "%.2000s/%.2000s", base, name);
  else return NULL;
  return within(path);
}

static int is_stream(int file, uint64_t *stream) {
  struct stat about;
  if (!folder_bytes || fstat(file, &about) != 0) return 0;
  // Two lives in one recording may get the same number for different streams.
  *stream = ((uint64_t)getpid() & 0xfffff) << 32 | (about.st_ino & 0xffffffff);
  return S_ISSOCK(about.st_mode) || S_ISFIFO(about.st_mode);
}

// ---- counting, failing, killing, logging; all of it between enter() and leave()

static __thread sigset_t signals_before;

// Signals wait: a handler that writes would come back here and wait for itself.
static void enter(void) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &signals_before);
  pthread_mutex_lock(&order);
}

static void leave(void) {
  pthread_mutex_unlock(&order);
  pthread_sigmask(SIG_SETMASK, &signals_before, NULL);
}

enum verdict { GO, FAIL, KILL };

static enum verdict count(enum kind kind) {
  if (control->kinds[0] ? !memchr(control->kinds, kind, sizeof control->kinds) : kind == READ) return GO;
  int64_t number = ++control->operations;
  if (number == control->kill_at) return KILL;
  if (control->fail_from == 0 || number < control->fail_from || number > control->fail_to) return GO;
  control->failures++;
  return FAIL;
}

static void keep(enum kind kind, const char *path, uint64_t place, const struct iovec *data, int parts, size_t bytes) {
  if (log_file < 0) return;
  struct header header = {kind, strlen(path), control->operations, place, bytes};
  struct iovec first[2] = {{&header, sizeof header}, {(void *)path, header.path_bytes}};
  syscall(SYS_writev, log_file, first, 2);
  for (int i = 0; i < parts && bytes > 0; i++) {
    size_t some = data[i].iov_len < bytes ? data[i].iov_len : bytes;
    syscall(SYS_write, log_file, data[i].iov_base, some);
    bytes -= some;
  }
}

static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

// Ends an operation that must not happen: answers -1, or does not return.
static long refuse(enum verdict verdict) {
  if (verdict == KILL) die();
  leave();
  errno = control->error;
  return -1;
}

static long done(long result) {
  int error = errno;
  leave();
  errno = error;
  return result;
}

// ---- bytes into files and streams

typedef struct {
  int file;
  const struct iovec *data;
  int parts;
  off64_t at; // -1: where the file stands
  const struct msghdr *message;
  int flags;
} output;

static ssize_t put(const output *out) {
  if (out->message) return syscall(SYS_sendmsg, out->file, out->message, out->flags);
  if (out->at >= 0) return syscall(SYS_pwritev, out->file, out->data, out->parts, out->at, 0);
  return syscall(SYS_writev, out->file, out->data, out->parts);
}

// Half of the first part goes down: a disk or a wire that gave up in the middle.
static ssize_t put_half(const output *out) {
  struct iovec half = {out->data[0].iov_base, out->data[0].iov_len / 2};
  output less = *out;
  less.data = &half;
  less.parts = 1;
  less.message = NULL;
  return put(&less);
}

static off64_t place_of(const output *out) {
  if (out->at >= 0) return out->at;
  int appends = fcntl(out->file, F_GETFL) & O_APPEND;
  return syscall(SYS_lseek, out->file, 0, appends ? SEEK_END : SEEK_CUR);
}

static ssize_t emit(const output *out) {
  char path[PATH_BYTES];
  uint64_t stream = 0;
  int is_message = out->parts > 0 && is_stream(out->file, &stream);
  const char *name = is_message ? "" : watched_file(out->file, path);
  if (!name || out->parts == 0) return put(out);
  enum kind kind = is_message ? MESSAGE : WRITE;
  enter();
  uint64_t place = is_message ? stream : (uint64_t)place_of(out);
  enum verdict verdict = count(kind);
  ssize_t bytes = verdict == GO ? put(out) : control->half ? put_half(out) : 0;
  if (bytes > 0) keep(kind, name, place, out->data, out->parts, bytes);
  return verdict == GO ? done(bytes) : refuse(verdict);
}

static ssize_t emit_one(int file, const void *data, size_t bytes, off64_t at) {
  struct iovec part = {(void *)data, bytes};
  output out = {file, &part, 1, at, NULL, 0};
  return emit(&out);
}

static ssize_t emit_parts(int file, const struct iovec *data, int parts, off64_t at) {
  output out = {file, data, parts, at, NULL, 0};
  return emit(&out);
}

EXPORT ssize_t write(int file, const void *data, size_t bytes) { return emit_one(file, data, bytes, -1); }
EXPORT ssize_t pwrite64(int file, const void *data, size_t bytes, off64_t at) { return emit_one(file, data, bytes, at); }
EXPORT ssize_t pwrite(int file, const void *data, size_t bytes, off_t at) { return emit_one(file, data, bytes, at); }
EXPORT ssize_t writev(int file, const struct iovec *data, int parts) { return emit_parts(file, data, parts, -1); }
EXPORT ssize_t pwritev64(int file, const struct iovec *data, int parts, off64_t at) { return emit_parts(file, data, parts, at); }
EXPORT ssize_t pwritev(int file, const struct iovec *data, int parts, off_t at) { return emit_parts(file, data, parts, at); }

EXPORT ssize_t sendmsg(int file, const struct msghdr *message, int flags) {
  output out = {file, message->msg_iov, message->msg_iovlen, -1, message, flags};
  return emit(&out);
}
EXPORT ssize_t sendto(int file, const void *data, size_t bytes, int flags, const struct sockaddr *to, socklen_t to_bytes) {
  struct iovec part = {(void *)data, bytes};
  struct msghdr message = {.msg_name = (void *)to, .msg_namelen = to_bytes, .msg_iov = &part, .msg_iovlen = 1};
  return sendmsg(file, &message, flags);
}
EXPORT ssize_t send(int file, const void *data, size_t bytes, int flags) { return sendto(file, data, bytes, flags, NULL, 0); }

// ---- reads: counted and failed where asked for, never logged

static ssize_t take(int file, void *data, size_t bytes, off64_t at) {
  char path[PATH_BYTES];
  if (memchr(control->kinds, READ, sizeof control->kinds) && watched_file(file, path)) {
    enter();
    enum verdict verdict = count(READ);
    if (verdict != GO) return refuse(verdict);
    leave();
  }
  return at < 0 ? syscall(SYS_read, file, data, bytes) : syscall(SYS_pread64, file, data, bytes, at);
}
EXPORT ssize_t read(int file, void *data, size_t bytes) { return take(file, data, bytes, -1); }
EXPORT ssize_t pread64(int file, void *data, size_t bytes, off64_t at) { return take(file, data, bytes, at); }
EXPORT ssize_t pread(int file, void *data, size_t bytes, off_t at) { return take(file, data, bytes, at); }

// ---- length and durability

EXPORT int ftruncate64(int file, off64_t length) {
  char path[PATH_BYTES];
  const char *name = watched_file(file, path);
  if (!name) return syscall(SYS_ftruncate, file, length);
  enter();
  enum verdict verdict = count(TRUNCATE);
  if (verdict != GO) return refuse(verdict);
  int result = syscall(SYS_ftruncate, file, length);
  if (result == 0) keep(TRUNCATE, name, length, NULL, 0, 0);
  return done(result);
}
EXPORT int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int flush(int file, long call) {
  char path[PATH_BYTES];
  const char *name = watched_file(file, path);
  if (!name) return syscall(call, file);
  if (flush_takes.tv_nsec) nanosleep(&flush_takes, NULL);
  enter();
  enum verdict verdict = count(SYNC);
  // A failed flush is kept too: Linux calls those pages clean afterwards, so no later flush brings them down.
  if (verdict == FAIL) keep(SYNC_FAILED, name, 0, NULL, 0, 0);
  if (verdict != GO) return refuse(verdict);
  int result = syscall(call, file);
  keep(result == 0 ? SYNC : SYNC_FAILED, name, 0, NULL, 0, 0);
  return done(result);
}
EXPORT int fsync(int file) { return flush(file, SYS_fsync); }
EXPORT int fdatasync(int file) { return flush(file, SYS_fdatasync); }

// ---- names

static int open_at(int at, const char *name, int flags, mode_t mode) {
  char path[PATH_BYTES];
  const char *known = flags & (O_CREAT | O_TRUNC) ? watched_name(at, name, path) : NULL;
  if (!known) return syscall(SYS_openat, at, name, flags, mode);
  enter();
  int is_there = faccessat(AT_FDCWD, path, F_OK, 0) == 0;
  enum kind kind = is_there ? TRUNCATE : CREATE;
  int changes = !is_there || (flags & O_TRUNC);
  enum verdict verdict = changes ? count(kind) : GO;
  if (verdict != GO) return refuse(verdict);
  int file = syscall(SYS_openat, at, name, flags, mode);
  if (file >= 0 && changes) keep(kind, known, 0, NULL, 0, 0);
  return done(file);
}

#define OPEN(signature, at)                          \
  EXPORT int signature {                             \
    mode_t mode = 0;                                 \
    if (flags & (O_CREAT | __O_TMPFILE)) {           \
      va_list rest;                                  \
      va_start(rest, flags);                         \
      mode = va_arg(rest, mode_t);                   \
      va_end(rest);                                  \
    }                                                \
    return open_at(at, name, flags, mode);           \
  }
OPEN(open(const char *name, int flags, ...), AT_FDCWD)
OPEN(open64(const char *name, int flags, ...), AT_FDCWD)
OPEN(openat(int at, const char *name, int flags, ...), at)
OPEN(openat64(int at, const char *name, int flags, ...), at)
EXPORT int __open_2(const char *name, int flags) { return open_at(AT_FDCWD, name, flags, 0); }
EXPORT int __open64_2(const char *name, int flags) { return open_at(AT_FDCWD, name, flags, 0); }

static int change_name(enum kind kind, int at, const char *name, long call, long argument) {
  char path[PATH_BYTES];
  const char *known = watched_name(at, name, path);
  if (!known) return syscall(call, at, name, argument);
  enter();
  enum verdict verdict = count(kind);
  if (verdict != GO) return refuse(verdict);
  int result = syscall(call, at, name, argument);
  if (result == 0) keep(kind, known, 0, NULL, 0, 0);
  return done(result);
}
EXPORT int unlinkat(int at, const char *name, int flags) { return change_name(REMOVE, at, name, SYS_unlinkat, flags); }
EXPORT int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
EXPORT int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
EXPORT int remove(const char *name) {
  int result = unlink(name);
  return result == 0 || errno != EISDIR ? result : rmdir(name);
}
EXPORT int mkdirat(int at, const char *name, mode_t mode) { return change_name(FOLDER, at, name, SYS_mkdirat, mode); }
EXPORT int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

EXPORT int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned int flags) {
  char from_path[PATH_BYTES], to_path[PATH_BYTES];
  const char *old = watched_name(from_at, from, from_path), *new = watched_name(to_at, to, to_path);
  if (!old && !new) return syscall(SYS_renameat2, from_at, from, to_at, to, flags);
  enter();
  enum kind kind = old && new && flags == 0 ? RENAME : NOT_UNDERSTOOD;
  enum verdict verdict = count(kind);
  if (verdict != GO) return refuse(verdict);
  int result = syscall(SYS_renameat2, from_at, from, to_at, to, flags);
  struct iovec target = {(void *)(new ? new : ""), new ? strlen(new) : 0};
  if (result == 0) keep(kind, old ? old : "", 0, &target, 1, target.iov_len);
  return done(result);
}
EXPORT int renameat(int from_at, const char *from, int to_at, const char *to) { return renameat2(from_at, from, to_at, to, 0); }
EXPORT int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

EXPORT int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
  char from_path[PATH_BYTES], to_path[PATH_BYTES];
  const char *old = watched_name(from_at, from, from_path), *new = watched_name(to_at, to, to_path);
  if (!new) return syscall(SYS_linkat, from_at, from, to_at, to, flags);
  enter();
  enum kind kind = old ? LINK : NOT_UNDERSTOOD;
  enum verdict verdict = count(kind);
  if (verdict != GO) return refuse(verdict);
  int result = syscall(SYS_linkat, from_at, from, to_at, to, flags);
  struct iovec target = {(void *)new, strlen(new)};
  if (result == 0) keep(kind, old ? old : "", 0, &target, 1, target.iov_len);
  return done(result);
}
EXPORT int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

// ---- what no state can be rebuilt from: a recording that has it is refused

static void not_understood(const char *name) {
  enter();
  keep(NOT_UNDERSTOOD, name, 0, NULL, 0, 0);
  leave();
}

static void *map_file(void *at, size_t bytes, int protection, int flags, int file, off64_t from) {
  char path[PATH_BYTES];
  int writes = file >= 0 && (protection & PROT_WRITE) && (flags & MAP_SHARED);
  const char *name = writes ? watched_file(file, path) : NULL;
  if (name) not_understood(name);
  return (void *)syscall(SYS_mmap, at, bytes, protection, flags, file, from);
}
EXPORT void *mmap(void *at, size_t bytes, int protection, int flags, int file, off_t from) {
  return map_file(at, bytes, protection, flags, file, from);
}
EXPORT void *mmap64(void *at, size_t bytes, int protection, int flags, int file, off64_t from) {
  return map_file(at, bytes, protection, flags, file, from);
}
EXPORT int symlink(const char *target, const char *name) {
  char path[PATH_BYTES];
  const char *known = watched_name(AT_FDCWD, name, path);
  if (known) not_understood(known);
  return syscall(SYS_symlinkat, target, AT_FDCWD, name);
}
EXPORT int truncate64(const char *name, off64_t length) {
  char path[PATH_BYTES];
  const char *known = watched_name(AT_FDCWD, name, path);
  if (known) not_understood(known);
  return syscall(SYS_truncate, name, length);
}
EXPORT int truncate(const char *name, off_t length) { return truncate64(name, length); }
// Bytes copied inside the kernel would pass the recorder by: libuv copies them itself where the kernel does not.
EXPORT ssize_t sendfile64(int to, int from, off64_t *at, size_t bytes) {
  char path[PATH_BYTES];
  if (!watched_file(to, path)) return syscall(SYS_sendfile, to, from, at, bytes);
  errno = EINVAL;
  return -1;
}
EXPORT ssize_t sendfile(int to, int from, off_t *at, size_t bytes) { return sendfile64(to, from, at, bytes); }
EXPORT int fallocate64(int file, int mode, off64_t at, off64_t bytes) {
  char path[PATH_BYTES];
  const char *name = watched_file(file, path);
  if (name) not_understood(name);
  return syscall(SYS_fallocate, file, mode, at, bytes);
}
EXPORT int fallocate(int file, int mode, off_t at, off_t bytes) { return fallocate64(file, mode, at, bytes); }
EXPORT int posix_fallocate64(int file, off64_t at, off64_t bytes) { return fallocate64(file, 0, at, bytes) ? errno : 0; }
EXPORT int posix_fallocate(int file, off_t at, off_t bytes) { return posix_fallocate64(file, at, bytes); }

// ---- the wall clock

EXPORT int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = real_clock_gettime ? real_clock_gettime(clock, time) : syscall(SYS_clock_gettime, clock, time);
  int is_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  if (result != 0 || !is_wall || control->clock_ms == 0) return result;
  int64_t ns = time->tv_nsec + (control->clock_ms % 1000) * 1000000;
  time->tv_sec += control->clock_ms / 1000;
  if (ns < 0) { ns += 1000000000; time->tv_sec--; }
  if (ns >= 1000000000) { ns -= 1000000000; time->tv_sec++; }
  time->tv_nsec = ns;
  return 0;
}
EXPORT int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  (void)zone;
  int result = clock_gettime(CLOCK_REALTIME, &now);
  if (result != 0) return result;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}
EXPORT time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
