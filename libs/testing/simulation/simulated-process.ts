import {
  createInProcessCommandBus,
  createInProcessEventBus,
  createInProcessJobQueue,
  createMemoryLeases,
} from '#adapters/memory';
import { AppendOutcomeUnknownError, type EventStore } from '#event-sourcing';
import { sha256Hex } from '#kernel';
import type { Collection, Document, DocumentStore, JobQueue, Lease } from '#messaging';
import { BatchCrashedError, type BacktestRunner } from '#quant/backtest';
import { type Host, type Platform, startHost, type Timers } from '#services';
import { CLOCK, type World } from './world';

const CHECKPOINTS = ['checkpoints', 'processes'];

/** One process over a world. After `crash` nothing it still has under way reaches the world any more. */
export class SimulatedProcess {
  readonly platform: Platform;
  readonly host: Host;
  private alive = true;
  private readonly waiting = new Set<() => void>();
  private readonly leases;

  constructor(
    readonly name: string,
    private readonly world: World,
    private readonly onCrash: () => void,
    options: { leaseNames: Set<string>; workers: number; queueCapacity: number; work?: boolean },
  ) {
    this.leases = createMemoryLeases(options.leaseNames);
    this.platform = this.openPlatform(options);
    this.host = startHost(this.platform, { work: options.work ?? true });
    this.host.caughtUp.catch(() => undefined);
  }

  get isAlive(): boolean {
    return this.alive;
  }

  get pendingTimers(): number {
    return this.waiting.size;
  }

  crash(where: string): void {
    if (!this.alive) return;
    this.alive = false;
    this.world.tell(`${this.name} crashed ${where}`);
    for (const cancel of this.waiting) cancel();
    this.waiting.clear();
    void this.leases.close();
    this.onCrash();
  }

  /** Resolves when all is let go of. */
  async stop(): Promise<void> {
    await this.host.stop();
    await this.platform.close();
  }

  /** Passes a named point: whatever can go wrong there, goes wrong by chance. */
  private async pass<T>(point: string, work: () => Promise<T>): Promise<T> {
    const { chance } = this.world;
    await this.linger();
    if (chance.happens(this.world.faults.crash)) this.crash(`before ${point}`);
    if (!this.alive) return never();
    if (chance.happens(this.world.faults.refuse)) {
      this.world.tell(`${this.name}: ${point} refused`);
      throw new Error(`${point}: no space left on device`);
    }
    const result = await work();
    if (chance.happens(this.world.faults.crash)) this.crash(`after ${point}`);
    await this.linger();
    return this.alive ? result : never();
  }

  private async linger(): Promise<void> {
    const { chance, faults } = this.world;
    if (chance.happens(faults.delay)) await new Promise<void>((go) => this.timers.after(chance.below(2_000), go));
    if (!this.alive) return never();
  }

  private readonly timers: Timers = {
    after: (ms, callback) => {
      if (!this.alive) return () => undefined;
      const cancel = this.world.timers.after(ms, () => {
        this.waiting.delete(cancel);
        callback();
      });
      this.waiting.add(cancel);
      return () => {
        this.waiting.delete(cancel);
        cancel();
      };
    },
  };

  private openPlatform({ workers, queueCapacity }: { workers: number; queueCapacity: number }): Platform {
    const { world, timers } = this;
    const bus = createInProcessEventBus();
    const commands = createInProcessCommandBus({ timers });
    const jobs = this.jobs(createInProcessJobQueue({ capacity: queueCapacity, timers }));
    let ids = 0;
    return {
      version: 'simulated',
      ...{ store: this.store(), documents: this.documents(), blobs: world.blobs },
      ...{ commands, jobs, timers, clock: CLOCK, sources: [], runner: this.runner(workers) },
      sha256: sha256Hex,
      leases: { ...this.leases, acquire: (name) => this.acquire(name) },
      bus: { ...bus, publish: (message) => this.pass('progress', () => bus.publish(message)) },
      ids: { commandId: () => `${this.name}-${++ids}`, optimizationId: () => `${this.name}-${++ids}` },
      report: ({ during, error }) => world.tell(`${this.name} reports ${during}: ${String(error)}`),
      close: async () => {
        for (const resource of [commands, bus, jobs, this.leases]) await resource.close();
      },
    };
  }

  /** Always takes a moment, so that whoever asks at the same time really does. */
  private async acquire(name: string): Promise<Lease | null> {
    await new Promise<void>((go) => this.timers.after(1 + this.world.chance.below(300), go));
    return this.pass('lease', () => this.leases.acquire(name));
  }

