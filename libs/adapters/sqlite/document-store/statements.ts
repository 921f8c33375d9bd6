import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

export type Row = Record<string, string | number | null>;
export type Bindable = string | number;

/** One connection, its prepared statements kept by their text. */
export interface Statements {
  exec(sql: string): void;
  all(sql: string, parameters?: readonly Bindable[]): Row[];
  /** Returns the number of rows changed. */
  run(sql: string, parameters: readonly Bindable[]): number;
  /** All or nothing; takes the write lock at once, so that it waits for other processes instead of failing half-way. */
  transaction<T>(work: () => T): T;
  clear(): void;
}

/** Filters make statements of many shapes; more than this many are not kept. */
const CAPACITY = 200;

/** @param explain says what an error of SQLite means. */
export function createStatementCache(database: DatabaseSyncInstance, explain: (error: unknown) => unknown): Statements {
  const statements = new Map<string, StatementSyncInstance>();

  const prepare = (sql: string): StatementSyncInstance => {
    const kept = statements.get(sql);
    if (kept !== undefined) return kept;
    const [oldest] = statements.keys();
    if (oldest !== undefined && statements.size >= CAPACITY) statements.delete(oldest);
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  const explained = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw explain(error);
    }
  };

  return {
    exec: (sql) => explained(() => database.exec(sql)),
    all: (sql, parameters = []) => explained(() => prepare(sql).all(...parameters) as Row[]),
    run: (sql, parameters) => explained(() => prepare(sql).run(...parameters).changes),
    transaction: (work) => {
      explained(() => database.exec('BEGIN IMMEDIATE'));
      try {
        const result = work();
        explained(() => database.exec('COMMIT'));
        return result;
      } catch (error) {
        // A full disk, for one, has ended the transaction already.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    clear: () => {
      statements.clear();
    },
  };
}
