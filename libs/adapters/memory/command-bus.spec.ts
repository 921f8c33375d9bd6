import { Rejected } from '#kernel';
import { commandBusContract, manualTimers } from '#testing';
import { createInProcessCommandBus } from './command-bus';

commandBusContract('in process', async () => {
  const timers = manualTimers();
  return { bus: createInProcessCommandBus({ timers }), advance: timers.advance };
});

describe('the in-process command bus', () => {
  const command = {
    commandId: 'c',
    name: 'playbook.publish',
    target: 'p',
    payload: null,
    metadata: { correlationId: 'r', causationId: 'r' },
  };

  it('passes a rejection on as the very same object', async () => {
    const bus = createInProcessCommandBus();
    const rejected = new Rejected({ code: 'playbook.exists', message: 'It is there.' });
    bus.handle(command.name, () => Promise.reject(rejected));
    expect(await bus.send(command).catch((error: unknown) => error)).toBe(rejected);
    await bus.close();
  });

  it('leaves no timer behind, however a command ends', async () => {
    const timers = manualTimers();
    const bus = createInProcessCommandBus({ timers, timeoutMs: 50 });
    const ends = [
      { handler: () => Promise.resolve({ revision: 0, position: 0 }), afterMs: 0 },
      { handler: () => Promise.reject(new Error('failed')), afterMs: 0 },
      { handler: () => new Promise<never>(() => undefined), afterMs: 50 },
    ];
    for (const { handler, afterMs } of ends) {
      const release = bus.handle(command.name, handler);
      const sent = bus.send(command).catch(() => undefined);
      expect(timers.pending()).toBe(1);
      await timers.advance(afterMs);
      await sent;
      expect(timers.pending()).toBe(0);
      release();
    }
    await bus.close();
  });
});
