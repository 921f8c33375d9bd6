import { createColors } from 'picocolors';
import type { SpecIssue } from './issues';

/**
 * Issues for people: what, an excerpt of the text with a caret below the place, what was expected, what to try.
 *
 *     error[E2104]: parameters.entry_threshold.step must be > 0
 *       --> 9:42
 *      9 |   entry_threshold: { min: 25, max: 30, step: 0 }
 *        |                                              ^
 *     help: leave the key out, or give the distance between two values
 */
export function formatIssues(text: string, issues: readonly SpecIssue[], { color }: { color: boolean }): string {
  const lines = text.split(/\r?\n/);
  return issues.map((issue) => formatIssue(lines, issue, createColors(color))).join('\n\n');
}

type Colors = ReturnType<typeof createColors>;

function formatIssue(lines: readonly string[], issue: SpecIssue, colors: Colors): string {
  const { severity, code, position } = issue;
  const [message, expected, hint] = [issue.message, issue.expected, issue.hint].map((text) => text && printable(text));
  const paint = severity === 'error' ? colors.red : colors.yellow;
  return [
    `${colors.bold(paint(`${severity}[${code}]`))}: ${colors.bold(message ?? '')}`,
    ...(position ? excerpt(lines, position, { colors, paint }) : []),
    ...(expected === undefined || message?.includes(expected) ? [] : [`${colors.cyan('expected')}: ${expected}`]),
    ...(hint === undefined ? [] : [`${colors.cyan('help')}: ${hint}`]),
  ].join('\n');
}

const WIDTH = 110;

function excerpt(
  lines: readonly string[],
  { line, column, length }: NonNullable<SpecIssue['position']>,
  { colors, paint }: { colors: Colors; paint: Colors['red'] },
): string[] {
  const text = printable(lines[line - 1] ?? '');
  const from = Math.max(0, column - 1 - WIDTH / 2);
  const shownText = text.slice(from, from + WIDTH);
  const carets = '^'.repeat(Math.max(1, Math.min(length, shownText.length - (column - 1 - from))));
  const gutter = String(line);
  return [
    `  ${colors.dim('-->')} ${line}:${column}`,
    ` ${colors.dim(`${gutter} |`)} ${shownText}`,
    ` ${colors.dim(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(column - 1 - from)}${paint(carets)}`,
  ];
}

/** Control characters of a hostile file must not reach the terminal; tabs become a space, so columns stay. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
