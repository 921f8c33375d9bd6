import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { SQLITE_BUSY, sqliteCode } from './event-log.error';

/**
 * Runs `work` in a write transaction: all of it or nothing.
 * The lock is taken first, so that everything `work` reads is what it writes upon.
 */
export function transaction<T>(db: DatabaseSyncInstance, lockTimeoutMs: number, work: () => T): T {
  untilUnlocked(lockTimeoutMs, () => db.exec('BEGIN IMMEDIATE'));
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
export function untilUnlocked(timeoutMs: number, action: () => void): void {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      action();
      return;
    } catch (error) {
      if (sqliteCode(error) !== SQLITE_BUSY || performance.now() >= deadline) throw error;
    }
  }
}
