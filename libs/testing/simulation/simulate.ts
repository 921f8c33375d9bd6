import { createMemoryDocumentStore } from '#adapters/memory';
import type { OptimizationEvent } from '#domain/optimization';
import { Rejected } from '#kernel';
import type { BlobStore } from '#messaging';
import type { EvaluationResult, EvaluationTask } from '#quant/backtest';
import { openInMemory } from '#platform';
import { catchUp, type Platform } from '#services';
import { auditLog, eventsOf, type Expectation, readModelsIn } from './auditor';
import { SimulatedProcess } from './simulated-process';
import { CLOCK, type Disturbance, World } from './world';

export type Requested = Extract<OptimizationEvent, { type: 'OptimizationRequested' }>['data'];

/** What is asked for, and what an undisturbed run of it gives. */
export interface Scenario {
  blobs: BlobStore;
  evaluate: (task: EvaluationTask) => Promise<EvaluationResult>;
  requests: ReadonlyMap<string, Requested>;
  expected: ReadonlyMap<string, Expectation>;
}

export interface Run {
  world: World;
  /** Invariants broken; empty when all held. */
  violations: string[];
}

const ENDS = ['OptimizationCompleted', 'OptimizationFailed', 'OptimizationCancelled'];
const STEP_MS = 500;
/** Virtual time after which what has not ended never will. */
const PATIENCE_MS = 10 * 60_000;

/** One run of the whole system under the faults that `seed` draws. The same seed gives the same run. */
export async function simulate(seed: number, scenario: Scenario, disturbance: Disturbance): Promise<Run> {
  const world = new World(seed, disturbance, scenario.blobs, scenario.evaluate);
  const cluster = new Cluster(world);
  const clients = [...scenario.requests].map(([id, request]) => client(world, cluster, id, request, moodOf(world)));
  let asking = clients.length;
  for (const asked of clients) void asked.then(() => asking--);
  const ended = async (): Promise<boolean> => {
    let ends = 0;
    for await (const _ of world.store.readAll({ filter: { types: ENDS } })) ends++;
    return ends >= clients.length;
  };
  while (world.nowMs < PATIENCE_MS && (asking > 0 || !(await ended()))) await world.advance(STEP_MS);
  const violations = asking > 0 || !(await ended()) ? ['it hangs: not everything ended'] : [];
  violations.push(...(await cluster.stop()));
  const log = await eventsOf(world.store);
  violations.push(...world.violations, ...auditLog(log, scenario.expected), ...(await auditReadModels(world)));
  return { world, violations };
}

/** One or two processes over one world, started again when they crash. */
class Cluster {
  private readonly processes = new Map<string, SimulatedProcess>();
  private stopping = false;
  private starts = 0;
  private readonly leaseNames = new Set<string>();
  private readonly leasesWork: boolean;

  constructor(private readonly world: World) {
    const { chance } = world;
    this.leasesWork = chance.happens(0.5);
    for (const name of chance.happens(0.5) ? ['a', 'b'] : ['a']) this.start(name);
  }

  get alive(): SimulatedProcess[] {
    return [...this.processes.values()].filter(({ isAlive }) => isAlive);
  }

  private start(name: string): void {
    const { chance } = this.world;
    const options = {
      leaseNames: this.leasesWork ? this.leaseNames : new Set<string>(),
      workers: 1 + chance.below(3),
      queueCapacity: chance.happens(0.2) ? 3 : 64,
    };
    const started = new SimulatedProcess(
      `${name}${++this.starts}`,
      this.world,
      () => {
        if (!this.stopping) this.world.timers.after(100 + chance.below(8_000), () => void this.restart(name));
      },
      options,
    );
    this.processes.set(name, started);
  }

  private async restart(name: string): Promise<void> {
    if (this.stopping) return;
    await this.damageDocuments();
    this.start(name);
  }

