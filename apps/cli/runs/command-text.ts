import type { Context } from '../context';

/** A command to type next, with the data folder where it is not the usual one. */
export function commandText({ flags, dataDirIsDefault }: Context, command: string): string {
  return `paramo ${command}${dataDirIsDefault ? '' : ` --data-dir ${flags.dataDir}`}`;
}
