import type { SyntaxTree } from './syntax';

/** What the generated parser throws on text outside the grammar. */
export interface GrammarError extends Error {
  expected: readonly { type: string; description?: string; text?: string }[];
  found: string | null;
  location: { start: { offset: number }; end: { offset: number } };
}

export const SyntaxError: new () => GrammarError;
export function parse(text: string): SyntaxTree;
