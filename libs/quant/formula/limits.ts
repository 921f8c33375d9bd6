import type { FormulaIssue } from './issues';

/** A formula beyond one of these is refused before work is spent on it. `bars` bounds every look-back. */
export const LIMITS = { length: 4_000, depth: 64, nodes: 500, bars: 1_000_000 } as const;

const LIMIT_ISSUES = {
  length: { code: 'too-long', message: `A formula has at most ${LIMITS.length} characters` },
  depth: { code: 'too-deep', message: `Brackets are nested at most ${LIMITS.depth} deep` },
  nodes: { code: 'too-large', message: `A formula has at most ${LIMITS.nodes} terms` },
} as const;

export function limitIssue(limit: keyof typeof LIMIT_ISSUES, text: string, start = 0): FormulaIssue {
  return { ...LIMIT_ISSUES[limit], start, end: text.length };
}

/** Length, nesting and balance of the brackets, in one pass without recursion. */
export function scanBrackets(text: string): FormulaIssue | undefined {
  if (text.length > LIMITS.length) return limitIssue('length', text, LIMITS.length);
  const open: { bracket: string; closing: string; at: number }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return { code: 'syntax', message: `This ${character} is never closed`, start: at, end: at + 1 };
      at = end;
    } else if (character === '(' || character === '[') {
      open.push({ bracket: character, closing: character === '(' ? ')' : ']', at });
      if (open.length > LIMITS.depth) return limitIssue('depth', text, at);
    } else if (character === ')' || character === ']') {
      if (open.pop()?.closing !== character) {
        return { code: 'syntax', message: `This ${character} closes nothing`, start: at, end: at + 1 };
      }
    }
  }
  const unclosed = open.pop();
  if (!unclosed) return undefined;
  const message = `This ${unclosed.bracket} is never closed`;
  return { code: 'syntax', message, start: unclosed.at, end: unclosed.at + 1 };
}
