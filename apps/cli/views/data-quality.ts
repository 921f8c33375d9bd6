import type { ReadDataset } from '#services';
import type { Answer } from '../answer';
import { count, instant, shortHash } from '../terminal/numbers';
import type { Paint, Terminal } from '../terminal/terminal';
import { wrap } from '../terminal/text';

/** What was read, and what is odd about it, in words. */
export function qualityAnswer({ hash, candles, quality, origin, notes }: ReadDataset, stored: boolean): Answer {
  const { symbol, interval, time } = candles;
  const [first = Number.NaN] = time;
  const last = time.at(-1) ?? Number.NaN;
  const bars = time.length;
  return {
    document: {
      hash,
      stored,
      symbol,
      interval,
      bars,
      first: new Date(first).toISOString(),
      last: new Date(last).toISOString(),
      origin,
      notes,
      quality,
    },
    text: (terminal) =>
      [
        `${terminal.paint.bold(symbol)} ${interval} ${instant(first)}…${instant(last)}, ${count(bars)} bars, sha ${shortHash(hash)}\n`,
        ...notes.map((note) => `  ${terminal.paint.dim('note')} ${wrap(note, lineWidth(terminal), '       ')}\n`),
        ...quality.sentences.map(
          (sentence) => `  ${mark(quality.verdict, terminal.paint)} ${wrap(sentence, lineWidth(terminal), '    ')}\n`,
        ),
        `${verdict(quality.verdict, terminal.paint)}${stored ? ' · stored' : ''}\n`,
      ].join(''),
  };
}

const lineWidth = ({ columns }: Terminal): number => Math.min(columns, 110) - 7;

function mark(verdict: ReadDataset['quality']['verdict'], paint: Paint): string {
  return verdict === 'bad' ? paint.red('✗') : paint.yellow('!');
}

function verdict(quality: ReadDataset['quality']['verdict'], paint: Paint): string {
  switch (quality) {
    case 'ok':
      return paint.green('✓ nothing odd found');
    case 'warn':
      return paint.yellow('! usable, but look at this first');
    case 'bad':
      return paint.red('✗ do not trust results over these candles before this is mended');
  }
}
