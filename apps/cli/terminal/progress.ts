import { clock, count, decimal, NOTHING } from './numbers';
import { shorten, stripColors, visibleWidth } from './text';
import type { Terminal } from './terminal';

export interface ProgressState {
  done: number;
  total: number;
  failed: number;
  /** Best objective value among the trials that meet the criteria; null before the first. */
  best: number | null;
  /** Name of the objective. */
  objective: string;
}

/** The first guess is made after this many trials or this many seconds, whichever comes first. */
const GUESS_AFTER_TRIALS = 20;
const GUESS_AFTER_SECONDS = 10;
/** Throughput is that of the last minute. */
const WINDOW_SECONDS = 60;
const BAR_CELLS = 30;
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

/** ` ▓▓▓▓░░  300/1,000  62.1/s  ETA 00:11  failed 0  00:05  best 1.84 sharpe_ratio`. */
export function progressLine(state: ProgressState, timing: { rate: number | null; elapsedSeconds: number }): string {
  const { done, total, failed, best, objective } = state;
  const { rate, elapsedSeconds } = timing;
  const filled = total > 0 ? Math.min(BAR_CELLS, Math.floor((BAR_CELLS * done) / total)) : 0;
  const speed = rate === null ? NOTHING : count(rate >= 100 ? Math.round(rate) : Number(rate.toFixed(1)));
  return [
    ` ${'▓'.repeat(filled)}${'░'.repeat(BAR_CELLS - filled)}`,
    `${count(done)}/${count(total)}`,
    `${speed}/s`,
    `ETA ${rate === null ? NOTHING : clock((total - done) / rate)}`,
    `failed ${count(failed)}`,
    clock(elapsedSeconds),
    `best ${decimal(best)} ${objective}`,
  ].join('  ');
}

export interface Progress {
  update(state: ProgressState): void;
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
  const draw = (): void => {
    if (state === null) return;
    drawnAt = options.now();
    const line = progressLine(state, { rate: throughput.rate(seconds()), elapsedSeconds: seconds() });
    terminal.write(terminal.interactive ? redraw(line, terminal) : `${line.trim()}\n`);
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
    finish(note) {
      clearInterval(timer);
      if (state === null) return;
      const line = progressLine(state, { rate: throughput.rate(seconds()), elapsedSeconds: seconds() });
      terminal.write(terminal.interactive ? `${redraw(`${line}  ${note}`, terminal)}\n` : `${line.trim()}  ${note}\n`);
    },
  };
}

const CLEAR_LINE = '\r\u001b[2K';

function redraw(line: string, terminal: Terminal): string {
  const room = terminal.columns - 1;
  return CLEAR_LINE + (visibleWidth(line) <= room ? line : shorten(stripColors(line), room));
}
