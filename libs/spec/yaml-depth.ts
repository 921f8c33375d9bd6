import { Lexer, Parser } from 'yaml';

/** Reading YAML recurses: so many levels are more than any file has use for, and far from the end of the stack. */
export const MAX_YAML_DEPTH = 100;

/** Offset from which on a text is nested deeper than can be read; null when it is not. Does not recurse itself. */
export function tooDeepAt(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > MAX_YAML_DEPTH) return parser.offset;
  }
  return null;
}
