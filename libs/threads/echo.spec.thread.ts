import { parentPort, workerData } from 'node:worker_threads';
import { serveThread } from './serve-thread';
import { Transferred } from './thread.protocol';

/** The thread of `threads.spec.ts`: does what a test asks, well or badly. */
export type EchoMethods = {
  echo(input: unknown): unknown;
  workerData(input: null): unknown;
  double(numbers: Float64Array): Float64Array;
  fail(input: { name: string; message: string; fields: Record<string, unknown> }): never;
  failWithText(text: string): never;
  answerWithFunction(input: null): unknown;
  never(input: null): Promise<never>;
  whenTold(input: null): Promise<string>;
  allocate(input: null): number;
  exit(code: number): never;
  throwLater(message: string): Promise<never>;
  execArgv(input: null): string[];
};

const told = new Promise<string>((resolve) => {
  parentPort?.on('message', (message: unknown) => {
    if (typeof message !== 'string') return;
    parentPort?.postMessage(`heard ${message}`);
    resolve(message);
  });
});

serveThread<EchoMethods>(
  {
    echo: (input) => input,
    workerData: () => workerData as unknown,
    double: (numbers) => {
      const doubled = numbers.map((value) => 2 * value);
      return new Transferred(doubled, [doubled.buffer]);
    },
    fail: ({ name, message, fields }) => {
      throw Object.assign(new Error(message), fields, { name, callback: () => undefined });
    },
    failWithText: (text) => {
      throw text;
    },
    answerWithFunction: () => () => undefined,
    never: () => new Promise<never>(() => undefined),
    whenTold: () => told,
    allocate: () => Array.from({ length: 2 ** 26 }, (_, index) => ({ index })).length,
    exit: (code) => process.exit(code),
    throwLater: (message) => {
      setImmediate(() => {
        throw new Error(message);
      });
      return new Promise<never>(() => undefined);
    },
    execArgv: () => process.execArgv,
  },
  {
    onClose: () => {
      parentPort?.postMessage('cleaned up');
    },
  },
);
