import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fixedClock } from '#kernel';
import { createGatewayApp, startGateway } from '#modules/gateway';
import { openInMemory } from '#platform';
import { type Fault, openParamo, type Paramo, type Platform } from '#services';
import { loadToken } from './tokens';

const TOKEN = 'a'.repeat(64);
const SPEC = {
  name: 'small',
  strategy: 'sma-crossover',
  data: { source: 'embedded', symbol: 'sp500', start: '2018-01-01', end: '2019-12-31' },
  parameters: { fast: { min: 5, max: 30, step: 5 }, slow: { min: 10, max: 60, step: 10 } },
};
const YAML = `
name: small
strategy: sma-crossover
data: { source: embedded, symbol: sp500, start: 2018-01-01, end: 2019-12-31 }
parameters: { fast: [5, 10], slow: [20, 30] }
`;

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // The decode boundary of these tests: bodies are whatever the gateway sent.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  text: string;
}

describe('the gateway', () => {
  let platform: Platform;
  let paramo: Paramo;
  let app: NestFastifyApplication;
  let faults: Fault[];

  beforeAll(async () => {
    faults = [];
    const clock = fixedClock(Date.UTC(2026, 0, 2, 3, 4, 5));
    platform = openInMemory({ clock, report: (fault) => faults.push(fault) });
    paramo = await openParamo(platform, { work: true });
    app = await createGatewayApp({ paramo, platform, token: TOKEN });
  });
  afterAll(async () => {
    await app.close();
    await paramo.close();
    expect(faults).toEqual([]);
  });

  const call = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const body = typeof payload === 'string' || payload === undefined ? payload : JSON.stringify(payload);
    const type = typeof payload === 'string' ? 'application/yaml' : 'application/json';
    const answer = await app.inject({
      method,
      url,
      ...(body !== undefined && { payload: body }),
      headers: { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': type }), ...headers },
    });
    const isJson =
      String(answer.headers['content-type']).includes('json') &&
      !String(answer.headers['content-type']).includes('ndjson');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: isJson ? answer.json() : null,
      text: answer.body,
    };
  };
  const hasCompleted = async (id: string): Promise<void> => {
    const stop = new AbortController();
    for await (const event of paramo.follow(id, stop.signal)) if (event.type === 'OptimizationCompleted') stop.abort();
  };
  const completed = async (): Promise<string> => {
    const { body } = await call('POST', '/v1/optimizations', SPEC);
    await hasCompleted(body.id);
    return body.id;
  };

  describe('lets in', () => {
    it('nobody without the token, and says how to send it', async () => {
      const answer = await call('GET', '/v1/optimizations', undefined, { authorization: '' });
      expect(answer).toMatchObject({ status: 401, body: { code: 'request.unauthenticated', status: 401 } });
      expect(answer.headers).toMatchObject({
        'content-type': expect.stringContaining('application/problem+json'),
        'www-authenticate': 'Bearer',
      });
      expect(answer.body.detail).toContain('X-API-Key');
    });

    it.each(['Bearer wrong', `Basic ${TOKEN}`, 'Bearer ', `Bearer ${TOKEN}x`])('not %s', async (authorization) => {
      expect((await call('GET', '/v1/optimizations', undefined, { authorization })).status).toBe(401);
    });

    it('the token as bearer or as X-API-Key', async () => {
      expect((await call('GET', '/v1/optimizations')).status).toBe(200);
      expect(
        (await call('GET', '/v1/optimizations', undefined, { authorization: '', 'x-api-key': TOKEN })).status,
      ).toBe(200);
    });

    it('everybody to health, version and its own description', async () => {
      for (const url of [
        '/health',
        '/health/live',
        '/health/ready',
        '/health/startup',
        '/health/dependencies',
        '/health/business',
        '/health/e2e',
        '/version',
        '/asyncapi.json',
        '/schemas/BatchEvaluated',
        '/problems/trial-not-found',
        '/openapi.json',
        '/docs',
      ]) {
        expect({ url, status: (await call('GET', url, undefined, { authorization: '' })).status }).toEqual({
          url,
          status: 200,
        });
      }
    });

    it('no route but those to anybody without the token', async () => {
      const { body } = await call('GET', '/openapi.json');
      const isOpen = (path: string): boolean => !path.startsWith('/v1/');
      for (const [path, operations] of Object.entries<object>(body.paths)) {
        for (const method of Object.keys(operations)) {
          const url = path
            .replace('{id}', 'x')
            .replace('{number}', '1')
            .replace('{name}', 'x')
            .replace('{version}', '1');
          const answer = await call(method.toUpperCase() as 'GET', url, undefined, { authorization: '' });
          expect({ path, method, status: answer.status }).toEqual({
            path,
            method,
            status: isOpen(path) ? answer.status : 401,
          });
          if (isOpen(path)) expect([200, 404]).toContain(answer.status);
        }
      }
    });
  });

  describe('takes an optimization', () => {
    it('as JSON: 202, Location, and it runs to its verdict', async () => {
      const submitted = await call('POST', '/v1/optimizations', SPEC);
      expect(submitted).toMatchObject({ status: 202, body: { name: 'small', trials: { total: 27 } } });
      expect(submitted.headers['location']).toBe(`/v1/optimizations/${submitted.body.id}`);
      await hasCompleted(submitted.body.id);
      const { body, headers } = await call('GET', `/v1/optimizations/${submitted.body.id}`);
      expect(body).toMatchObject({ status: 'completed', verdict: { sentence: expect.stringContaining('27') } });
      expect(body.topResults).toHaveLength(10);
      expect(headers['etag']).toBe(`"${body.revision}"`);
    });

    it('as YAML', async () => {
      const submitted = await call('POST', '/v1/optimizations', YAML);
      expect(submitted).toMatchObject({ status: 202, body: { trials: { total: 4 } } });
      await hasCompleted(submitted.body.id);
    });

    it('to count only, with validateOnly', async () => {
      const before = await paramo.head();
      const answer = await call('POST', '/v1/optimizations?validateOnly=true', SPEC);
      expect(answer).toMatchObject({ status: 200, body: { combinations: '36', feasible: '27', trials: 27 } });
      expect(await paramo.head()).toBe(before);
    });

    it('once for one Idempotency-Key', async () => {
      const headers = { 'idempotency-key': 'k-1' };
      const first = await call('POST', '/v1/optimizations', SPEC, headers);
      const again = await call('POST', '/v1/optimizations', SPEC, headers);
      expect(again).toMatchObject({
        status: 202,
        headers: { 'idempotency-replayed': 'true' },
        body: { id: first.body.id },
      });
      const other = await call('POST', '/v1/optimizations', { ...SPEC, name: 'other' }, headers);
      expect(other).toMatchObject({ status: 422, body: { code: 'idempotency.key-reused' } });
    });

    it('once for fifty parallel requests with one key', async () => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => call('POST', '/v1/optimizations', SPEC, { 'idempotency-key': 'k-50' })),
      );
      const ids = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.id));
      expect(ids.size).toBe(1);
      expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true);
    });

    it('not again when dedupe=spec finds the same one', async () => {
      const id = await completed();
      const answer = await call('POST', '/v1/optimizations?dedupe=spec', { ...SPEC, name: 'renamed' });
      expect(answer.status).toBe(200);
      expect((await paramo.optimization(answer.body.id)).specHash).toBe((await paramo.optimization(id)).specHash);
    });

    it('pointing at every field that needs attention', async () => {
      const answer = await call('POST', '/v1/optimizations', {
        ...SPEC,
        parameters: { fsat: [1, 2], slow: { min: 10, max: 60, step: -1 } },
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'optimization.invalid' } });
      const pointers = answer.body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(['/parameters/fsat', '/parameters/slow/step']));
    });

    it('not from a file of the server', async () => {
      const answer = await call('POST', '/v1/optimizations', {
        ...SPEC,
        data: { source: 'csv', path: '/etc/passwd', symbol: 'X' },
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'data.unavailable' } });
    });

    it('not larger than the space may be, and says how large it is', async () => {
      const parameters = { fast: { min: 1, max: 4000, step: 1 }, slow: { min: 1, max: 5000, step: 1 } };
      const answer = await call('POST', '/v1/optimizations', { ...SPEC, parameters });
      expect(answer).toMatchObject({ status: 422, body: { code: 'search-space.too-large' } });
      expect(answer.body.detail).toContain('11,998,000');
    });

    it('to estimate, without recording anything', async () => {
      const before = await paramo.head();
      const answer = await call('POST', '/v1/optimizations:estimate', SPEC);
      expect(answer).toMatchObject({ status: 200, body: { trials: 27, seconds: { p50: expect.any(Number) } } });
      expect((await paramo.head()) - before).toBeLessThanOrEqual(1);
    });
  });

  describe('answers about an optimization', () => {
    let id: string;
    beforeAll(async () => {
      id = await completed();
    });

    it('by id, uuid and number', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}`);
      for (const ref of [body.uuid, String(body.number)]) {
        expect((await call('GET', `/v1/optimizations/${ref}`)).body.id).toBe(id);
      }
    });

    it('404 for one that is not there', async () => {
      expect(await call('GET', '/v1/optimizations/nothing')).toMatchObject({
        status: 404,
        body: { code: 'optimization.not-found' },
      });
    });

    it('in pages that do not overlap', async () => {
      const first = await call('GET', '/v1/optimizations?limit=2');
      const second = await call('GET', `/v1/optimizations?limit=2&cursor=${first.body.page.next}`);
      const ids = [...first.body.data, ...second.body.data].map((item: { id: string }) => item.id);
      expect(new Set(ids).size).toBe(4);
      expect(first.body.page.total).toBeGreaterThanOrEqual(4);
    });

    it('by how its name begins', async () => {
      expect((await call('GET', '/v1/optimizations?q=mall')).body.page.total).toBe(0);
      expect((await call('GET', '/v1/optimizations?q=sma%25')).body.page.total).toBe(0);
      expect((await call('GET', '/v1/optimizations?q=smal')).body.page.total).toBeGreaterThan(0);
    });

    it('with progress', async () => {
      expect((await call('GET', `/v1/optimizations/${id}/progress`)).body).toMatchObject({
        status: 'completed',
        percent: 100,
        evaluated: 27,
        failed: 0,
      });
    });

    it('with progress as server-sent events that end with it', async () => {
      const { text, headers } = await call('GET', `/v1/optimizations/${id}/progress/stream`);
      expect(headers['content-type']).toBe('text/event-stream');
      expect(text.match(/^event: end$/gm)).toHaveLength(1);
      expect(text).toMatch(/^id: \d+$/m);
    });

    it('with trials, filtered and sorted', async () => {
      const url = `/v1/optimizations/${id}/trials?filter=${encodeURIComponent('fast == 5')}&sort=-slow&limit=2`;
      const { body } = await call('GET', url);
      expect(body.data.map(({ parameters }: { parameters: unknown }) => parameters)).toEqual([
        { fast: 5, slow: 60 },
        { fast: 5, slow: 50 },
      ]);
      expect(body.page).toMatchObject({ total: 6, limit: 2 });
    });

    it('with trials of one state', async () => {
      expect((await call('GET', `/v1/optimizations/${id}/trials?state=ok`)).body.page.total).toBe(27);
      expect((await call('GET', `/v1/optimizations/${id}/trials?state=failed`)).body.page.total).toBe(0);
      expect((await call('GET', `/v1/optimizations/${id}/trials?state=lost`)).status).toBe(422);
    });

    it('with trials as columns, in JSON and in binary', async () => {
      const json = await call('GET', `/v1/optimizations/${id}/trials/columns?columns=fast,score`);
      expect(json.body.count).toBe(27);
      expect(Object.keys(json.body.columns)).toEqual(['fast', 'score']);
      const binary = await app.inject({
        url: `/v1/optimizations/${id}/trials/columns?columns=fast,score`,
        headers: { authorization: `Bearer ${TOKEN}`, accept: 'application/octet-stream' },
      });
      const bytes = binary.rawPayload;
      const end = bytes.indexOf(10);
      expect(JSON.parse(bytes.subarray(0, end).toString())).toMatchObject({
        count: 27,
        type: 'float32',
        columns: ['fast', 'score'],
      });
      expect(bytes.length - end - 1).toBe(27 * 2 * 4);
      expect(bytes.readFloatLE(end + 1)).toBe(json.body.columns.fast[0]);
    });

    it('with one trial, recomputed on demand and equal to the record', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}/trials/3?include=trades,equity`);
      expect(body).toMatchObject({ number: 3, recomputed: { agrees: true } });
      expect(body.recomputed.trades.length).toBeGreaterThan(0);
      expect(body.recomputed.equity.value).toHaveLength(body.recomputed.equity.time.length);
    });

    it('with one trial, its drawdowns and how it was chosen', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}/trials/3?include=drawdowns,why`);
      expect(body.why).toMatchObject({ method: 'grid', trial: 3, of: 27 });
      const deepest = Math.max(...body.recomputed.drawdowns.percent);
      expect(deepest).toBeCloseTo(body.recomputed.metrics.max_drawdown_percent, 9);
      expect((await call('GET', `/v1/optimizations/${id}/trials/3?include=everything`)).status).toBe(422);
    });

    it('as it was after any of its events', async () => {
      const { body: newest } = await call('GET', `/v1/optimizations/${id}?top=0`);
      const { body: events } = await call('GET', `/v1/optimizations/${id}/events?format=compact`);
      const last = events.data.length - 1;
      const first = await call('GET', `/v1/optimizations/${id}?asOf=0`);
      expect(first.body).toMatchObject({
        status: 'running',
        trials: { planned: 0, evaluated: 0 },
        verdict: null,
        number: newest.number,
      });
      const { asOf: _, ...end } = (await call('GET', `/v1/optimizations/${id}?asOf=${last}`)).body;
      const { topResults: __, ...now } = newest;
      expect(end).toEqual(now);
    });

    it('with the members that were asked for, and no others', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}?fields=status,trials`);
      expect(Object.keys(body)).toEqual(['status', 'trials']);
      expect((await call('GET', `/v1/optimizations/${id}?fields=colour`)).status).toBe(422);
    });

    it('with results and parameter statistics', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}/results`);
      expect(body).toMatchObject({ id, counts: { evaluated: 27 }, verdict: { sentence: expect.any(String) } });
      expect(body.parameterStatistics.map(({ name }: { name: string }) => name)).toEqual(['fast', 'slow']);
    });

    it('with a heatmap whose infeasible cells say so', async () => {
      const { body } = await call('GET', `/v1/optimizations/${id}/heatmap?x=fast&y=slow`);
      expect(body.x.values).toEqual([5, 10, 15, 20, 25, 30]);
      expect(body.y.values).toEqual([10, 20, 30, 40, 50, 60]);
      expect(body.state[0]).toEqual(['ok', ...Array.from({ length: 5 }, () => 'infeasible')]);
      expect(await call('GET', `/v1/optimizations/${id}/heatmap?x=nothing`)).toMatchObject({
        status: 422,
        body: { code: 'heatmap.bad-request' },
      });
    });

    it('with its events, full, compact and one per line', async () => {
      const full = await call('GET', `/v1/optimizations/${id}/events`);
      expect(full.body.data[0]).toMatchObject({
        specversion: '1.0',
        type: 'paramo.OptimizationRequested.v1',
        index: 0,
      });
      const compact = await call('GET', `/v1/optimizations/${id}/events?format=compact&from=1&limit=2`);
      expect(compact.body.data).toHaveLength(2);
      expect(compact.body.data[0].data).toBeUndefined();
      expect(compact.body.page).toMatchObject({ from: 1, next: 3 });
      const part = await call('GET', `/v1/optimizations/${id}/events?from=1&to=3`);
      expect(part.body.data.map(({ index }: { index: number }) => index)).toEqual([1, 2]);
      const lines = await call('GET', `/v1/optimizations/${id}/events?format=ndjson`);
      expect(
        lines.text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).index),
      ).toEqual(full.body.data.map(({ index }: { index: number }) => index));
    });

    it('with its specification as JSON and YAML', async () => {
      const json = await call('GET', `/v1/optimizations/${id}/spec`);
      expect(json.body.strategy.name).toBe('sma-crossover');
      expect(json.headers['spec-hash']).toBe((await paramo.optimization(id)).specHash);
      const yaml = await call('GET', `/v1/optimizations/${id}/spec`, undefined, { accept: 'application/yaml' });
      expect(yaml.headers['content-type']).toContain('yaml');
      expect(yaml.text).toContain('sma-crossover');
    });

    it('and refuses to pause, resume or cancel what has ended', async () => {
      expect(await call('POST', `/v1/optimizations/${id}:retry-failed`)).toMatchObject({
        status: 409,
        body: { code: 'optimization.nothing-failed' },
      });
      for (const verb of ['pause', 'resume', 'cancel']) {
        expect(await call('POST', `/v1/optimizations/${id}:${verb}`, {})).toMatchObject({
          status: 409,
          body: { code: 'optimization.state-conflict', from: 'completed' },
        });
      }
    });
  });

  describe('answers about the catalogue and the data', () => {
    it('with strategies, filtered, one, its parameters and versions', async () => {
      const all = await call('GET', '/v1/strategies');
      expect(all.body.data.length).toBeGreaterThanOrEqual(15);
      const page = await call('GET', '/v1/strategies?limit=2');
      const nextPage = await call('GET', `/v1/strategies?limit=2&cursor=${page.body.page.next}`);
      const names = [...page.body.data, ...nextPage.body.data].map(({ name }: { name: string }) => name);
      expect(names).toEqual(all.body.data.slice(0, 4).map(({ name }: { name: string }) => name));
      const trend = await call('GET', '/v1/strategies?category=trend');
      expect(new Set(trend.body.data.map(({ category }: { category: string }) => category))).toEqual(
        new Set(['trend']),
      );
      expect((await call('GET', '/v1/strategies/T01')).body.name).toBe('sma-crossover');
      expect((await call('GET', '/v1/strategies/sma-crossover/parameters')).body).toHaveProperty('fast');
      expect((await call('GET', '/v1/strategies/sma-crossover/versions/1')).status).toBe(200);
      expect((await call('GET', '/v1/strategies/sma-crossover/versions/9')).status).toBe(404);
      expect(await call('GET', '/v1/strategies/sma-crosover')).toMatchObject({
        status: 404,
        body: { detail: expect.stringContaining('sma-crossover') },
      });
    });

    it('with datasets, their quality and candles', async () => {
      await completed();
      const { body } = await call('GET', '/v1/datasets');
      const [dataset] = body.data;
      expect(dataset).toMatchObject({ symbol: 'SPX', interval: '1d' });
      expect((await call('GET', `/v1/datasets/${dataset.id}/quality`)).body).toHaveProperty('verdict');
      const candles = await call('GET', `/v1/datasets/${dataset.id}/candles?from=2019-01-01&to=2019-01-31&maxPoints=5`);
      expect(candles.body).toMatchObject({ symbol: 'SPX', truncated: true });
      expect(candles.body.close).toHaveLength(5);
      expect((await call('GET', '/v1/datasets/00000000')).status).toBe(404);
    });
  });

  describe('refuses', () => {
    it('unknown addresses, methods and media with problem+json', async () => {
      expect(await call('GET', '/nothing')).toMatchObject({ status: 404, body: { code: 'request.not-found' } });
      expect((await call('POST', '/v1/optimizations', undefined, { 'content-type': 'text/csv' })).status).toBe(415);
    });

    it('query parameters it does not know or that are out of range', async () => {
      const answer = await call('GET', '/v1/optimizations?limit=1000&colour=red');
      expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalid' } });
      expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['colour', 'limit']);
    });

    it('bodies that are no JSON, no YAML or too large', async () => {
      expect((await call('POST', '/v1/optimizations', '{', { 'content-type': 'application/json' })).status).toBe(400);
      expect((await call('POST', '/v1/optimizations', 'a: [')).status).toBe(422);
      expect((await call('POST', '/v1/optimizations', `name: ${'x'.repeat(1024 * 1024)}`)).status).toBe(413);
    });

    it('keys that would reach a prototype', async () => {
      const answer = await call('POST', '/v1/optimizations', '{"__proto__": {"x": 1}, "name": "x"}', {
        'content-type': 'application/json',
      });
      expect([400, 422]).toContain(answer.status);
      expect(({} as { x?: number }).x).toBeUndefined();
    });

    it('a cursor it did not make', async () => {
      expect((await call('GET', '/v1/optimizations?cursor=abc')).status).toBe(422);
    });
  });

  it('describes itself as OpenAPI 3.1 with an id, a summary and the shape of errors for every operation', async () => {
    const { body } = await call('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.values<Record<string, { operationId: string; summary: string; responses: object }>>(
      body.paths,
    ).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThanOrEqual(25);
    expect(
      operations.every(({ operationId, summary, responses }) => operationId && summary && 'default' in responses),
    ).toBe(true);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(body.paths).toHaveProperty(['/v1/optimizations/{id}:pause']);
    expect(JSON.stringify(body.paths)).not.toContain('(^');
  });

  it('names every request, and tells nobody its insides', async () => {
    const answer = await call('GET', '/nothing');
    expect(answer.headers['x-request-id']).toBe(answer.body.requestId);
    expect(answer.text).not.toMatch(/node_modules|at .*\.ts/);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
    expect(answer.headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('the token', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'paramo-token-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('is made on the first start, for its owner alone, and kept', () => {
    const first = loadToken(directory);
    expect(first).toMatchObject({ created: true, token: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    expect(loadToken(directory)).toMatchObject({ created: false, token: first.token });
  });

  it('is not replaced when its file was damaged', () => {
    writeFileSync(join(directory, 'token'), 'short');
    expect(() => loadToken(directory)).toThrow(/does not hold a token/);
    expect(readFileSync(join(directory, 'token'), 'utf8')).toBe('short');
  });

  it('opens a real gateway on a real port', async () => {
    const platform = openInMemory({ clock: fixedClock(0), report: () => undefined });
    const paramo = await openParamo(platform, { work: true });
    const gateway = await startGateway({ paramo, platform, directory, host: '127.0.0.1', port: 0 });
    const token = readFileSync(gateway.tokenFile, 'utf8').trim();
    expect((await fetch(`${gateway.url}/v1/strategies`)).status).toBe(401);
    expect(
      (await fetch(`${gateway.url}/v1/strategies`, { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
    await gateway.close();
    await paramo.close();
  });
});
