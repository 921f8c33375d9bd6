import { InvalidArgumentError } from 'commander';
import type { Context } from '../context';
import { UsageError } from '../errors';
import { type PowerFlags, powerFlags, powerFor, powerText, withFlags } from '../power';
import { serve } from '../session';
import type { Verb } from '../verb';

interface UpOptions extends PowerFlags {
  port: number;
  host: string;
}

const DEFAULT_PORT = 8230;

export const addUp: Verb = (program, run) => {
  const command = program
    .command('up')
    .description('serve the API and evaluate what it is asked, in this process')
    .option('--port <n>', 'port', port, DEFAULT_PORT)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .addHelpText('after', '\nExample: paramo up --port 8231 --max-concurrent 2')
    .action(run(up, { dryRun: false }));
  for (const flag of powerFlags()) command.addOption(flag);
};

function port(text: string): number {
  const value = Number(text);
  if (!/^\d{1,5}$/.test(text) || value > 65_535) throw new InvalidArgumentError('It must be a port, 0 to 65535.');
  return value;
}

async function up(context: Context, { port, host, ...flags }: UpOptions): Promise<void> {
  const { startGateway } = await import('#modules/gateway');
  const power = powerFor(withFlags({ maxConcurrent: null, cpuPercent: 100, memoryMb: null }, flags));
  await serve(context, power, async (paramo, platform) => {
    const gateway = await startGateway({ paramo, platform, directory: context.dataDir, port, host }).catch(explain);
    try {
      context.hint(`paramo listens on ${gateway.url} with ${powerText(power)}; Ctrl-C ends it.`);
      context.hint(`The API token is in ${gateway.tokenFile}${gateway.tokenCreated ? ' (new)' : ''}.`);
      await aborted(context.interrupts.signal);
    } finally {
      await gateway.close();
    }
  });
}

/** An address that cannot be had is the user's to change. */
function explain(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error;
  const message = error instanceof Error ? error.message : String(error);
  throw new UsageError(
    `This address cannot be used: ${message}.`,
    'Choose another with --port and --host; --port 0 takes a free one.',
  );
}

/** Ends with the reason: the exit code tells what ended it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
