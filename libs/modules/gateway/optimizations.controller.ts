import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventsQuery, OptimizationQuery, OptimizationsQuery, ReasonBody, SubmitQuery } from '#api';
import { Rejected } from '#kernel';
import type { OptimizationQuery as ListQuery } from '#read-models';
import type { Paramo } from '#services';
import { resolvedYaml, specHash } from '#spec';
import { decodeCursor, encodeCursor } from './cursor';
import { IdempotencyKeys } from './idempotency';
import { PARAMO } from './paramo.token';
import { readSpecBody } from './spec-body';
import { eventView, optimizationView } from './views';

/** What comes before `:verb` in an address. */
const REF = ':id(^[^:/]+)';
const SPEC_EXAMPLE = {
  name: 'sma-crossover',
  strategy: { name: 'sma-crossover' },
  data: { source: 'embedded', symbol: 'sp500' },
  parameters: { fast: { min: 5, max: 50, step: 5 }, slow: { min: 20, max: 200, step: 10 } },
};

@ApiTags('optimizations')
@Controller('v1')
export class OptimizationsController {
  constructor(
    @Inject(PARAMO) private readonly paramo: Paramo,
    @Inject(IdempotencyKeys) private readonly keys: IdempotencyKeys,
  ) {}

  @Post('optimizations')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'submitOptimization',
    summary: 'Request an optimization',
    description: 'The body is an optimization file, as JSON or YAML.',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ schema: { type: 'object' }, examples: { grid: { value: SPEC_EXAMPLE } } })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key and body give the same answer; kept 24 h.',
  })
  @ApiResponse({ status: 202, description: 'Admitted; Location says where it is.' })
  @ApiResponse({ status: 200, description: 'validateOnly: what it would do; or dedupe=spec: it exists.' })
  @ApiResponse({
    status: 422,
    description: 'The file, the space or the data is not valid; `errors` points at the fields.',
  })
  async submit(
    @Body() body: unknown,
    @Query() query: SubmitQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { spec, execution, warnings } = readSpecBody(body);
    if (query.validateOnly) {
      void reply.status(200);
      return { ...this.paramo.quote(spec), warnings };
    }
    const { answer, replayed } = await this.keys.once(key, { route: 'POST /v1/optimizations', body }, async () => {
      const existing = query.dedupe === 'spec' ? await this.sameSpec(spec) : null;
      if (existing !== null) return { status: 200, body: existing, location: null };
      const { id } = await this.paramo.submit(spec, execution, { actor: 'api' });
      const submitted = { ...optimizationView(await this.paramo.optimization(id)), warnings };
      return { status: 202, body: submitted, location: `/v1/optimizations/${id}` };
    });
    if (replayed) void reply.header('Idempotency-Replayed', 'true');
    if (answer.location !== null) void reply.header('Location', answer.location);
    void reply.status(answer.status);
    return answer.body;
  }

  @Post('optimizations::estimate')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'estimateOptimization',
    summary: 'Count exactly and time a few probes; nothing is recorded',
  })
  @ApiConsumes('application/json', 'application/yaml')
  @ApiBody({ schema: { type: 'object' }, examples: { grid: { value: SPEC_EXAMPLE } } })
  @ApiResponse({ status: 200, description: 'Combinations, feasible points, trials, seconds, memory, disk.' })
  @ApiResponse({ status: 422, description: 'The file, the space or the data is not valid.' })
  estimate(@Body() body: unknown): Promise<unknown> {
    return this.paramo.estimate(readSpecBody(body).spec);
  }

  @Get('optimizations')
  @ApiOperation({ operationId: 'listOptimizations', summary: 'All optimizations, newest first' })
  @ApiResponse({ status: 200, description: 'A page.' })
  async list(@Query() query: OptimizationsQuery): Promise<unknown> {
    const { status, strategy, symbol, method, q, limit, cursor } = query;
    const filter = { status, strategy, symbol, method, nameBegins: q };
    const page = await this.paramo.optimizations({
      ...filter,
      sort: sortOf(query.sort),
      limit,
      skip: decodeCursor(cursor),
    });
    return {
      data: page.items.map(optimizationView),
      page: { limit, total: page.total, next: encodeCursor(page.next) },
    };
  }

  @Get(`optimizations/${REF}`)
  @ApiOperation({ operationId: 'getOptimization', summary: 'One optimization with its verdict and best trials' })
  @ApiParam({ name: 'id', description: 'Id, UUID, number, or `last`.' })
  @ApiResponse({ status: 200, description: 'The optimization; ETag is its revision.' })
  @ApiResponse({ status: 404, description: 'There is none.' })
  async get(
    @Param('id') id: string,
    @Query() { top, asOf, fields }: OptimizationQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const document = await (asOf === undefined ? this.paramo.optimization(id) : this.paramo.optimizationAsOf(id, asOf));
    void reply.header('ETag', `"${document.revision}"`);
    if (asOf !== undefined) return pick({ ...optimizationView(document), asOf }, fields);
    const trials = top === 0 ? [] : (await this.paramo.trials(document._id, { sort: [], limit: top, skip: 0 })).items;
    return pick({ ...optimizationView(document), topResults: trials }, fields);
  }

  @Post(`optimizations/${REF}::pause`)
  @HttpCode(202)
  @ApiOperation({ operationId: 'pauseOptimization', summary: 'Plan no further batches; those under way are finished' })
  @ApiResponse({ status: 202, description: 'Paused.' })
  @ApiResponse({ status: 409, description: 'It has ended.' })
  pause(@Param('id') id: string, @Body() body: ReasonBody, @Headers('if-match') ifMatch?: string): Promise<unknown> {
    return this.paramo.pause(id, body?.reason ?? null, { actor: 'api', ...expected(ifMatch) });
  }

  @Post(`optimizations/${REF}::resume`)
  @HttpCode(202)
  @ApiOperation({ operationId: 'resumeOptimization', summary: 'Go on planning' })
  @ApiResponse({ status: 202, description: 'Running.' })
  @ApiResponse({ status: 409, description: 'It has ended.' })
  resume(@Param('id') id: string, @Headers('if-match') ifMatch?: string): Promise<unknown> {
    return this.paramo.resume(id, { actor: 'api', ...expected(ifMatch) });
  }

  @Post(`optimizations/${REF}::cancel`)
  @HttpCode(202)
  @ApiOperation({ operationId: 'cancelOptimization', summary: 'Stop for good' })
  @ApiResponse({ status: 202, description: 'Cancelled.' })
  @ApiResponse({ status: 409, description: 'It has ended otherwise.' })
  cancel(@Param('id') id: string, @Body() body: ReasonBody, @Headers('if-match') ifMatch?: string): Promise<unknown> {
    return this.paramo.cancel(id, body?.reason ?? null, { actor: 'api', ...expected(ifMatch) });
  }

  @Post(`optimizations/${REF}::retry-failed`)
  @HttpCode(202)
  @ApiOperation({
    operationId: 'retryFailedTrials',
    summary: 'Evaluate failed trials once more, under the same numbers',
  })
  @ApiResponse({ status: 202, description: 'Running again; it is ranked anew.' })
  @ApiResponse({ status: 409, description: 'It has not ended, or nothing failed.' })
  retryFailed(@Param('id') id: string, @Headers('if-match') ifMatch?: string): Promise<unknown> {
    return this.paramo.retryFailed(id, { actor: 'api', ...expected(ifMatch) });
  }

  @Get(`optimizations/${REF}/spec`)
  @ApiOperation({ operationId: 'getSpec', summary: 'The resolved specification, as JSON or YAML' })
  @ApiResponse({ status: 200, description: 'Everything that decided the result, and its hash in `Spec-Hash`.' })
  async spec(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const spec = await this.paramo.spec(id);
    void reply.header('Spec-Hash', specHash(spec));
    if (!(request.headers.accept ?? '').includes('yaml')) return spec;
    void reply.header('Content-Type', 'application/yaml; charset=utf-8');
    return resolvedYaml(spec);
  }

  @Get(`optimizations/${REF}/events`)
  @ApiOperation({ operationId: 'listEvents', summary: 'Its history: every event, in the order of the log' })
  @ApiResponse({ status: 200, description: 'CloudEvents; `next` is the index to go on from.' })
  async events(
    @Param('id') id: string,
    @Query() { from, to = Infinity, limit: most, types, format }: EventsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const limit = Math.min(most, Math.max(0, to - from));
    const { events, next } = await this.paramo.history(id, { from, limit, ...(types && { types: types.split(',') }) });
    const data = events.map(({ event, index }) => eventView(event, index, format !== 'compact'));
    if (format !== 'ndjson') return { data, page: { from, limit, next } };
    void reply.header('Content-Type', 'application/x-ndjson');
    return data.map((event) => `${JSON.stringify(event)}\n`).join('');
  }

  private async sameSpec(spec: Parameters<Paramo['submit']>[0]): Promise<unknown> {
    const hash = await this.paramo.specHash(spec);
    const { items } = await this.paramo.optimizations({ specHash: hash, limit: 1, skip: 0 });
    const [found] = items.filter(({ status }) => status !== 'failed' && status !== 'cancelled');
    return found ? optimizationView(found) : null;
  }
}

