/* A library for LD_PRELOAD: fails chosen system calls on the paths below one folder, and records those that change files.

   It reaches what SQLite does in C, too. The folder is in the environment variable FAULTS_ROOT. Syncing is only counted
   and recorded, not done: the power cuts that it guards against are simulated. While calls are counted, the clock stands
   still and random bytes are always the same, so that a command makes the same calls each time. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

/* The same order as in faults_shim.py. */
enum kind { OPEN, LIST, READ, WRITE, SYNC, RENAME, UNLINK, MKDIR, TRUNCATE, STATUS, KINDS };

static atomic_long counts[KINDS];
static atomic_int armed_kind = -1, armed_error, armed_lasting, counting;
static atomic_long armed_number;
static atomic_int was_hit, log_to = -1;
static atomic_ulong chance;

#define NOW 1760000000 /* seconds since 1970; later than the times of the documents */

/* Counts a call of each kind from now on, and fails one.
   number: of the call that fails, from 1; 0 for none.
   error: the error number; 0 to transfer only half of the bytes of a read or write.
   lasting: whether all later calls of the kind fail, too. */
void faults_arm(int kind, long number, int error, int lasting) {
  for (int each = 0; each < KINDS; each++) counts[each] = 0;
  armed_kind = kind;
  armed_number = number;
  armed_error = error;
  armed_lasting = lasting;
  was_hit = 0;
  chance = 0;
  counting = 1;
}

void faults_disarm(void) {
  counting = 0;
  log_to = -1;
}

long faults_count(int kind) { return counts[kind]; }

int faults_hit(void) { return was_hit; }

/* Records calls that change files to a descriptor from now on. */
void faults_record(int descriptor) { log_to = descriptor; }

#define REAL(name) ((__typeof__(&name))real(#name, __COUNTER__))

static void *real(const char *name, int slot) {
  static void *found[128];
  if (!found[slot]) found[slot] = dlsym(RTLD_NEXT, name);
  return found[slot];
}

ssize_t getrandom(void *data, size_t size, unsigned flags) {
  if (!counting) return REAL(getrandom)(data, size, flags);
  for (size_t each = 0; each < size; each++) {
    unsigned long mixed = ++chance * 0x9E3779B97F4A7C15UL;  /* splitmix64 */
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
    ((unsigned char *)data)[each] = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL >> 56;
  }
  return size;
}

int clock_gettime(clockid_t which, struct timespec *into) {
  if (!counting || which != CLOCK_REALTIME) return REAL(clock_gettime)(which, into);
  into->tv_sec = NOW;
  into->tv_nsec = 0;
  return 0;
}

static int below_root(const char *path) {
  static char root[PATH_MAX];
  if (!root[0]) strncpy(root, getenv("FAULTS_ROOT") ? getenv("FAULTS_ROOT") : "/nowhere", PATH_MAX - 1);
  size_t length = strlen(root);
  return !strncmp(path, root, length) && (path[length] == '/' || !path[length]);
}

/* Writes the path of a descriptor to `path`; returns whether it is below the root. */
static int path_of(int descriptor, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
  return length > 0 && below_root(path);
}

/* Writes the absolute path of a name to `path`; returns whether it is below the root. */
static int resolve(int folder, const char *name, char *path) {
  path[0] = 0;
  if (!name) return 0;
  if (name[0] != '/') {
    if (folder == AT_FDCWD ? !getcwd(path, PATH_MAX) : !path_of(folder, path)) return 0;
    strncat(path, "/", PATH_MAX - strlen(path) - 1);
  }
  strncat(path, name, PATH_MAX - strlen(path) - 1);
  return below_root(path);
}

/* Counts a call; returns whether it fails, with errno set, or is to be done in half, with errno 0. */
static int fails(enum kind kind) {
  if (!counting) return 0;
  long number = ++counts[kind];
  if (kind != (enum kind)armed_kind || !armed_number) return 0;
  if (number != armed_number && !(armed_lasting && number > armed_number)) return 0;
  was_hit = 1;
  errno = armed_error;
  return 1;
}

static void record(const char *kind, const char *path, const char *other, long offset, const void *data, size_t size) {
  if (log_to < 0) return;
  int error = errno, held = log_to;
  char head[2 * PATH_MAX + 128];
  int length = snprintf(head, sizeof head, "%s\t%s\t%s\t%ld\t%zu\n", kind, path, other, offset, size);
  REAL(write)(held, head, length);
  if (size) REAL(write)(held, data, size);
  errno = error;
}

static int opened(int folder, const char *name, int flags, mode_t mode, int (*open_it)(int, const char *, int, mode_t)) {
  char path[PATH_MAX];
  if (counting && !strcmp(name, "/dev/urandom")) name = "/dev/zero"; /* SQLite */
  if (!counting || !resolve(folder, name, path)) return open_it(folder, name, flags, mode);
  if (fails(OPEN)) return -1;
  struct stat status;
  int error = errno;
  int existed = !REAL(fstatat)(folder, name, &status, 0);
  errno = error;
  int descriptor = open_it(folder, name, flags, mode);
  if (descriptor >= 0 && (flags & O_CREAT) && !existed) record("create", path, "", 0, 0, 0);
  if (descriptor >= 0 && (flags & O_TRUNC) && existed) record("truncate", path, "", 0, 0, 0);
  return descriptor;
}

static int real_openat(int folder, const char *name, int flags, mode_t mode) {
  return REAL(openat64)(folder, name, flags, mode);
}

