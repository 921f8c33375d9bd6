import { eventBusContract, settled } from '#testing';
import { createInProcessEventBus } from './event-bus';

eventBusContract('in process', async () => ({ bus: createInProcessEventBus() }));

describe('the in-process event bus', () => {
  it('delivers nothing that was still under way when it was closed', async () => {
    const bus = createInProcessEventBus();
    const heard: unknown[] = [];
    bus.subscribe('>', ({ payload }) => heard.push(payload));
    const published = bus.publish({ subject: 'a', payload: 1 });
    await bus.close();
    await published;
    await settled();
    expect(heard).toEqual([]);
  });
});
