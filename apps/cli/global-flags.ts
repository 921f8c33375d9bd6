import { InvalidArgumentError, Option, type Command } from 'commander';

export const OUTPUT_FORMATS = ['table', 'wide', 'json', 'yaml', 'ndjson', 'csv', 'name'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Flags every verb takes. */
export interface GlobalFlags {
  output: OutputFormat;
  columns?: string[];
  /** All of them must hold. */
  filter?: string[];
  sort?: string[];
  limit?: number;
  quiet?: true;
  verbose?: true;
  color: boolean;
  /** Milliseconds the command may take; absent = no limit. */
  timeout?: number;
  dryRun?: true;
  dataDir: string;
}

export const DEFAULT_DATA_DIR = '.paramo';

export function addGlobalFlags(program: Command): void {
  const flags = [
    new Option('-o, --output <format>', 'how the answer is written').choices(OUTPUT_FORMATS).default('table'),
    new Option('--columns <names>', 'columns to show, separated by commas').argParser(names),
    new Option('--filter <condition>', 'only what meets this: "trades >= 200" (repeatable)').argParser(collect),
    new Option('--sort <names>', 'order, - for descending: -plateau,number').argParser(names),
    new Option('--limit <n>', 'at most this many rows').argParser(wholeNumber),
    new Option('-q, --quiet', 'no progress, no hints'),
    new Option('-v, --verbose', 'more detail, with the stack of an unexpected error'),
    new Option('--no-color', 'no colours (also: NO_COLOR)'),
    new Option('--no-input', 'never ask; paramo asks nothing today').hideHelp(),
    new Option('--timeout <duration>', 'give up after this long: 30s, 5m').argParser(milliseconds),
    new Option('--dry-run', 'show what would happen, change nothing'),
    new Option('--data-dir <folder>', 'where everything is kept').env('PARAMO_DATA_DIR').default(DEFAULT_DATA_DIR),
  ];
  for (const flag of flags) program.addOption(flag);
}

export function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}

export function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return value;
}

export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1.');
  return value;
}

/** `5%` or `0.05`. */
export function share(text: string): number {
  const match = /^(\d{1,3}(?:\.\d{1,6})?)(%?)$/.exec(text.trim());
  const value = Number(match?.[1]) / (match?.[2] === '%' ? 100 : 1);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('It must be a share: 5% or 0.05.');
  return value;
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };
/** The longest a timer of Node can wait. */
const LONGEST_MS = 2 ** 31 - 1;

/** `500ms`, `30s`, `5m`, `1h`, or seconds. */
export function milliseconds(text: string): number {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|min|h)?$/.exec(text.trim());
  const value = Number(match?.[1]) * (UNITS[match?.[2] ?? 's'] ?? Number.NaN);
  if (!(value >= 1)) throw new InvalidArgumentError('It must be a duration: 500ms, 30s, 5m, 1h.');
  return Math.min(LONGEST_MS, Math.round(value));
}
