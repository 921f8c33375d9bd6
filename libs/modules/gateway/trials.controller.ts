import { Controller, Get, Header, Headers, Inject, Param, ParseIntPipe, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ColumnsQuery, HeatmapQuery, TrialDetailQuery, TrialsQuery } from '#api';
import { Rejected } from '#kernel';
import { heatmapOf, summaryOf, trialColumns, type TrialView } from '#read-models';
import type { Paramo } from '#services';
import { decodeCursor, encodeCursor } from './cursor';
import { PARAMO } from './paramo.token';
import { progressOf } from './progress';
import { reportView } from './views';

/** All trials in one answer, at most: larger sets are paged or filtered. */
const MAX_COLUMN_TRIALS = 100_000;
const HEARTBEAT_MS = 15_000;

@ApiTags('trials')
@ApiParam({ name: 'id', description: 'Id, UUID, number, or `last`.' })
@ApiResponse({ status: 404, description: 'There is no such optimization.' })
@Controller('v1/optimizations/:id(^[^:/]+)')
export class TrialsController {
  constructor(@Inject(PARAMO) private readonly paramo: Paramo) {}

  @Get('progress')
  @ApiOperation({ operationId: 'getProgress', summary: 'How far it is' })
  @ApiResponse({ status: 200, description: 'Counts, percent, throughput, ETA, best so far.' })
  async progress(@Param('id') id: string): Promise<unknown> {
    return progressOf(this.paramo, await this.paramo.optimization(id));
  }

  @Get('progress/stream')
  @ApiOperation({ operationId: 'streamProgress', summary: 'The same as server-sent events, one for each change' })
  @ApiResponse({
    status: 200,
    description: '`text/event-stream`: `progress` until it ends, then `end`. Resume with Last-Event-ID.',
  })
  async stream(
    @Param('id') id: string,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { _id } = await this.paramo.optimization(id);
    const stop = new AbortController();
    request.raw.on('close', () => stop.abort());
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
    raw.write('retry: 2000\n\n');
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
    try {
      const seen = Number(lastEventId ?? -1);
      for await (const event of this.paramo.follow(_id, stop.signal, Number.isSafeInteger(seen) ? seen : -1)) {
        const document = await this.paramo.optimization(_id);
        const ended = document.endedAt !== null;
        const data = JSON.stringify(await progressOf(this.paramo, document));
        raw.write(`id: ${event.position}\nevent: ${ended ? 'end' : 'progress'}\ndata: ${data}\n\n`);
        if (ended) break;
      }
    } finally {
      clearInterval(heartbeat);
      raw.end();
    }
  }

  @Get('trials')
  @ApiOperation({ operationId: 'listTrials', summary: 'Evaluated trials, ranked as they stand' })
  @ApiResponse({ status: 200, description: 'A page. A value that is not defined is null, never a sentinel.' })
  @ApiResponse({ status: 422, description: 'The filter or the sort order is not valid.' })
  async trials(
    @Param('id') id: string,
    @Query() { filter, state, sort, limit, cursor }: TrialsQuery,
  ): Promise<unknown> {
    const query = { filter, state, sort: sort ? sort.split(',') : [], limit, skip: decodeCursor(cursor) };
    const page = await this.paramo.trials(id, query);
    return { data: page.items, page: { limit, total: page.total, next: encodeCursor(page.next) } };
  }

