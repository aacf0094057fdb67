// A disk for SQLite that can be broken. It stands before the system's own: what is written goes there at once, and is
// remembered until it is synced. A power cut keeps what was synced, and of the rest what chance leaves: whole sectors
// or torn ones, later writes without the earlier.
//
// It becomes SQLite's usual one by vfs_install; files whose names do not begin with the prefix it is given are left
// alone.
#pragma once

#include <stdbool.h>
#include <stdint.h>

void vfs_install(const char *prefix);
void vfs_forget(void); // all that is remembered of files, and every fault; between two stories

// Called before each write, sync, truncation and deletion, with its number from 1. It may open other files.
void vfs_watch(void (*hook)(int64_t number, void *with), void *with);
int64_t vfs_events(void);

enum vfs_fault {
    VFS_FULL,
    VFS_BROKEN,
    VFS_UNSYNCED
}; // writes fail as on a full disk; as on a broken one; syncs fail

// From the n-th of them on (1 is the next), all fail; 0 mends the disk. how_many: of them, 0 for all to come.
void vfs_fail(enum vfs_fault fault, int64_t n, int64_t how_many);
bool vfs_has_failed(void); // since vfs_fail

// What the disk would hold after a cut now: each file into `folder`, under its own name. seed: of chance.
bool vfs_cut(const char *folder, uint64_t seed);
