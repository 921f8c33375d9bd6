import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { PROBLEMS, type ProblemCode } from '#api';
import { Rejected } from '#kernel';
import { ENGINE_VERSION } from '#quant/backtest';
import type { Paramo } from '#services';
import { describeEvents, eventSchemas } from './async-api';
import { PARAMO } from './paramo.token';
import { Public } from './token.guard';

interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

@Public()
@ApiTags('system')
@Controller()
export class SystemController {
  constructor(@Inject(PARAMO) private readonly paramo: Paramo) {}

  @Get('health')
  @ApiOperation({ operationId: 'getHealth', summary: 'Everything in one answer' })
  @ApiResponse({ status: 200, description: 'Every check passed.' })
  @ApiResponse({ status: 503, description: 'A check failed; `checks` says which.' })
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return answer(reply, [...(await this.dependencyChecks()), await this.endToEndCheck()]);
  }

  @Get('health/live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Does the process answer? Nothing else is asked' })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): unknown {
    return { status: 'ok', checks: [] };
  }

  @Get('health/startup')
  @ApiOperation({ operationId: 'getStartup', summary: 'Has it started? It listens only when it has' })
  @ApiResponse({ status: 200, description: 'It has.' })
  startup(): unknown {
    return { status: 'ok', checks: [] };
  }

  @Get('health/ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Can it serve requests?' })
  @ApiResponse({ status: 200, description: 'It can.' })
  @ApiResponse({ status: 503, description: 'Log or read models do not answer.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return answer(reply, await this.dependencyChecks());
  }

  @Get('health/dependencies')
  @ApiOperation({ operationId: 'getDependencyHealth', summary: 'Do log and read models answer?' })
  @ApiResponse({ status: 200, description: 'They do.' })
  @ApiResponse({ status: 503, description: 'One does not; `checks` says which.' })
  async dependencies(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return answer(reply, await this.dependencyChecks());
  }

  @Get('health/business')
  @ApiOperation({ operationId: 'getBusinessHealth', summary: 'Do optimizations come to one result?' })
  @ApiResponse({ status: 200, description: 'Counts by state.' })
  @ApiResponse({ status: 503, description: 'A batch gave two different results.' })
  async business(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const { items, total } = await this.paramo.optimizations({ limit: 100, skip: 0 });
    const running = items.filter(({ status }) => status === 'running').length;
    const diverged = items.filter((item) => item.diverged).map(({ _id }) => _id);
    const detail = `${total} in all, ${running} running among the newest ${items.length}`;
    const determinism = diverged.length === 0 ? 'no result diverged' : `diverged: ${diverged.join(', ')}`;
    return answer(reply, [
      { name: 'optimizations', ok: true, detail },
      { name: 'determinism', ok: diverged.length === 0, detail: determinism },
    ]);
  }

  @Get('health/e2e')
  @ApiOperation({ operationId: 'getEndToEndHealth', summary: 'Is what was appended visible to readers?' })
  @ApiResponse({ status: 200, description: 'The newest event of the log is in the read models.' })
  @ApiResponse({ status: 503, description: 'It is not.' })
  async endToEnd(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return answer(reply, [await this.endToEndCheck()]);
  }

  @Get('version')
  @ApiOperation({ operationId: 'getVersion', summary: 'Versions of the program and of the engine' })
  @ApiResponse({ status: 200, description: 'Results are equal for equal engine versions.' })
  version(): unknown {
    return { name: 'paramo', version: this.paramo.version, engine: ENGINE_VERSION, node: process.version };
  }

  @Get('asyncapi.json')
  @ApiOperation({ operationId: 'getAsyncApi', summary: 'The events, as AsyncAPI 3' })
  @ApiResponse({ status: 200, description: 'One channel for each event type.' })
  asyncApi(): unknown {
    return describeEvents(this.paramo.version);
  }

  @Get('schemas/:name')
  @ApiOperation({ operationId: 'getSchema', summary: 'JSON Schema of one event, as it is stored' })
  @ApiResponse({ status: 200, description: 'The schema.' })
  @ApiResponse({ status: 404, description: 'There is none of this name.' })
  schema(@Param('name') name: string): unknown {
    const schemas = eventSchemas();
    const found = schemas.get(name);
    if (found) return found;
    throw new Rejected({
      code: 'request.not-found',
      message: `There is no schema ${name}; there is: ${[...schemas.keys()].join(', ')}.`,
    });
  }

  @Get('problems/:slug')
  @ApiOperation({
    operationId: 'getProblem',
    summary: 'What a kind of problem means: the `type` of every error leads here',
  })
  @ApiResponse({ status: 200, description: 'Its code, title and status.' })
  @ApiResponse({ status: 404, description: 'There is none of this name.' })
  problem(@Param('slug') slug: string): unknown {
    const code = (Object.keys(PROBLEMS) as ProblemCode[]).find((known) => known.replace('.', '-') === slug);
    if (code) return { code, ...PROBLEMS[code] };
    throw new Rejected({ code: 'request.not-found', message: `There is no kind of problem called ${slug}.` });
  }

  private dependencyChecks(): Promise<Check[]> {
    return Promise.all([
      check('event log', async () => `newest position ${await this.paramo.head()}`),
      check(
        'read models',
        async () => `${(await this.paramo.optimizations({ limit: 1, skip: 0 })).total} optimizations`,
      ),
    ]);
  }

  private endToEndCheck(): Promise<Check> {
    return check('log to readers', async () => {
      const head = await this.paramo.head();
      const position = await this.paramo.readPosition();
      if (position < head) throw new Error(`readers are at ${position}, the log at ${head}`);
      return `readers are at ${position}`;
    });
  }
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function answer(reply: FastifyReply, checks: Check[]): unknown {
  const ok = checks.every((one) => one.ok);
  if (!ok) void reply.status(503);
  return { status: ok ? 'ok' : 'failing', checks };
}
