#include "vfs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES_MAX = 8, SECTOR = 512, NAME_MAX_BYTES = 512 };

// Written and not yet synced; data is NULL for a truncation, to `offset`.
struct change {
    int64_t offset, n;
    char *data;
};

// A file as the disk has it for certain, and what was done to it since.
struct kept {
    char name[NAME_MAX_BYTES];
    char *bytes;
    int64_t n, room;
    struct change *changes;
    int64_t n_changes, changes_room;
    bool is_there, was_deleted; // the deletion may not have reached the disk
};

struct file {
    sqlite3_file base;
    struct kept *kept; // NULL for a file that is left alone
    sqlite3_file real[];
};

static sqlite3_vfs *system_vfs;
static sqlite3_vfs broken_vfs;
static char prefix[NAME_MAX_BYTES];
static struct kept files[FILES_MAX];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int64_t events;
static void (*watcher)(int64_t, void *);
static void *watcher_with;
static _Thread_local bool is_watching;
static struct {
    enum vfs_fault fault;
    _Atomic int64_t n, left;
    _Atomic bool is_on, has_failed;
} broken;

static void changes_drop(struct kept *f)
{
    for (int64_t i = 0; i < f->n_changes; i++)
        free(f->changes[i].data);
    f->n_changes = 0;
}

void vfs_forget(void)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FILES_MAX; i++) {
        changes_drop(&files[i]);
        free(files[i].changes);
        free(files[i].bytes);
        files[i] = (struct kept){ .is_there = false };
    }
    atomic_store(&events, 0);
    watcher = NULL;
    broken.is_on = broken.has_failed = false;
    pthread_mutex_unlock(&lock);
}

void vfs_watch(void (*hook)(int64_t number, void *with), void *with)
{
    watcher = hook;
    watcher_with = with;
}

int64_t vfs_events(void)
{
    return atomic_load(&events);
}

void vfs_fail(enum vfs_fault fault, int64_t n, int64_t how_many)
{
    broken.fault = fault;
    broken.n = n;
    broken.left = how_many ? how_many : INT64_MAX;
    broken.has_failed = false;
    broken.is_on = n > 0;
}

bool vfs_has_failed(void)
{
    return broken.has_failed;
}

static struct kept *kept_of(const char *name)
{
    struct kept *found = NULL;
    if (!name || strncmp(name, prefix, strlen(prefix)) != 0)
        return NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FILES_MAX && !found; i++)
        if (files[i].name[0] == 0 || strcmp(files[i].name, name) == 0)
            found = &files[i];
    if (found)
        snprintf(found->name, sizeof found->name, "%s", name);
    pthread_mutex_unlock(&lock);
    if (!found)
        abort();
    return found;
}

static void room_make(struct kept *f, int64_t n)
{
    if (n > f->room) {
        f->room = n * 2;
        f->bytes = realloc(f->bytes, (size_t)f->room);
    }
    if (n > f->n)
        memset(f->bytes + f->n, 0, (size_t)(n - f->n));
    f->n = n > f->n ? n : f->n;
}

static void change_apply(struct kept *f, const struct change *c)
{
    if (!c->data) {
        f->n = c->offset < f->n ? c->offset : f->n;
        return;
    }
    room_make(f, c->offset + c->n);
    memcpy(f->bytes + c->offset, c->data, (size_t)c->n);
}

static void change_note(struct kept *f, int64_t offset, int64_t n, const void *data)
{
    pthread_mutex_lock(&lock);
    if (f->n_changes == f->changes_room) {
        f->changes_room = f->changes_room ? f->changes_room * 2 : 64;
        f->changes = realloc(f->changes, (size_t)f->changes_room * sizeof *f->changes);
    }
    struct change *c = &f->changes[f->n_changes++];
    *c = (struct change){ offset, n, data ? malloc((size_t)n) : NULL };
    if (data)
        memcpy(c->data, data, (size_t)n);
    pthread_mutex_unlock(&lock);
}

static void event(void)
{
    int64_t number = atomic_fetch_add(&events, 1) + 1;
    if (!watcher || is_watching)
        return;
    is_watching = true;
    watcher(number, watcher_with);
    is_watching = false;
}

// Whether this write, or this sync, is one of those that fail.
static bool fails(bool is_sync)
{
    if (!broken.is_on || (broken.fault == VFS_UNSYNCED) != is_sync)
        return false;
    if (atomic_fetch_sub(&broken.n, 1) > 1)
        return false;
    if (atomic_fetch_sub(&broken.left, 1) <= 0)
        return false;
    broken.has_failed = true;
    return true;
}

static int file_close(sqlite3_file *f)
{
    sqlite3_file *real = ((struct file *)f)->real;
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int file_read(sqlite3_file *f, void *data, int n, sqlite3_int64 offset)
{
    sqlite3_file *real = ((struct file *)f)->real;
    return real->pMethods->xRead(real, data, n, offset);
}

static int file_write(sqlite3_file *f, const void *data, int n, sqlite3_int64 offset)
{
    struct file *own = (struct file *)f;
    if (own->kept) {
        event();
        if (fails(false))
            return broken.fault == VFS_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
        change_note(own->kept, offset, n, data);
    }
    return own->real->pMethods->xWrite(own->real, data, n, offset);
}

static int file_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    struct file *own = (struct file *)f;
    if (own->kept) {
        event();
        change_note(own->kept, size, 0, NULL);
    }
    return own->real->pMethods->xTruncate(own->real, size);
}

