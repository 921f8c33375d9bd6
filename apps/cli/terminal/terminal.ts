import { WriteStream } from 'node:tty';
import picocolors from 'picocolors';

export type Paint = ReturnType<typeof picocolors.createColors>;
/** Bits of colour the terminal shows: none, 16 colours, 256, or all. */
export type ColorDepth = 1 | 4 | 8 | 24;

/** One of the two places a command writes to, and what may be drawn there. */
export interface Terminal {
  write(text: string): void;
  /** A person is looking: lines may be drawn over. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly depth: ColorDepth;
  readonly paint: Paint;
}

/** Where nobody looks, lines may be as long as they are. */
const UNLIMITED = Number.MAX_SAFE_INTEGER;

export function openTerminal(stream: NodeJS.WriteStream, color: boolean, env: NodeJS.ProcessEnv): Terminal {
  const interactive = stream.isTTY === true;
  const depth = color ? colorDepth(interactive, env) : 1;
  return {
    write: (text) => void stream.write(text),
    interactive,
    get columns() {
      return interactive ? stream.columns || 80 : UNLIMITED;
    },
    depth,
    paint: picocolors.createColors(depth > 1),
  };
}

/** no-color.org and force-color.org; else colours go to terminals only. */
export function colorDepth(interactive: boolean, env: NodeJS.ProcessEnv): ColorDepth {
  const forced = env['FORCE_COLOR'];
  const asked = forced !== undefined && forced !== '0' && forced !== 'false';
  if (!asked && (env['NO_COLOR'] || forced !== undefined || !interactive || env['TERM'] === 'dumb')) return 1;
  const { NO_COLOR: _, ...rest } = env;
  return WriteStream.prototype.getColorDepth.call({} as WriteStream, rest) as ColorDepth;
}
