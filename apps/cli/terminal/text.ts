const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Characters that take a place on the screen. paramo writes single-width characters only. */
export function visibleWidth(text: string): number {
  return [...stripColors(text)].length;
}

export function stripColors(text: string): string {
  return text.replace(ESCAPES, '');
}

export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const missing = ' '.repeat(Math.max(0, width - visibleWidth(text)));
  return align === 'left' ? text + missing : missing + text;
}

/** At most `width` characters, the last one `…` where something was left out. */
export function shorten(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Breaks at spaces so that no line is longer than `width`, as far as the words allow. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && visibleWidth(indent + line) + 1 + visibleWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join(`\n${indent}`);
}
