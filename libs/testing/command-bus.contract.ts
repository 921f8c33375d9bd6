import { Rejected } from '#kernel';
import { ClosedError, CommandTimeoutError, NoHandlerError } from '#messaging';
import type { CommandBus, CommandEnvelope, CommandResult } from '#messaging';

export interface CommandBusHarness {
  bus: CommandBus;
  /** Lets so much time go by on the bus's timers. */
  advance(ms: number): Promise<void>;
}

const command: CommandEnvelope = {
  commandId: 'c-1',
  name: 'optimization.request',
  target: 'o-1',
  payload: { seed: 7 },
  metadata: { correlationId: 'r-1', causationId: 'r-1' },
  expectedRevision: 3,
};
const done: CommandResult = { revision: 4, position: 17 };

/** What every `CommandBus` must do. */
export function commandBusContract(name: string, open: () => Promise<CommandBusHarness>): void {
  describe(`${name} is a command bus`, () => {
    let bus: CommandBus;
    let advance: (ms: number) => Promise<void>;

    beforeEach(async () => {
      ({ bus, advance } = await open());
    });
    afterEach(() => bus.close());

    it('carries a command to its owner and the result back', async () => {
      const received: CommandEnvelope[] = [];
      bus.handle('optimization.cancel', () => Promise.reject(new Error('not mine')));
      bus.handle('optimization.request', async (envelope) => {
        received.push(envelope);
        return done;
      });
      expect(await bus.send(command)).toEqual(done);
      expect(received).toEqual([command]);
    });

    it('says that nobody handles a command', async () => {
      const error = await bus.send(command).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(NoHandlerError);
      expect(error).toMatchObject({ command: 'optimization.request' });
    });

    it('lets a name have one owner at a time', async () => {
      const release = bus.handle('optimization.request', async () => done);
      expect(() => bus.handle('optimization.request', async () => done)).toThrow('optimization.request');
      release();
      const next = { revision: 9, position: 99 };
      bus.handle('optimization.request', async () => next);
      release();
      expect(await bus.send(command)).toEqual(next);
    });

    it('forgets a released name', async () => {
      bus.handle('optimization.request', async () => done)();
      await expect(bus.send(command)).rejects.toThrow(NoHandlerError);
    });

    it('passes a rejection on: a Rejected with its code and details', async () => {
      const rejection = { code: 'optimization.exists', message: 'It is there.', details: { state: 'running' } };
      bus.handle('optimization.request', () => Promise.reject(new Rejected(rejection)));
      const error = await bus.send(command).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(Rejected);
      expect((error as Rejected).rejection).toEqual(rejection);
    });

    it('rejects when the handler throws, even before its first await', async () => {
      bus.handle('optimization.request', () => {
        throw new Error('disk on fire');
      });
      await expect(bus.send(command)).rejects.toThrow('disk on fire');
    });

    it('gives up after the timeout, and not before', async () => {
      bus.handle('optimization.request', () => new Promise(() => undefined));
      let error: unknown;
      const sent = bus.send(command, { timeoutMs: 100 }).catch((e: unknown) => {
        error = e;
      });
      await advance(99);
      expect(error).toBeUndefined();
      await advance(1);
      await sent;
      expect(error).toBeInstanceOf(CommandTimeoutError);
      expect(error).toMatchObject({ command: 'optimization.request', timeoutMs: 100 });
    });

    it('does not hear an answer after the timeout', async () => {
      let answer: (error: Error) => void = () => undefined;
      bus.handle('optimization.request', () => new Promise((_, reject) => (answer = reject)));
      const sent = bus.send(command, { timeoutMs: 100 }).catch((e: unknown) => e);
      await advance(100);
      answer(new Error('too late'));
      expect(await sent).toBeInstanceOf(CommandTimeoutError);
      await advance(100);
    });

    it.each([0, -1, Number.NaN, Infinity])('refuses to wait for %d ms', async (timeoutMs) => {
      bus.handle('optimization.request', async () => done);
      await expect(bus.send(command, { timeoutMs })).rejects.toThrow(RangeError);
    });

    it('handles commands side by side', async () => {
      const answers: ((result: CommandResult) => void)[] = [];
      bus.handle('optimization.request', () => new Promise((resolve) => answers.push(resolve)));
      const first = bus.send(command);
      const second = bus.send(command);
      await advance(0);
      answers[1]?.({ revision: 2, position: 2 });
      answers[0]?.({ revision: 1, position: 1 });
      expect(await Promise.all([first, second])).toEqual([
        { revision: 1, position: 1 },
        { revision: 2, position: 2 },
      ]);
    });

    it('closes once and for all, and rejects what is pending', async () => {
      bus.handle('optimization.request', () => new Promise(() => undefined));
      const pending = bus.send(command).catch((e: unknown) => e);
      await advance(0);
      await bus.close();
      await bus.close();
      expect(await pending).toBeInstanceOf(ClosedError);
      await expect(bus.send(command)).rejects.toThrow(ClosedError);
      expect(() => bus.handle('optimization.request', async () => done)).toThrow(ClosedError);
    });
  });
}
