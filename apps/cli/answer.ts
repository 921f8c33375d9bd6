import type { Context } from './context';
import { isForPeople } from './context';
import { UsageError } from './errors';
import type { GlobalFlags } from './global-flags';
import type { Terminal } from './terminal/terminal';
import { renderTable } from './terminal/table';

export type Cell = string | number | boolean | null;

/** A column of a list: a plain value for programs, a text for people. */
export interface Column<Row> {
  id: string;
  title?: string;
  value(row: Row): Cell;
  text?(row: Row, terminal: Terminal): string;
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
}

/** What a verb found, in every form it can be asked for. */
export interface Answer<Row = unknown> {
  /** The one JSON (or YAML) document. */
  document: unknown;
  list?: Listing<Row>;
  /** For people; the list as a table when absent. */
  text?(terminal: Terminal): string;
  /** Said on stderr when there is nothing to list. */
  whenEmpty?: string;
}

export async function give(context: Context, answer: Answer): Promise<void> {
  const { out, flags } = context;
  out.write(await written(context, answer));
  const empty = answer.list?.rows.length === 0 && isForPeople(context);
  if (empty && answer.whenEmpty !== undefined && flags.output !== 'name') context.hint(answer.whenEmpty);
}

async function written(context: Context, answer: Answer): Promise<string> {
  const { flags, out } = context;
  const { list } = answer;
  switch (flags.output) {
    case 'json':
      return jsonDocument(answer.document);
    case 'yaml':
      return yamlDocument(answer.document);
    case 'ndjson':
      return lines(
        list ? list.rows.map((row) => rowJson(list, flags.columns, row)) : [JSON.stringify(answer.document)],
      );
    case 'csv':
      return csv(requireList(list, 'csv'), flags.columns);
    case 'name': {
      const named = requireList(list, 'name');
      return lines(named.rows.map((row) => named.name(row)));
    }
    case 'table':
    case 'wide':
      if (answer.text && flags.columns === undefined) return answer.text(out);
      return list ? table(list, context, out) : (answer.text?.(out) ?? '');
  }
}

export function jsonDocument(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function yamlDocument(document: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(JSON.parse(JSON.stringify(document)), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** A list as a table, with the columns that were asked for. */
export function table<Row>(
  list: Listing<Row>,
  { flags }: { flags: Pick<GlobalFlags, 'columns' | 'output'> },
  terminal: Terminal,
): string {
  if (list.rows.length === 0) return '';
  const columns = chosen(list, flags.columns, flags.output === 'wide');
  const cells = list.rows.map((row) =>
    columns.map((column) => (column.text ? column.text(row, terminal) : String(column.value(row) ?? '—'))),
  );
  const heads = columns.map(({ id, title, align, keep, fill }) => ({
    title: title ?? id,
    ...(align && { align }),
    ...(fill && { fill }),
    keep: keep === true || flags.columns !== undefined,
  }));
  return renderTable(heads, cells, { width: terminal.columns, paint: terminal.paint });
}

async function csv<Row>(list: Listing<Row>, asked: readonly string[] | undefined): Promise<string> {
  const { unparse } = await import('papaparse');
  const columns = chosen(list, asked, true);
  const data = list.rows.map((row) => columns.map((column) => column.value(row)));
  return `${unparse({ fields: columns.map(({ id }) => id), data }, { escapeFormulae: /^[=+\-@\t\r].*\D/, newline: '\r\n' })}\r\n`;
}

function rowJson<Row>(list: Listing<Row>, asked: readonly string[] | undefined, row: Row): string {
  if (list.json && asked === undefined) return JSON.stringify(list.json(row));
  return JSON.stringify(Object.fromEntries(chosen(list, asked, true).map(({ id, value }) => [id, value(row)])));
}

function chosen<Row>(list: Listing<Row>, asked: readonly string[] | undefined, wide: boolean): Column<Row>[] {
  if (asked === undefined) return list.columns.filter((column) => wide || column.wide !== true);
  return asked.map((id) => {
    const column = list.columns.find((candidate) => candidate.id === id);
    if (column) return column;
    throw new UsageError(`There is no column ${id}.`, `There is: ${list.columns.map((known) => known.id).join(', ')}.`);
  });
}

function requireList<Row>(list: Listing<Row> | undefined, format: string): Listing<Row> {
  if (list) return list;
  throw new UsageError(`This answer is no list, so -o ${format} cannot write it.`, 'Use -o json, yaml or table.');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