  @Get('trials/columns')
  @Header('Vary', 'Accept')
  @ApiOperation({
    operationId: 'getTrialColumns',
    summary: 'All trials as columns',
    description:
      'JSON, or with `Accept: application/octet-stream` float32 little-endian columns behind a JSON header line.',
  })
  @ApiResponse({ status: 200, description: 'One array per column, in trial order.' })
  @ApiResponse({ status: 413, description: `More than ${MAX_COLUMN_TRIALS} trials.` })
  async columns(
    @Param('id') id: string,
    @Query() { columns }: ColumnsQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const ranked = await this.paramo.trialTable(id);
    if (ranked.table.rows > MAX_COLUMN_TRIALS) {
      const message = `${ranked.table.rows} trials are more than ${MAX_COLUMN_TRIALS}: use /trials with a filter.`;
      throw new Rejected({ code: 'request.too-large', message });
    }
    const { rows } = ranked.table;
    const selected = trialColumns(ranked, columns?.split(',')).map(({ name, numberAt }) => ({
      name,
      values: Float64Array.from({ length: rows }, (_, row) => numberAt(row)),
    }));
    if (!(request.headers.accept ?? '').includes('application/octet-stream')) {
      return {
        count: ranked.table.rows,
        columns: Object.fromEntries(selected.map(({ name, values }) => [name, Array.from(values, finite)])),
      };
    }
    void reply.header('Content-Type', 'application/octet-stream');
    const header = {
      count: ranked.table.rows,
      type: 'float32',
      endianness: 'little',
      columns: selected.map(({ name }) => name),
    };
    return Buffer.concat([
      Buffer.from(`${JSON.stringify(header)}\n`),
      ...selected.map(({ values }) => float32(values)),
    ]);
  }

  @Get('trials/:number')
  @ApiOperation({ operationId: 'getTrial', summary: 'One trial; trades and equity are recomputed on demand' })
  @ApiResponse({
    status: 200,
    description: 'With `include`, the recomputed backtest and whether it agrees with the record.',
  })
  @ApiQuery({ name: 'include', required: false, example: 'trades,equity' })
  async trial(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Query() { include }: TrialDetailQuery,
  ): Promise<unknown> {
    const trial = await this.paramo.trial(id, number);
    if (include === undefined) return trial;
    const wanted = new Set(include.split(','));
    const why = wanted.delete('why') ? { why: await this.whyOf(id, trial) } : {};
    if (wanted.size === 0) return { ...trial, ...why };
    const { report, candles } = await this.paramo.replayTrial(id, number);
    const { agrees } = await this.paramo.verify(id, number);
    return { ...trial, ...why, recomputed: { agrees, ...reportView(report, candles, wanted) } };
  }

  /** Grid and random choose by number alone: method, seed and number say all. */
  private async whyOf(id: string, { number }: TrialView): Promise<unknown> {
    const { method, seed, trials, specHash, engineVersion } = await this.paramo.optimization(id);
    return { method, seed, trial: number, of: trials.total, specHash, engineVersion };
  }

  @Get('results')
  @ApiOperation({ operationId: 'getResults', summary: 'Peak, pick, verdict, parameter statistics, distribution' })
  @ApiResponse({ status: 200, description: 'The summary as it stands.' })
  async results(@Param('id') id: string): Promise<unknown> {
    const document = await this.paramo.optimization(id);
    return {
      id: document._id,
      status: document.status,

      ...summaryOf(await this.paramo.trialTable(document._id)),
    };
  }

  @Get('heatmap')
  @ApiOperation({
    operationId: 'getHeatmap',
    summary: 'One metric over two parameters',
    description: 'Other parameters are aggregated, or fixed by `fix[name]=value`; `note` says what was done.',
  })
  @ApiQuery({ name: 'fix', required: false, style: 'deepObject', schema: { type: 'object' } })
  @ApiResponse({ status: 200, description: 'x, y, z, count, plateau and state of each cell; peak, pick, region.' })
  @ApiResponse({ status: 422, description: 'No such parameter or metric.' })
  async heatmap(
    @Param('id') id: string,
    @Query() query: HeatmapQuery,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    const ranked = await this.paramo.trialTable(id);
    return heatmapOf(ranked, { ...query, fixed: fixedOf(request.query) });
  }
}

/** `fix[exit]=55` → { exit: '55' }. */
function fixedOf(query: unknown): Record<string, string> {
  const entries = Object.entries(query as Record<string, unknown>).flatMap(([key, value]) => {
    const name = /^fix\[([^\]]{1,64})\]$/.exec(key)?.[1];
    return name !== undefined && typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function float32(values: Float64Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return bytes;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
