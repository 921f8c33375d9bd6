import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';
import type { EventFilter, RecordedEvent } from '#event-sourcing';
import { currentRevision, fromEventText } from '#event-sourcing/log';
import { explainSqliteError } from './event-log.error';
import { openLogForReading, pragma } from './log-database';

/** A stretch of positions or revisions: above `above`, up to and including `upTo`. */
export interface Stretch {
  above: number;
  upTo: number;
}

export interface Page {
  events: RecordedEvent[];
  /** What is left of the stretch; empty when `above` and `upTo` meet. */
  rest: Stretch;
}

interface PageRequest extends Stretch {
  backwards: boolean;
  /** At most so many events. */
  limit: number;
}

interface EventPageRequest extends PageRequest {
  /** With what lies beside the JSON. */
  bytes: boolean;
}

/** A page ends at so many events, so much text and bytes (UTF-16 units count one) or, when a filter skips most, so many positions. */
const PAGE_EVENTS = 512;
const PAGE_SIZE = 4 * 1024 * 1024;
const PAGE_POSITIONS = 8192;

const columns = ({ bytes }: EventPageRequest): string =>
  `s.name AS stream, e.position, e.revision, e.id, e.type, e.schema_version AS schemaVersion,
   e.recorded_at AS recordedAtMs, e.data, e.metadata, ${bytes ? 'e.bytes' : 'NULL AS bytes'}`;

type EventRow = Parameters<typeof fromEventText>[0];

/** Reads the log on the caller's thread through a connection that cannot write, one bounded page at a time. */
export class LogReader {
  private readonly db: DatabaseSyncInstance;
  private readonly statements = new Map<string, StatementSyncInstance>();

  constructor(
    private readonly file: string,
    lockTimeoutMs: number,
  ) {
    this.db = this.explained(() => openLogForReading(file, lockTimeoutMs));
  }

  /** Changes whenever another connection (our writer's or another process's) has committed. */
  dataVersion(): number {
    return this.explained(() => pragma(this.db, 'data_version'));
  }

  head(): number {
    const row = this.first<{ head: number | null }>('SELECT max(position) AS head FROM events');
    return row?.head ?? -1;
  }

  /** Row id and visible revisions of a stream that has any. */
  findStream(name: string): (Stretch & { rowId: number }) | undefined {
    const row = this.first<{ rowId: number; hiddenTo: number; closed: number; last: number }>(
      `SELECT id AS rowId, hidden_to AS hiddenTo, closed,
         coalesce((SELECT max(revision) FROM events WHERE stream_id = streams.id), -1) AS last
       FROM streams WHERE name = ?`,
      name,
    );
    if (!row) return undefined;
    const upTo = currentRevision({ ...row, closed: row.closed === 1 });
    return upTo === 'no-stream' ? undefined : { rowId: row.rowId, above: row.hiddenTo, upTo };
  }

  streamPage(rowId: number, request: EventPageRequest): Page {
    const sql = `SELECT ${columns(request)} FROM events e CROSS JOIN streams s ON s.id = e.stream_id
       WHERE e.stream_id = ? AND e.revision > ? AND e.revision <= ? ${order('e.revision', request)}`;
    const parameters = [rowId, request.above, request.upTo, Math.min(request.limit, PAGE_EVENTS)];
    return this.page(sql, parameters, (rows) => cutPage(rows, request, request, ({ revision }) => revision));
  }

  /** CROSS JOIN: the log is walked in its own order, whatever the filter looks like. */
  logPage(request: EventPageRequest, filter: EventFilter): Page {
    const window = request.backwards
      ? { above: Math.max(request.above, request.upTo - PAGE_POSITIONS), upTo: request.upTo }
      : { above: request.above, upTo: Math.min(request.upTo, request.above + PAGE_POSITIONS) };
    const { condition, values } = filterCondition(filter);
    const sql = `SELECT ${columns(request)} FROM events e CROSS JOIN streams s ON s.id = e.stream_id
       WHERE e.position > ? AND e.position <= ? ${condition} ${order('e.position', request)}`;
    const parameters = [window.above, window.upTo, ...values, Math.min(request.limit, PAGE_EVENTS)];
    return this.page(sql, parameters, (rows) => cutPage(rows, request, window, ({ position }) => position));
  }

  /** What is left of a stretch behind as many of its events as the request takes. Bodies are not read. */
  behind({ above, upTo, backwards, limit }: PageRequest, filter: EventFilter): Stretch {
    const { condition, values } = filterCondition(filter);
    const sql = `SELECT e.position FROM events e CROSS JOIN streams s ON s.id = e.stream_id
       WHERE e.position > ? AND e.position <= ? ${condition} ${order('e.position', { backwards })} OFFSET ?`;
    const last = this.first<{ position: number }>(sql, above, upTo, ...values, 1, limit - 1);
    if (!last) return { above: upTo, upTo };
    return backwards ? { above, upTo: last.position - 1 } : { above: last.position, upTo };
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }

  private first<Row>(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.explained(() => this.statement(sql).get(...parameters) as Row | undefined);
  }

  private page(sql: string, parameters: readonly unknown[], cut: (rows: Iterable<EventRow>) => Page): Page {
    return this.explained(() => cut(this.statement(sql).iterate(...parameters) as Iterable<EventRow>));
  }

  private explained<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explainSqliteError(error, this.file);
    }
  }

  private statement(sql: string): StatementSyncInstance {
    const found = this.statements.get(sql) ?? this.db.prepare(sql);
    this.statements.set(sql, found);
    return found;
  }
}

function order(column: string, { backwards }: Pick<PageRequest, 'backwards'>): string {
  return `ORDER BY ${column} ${backwards ? 'DESC' : 'ASC'} LIMIT ?`;
}

function filterCondition({ streamPrefixes, types }: EventFilter): { condition: string; values: string[] } {
  const conditions: string[] = [];
  if (streamPrefixes) {
    const oneOf = streamPrefixes.map(() => 'substr(s.name, 1, length(?)) = ?').join(' OR ');
    conditions.push(`AND (${oneOf || 'FALSE'})`);
  }
  if (types) conditions.push(`AND e.type IN (${types.map(() => '?').join(', ')})`);
  const prefixes = streamPrefixes?.flatMap((prefix) => [prefix, prefix]) ?? [];
  return { condition: conditions.join(' '), values: [...prefixes, ...(types ?? [])] };
}

/** Takes rows until the page is full; what is left is behind the last row, or behind the window when it had no more. */
function cutPage(
  rows: Iterable<EventRow>,
  request: PageRequest,
  window: Stretch,
  placeOf: (row: EventRow) => number,
): Page {
  const { above, upTo, backwards } = request;
  const restBehind = (place: number): Stretch => (backwards ? { above, upTo: place - 1 } : { above: place, upTo });
  const events: RecordedEvent[] = [];
  let size = 0;
  let last: number | undefined;
  for (const row of rows) {
    events.push(fromEventText(row));
    last = placeOf(row);
    size += row.data.length + row.metadata.length + (row.bytes?.byteLength ?? 0);
    if (size >= PAGE_SIZE) return { events, rest: restBehind(last) };
  }
  if (last !== undefined && events.length >= Math.min(request.limit, PAGE_EVENTS))
    return { events, rest: restBehind(last) };
  return { events, rest: backwards ? { above, upTo: window.above } : { above: window.upTo, upTo } };
}
