import type { RecordedVerdict } from '#domain/optimization';
import type { Paint, Terminal } from '../terminal/terminal';
import { wrap } from '../terminal/text';

const LINE = 110;

/** The sentence, then every ground with ✓, ✗ or ? for a question that was not answered. */
export function verdictText({ decision, sentence, grounds }: RecordedVerdict, terminal: Terminal): string {
  const { paint } = terminal;
  const width = Math.min(LINE, terminal.columns);
  const head = `${paint.bold('VERDICT')}  ${decisionColor(decision, paint)(paint.bold(decision))}`;
  const lines = grounds.map(({ ok, text }) => `   ${answerMark(ok, paint)} ${wrap(text, width, '     ')}`);
  return [`${head}  ${wrap(sentence, width - 2, '         ')}`, ...lines].map((line) => `${line}\n`).join('');
}

function answerMark(ok: boolean | null, paint: Paint): string {
  if (ok === null) return paint.dim('?');
  return ok ? paint.green('✓') : paint.red('✗');
}

function decisionColor(decision: RecordedVerdict['decision'], paint: Paint): (text: string) => string {
  switch (decision) {
    case 'keep':
      return paint.green;
    case 'doubt':
      return paint.yellow;
    case 'reject':
      return paint.red;
    case 'unknown':
      return paint.dim;
  }
}
