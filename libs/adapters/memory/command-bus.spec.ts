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
      () => Promise.resolve({ revision: 0, position: 0 }),
      () => Promise.reject(new Error('failed')),
      () => new Promise<never>(() => undefined),
    ];
    for (const end of ends) {
      const release = bus.handle(command.name, end);
      const sent = bus.send(command).catch(() => undefined);
      expect(timers.pending()).toBe(1);
      await timers.advance(50);
      await sent;
      expect(timers.pending()).toBe(0);
      release();
    }
    await bus.close();
  });
});
