import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ENGINE_VERSION } from '#quant/backtest';
import type { Paramo } from '#services';
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

  @Get(['health', 'health/ready', 'health/startup', 'health/dependencies'])
  @ApiOperation({ operationId: 'getReadiness', summary: 'Can it answer? Log and read models are asked' })
  @ApiResponse({ status: 200, description: 'Every check passed.' })
  @ApiResponse({ status: 503, description: 'A check failed; `checks` says which.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const checks = await Promise.all([
      check('event log', async () => `newest position ${await this.paramo.head()}`),
      check(
        'read models',
        async () => `${(await this.paramo.optimizations({ limit: 1, skip: 0 })).total} optimizations`,
      ),
    ]);
    return answer(reply, checks);
  }

  @Get('health/live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'Does the process answer? Nothing else is asked' })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): unknown {
    return { status: 'ok' };
  }

  @Get('health/business')
  @ApiOperation({ operationId: 'getBusinessHealth', summary: 'Do optimizations come to an end?' })
  @ApiResponse({ status: 200, description: 'Counts by state; divergence of results is an error.' })
  @ApiResponse({ status: 503, description: 'A batch gave two different results.' })
  async business(@Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const { items, total } = await this.paramo.optimizations({ limit: 100, skip: 0 });
    const diverged = items.filter((item) => item.diverged).map(({ _id }) => _id);
    const running = items.filter(({ status }) => status === 'running').length;
    return answer(reply, [
      {
        name: 'optimizations',
        ok: true,
        detail: `${total} in all, ${running} running among the newest ${items.length}`,
      },
      {
        name: 'determinism',
        ok: diverged.length === 0,
        detail: diverged.length === 0 ? 'no result diverged' : diverged.join(', '),
      },
    ]);
  }

  @Get('version')
  @ApiOperation({ operationId: 'getVersion', summary: 'Versions of the program and of the engine' })
  @ApiResponse({ status: 200, description: 'Results are equal for equal engine versions.' })
  version(): unknown {
    return { name: 'paramo', version: this.paramo.version, engine: ENGINE_VERSION, node: process.version };
  }
}

async function check(name: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, detail: await look() };
  } catch {
    return { name, ok: false, detail: 'does not answer' };
  }
}

function answer(reply: FastifyReply, checks: Check[]): unknown {
  const ok = checks.every((one) => one.ok);
  if (!ok) void reply.status(503);
  return { status: ok ? 'ok' : 'failing', checks };
}
