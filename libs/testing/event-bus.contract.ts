import { ClosedError, type BusMessage, type EventBus } from '#messaging';
import { settled } from './manual-timers';

export interface EventBusHarness {
  bus: EventBus;
  /** Resolves when what was published has been delivered. */
  delivered?: () => Promise<void>;
}

/** What every `EventBus` must do. */
export function eventBusContract(name: string, open: () => Promise<EventBusHarness>): void {
  describe(`${name} is an event bus`, () => {
    let bus: EventBus;
    let delivered: () => Promise<void>;

    beforeEach(async () => {
      ({ bus, delivered = settled } = await open());
    });
    afterEach(() => bus.close());

    const listen = (pattern: string): { heard: unknown[]; stop: () => void } => {
      const heard: unknown[] = [];
      return { heard, stop: bus.subscribe(pattern, ({ payload }) => heard.push(payload)) };
    };
    const publish = (...subjects: string[]) =>
      Promise.all(subjects.map((subject) => bus.publish({ subject, payload: subject })));

    it.each<[string, string[]]>([
      ['a.b.c', ['a.b.c']],
      ['a.*.c', ['a.b.c', 'a.x.c']],
      ['*', ['a']],
      ['a.>', ['a.b', 'a.b.c', 'a.x.c']],
      ['*.b.>', ['a.b.c']],
      ['>', ['a', 'a.b', 'a.b.c', 'a.x.c', 'A.b', 'ab.c']],
    ])('%s hears %j', async (pattern, expected) => {
      const { heard } = listen(pattern);
      await publish('a', 'a.b', 'a.b.c', 'a.x.c', 'A.b', 'ab.c');
      await delivered();
      expect(heard).toEqual(expected);
    });

    it.each(['', 'a..b', '.a', 'a.', 'a.>.b', 'a*', '>>', 'a b'])('refuses the pattern %j', (pattern) => {
      expect(() => bus.subscribe(pattern, () => undefined)).toThrow(TypeError);
    });

    it.each(['', 'a..b', 'a.*', '>', 'a b', 'a.'])('refuses the subject %j', async (subject) => {
      await expect(bus.publish({ subject, payload: 1 })).rejects.toThrow(TypeError);
    });

    it('delivers the message, after publish was called', async () => {
      const heard: BusMessage[] = [];
      bus.subscribe('a', (message) => heard.push(message));
      const published = bus.publish({ subject: 'a', payload: { n: [1, null] } });
      expect(heard).toEqual([]);
      await published;
      await delivered();
      expect(heard).toEqual([{ subject: 'a', payload: { n: [1, null] } }]);
    });

    it('keeps the order of publishing, also for what a listener publishes', async () => {
      const { heard } = listen('>');
      bus.subscribe('first', () => {
        void bus.publish({ subject: 'third', payload: 'third' });
      });
      await publish('first', 'second');
      await delivered();
      expect(heard).toEqual(['first', 'second', 'third']);
    });

    it('reaches every listener, and two subscriptions of one listener twice', async () => {
      const heard: unknown[] = [];
      const listener = ({ payload }: BusMessage): void => {
        heard.push(payload);
      };
      const stop = bus.subscribe('a', listener);
      bus.subscribe('*', listener);
      await publish('a');
      await delivered();
      expect(heard).toEqual(['a', 'a']);
      stop();
      stop();
      await publish('a');
      await delivered();
      expect(heard).toEqual(['a', 'a', 'a']);
    });

    it('keeps nothing for those who come later, or have left', async () => {
      const early = listen('a');
      const published = publish('a');
      const late = listen('a');
      await published;
      await delivered();
      expect(late.heard).toEqual([]);
      early.stop();
      await publish('a');
      await delivered();
      expect(early.heard).toEqual(['a']);
      expect(late.heard).toEqual(['a']);
    });

    it('reports a listener that throws, now or later, and disturbs no other', async () => {
      const errors: unknown[] = [];
      const report = (error: unknown): void => {
        errors.push(error);
      };
      const thrown = [new Error('now'), new Error('later')];
      bus.subscribe(
        'a',
        () => {
          throw thrown[0];
        },
        report,
      );
      bus.subscribe('a', () => Promise.reject(thrown[1] as Error) as unknown as undefined, report);
      const { heard } = listen('a');
      await publish('a', 'a');
      await delivered();
      expect(heard).toEqual(['a', 'a']);
      expect(errors).toHaveLength(4);
      for (const error of thrown) expect(errors.filter((reported) => reported === error)).toHaveLength(2);
    });

    it('closes once and for all', async () => {
      const { heard } = listen('a');
      await bus.close();
      await bus.close();
      await expect(publish('a')).rejects.toThrow(ClosedError);
      expect(() => bus.subscribe('a', () => undefined)).toThrow(ClosedError);
      await delivered();
      expect(heard).toEqual([]);
    });
  });
}
