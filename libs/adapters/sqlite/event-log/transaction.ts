import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { SQLITE_BUSY, sqliteCode } from '../sqlite-code';

/** How long to wait for the write lock. */
export interface LockPatience {
  lockTimeoutMs: number;
  /** Asked now and then: true ends the wait early. */
  isWaitingOver?: () => boolean;
}

/**
 * Runs `work` in a write transaction: all of it or nothing.
 * The lock is taken first, so that everything `work` reads is what it writes upon.
 */
export function transaction<T>(db: DatabaseSyncInstance, patience: LockPatience, work: () => T): T {
  untilUnlocked(patience, () => db.exec('BEGIN IMMEDIATE'));
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has rolled back by itself after some errors (disk full, I/O).
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Repeats `action` while another process holds the lock. SQLite waits in growing steps of up to 100 ms, which lets a busy
 * writer starve the other; the connection's short timeout and this loop keep the steps small.
 */
export function untilUnlocked({ lockTimeoutMs, isWaitingOver }: LockPatience, action: () => void): void {
  const deadline = performance.now() + lockTimeoutMs;
  const isOver = (): boolean => performance.now() >= deadline || isWaitingOver?.() === true;
  for (;;) {
    try {
      action();
      return;
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_BUSY || isOver()) throw error;
    }
  }
}
