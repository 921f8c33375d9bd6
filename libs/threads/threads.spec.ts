import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledThreadFile } from './compiled-thread-file';
import type { EchoMethods } from './echo.spec.thread';
import { startThread, type Thread, type ThreadExit, type ThreadOptions } from './start-thread';
import { ThreadClosedError, ThreadCrashedError, ThreadTimeoutError } from './thread.errors';

const started: Thread<EchoMethods>[] = [];

function start(options?: ThreadOptions): Thread<EchoMethods> {
  const thread = startThread<EchoMethods>(compiledThreadFile(__dirname, 'echo.spec.thread'), options);
  started.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((thread) => thread.terminate()));
});

describe('A request to a thread', () => {
  it('is answered, each with its own answer', async () => {
    const thread = start();
    const inputs = Array.from({ length: 100 }, (_, index) => ({ index, bytes: new Uint8Array([index]) }));
    expect(await Promise.all(inputs.map((input) => thread.request('echo', input)))).toEqual(inputs);
  });

  it('moves buffers there and back instead of copying them', async () => {
    const numbers = new Float64Array([1, 2, 3]);
    const doubled = await start().request('double', numbers, { transfer: [numbers.buffer] });
    expect([...doubled]).toEqual([2, 4, 6]);
    expect(numbers.byteLength).toBe(0);
  });

  it('shares memory that is shared', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(8));
    const thread = start({ workerData: shared });
    shared[1] = 42;
    expect(await thread.request('workerData', null)).toEqual(new Int32Array([0, 42]));
  });

  it('rejects with the error of the method: name, message, stack and fields', async () => {
    const fields = { errcode: 2067, detail: { stream: 's' } };
    const failed = start().request('fail', { name: 'RefusedError', message: 'No.', fields });
    const error: unknown = await failed.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'RefusedError', message: 'No.', ...fields });
    expect((error as Error).stack).toContain('echo.spec.thread');
    expect(error).not.toHaveProperty('callback');
  });

  it('rejects also when what was thrown is no error', async () => {
    await expect(start().request('failWithText', 'plain text')).rejects.toThrow('plain text');
  });

  it('rejects when input or answer cannot be sent, and the thread goes on', async () => {
    const thread = start();
    await expect(thread.request('echo', () => undefined)).rejects.toThrow(/could not be cloned/);
    await expect(thread.request('answerWithFunction', null)).rejects.toThrow(/could not be cloned/);
    expect(await thread.request('echo', 1)).toBe(1);
  });

  it('rejects a method the thread does not have, also one every object has', async () => {
    const thread = start() as unknown as Thread<Record<string, () => unknown>>;
    await expect(thread.request('missing', undefined)).rejects.toThrow('no method "missing"');
    await expect(thread.request('toString', undefined)).rejects.toThrow('no method "toString"');
  });

  it('gives up after its timeout; the thread goes on', async () => {
    const thread = start({ name: 'slow' });
    const late = thread.request('never', null, { timeoutMs: 5 });
    await expect(late).rejects.toBeInstanceOf(ThreadTimeoutError);
    await expect(late).rejects.toThrow('The thread slow did not answer "never" within 5 ms.');
    expect(await thread.request('echo', 'still here')).toBe('still here');
  });
});

describe('A message to a thread', () => {
  it('arrives without an answer, and the thread may send its own', async () => {
    const thread = start();
    const heard: unknown[] = [];
    const stop = thread.onMessage((message) => heard.push(message));
    const answer = thread.request('whenTold', null);
    thread.post('go');
    expect(await answer).toBe('go');
    stop();
    thread.post('again');
    await thread.request('echo', null);
    expect(heard).toEqual(['heard go']);
  });
});

describe('The end of a thread', () => {
  const crashes: [string, (thread: Thread<EchoMethods>) => Promise<unknown>, RegExp][] = [
    ['exits', (thread) => thread.request('exit', 3), /it exited with code 3/],
    ['throws outside of a request', (thread) => thread.request('throwLater', 'lost it'), /lost it/],
    [
      'is terminated',
      async (thread) => Promise.all([thread.request('never', null), thread.terminate()]),
      /ended before/,
    ],
  ];

  it.each(crashes)('rejects all it owes when it %s', async (_, crash, reason) => {
    const thread = start();
    const owed = [thread.request('never', null), thread.request('never', null), crash(thread)];
    for (const outcome of await Promise.allSettled(owed)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'ThreadCrashedError' } });
      expect(String((outcome as PromiseRejectedResult).reason)).toMatch(reason);
    }
    await expect(thread.request('echo', 1)).rejects.toBeInstanceOf(ThreadClosedError);
    expect(() => thread.post(1)).toThrow(ThreadClosedError);
  });

  it('rejects what it owes when it outgrows its memory', async () => {
    const thread = start({ resourceLimits: { maxOldGenerationSizeMb: 16 } });
    await expect(thread.request('allocate', null)).rejects.toBeInstanceOf(ThreadCrashedError);
    expect((await thread.close()).error).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' });
  });

  it('is told to those who listen, once, also to those who come late', async () => {
    const thread = start();
    const exits: ThreadExit[] = [];
    thread.onExit((exit) => exits.push(exit));
    thread.onExit((exit) => exits.push(exit))();
    await thread.request('exit', 4).catch(() => undefined);
    thread.onExit((exit) => exits.push(exit));
    expect(exits).toEqual([{ code: 4 }, { code: 4 }]);
  });

  it('waits, when closed, for what was asked, and lets the thread clean up', async () => {
    const thread = start();
    const messages: unknown[] = [];
    thread.onMessage((message) => messages.push(message));
    const asked = [1, 2, 3].map((input) => thread.request('echo', input));
    const closed = thread.close();
    await expect(thread.request('echo', 4)).rejects.toBeInstanceOf(ThreadClosedError);
    expect(await Promise.all(asked)).toEqual([1, 2, 3]);
    expect(await closed).toEqual({ code: 0 });
    expect(messages).toEqual(['cleaned up']);
    expect(await thread.close()).toEqual({ code: 0 });
  });

  it('comes by force when the bound of closing has passed', async () => {
    const thread = start();
    await thread.request('echo', 'running');
    const rejected = expect(thread.request('never', null)).rejects.toBeInstanceOf(ThreadCrashedError);
    expect((await thread.close({ timeoutMs: 5 })).code).toBe(1);
    await rejected;
  });
});

describe('A thread', () => {
  it('runs without the flags of its parent', async () => {
    expect(await start().request('execArgv', null)).toEqual([]);
  });

  it('whose file does not load ends with the error', async () => {
    const thread = startThread<EchoMethods>(join(__dirname, 'missing.js'));
    await expect(thread.request('echo', 1)).rejects.toThrow(/Cannot find module/);
    expect((await thread.close()).error).toBeDefined();
  });
});

describe('The compiled file of a thread module', () => {
  const root = mkdtempSync(join(tmpdir(), 'paramo-threads-'));
  const compiled = join(root, 'dist', 'libs', 'room');
  mkdirSync(compiled, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(compiled, 'work.thread.js'), '');
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('is found from the sources and from the compiled code alike', () => {
    const file = join(compiled, 'work.thread.js');
    expect(compiledThreadFile(join(root, 'libs', 'room'), 'work.thread')).toBe(file);
    expect(compiledThreadFile(compiled, 'work.thread')).toBe(file);
  });

  it('is missed with advice when it was not built', () => {
    const find = (): string => compiledThreadFile(join(root, 'libs', 'room'), 'other.thread');
    expect(find).toThrow(/other\.thread\.js does not exist.*npm run build/);
  });
});
