import { resolve } from 'node:path';
import { DEFAULT_DATA_DIR, type GlobalFlags } from './global-flags';
import type { Interrupts, SignalSource } from './interrupts';
import { openTerminal, type Terminal } from './terminal/terminal';

/** The process a command runs in. */
export interface Host extends SignalSource {
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** What every verb is given: its global flags, where to write, and when to stop. */
export interface Context {
  flags: GlobalFlags;
  /** The answer, and nothing else. */
  out: Terminal;
  /** Progress, hints and warnings. */
  err: Terminal;
  interrupts: Interrupts;
  /** Absolute. */
  dataDir: string;
  dataDirIsDefault: boolean;
  /** A line for people beside the answer; nothing with `--quiet`. */
  hint(text: string): void;
  /** A line that is told even with `--quiet`. */
  warn(text: string): void;
}

export function createContext(host: Host, flags: GlobalFlags, interrupts: Interrupts): Context {
  const out = openTerminal(host.stdout, flags.color, host.env);
  const err = openTerminal(host.stderr, flags.color, host.env);
  return {
    flags,
    out,
    err,
    interrupts,
    dataDir: resolve(flags.dataDir),
    dataDirIsDefault: flags.dataDir === DEFAULT_DATA_DIR || host.env['PARAMO_DATA_DIR'] === flags.dataDir,
    hint: (text) => (flags.quiet ? undefined : err.write(`${text}\n`)),
    warn: (text) => err.write(`${err.paint.yellow('warning')}: ${text}\n`),
  };
}

/** A person reads the answer on the terminal; the other formats are for programs. */
export function isForPeople({ flags }: Context): boolean {
  return flags.output === 'table' || flags.output === 'wide';
}
