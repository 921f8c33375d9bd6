import type { OpenOptions, Paramo, Platform } from '#services';
import type { Context } from './context';
import type { Power } from './power';

/** Enough for questions. */
const LITTLE: Power = { workers: 1, share: 1, cpuPercent: 100, memoryMb: null };

/** Opens paramo for questions and commands; nothing is evaluated in the background. */
export function ask<T>(
  context: Context,
  use: (paramo: Paramo) => Promise<T>,
  { power = LITTLE, mend }: { power?: Power; mend?: true } = {},
): Promise<T> {
  return withPlatform(context, { power, mend }, (platform) => withParamo(platform, { work: false }, use));
}

/**
 * Opens paramo to evaluate one optimization, a new one when `id` is null. It is waited for when a signal comes, so that
 * batches under way are finished and recorded.
 */
export function drive<T>(
  context: Context,
  { id, power }: { id: string | null; power: Power },
  use: (paramo: Paramo, id: string) => Promise<T>,
): Promise<T> {
  return withPlatform(context, { power }, async (platform) => {
    const only = id ?? platform.ids.optimizationId();
    const release = context.interrupts.hold();
    try {
      return await withParamo(platform, { work: true, only }, (paramo) => use(paramo, only));
    } finally {
      release();
    }
  });
}

/** Opens paramo to evaluate whatever is asked of it, until `use` ends. */
export function serve<T>(
  context: Context,
  power: Power,
  use: (paramo: Paramo, platform: Platform) => Promise<T>,
): Promise<T> {
  return withPlatform(context, { power }, async (platform) => {
    const release = context.interrupts.hold();
    try {
      return await withParamo(platform, { work: true }, (paramo) => use(paramo, platform));
    } finally {
      release();
    }
  });
}

/** Opens paramo over an empty memory: for questions that need nothing of the data folder, and shall not make one. */
export async function askNothingStored<T>(context: Context, use: (paramo: Paramo) => Promise<T>): Promise<T> {
  const { openInMemory } = await import('#platform');
  const platform = openInMemory({ clock: { now: () => Date.now() }, report: reportTo(context) });
  return withParamo(platform, { work: false }, use);
}

function reportTo(context: Context): Platform['report'] {
  return ({ during, error }) => {
    const message = error instanceof Error ? error.message : String(error);
    const stack = context.flags.verbose && error instanceof Error ? `\n${error.stack ?? ''}` : '';
    context.warn(`${during}: ${message}${stack}`);
  };
}

async function withPlatform<T>(
  context: Context,
  { power: { workers, share, memoryMb }, mend }: { power: Power; mend?: true | undefined },
  use: (platform: Platform) => Promise<T>,
): Promise<T> {
  const { openEmbedded } = await import('#platform');
  const platform = await openEmbedded({
    directory: context.dataDir,
    workers,
    share,
    ...(memoryMb !== null && { memoryMb }),
    report: reportTo(context),
    ...(mend && { mend }),
  });
  return use(platform);
}

/** Paramo owns the platform and closes it. */
async function withParamo<T>(
  platform: Platform,
  options: OpenOptions,
  use: (paramo: Paramo) => Promise<T>,
): Promise<T> {
  const { openParamo } = await import('#services');
  const paramo = await openParamo(platform, options).catch(async (error: unknown) => {
    await platform.close().catch(() => undefined);
    throw error;
  });
  let result: T;
  try {
    result = await use(paramo);
  } catch (error) {
    // What happened first is what is told; what closing met comes with it.
    await paramo.close().catch((later: unknown) => {
      if (error instanceof Error && error.cause === undefined) error.cause = later;
    });
    throw error;
  }
  await paramo.close();
  return result;
}
