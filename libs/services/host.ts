import type { TableCache } from '#read-models';
import { createOwnership } from './ownership';
import { serveCommands } from './commands.service';
import { serveExecutor } from './executor.service';
import { plannerProcess } from './planner.process';
import type { Platform } from './platform.port';
import { hostProcess } from './process-host';
import { serveReadModels } from './projector.service';
import { rankingProcess } from './ranking.process';

export interface Host {
  /** The read models hold all that was in the log when the host started. */
  caughtUp: Promise<void>;
  /** Stops taking work, finishes or gives back what is under way, and closes nothing of the platform. */
  stop(): Promise<void>;
}

/**
 * All services of paramo in one process.
 * @param options.only drive this optimization only; others in the same log belong to other processes.
 * @param options.tables keeps what was ranked here for who asks about it.
 */
export function startHost(
  platform: Platform,
  options: { only?: string; work?: boolean; tables?: Pick<TableCache, 'keep'> } = {},
): Host {
  const stopping = new AbortController();
  const { signal } = stopping;
  const releaseCommands = serveCommands(platform);
  const projector = serveReadModels(platform, signal);
  const work = options.work ?? true;
  const stopExecutor = work ? serveExecutor(platform) : async () => undefined;
  const ownership = createOwnership(platform.leases);
  const processes = work
    ? [plannerProcess(platform), rankingProcess(platform, options.tables)].map((process) =>
        hostProcess({
          platform,
          process,
          ownership,
          ...(options.only !== undefined && { only: options.only }),
          signal,
        }),
      )
    : [];
  const running = Promise.all([projector.done, ...processes]);
  return {
    caughtUp: projector.caughtUp,
    async stop() {
      stopping.abort();
      await stopExecutor();
      await running;
      releaseCommands();
    },
  };
}