  private store(): EventStore {
    const { store, chance } = this.world;
    const iterate = <T>(point: string, items: () => AsyncIterable<T>): AsyncIterable<T> => this.iterate(point, items);
    return {
      storeId: store.storeId,
      append: (stream, events, expected) =>
        this.pass(`append ${events.map(({ type }) => type).join('+')}`, async () => {
          const appended = await store.append(stream, events, expected);
          if (!chance.happens(this.world.faults.loseAnswer)) return appended;
          this.world.tell(`${this.name}: answer of append to ${stream} lost`);
          throw new AppendOutcomeUnknownError(stream);
        }),
      readStream: (...args) => iterate('read stream', () => store.readStream(...args)),
      readAll: (...args) => iterate('read all', () => store.readAll(...args)),
      subscribe: (options) => iterate('subscribe', () => store.subscribe(options)),
      streamRevision: (stream) => this.pass('stream revision', () => store.streamRevision(stream)),
      head: () => this.pass('head', () => store.head()),
      deleteStream: (...args) => store.deleteStream(...args),
      close: async () => undefined,
    };
  }

  private async *iterate<T>(point: string, items: () => AsyncIterable<T>): AsyncGenerator<T> {
    for await (const item of await this.pass(point, async () => items())) {
      await this.linger();
      if (point === 'subscribe' && this.world.chance.happens(this.world.faults.refuse)) {
        this.world.tell(`${this.name}: a subscription ended`);
        return;
      }
      yield item;
    }
    await this.linger();
  }

  private documents(): DocumentStore {
    const { documents } = this.world;
    return {
      ...documents,
      collection: <T extends Document>(name: string) => this.collection(name, documents.collection<T>(name)),
      close: async () => undefined,
    };
  }

  private collection<T extends Document>(name: string, inner: Collection<T>): Collection<T> {
    const seen = async (ids: readonly string[]): Promise<void> => {
      if (!CHECKPOINTS.includes(name)) return;
      for (const id of ids) {
        const stored = await inner.get(id);
        await this.world.sawCheckpoint(`${name}/${id}`, stored === null ? null : Number(stored['position']));
      }
    };
    const write = <R>(what: string, ids: readonly string[], work: () => Promise<R>): Promise<R> =>
      this.pass(`${what} ${name}`, async () => {
        const result = await work();
        await seen(ids);
        return result;
      });
    const idsOf = (documents: readonly { _id: string }[]): string[] => documents.map(({ _id }) => _id);
    return {
      get: (id) => this.pass(`get ${name}`, () => inner.get(id)),
      find: (...args) => this.pass(`find ${name}`, () => inner.find(...args)),
      count: (...args) => this.pass(`count ${name}`, () => inner.count(...args)),
      put: (documents) => write('put', idsOf(documents), () => inner.put(documents)),
      putIfNewer: (documents) => write('put', idsOf(documents), () => inner.putIfNewer(documents)),
      delete: (filter) =>
        write('delete', typeof filter['_id'] === 'string' ? [filter['_id']] : [], () => inner.delete(filter)),
      ensureIndex: (fields) => this.pass(`index ${name}`, () => inner.ensureIndex(fields)),
    };
  }

  /** Jobs get lost and come twice; the copy has an id of its own, so that the queue does not notice. */
  private jobs(inner: JobQueue): JobQueue {
    const { chance } = this.world;
    let copies = 0;
    return {
      ...inner,
      enqueue: (queue, job) =>
        this.pass('enqueue', async () => {
          if (chance.happens(this.world.faults.job)) {
            this.world.tell(`${this.name}: job ${job.id} lost`);
            return { duplicate: false };
          }
          if (chance.happens(this.world.faults.job)) {
            this.world.tell(`${this.name}: job ${job.id} comes twice`);
            await inner.enqueue(queue, { ...job, id: `${job.id}, copy ${++copies}` }).catch(() => undefined);
          }
          return inner.enqueue(queue, job);
        }),
      removeWaiting: (...args) => this.pass('remove jobs', () => inner.removeWaiting(...args)),
    };
  }

  private runner(concurrency: number): BacktestRunner {
    const { world } = this;
    return {
      concurrency,
      evaluate: async (task) => {
        await new Promise<void>((go) => this.timers.after(50 + world.chance.below(500), go));
        const { count } = task.plan;
        if (world.evaluationFails(JSON.stringify(task.plan))) {
          world.tell(`${this.name}: an evaluation of ${count} trials crashed`);
          throw new BatchCrashedError(count, 'simulated');
        }
        if (world.chance.happens(world.faults.candles)) {
          world.tell(`${this.name}: candles cannot be read`);
          throw Object.assign(new Error('EMFILE: too many open files'), { syscall: 'open' });
        }
        return world.evaluate(task);
      },
      close: async () => undefined,
    };
  }
}

/** What a crashed process waits for. */
function never<T>(): Promise<T> {
  return new Promise(() => undefined);
}