#define MODE(flags, mode)               \
  mode_t mode = 0;                      \
  if ((flags) & (O_CREAT | O_TMPFILE)) { \
    va_list list;                       \
    va_start(list, flags);              \
    mode = va_arg(list, mode_t);        \
    va_end(list);                       \
  }

int open(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode, real_openat); }
int open64(const char *name, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, name, flags, mode, real_openat); }
int openat(int at, const char *name, int flags, ...) { MODE(flags, mode) return opened(at, name, flags, mode, real_openat); }
int openat64(int at, const char *name, int flags, ...) { MODE(flags, mode) return opened(at, name, flags, mode, real_openat); }

DIR *opendir(const char *name) {
  char path[PATH_MAX];
  if (counting && resolve(AT_FDCWD, name, path) && fails(LIST)) return 0;
  return REAL(opendir)(name);
}
DIR *fdopendir(int descriptor) {
  char path[PATH_MAX];
  if (counting && path_of(descriptor, path) && fails(LIST)) return 0;
  return REAL(fdopendir)(descriptor);
}

/* The number of bytes to transfer; -1 if the call fails. */
static ssize_t allowed(enum kind kind, int descriptor, size_t size, char *path) {
  path[0] = 0;
  if (!counting || descriptor == log_to || !path_of(descriptor, path) || !size) return size;
  if (!fails(kind)) return size;
  return errno ? -1 : (ssize_t)(size + 1) / 2;
}

ssize_t read(int descriptor, void *data, size_t size) {
  char path[PATH_MAX];
  ssize_t wanted = allowed(READ, descriptor, size, path);
  return wanted < 0 ? -1 : REAL(read)(descriptor, data, wanted);
}
ssize_t pread64(int descriptor, void *data, size_t size, off64_t offset) {
  char path[PATH_MAX];
  ssize_t wanted = allowed(READ, descriptor, size, path);
  return wanted < 0 ? -1 : REAL(pread64)(descriptor, data, wanted, offset);
}
ssize_t pread(int descriptor, void *data, size_t size, off_t offset) { return pread64(descriptor, data, size, offset); }

ssize_t write(int descriptor, const void *data, size_t size) {
  char path[PATH_MAX];
  ssize_t wanted = allowed(WRITE, descriptor, size, path);
  if (wanted < 0) return -1;
  ssize_t written = REAL(write)(descriptor, data, wanted);
  if (counting && written > 0 && below_root(path) && log_to >= 0)
    record("write", path, "", lseek(descriptor, 0, SEEK_CUR) - written, data, written);
  return written;
}
ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
  char path[PATH_MAX];
  ssize_t wanted = allowed(WRITE, descriptor, size, path);
  if (wanted < 0) return -1;
  ssize_t written = REAL(pwrite64)(descriptor, data, wanted, offset);
  if (counting && written > 0 && below_root(path)) record("write", path, "", offset, data, written);
  return written;
}
ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) {
  return pwrite64(descriptor, data, size, offset);
}

static int synced(int descriptor) {
  char path[PATH_MAX];
  if (!counting || !path_of(descriptor, path)) return 0;
  if (fails(SYNC)) return -1;
  record("sync", path, "", 0, 0, 0);
  return 0;
}
int fsync(int descriptor) { return synced(descriptor); }
int fdatasync(int descriptor) { return synced(descriptor); }

int renameat(int from_at, const char *from, int to_at, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  int watched = resolve(from_at, from, old) & resolve(to_at, to, new);
  if (counting && watched && fails(RENAME)) return -1;
  int result = REAL(renameat)(from_at, from, to_at, to);
  if (counting && watched && !result) record("rename", old, new, 0, 0, 0);
  return result;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int folder, const char *name, int flags) {
  char path[PATH_MAX];
  int watched = counting && resolve(folder, name, path);
  if (watched && fails(UNLINK)) return -1;
  int result = REAL(unlinkat)(folder, name, flags);
  if (watched && !result) record("unlink", path, "", 0, 0, 0);
  return result;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t mode) {
  char path[PATH_MAX];
  int watched = counting && resolve(folder, name, path);
  if (watched && fails(MKDIR)) return -1;
  int result = REAL(mkdirat)(folder, name, mode);
  if (watched && !result) record("mkdir", path, "", 0, 0, 0);
  return result;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

int ftruncate64(int descriptor, off64_t size) {
  char path[PATH_MAX];
  int watched = counting && path_of(descriptor, path);
  if (watched && fails(TRUNCATE)) return -1;
  int result = REAL(ftruncate64)(descriptor, size);
  if (watched && !result) record("truncate", path, "", size, 0, 0);
  return result;
}
int ftruncate(int descriptor, off_t size) { return ftruncate64(descriptor, size); }

static int status_fails(int folder, const char *name) {
  char path[PATH_MAX];
  return counting && resolve(folder, name, path) && fails(STATUS);
}
int stat64(const char *name, struct stat64 *into) {
  return status_fails(AT_FDCWD, name) ? -1 : REAL(stat64)(name, into);
}
int lstat64(const char *name, struct stat64 *into) {
  return status_fails(AT_FDCWD, name) ? -1 : REAL(lstat64)(name, into);
}
int fstatat64(int folder, const char *name, struct stat64 *into, int flags) {
  return status_fails(folder, name) ? -1 : REAL(fstatat64)(folder, name, into, flags);
}
int stat(const char *name, struct stat *into) { return stat64(name, (struct stat64 *)into); }
int lstat(const char *name, struct stat *into) { return lstat64(name, (struct stat64 *)into); }
