import { type Context, isForPeople } from './context';
import { UsageError } from './errors';
import { arrange, chosenColumns, type Column, type Listing, rowJson } from './listing';
import type { GlobalFlags } from './global-flags';
import type { Terminal } from './terminal/terminal';
import { renderTable } from './terminal/table';

/** What a verb found, in every form it can be asked for. */
export interface Answer<Row = unknown> {
  /** The one JSON (or YAML) document; the page of the list when absent. */
  document?: unknown;
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
  if (empty && answer.whenEmpty !== undefined && flags.output !== 'name')
    context.hint(flags.limit === 0 ? '--limit 0 shows no row.' : answer.whenEmpty);
}

async function written(context: Context, answer: Answer): Promise<string> {
  const { flags, out } = context;
  const list = answer.list && arrange(answer.list, flags);
  switch (flags.output) {
    case 'json':
      return jsonDocument(documentOf(answer, list));
    case 'yaml':
      return yamlDocument(documentOf(answer, list));
    case 'ndjson': {
      const items = list ? list.rows.map((row) => rowJson(list, flags.columns, row)) : [answer.document];
      return lines(items.map((item) => JSON.stringify(item)));
    }
    case 'csv':
      return csv(requireList(list, 'csv'), flags.columns);
    case 'name': {
      const named = requireList(list, 'name');
      return lines(named.rows.map((row) => named.name(row)));
    }
    case 'table':
    case 'wide':
      if (answer.text && (!list || isAsUsual(flags, list))) return answer.text(out);
      return list ? table(list, context, out) : '';
  }
}

function documentOf({ document, list: whole }: Answer, list: Listing<unknown> | undefined): unknown {
  if (document !== undefined || !list) return document;
  return { items: list.rows.map((row) => rowJson(list, undefined, row)), total: whole?.rows.length };
}

/** Nothing was asked for that the text for people would not show. */
function isAsUsual({ columns, sort, limit }: GlobalFlags, { arranged }: Listing<unknown>): boolean {
  return columns === undefined && (arranged === true || (sort === undefined && limit === undefined));
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
  const isWide = flags.output === 'wide';
  const columns = chosenColumns(list, flags.columns, isWide);
  const textOf = (column: Column<Row>, row: Row): string => {
    if (isWide && column.wideText) return column.wideText(row);
    return column.text ? column.text(row, terminal) : String(column.value(row) ?? '—');
  };
  const cells = list.rows.map((row) => columns.map((column) => textOf(column, row)));
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
  const columns = chosenColumns(list, asked, true);
  const data = list.rows.map((row) => columns.map((column) => column.value(row)));
  return `${unparse({ fields: columns.map(({ id }) => id), data }, { escapeFormulae: /^[=+\-@\t\r].*\D/, newline: '\r\n' })}\r\n`;
}

function requireList<Row>(list: Listing<Row> | undefined, format: string): Listing<Row> {
  if (list) return list;
  throw new UsageError(`This answer is no list, so -o ${format} cannot write it.`, 'Use -o json, yaml or table.');
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
