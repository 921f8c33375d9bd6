import { Command } from 'commander';
import { addGlobalFlags } from './global-flags';
import type { Runner } from './verb';
import { VERBS } from './verbs';

interface Ran {
  verb: string;
  options: object;
}

/** The command tree with handlers that only say what they were given. */
function tree(): { program: Command; ran: Ran[]; help: Map<string, string> } {
  const program = new Command('paramo').exitOverride().configureOutput({ outputError: () => undefined });
  addGlobalFlags(program);
  const ran: Ran[] = [];
  const run: Runner =
    () =>
    async (...passed) => {
      const command = passed.at(-1) as Command;
      ran.push({ verb: command.name(), options: command.optsWithGlobals() });
    };
  for (const add of VERBS) add(program, run);
  const help = new Map<string, string>();
  for (const leaf of leaves(program)) {
    leaf.configureOutput({ writeOut: (text) => help.set(pathOf(leaf), text) });
    leaf.outputHelp();
  }
  return { program, ran, help };
}

function leaves(command: Command): Command[] {
  const visible = command
    .createHelp()
    .visibleCommands(command)
    .filter((sub) => sub.name() !== 'help');
  return visible.length === 0 ? [command] : visible.flatMap(leaves);
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** Words of a command line, quotes respected. */
const words = (line: string): string[] => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));

describe('the help of every verb', () => {
  const { program, ran, help } = tree();

  it.each([...help])('%s has an example that is understood', async (path, text) => {
    const [, example = ''] = /\nExample: (.+)\n?$/.exec(text) ?? [];
    // `source <(paramo completion bash)` is for the shell.
    const [line = ''] = /paramo [^)]+/.exec(example) ?? [];
    ran.length = 0;
    await program.parseAsync(words(line).slice(1), { from: 'user' });
    expect(path.endsWith(` ${ran[0]?.verb}`)).toBe(true);
  });

  it('describes everything in a few words', () => {
    for (const leaf of leaves(program)) expect(leaf.description()).toMatch(/^[^.]{10,110}$/);
  });
});
