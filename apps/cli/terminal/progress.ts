import { clock, count, decimal, NOTHING } from './numbers';
import { shorten } from './text';
import type { Terminal } from './terminal';

export interface ProgressState {
  done: number;
  total: number;
  failed: number;
  /** Best objective value among the trials that meet the criteria; null before the first. */
  best: number | null;
  /** Name of the objective. */
  objective: string;
  /** Nothing new is started until somebody resumes it. */
  paused: boolean;
}

/** The first guess is made after this many trials or this many seconds, whichever comes first. */
const GUESS_AFTER_TRIALS = 20;
const GUESS_AFTER_SECONDS = 10;
/** Throughput is that of the last minute. */
const WINDOW_SECONDS = 60;
const MOST_CELLS = 30;
const FEWEST_CELLS = 10;
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5000;
/** The clock goes on while a long batch runs. */
const CLOCK_TICK_MS = 1000;

/** Throughput of the last minute, from what was done when. Trials that were there at the start do not count. */
export class Throughput {
  private readonly samples: { seconds: number; done: number }[];

  constructor(
    private readonly startSeconds: number,
    private readonly doneBefore: number,
  ) {
    this.samples = [{ seconds: startSeconds, done: doneBefore }];
  }

  add(seconds: number, done: number): void {
    this.samples.push({ seconds, done });
    while ((this.samples[1]?.seconds ?? Infinity) < seconds - WINDOW_SECONDS) this.samples.shift();
  }

  /** Trials per second, or null while it is too early to say. */
  rate(nowSeconds: number): number | null {
    const [first] = this.samples;
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.done === first.done) return null;
    const early =
      last.done - this.doneBefore < GUESS_AFTER_TRIALS && nowSeconds - this.startSeconds < GUESS_AFTER_SECONDS;
    return early ? null : (last.done - first.done) / Math.max(1e-3, nowSeconds - first.seconds);
  }
}

export interface ProgressTiming {
  rate: number | null;
  elapsedSeconds: number;
  /** How it ended; the guess is shown while it runs. */
  note?: string;
}

/** ` ▓▓▓▓░░  300/1,000  62.1/s  ETA 00:11  failed 0  00:05  best 1.84 sharpe_ratio`, in `width` characters if possible. */
export function progressLine(state: ProgressState, timing: ProgressTiming, width = Number.MAX_SAFE_INTEGER): string {
  const { done, total, failed, best, objective, paused } = state;
  const eta = paused ? 'paused' : `ETA ${timing.rate === null ? NOTHING : clock((total - done) / timing.rate)}`;
  const { rate, elapsedSeconds, note } = timing;
  const speed = rate === null ? NOTHING : count(rate >= 100 ? Math.round(rate) : Number(rate.toFixed(1)));
  const words = (bestName: string): string =>
    [
      `${count(done)}/${count(total)}`,
      `${speed}/s`,
      note ?? eta,
      `failed ${count(failed)}`,
      clock(elapsedSeconds),
      `best ${decimal(best)}${bestName}`,
    ].join('  ');
  const named = words(` ${objective}`);
  const text = named.length + FEWEST_CELLS + 3 <= width ? named : words('');
  const cells = Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, width - text.length - 3));
  const filled = total > 0 ? Math.min(cells, Math.floor((cells * done) / total)) : 0;
  return ` ${'▓'.repeat(filled)}${'░'.repeat(cells - filled)}  ${text}`;
}

export interface Progress {
  update(state: ProgressState): void;
  /** A line of its own, which stays. */
  say(text: string): void;
  /** Leaves the last state on the screen, with a word about how it ended. */
  finish(note: string): void;
}

/**
 * One line that is drawn over while a person looks; a plain line every five seconds otherwise. `now` is in milliseconds.
 */
export function startProgress(terminal: Terminal, options: { now: () => number; doneBefore: number }): Progress {
  const began = options.now();
  const seconds = (): number => (options.now() - began) / 1000;
  const throughput = new Throughput(0, options.doneBefore);
  let state: ProgressState | null = null;
  let drawnAt = terminal.interactive ? -Infinity : began;
  const line = (note?: string): string => {
    if (state === null) return '';
    const timing = { rate: throughput.rate(seconds()), elapsedSeconds: seconds(), ...(note !== undefined && { note }) };
    if (!terminal.interactive) return `${progressLine(state, timing).trim()}\n`;
    return CLEAR_LINE + shorten(progressLine(state, timing, terminal.columns - 1), terminal.columns - 1);
  };
  const draw = (): void => {
    if (state === null) return;
    drawnAt = options.now();
    terminal.write(line());
  };
  const every = terminal.interactive ? REDRAW_MS : PLAIN_LINE_MS;
  const drawIfDue = (): void => {
    if (options.now() - drawnAt >= every) draw();
  };
  const timer = setInterval(drawIfDue, CLOCK_TICK_MS);
  timer.unref();
  return {
    update(next) {
      if (next.done !== state?.done) throughput.add(seconds(), next.done);
      state = next;
      drawIfDue();
    },
    say(text) {
      terminal.write(`${terminal.interactive ? CLEAR_LINE : ''}${text}\n`);
      draw();
    },
    finish(note) {
      clearInterval(timer);
      if (state === null) return;
      terminal.write(line(note) + (terminal.interactive ? '\n\n' : ''));
    },
  };
}

const CLEAR_LINE = '\r\u001b[2K';