  /** While nobody runs: the read models are lost, or the checkpoints are those of another log. */
  private async damageDocuments(): Promise<void> {
    const { chance, documents } = this.world;
    if (this.alive.length > 0 || !chance.happens(0.3)) return;
    const foreign = chance.happens(0.5);
    this.world.tell(foreign ? 'checkpoints of another log' : 'read models and checkpoints lost');
    this.world.forgetCheckpoints();
    for (const name of await documents.collections()) {
      if (!foreign) await documents.drop(name);
      else if (name === 'checkpoints' || name === 'processes') {
        const collection = documents.collection(name);
        await collection.put((await collection.find()).map((found) => ({ ...found, storeId: 'another' })));
      }
    }
  }

  /** Stops all that is left, within two minutes; no process leaves a timer behind. */
  async stop(): Promise<string[]> {
    this.stopping = true;
    const left = this.alive;
    const stopped = new Set<SimulatedProcess>();
    for (const process of left) void process.stop().then(() => stopped.add(process));
    const deadline = this.world.nowMs + 120_000;
    const areUnderWay = (): boolean => left.some((process) => process.isAlive && !stopped.has(process));
    while (areUnderWay() && this.world.nowMs < deadline) await this.world.advance(STEP_MS);
    const pending = left.flatMap(({ name, pendingTimers }) =>
      pendingTimers > 0 ? [`${name}: ${pendingTimers} timers left`] : [],
    );
    return areUnderWay() ? ['it does not stop'] : pending;
  }
}

type Mood = 'wait' | 'pause' | 'cancel';

function moodOf({ chance, faults }: World): Mood {
  if (!chance.happens(faults.mood)) return 'wait';
  return chance.happens(0.3) ? 'cancel' : 'pause';
}

/** Somebody who wants something, and asks again with the same command id until there is an answer. */
async function client(world: World, cluster: Cluster, id: string, request: Requested, then: Mood): Promise<void> {
  const pause = (ms: number): Promise<void> => new Promise((go) => world.timers.after(ms, go));
  const say = async (type: string, payload: object): Promise<void> => {
    for (;;) {
      const { alive } = cluster;
      const process = alive[world.chance.below(Math.max(1, alive.length))];
      const sent = process?.platform.commands
        .send({
          commandId: `${id}-${type}`,
          name: `optimization.${type}`,
          target: id,
          payload: { type, ...payload },
          metadata: { correlationId: id, causationId: `${id}-${type}` },
        })
        .then(
          () => true,
          (error: unknown) => error instanceof Rejected,
        );
      if (await Promise.race([sent ?? false, pause(5_000).then(() => false)])) return;
      await pause(500);
    }
  };
  const at = new Date(CLOCK.now()).toISOString();
  await pause(world.chance.below(3_000));
  await say('request', request);
  if (then === 'wait') return;
  await pause(world.chance.below(6_000));
  await say(then, { reason: null, at });
  if (then === 'cancel') return;
  await pause(world.chance.below(20_000));
  await say('resume', { at });
  // A copy of the first command that was long under way: it was carried out already.
  await say('pause', { reason: null, at });
}

/** I7: the read models, brought up to date, are a rebuild from the beginning. */
async function auditReadModels(world: World): Promise<string[]> {
  const faults: unknown[] = [];
  const calm = openInMemory({ clock: CLOCK, report: (fault) => faults.push(fault) });
  const over = (documents: Platform['documents']): Platform => ({ ...calm, store: world.store, documents });
  const fresh = createMemoryDocumentStore();
  await catchUp(over(world.documents));
  await catchUp(over(fresh));
  const [found, rebuilt] = [await readModelsIn(world.documents), await readModelsIn(fresh)].map((models) =>
    JSON.stringify(models),
  );
  return [
    ...(found === rebuilt ? [] : ['I7: the read models are not a rebuild from the beginning']),
    ...faults.map((fault) => `I7: ${JSON.stringify(fault)}`),
  ];
}
