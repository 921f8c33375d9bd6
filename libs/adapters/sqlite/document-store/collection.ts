import { checkPath, documentText, parseFilter, parseFindOptions, positionedDocumentText } from '#messaging';
import type { Collection, Document, Filter } from '#messaging';
import { keySql, orderSql, rankSql, type SqlText, valueSql, whereSql } from './document-sql';
import type { Statements } from './statements';

/** @param open gives the connection, or throws when it is closed. @param table is quoted. */
export function sqliteCollection<T extends Document>(open: () => Statements, table: string): Collection<T> {
  const insert = `INSERT INTO ${table} (id, doc) VALUES (json_extract(?1, '$._id'), ?1) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`;
  const unlessNewer = ` WHERE NOT (${rankSql('_pos')} = 1 AND ${valueSql('_pos')} >= json_extract(excluded.doc, '$._pos'))`;

  /** The table may be dropped at any time, by another process too; asking again is cheap and takes no lock. */
  const ready = (): Statements => {
    const statements = open();
    statements.exec(`CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, doc TEXT NOT NULL) WITHOUT ROWID`);
    return statements;
  };
  const write = (sql: string, texts: readonly string[]): number => {
    const statements = ready();
    return statements.transaction(() => texts.reduce((changed, text) => changed + statements.run(sql, [text]), 0));
  };
  const where = (filter: Filter): SqlText => whereSql(parseFilter(filter));

  return {
    get: async (id) => {
      const sql = `SELECT doc FROM ${table} WHERE id = json_extract(?, '$')`;
      const [row] = ready().all(sql, [JSON.stringify(id)]);
      return row === undefined ? null : decode<T>(row['doc']);
    },
    find: async (filter = {}, options = {}) => {
      const { sort, skip, limit } = parseFindOptions(options);
      const { sql, parameters } = where(filter);
      const query = `SELECT doc FROM ${table} WHERE ${sql} ORDER BY ${orderSql(sort)} LIMIT ? OFFSET ?`;
      return ready()
        .all(query, [...parameters, limit ?? -1, skip])
        .map((row) => decode<T>(row['doc']));
    },
    count: async (filter = {}) => {
      const { sql, parameters } = where(filter);
      return Number(ready().all(`SELECT count(*) AS count FROM ${table} WHERE ${sql}`, parameters)[0]?.['count']);
    },
    put: async (documents) => {
      write(insert, documents.map(documentText));
    },
    putIfNewer: async (documents) => write(insert + unlessNewer, documents.map(positionedDocumentText)),
    delete: async (filter) => {
      const { sql, parameters } = where(filter);
      return ready().run(`DELETE FROM ${table} WHERE ${sql}`, parameters);
    },
    ensureIndex: async (fields) => {
      if (fields.length === 0) throw new TypeError('An index needs at least one field.');
      const keys = fields.map(checkPath).flatMap(keySql);
      ready().exec(`CREATE INDEX IF NOT EXISTS ${indexOf(table, fields)} ON ${table} (${keys.join(', ')})`);
    },
  };
}

/** Field names, like collections, differ by case: the same escape keeps their indexes apart. */
function indexOf(table: string, fields: readonly string[]): string {
  const escaped = fields.join(',').replace(/[A-Z]/g, (letter) => `^${letter.toLowerCase()}`);
  return `${table.slice(0, -1)}(${escaped})"`;
}

function decode<T extends Document>(text: unknown): T {
  return JSON.parse(text as string) as T;
}
