export const TABLE_PREFIX = 'documents:';

/** SQLite takes names for the same when only case differs, MongoDB does not: `A` is written `^a`. Quoted for SQL. */
export function tableOf(collection: string): string {
  return `"${TABLE_PREFIX}${collection.replace(/[A-Z]/g, (letter) => `^${letter.toLowerCase()}`)}"`;
}

/** The collection of an unquoted table name. */
export function nameOfTable(table: string): string {
  return table.slice(TABLE_PREFIX.length).replace(/\^(.)/g, (_, letter: string) => letter.toUpperCase());
}
