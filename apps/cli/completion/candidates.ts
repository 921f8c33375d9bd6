import type { Command } from 'commander';

/**
 * Words that may stand in place of the last of `words` (which may be empty): subcommands, flags, and the choices of a
 * flag or argument. Nothing where only the user knows, so that the shell offers files.
 */
export function completions(program: Command, words: readonly string[]): string[] {
  const current = words.at(-1) ?? '';
  const { command, positionals, openFlag } = walk(program, words.slice(0, -1));
  const candidates = openFlag ?? (current.startsWith('-') ? flagsOf(program, command) : wordsOf(command, positionals));
  return candidates.filter((word) => word.startsWith(current));
}

interface Place {
  command: Command;
  /** Arguments given so far. */
  positionals: number;
  /** Choices of a flag that still wants its value; undefined when there is no such flag. */
  openFlag: readonly string[] | undefined;
}

function walk(program: Command, words: readonly string[]): Place {
  const place: Place = { command: program, positionals: 0, openFlag: undefined };
  for (const word of words) {
    if (place.openFlag !== undefined) {
      place.openFlag = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const option = [...place.command.options, ...program.options].find(
        ({ short, long }) => short === word || long === word,
      );
      if (option?.required) place.openFlag = option.argChoices ?? [];
      continue;
    }
    const next = place.command.commands.find((command) => command.name() === word);
    if (next) Object.assign(place, { command: next, positionals: 0 });
    else place.positionals += 1;
  }
  return place;
}

function flagsOf(program: Command, command: Command): string[] {
  const all = [...new Set([...command.options, ...program.options])];
  return all.flatMap(({ long, hidden }) => (long !== undefined && long !== null && !hidden ? [long] : [])).sort();
}

function wordsOf(command: Command, positionals: number): readonly string[] {
  const subcommands = command
    .createHelp()
    .visibleCommands(command)
    .map((visible) => visible.name());
  if (subcommands.length > 0 && positionals === 0) return subcommands.sort();
  return command.registeredArguments[positionals]?.argChoices ?? [];
}
