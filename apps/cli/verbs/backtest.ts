import { give } from '../answer';
import type { Context } from '../context';
import { collect } from '../global-flags';
import { ask } from '../session';
import { readSpecFile } from '../spec-file';
import { parametersText } from '../views/parameters';
import type { Verb } from '../verb';
import type { Domain, ParameterSet, ParameterValue } from '#quant/space';
import type { OptimizationSpec } from '#spec';

interface BacktestOptions {
  parameter?: string[];
  set?: string[];
  trades?: true;
  equity?: true;
}

export const addBacktest: Verb = (program, run) => {
  program
    .command('backtest')
    .description('one parameter set: what is searched takes its default unless -p says otherwise')
    .argument('<file>', 'optimization file')
    .option('-p, --parameter <name=value>', 'value of a parameter (repeatable)', collect)
    .option('--set <path=value>', 'change one value of the file (repeatable)', collect)
    .option('--trades', 'list every trade')
    .option('--equity', 'equity at every close')
    .addHelpText('after', '\nExample: paramo backtest examples/demo.yaml -p fast=20 -p slow=100 --trades')
    .action(run(backtest));
};

async function backtest(context: Context, options: BacktestOptions, file: string): Promise<void> {
  const { set = [], parameter = [] } = options;
  const sets = [...set, ...parameter.map((assignment) => `parameters.${assignment}`)];
  const { spec: asked } = await readSpecFile(context, file, sets);
  const { backtestAnswer, backtestDocument } = await import('../views/backtest-report');
  await ask(context, async (paramo) => {
    const { report, candles, spec } = await paramo.backtest(asked, defaultsOf(asked));
    const parameters = { ...spec.fixed, ...defaultsOf(spec) };
    await warnOfConstraints(context, spec, parameters);
    const document = backtestDocument({ spec, parameters, report, candles });
    await give(context, backtestAnswer(document, options, context.flags.verbose === true));
  });
}

/** The strategy's own value of every parameter that the file searches. */
function defaultsOf({ space, strategy }: OptimizationSpec): ParameterSet {
  return Object.fromEntries(
    space.parameters.flatMap(({ name }) => {
      const declared = strategy.parameters[name];
      return declared ? [[name, declared.default]] : [];
    }),
  );
}

/** A search would never run such a set; a person may want to see what it does. */
async function warnOfConstraints(context: Context, spec: OptimizationSpec, parameters: ParameterSet): Promise<void> {
  const { compileSpace } = await import('#quant/space');
  const domains = Object.entries(parameters).map(([name, value]) => ({ name, domain: singleValue(value) }));
  for (const constraint of spec.space.constraints) {
    const compiled = compileSpace({ parameters: domains, constraints: [constraint] });
    if (compiled.ok && !compiled.space.isFeasibleAt(0n)) {
      context.warn(`${constraint} does not hold for ${parametersText(parameters)}: a search would never try this.`);
    }
  }
}

function singleValue(value: ParameterValue): Domain {
  return typeof value === 'number' ? { kind: 'list', values: [value] } : { kind: 'categorical', values: [value] };
}