// The system's own sync is left out: a test's power does not fail. The engine syncs the folder with the first sync of a
// new journal, so that what was deleted before is gone for good.
static int file_sync(sqlite3_file *f, int flags)
{
    struct file *own = (struct file *)f;
    if (!own->kept)
        return own->real->pMethods->xSync(own->real, flags);
    event();
    if (fails(true))
        return SQLITE_IOERR_FSYNC;
    pthread_mutex_lock(&lock);
    for (int64_t i = 0; i < own->kept->n_changes; i++)
        change_apply(own->kept, &own->kept->changes[i]);
    changes_drop(own->kept);
    for (int i = 0; i < FILES_MAX && !own->kept->is_there; i++)
        files[i].was_deleted = false;
    own->kept->is_there = true;
    pthread_mutex_unlock(&lock);
    return SQLITE_OK;
}

// The rest goes on to the system's own.
static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct file *)f)->real;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *n)
{
    return real_of(f)->pMethods->xFileSize(real_of(f), n);
}

static int file_lock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int file_unlock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int file_reserved(sqlite3_file *f, int *is)
{
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), is);
}

static int file_control(sqlite3_file *f, int op, void *with)
{
    return real_of(f)->pMethods->xFileControl(real_of(f), op, with);
}

static int file_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int file_kind(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int file_map(sqlite3_file *f, int page, int n, int grow, void volatile **at)
{
    return real_of(f)->pMethods->xShmMap(real_of(f), page, n, grow, at);
}

static int file_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static int file_shm_unmap(sqlite3_file *f, int is_deleted)
{
    return real_of(f)->pMethods->xShmUnmap(real_of(f), is_deleted);
}

static void file_barrier(sqlite3_file *f)
{
    sqlite3_file *real = ((struct file *)f)->real;
    real->pMethods->xShmBarrier(real);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_kind,
    .xShmMap = file_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_barrier,
    .xShmUnmap = file_shm_unmap,
};

static int broken_open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *f, int flags, int *out)
{
    struct file *own = (struct file *)f;
    (void)vfs;
    own->kept = kept_of(name);
    own->base.pMethods = NULL;
    int code = system_vfs->xOpen(system_vfs, name, own->real, flags, out);
    if (own->real->pMethods)
        own->base.pMethods = &METHODS;
    return code;
}

static int broken_delete(sqlite3_vfs *vfs, const char *name, int is_synced)
{
    struct kept *kept = kept_of(name);
    (void)vfs;
    if (kept) {
        event();
        pthread_mutex_lock(&lock);
        changes_drop(kept);
        kept->was_deleted = kept->is_there && !is_synced;
        kept->n = kept->was_deleted ? kept->n : 0;
        kept->is_there = false;
        pthread_mutex_unlock(&lock);
    }
    return system_vfs->xDelete(system_vfs, name, is_synced);
}

void vfs_install(const char *names)
{
    snprintf(prefix, sizeof prefix, "%s", names);
    if (system_vfs)
        return;
    system_vfs = sqlite3_vfs_find(NULL);
    broken_vfs = *system_vfs;
    broken_vfs.zName = "broken";
    broken_vfs.szOsFile = (int)sizeof(struct file) + system_vfs->szOsFile;
    broken_vfs.xOpen = broken_open;
    broken_vfs.xDelete = broken_delete;
    sqlite3_vfs_register(&broken_vfs, 1);
}

static unsigned chance(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33);
}

// Sector by sector: it reached the disk, or did not, or half of it did.
static void change_tear(struct kept *f, const struct change *c, uint64_t *seed, unsigned luck)
{
    if (!c->data) {
        if (chance(seed) % 8 < luck)
            change_apply(f, c);
        return;
    }
    for (int64_t at = 0; at < c->n;) {
        int64_t end = ((c->offset + at) / SECTOR + 1) * SECTOR - c->offset;
        end = end < c->n ? end : c->n;
        struct change part = { c->offset + at, end - at, c->data + at };
        unsigned fate = chance(seed) % 8;
        if (fate == 7 && luck < 8 && part.n > 1)
            part.n = 1 + chance(seed) % part.n;
        if (fate < luck || fate == 7)
            change_apply(f, &part);
        at = end;
    }
}

// Luck is one for the whole file: nothing of it was written, most of it, all of it.
static struct kept torn(const struct kept *f, uint64_t *seed)
{
    struct kept left = { .n = f->n, .room = f->n };
    unsigned luck = chance(seed) % 9;
    left.bytes = malloc((size_t)f->n + 1);
    if (f->n)
        memcpy(left.bytes, f->bytes, (size_t)f->n);
    for (int64_t i = 0; i < f->n_changes; i++)
        change_tear(&left, &f->changes[i], seed, luck);
    return left;
}

static bool image_write(const char *folder, const struct kept *f, uint64_t *seed)
{
    char path[2 * NAME_MAX_BYTES];
    const char *name = strrchr(f->name, '/');
    snprintf(path, sizeof path, "%s/%s", folder, name ? name + 1 : f->name);
    unlink(path);
    if (!f->is_there && !f->n_changes && !(f->was_deleted && chance(seed) % 2))
        return true;
    struct kept left = torn(f, seed);
    FILE *out = fopen(path, "wb");
    bool is_written = out && fwrite(left.bytes, 1, (size_t)left.n, out) == (size_t)left.n;
    if (out)
        is_written = fclose(out) == 0 && is_written;
    free(left.bytes);
    return is_written;
}

bool vfs_cut(const char *folder, uint64_t seed)
{
    bool is_written = true;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < FILES_MAX && files[i].name[0]; i++)
        is_written &= image_write(folder, &files[i], &seed);
    pthread_mutex_unlock(&lock);
    return is_written;
}
