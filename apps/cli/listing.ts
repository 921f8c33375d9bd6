import { UsageError } from './errors';
import type { GlobalFlags } from './global-flags';
import type { Terminal } from './terminal/terminal';

export type Cell = string | number | boolean | null;

/** A column of a list: a plain value for programs, a text for people. */
export interface Column<Row> {
  id: string;
  title?: string;
  value(row: Row): Cell;
  text?(row: Row, terminal: Terminal): string;
  /** Instead of `text` with `-o wide`. */
  wideText?(row: Row): string;
  align?: 'left' | 'right';
  /** Stays when the terminal is narrow. */
  keep?: boolean;
  /** Shown with `-o wide` only (and in CSV). */
  wide?: boolean;
  /** Takes the room that is left on a terminal. */
  fill?: boolean;
}

export interface Listing<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What `-o name` prints. */
  name(row: Row): string;
  /** One JSON line per row; its columns when absent. */
  json?(row: Row): unknown;
  /** Whoever made the list has minded `--filter`, `--sort` and `--limit`. */
  arranged?: true;
}

export type ListFlags = Pick<GlobalFlags, 'filter' | 'sort' | 'limit'>;

/** The list as `--sort` and `--limit` ask for it. */
export function arrange<Row>(list: Listing<Row>, { filter, sort, limit }: ListFlags): Listing<Row> {
  if (list.arranged) return list;
  if (filter !== undefined) throw new UsageError('--filter is for trials.', 'paramo best last --filter "trades >= 20"');
  const keys = (sort ?? []).map((key) => ({
    column: columnOf(list, key.replace(/^[-+]/, '')),
    sign: key.startsWith('-') ? -1 : 1,
  }));
  const rows = [...list.rows].sort((a, b) => {
    for (const { column, sign } of keys) {
      const difference = compare(column.value(a), column.value(b), sign);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return { ...list, rows: limit === undefined ? rows : rows.slice(0, limit) };
}

/** What is not defined comes last in either direction. */
function compare(a: Cell, b: Cell, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a === b ? 0 : a < b ? -sign : sign;
}

/** The columns that were asked for, or the usual ones. */
export function chosenColumns<Row>(
  list: Listing<Row>,
  asked: readonly string[] | undefined,
  wide: boolean,
): readonly Column<Row>[] {
  if (asked !== undefined) return asked.map((id) => columnOf(list, id));
  return list.columns.filter((column) => wide || column.wide !== true);
}

function columnOf<Row>({ columns }: Listing<Row>, id: string): Column<Row> {
  const column = columns.find((candidate) => candidate.id === id);
  if (column) return column;
  throw new UsageError(`There is no column ${id}.`, `There is: ${columns.map((known) => known.id).join(', ')}.`);
}

export function rowJson<Row>(list: Listing<Row>, asked: readonly string[] | undefined, row: Row): unknown {
  if (list.json && asked === undefined) return list.json(row);
  return Object.fromEntries(chosenColumns(list, asked, true).map(({ id, value }) => [id, value(row)]));
}
