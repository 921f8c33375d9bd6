import { EventEmitter } from 'node:events';
import { Interrupts, type SignalSource } from './interrupts';

/** A process that only takes signals. */
class Signals extends EventEmitter {
  readonly exits: (number | string | null | undefined)[] = [];
  exit(code?: number | string | null): never {
    this.exits.push(code);
    return undefined as never;
  }
}

function start(timeoutMs?: number): { signals: Signals; interrupts: Interrupts } {
  const signals = new Signals();
  return { signals, interrupts: new Interrupts(signals as unknown as SignalSource, timeoutMs) };
}

describe('Ctrl-C', () => {
  it('leaves a command that only reads', async () => {
    const { signals, interrupts } = start();
    signals.emit('SIGINT');
    await expect(interrupts.left).rejects.toMatchObject({ cause: 'interrupted' });
  });

  it('asks a command that must end in order, and does not leave it', async () => {
    const { signals, interrupts } = start();
    const release = interrupts.hold();
    signals.emit('SIGINT');
    expect(interrupts.signal.reason).toMatchObject({ cause: 'interrupted' });
    await expect(Promise.race([interrupts.left, Promise.resolve('still waited for')])).resolves.toBe(
      'still waited for',
    );
    release();
  });

  it('typed twice ends at once', () => {
    const { signals, interrupts } = start();
    interrupts.hold();
    signals.emit('SIGINT');
    expect(signals.exits).toEqual([]);
    signals.emit('SIGINT');
    expect(signals.exits).toEqual([130]);
  });
});

describe('SIGTERM and the time limit', () => {
  it('have their own causes', async () => {
    const { signals, interrupts } = start();
    signals.emit('SIGTERM');
    await expect(interrupts.left).rejects.toMatchObject({ cause: 'terminated' });
    await expect(start(1).interrupts.left).rejects.toMatchObject({ cause: 'timeout' });
  });

  it('the first cause stays', () => {
    const { signals, interrupts } = start();
    signals.emit('SIGTERM');
    signals.emit('SIGTERM');
    expect(interrupts.signal.reason).toMatchObject({ cause: 'terminated' });
  });
});

it('a command that has ended listens to nothing any more', () => {
  const { signals, interrupts } = start(60_000);
  interrupts.close();
  expect(signals.eventNames()).toEqual([]);
});