/** `?fields=a,b`: these members only; one that does not exist is an error, not a silent gap. */
function pick(view: Record<string, unknown>, fields: string | undefined): Record<string, unknown> {
  if (fields === undefined) return view;
  const names = fields.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(view, name));
  if (unknown.length > 0) {
    const message = `There is no ${unknown.join(', ')} here; there is: ${Object.keys(view).join(', ')}.`;
    throw new Rejected({ code: 'request.invalid', message, details: { errors: [{ pointer: 'fields', message }] } });
  }
  return Object.fromEntries(names.map((name) => [name, view[name]]));
}

function sortOf(sort: string | undefined): ListQuery['sort'] {
  if (sort === undefined) return undefined;
  const field = sort.replace(/^-/, '') as NonNullable<ListQuery['sort']>['field'];
  return { field, direction: sort.startsWith('-') ? -1 : 1 };
}

/** `If-Match: "<revision>"`. */
function expected(ifMatch: string | undefined): { expectedRevision?: number } {
  if (ifMatch === undefined || ifMatch === '*') return {};
  const match = /^(?:W\/)?"(\d{1,15})"$/.exec(ifMatch);
  if (match?.[1] !== undefined) return { expectedRevision: Number(match[1]) };
  throw new Rejected({ code: 'request.malformed', message: 'If-Match takes an ETag of this resource, e.g. "12".' });
}
