import { Argument } from 'commander';
import { completions } from '../completion/candidates';
import { COMPLETION_SHELLS, completionScript, type CompletionShell } from '../completion/scripts';
import type { Verb } from '../verb';

export const addCompletion: Verb = (program, run) => {
  program
    .command('completion')
    .description(`print a completion script for ${COMPLETION_SHELLS.join(', ')}`)
    .addArgument(new Argument('<shell>').choices(COMPLETION_SHELLS))
    .addHelpText('after', '\nExample: source <(paramo completion bash)')
    .action(
      run(async (context, _options: object, shell: CompletionShell) => context.out.write(completionScript(shell))),
    );
  addCandidates(program, run);
};

/** What the scripts ask: the words that may stand in place of the last one. */
const addCandidates: Verb = (program, run) => {
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(
      run(async (context, _options: object, words: string[]) => {
        const found = completions(program, words);
        context.out.write(found.map((word) => `${word}\n`).join(''));
      }),
    );
};
