import { give } from '../answer';
import type { Context } from '../context';
import { warnOfData } from '../data-remarks';
import { UsageError } from '../errors';
import { collect } from '../global-flags';
import { ask } from '../session';
import { readSpecFile } from '../spec-file';
import { parametersText } from '../views/parameters';
import { PLAIN_LIST, type Verb } from '../verb';
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
    .description('one parameter set: fixed values of the file, defaults for what it searches, -p for what you choose')
    .argument('<file>', 'optimization file')
    .option(
      '-p, --parameter <name=value>',
      'use this value of a parameter, fixed or searched in the file (repeatable)',
      collect,
    )
    .option('--set <path=value>', 'change one value of the file (repeatable)', collect)
    .option('--trades', 'list every trade')
    .option('--equity', 'equity at every close')
    .addHelpText('after', '\nExample: paramo backtest examples/demo.yaml -p fast=20 -p slow=100 --trades')
    .action(run(backtest, PLAIN_LIST));
};

async function backtest(context: Context, options: BacktestOptions, file: string): Promise<void> {
  const { set = [], parameter = [] } = options;
  const sets = [...set, ...parameter.map(asSet)];
  const { spec: asked } = await readSpecFile(context, file, sets);
  const { backtestAnswer, backtestDocument } = await import('../views/backtest-report');
  await ask(context, async (paramo) => {
    const { report, candles, spec, data } = await paramo.backtest(asked, defaultsOf(asked));
    const parameters = { ...spec.fixed, ...defaultsOf(spec) };
    await warnOfConstraints(context, spec, parameters);
    warnOfData(context, spec, data);
    const document = backtestDocument({ spec, parameters, report, candles, remarks: data });
    await give(context, backtestAnswer(document, options, context.flags.verbose === true));
  });
}

/** @throws UsageError */
function asSet(assignment: string): string {
  if (/^[^=.]+=./.test(assignment)) return `parameters.${assignment}`;
  throw new UsageError(`-p ${assignment} is not understood.`, 'Write name=value, for example -p fast=20.');
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
