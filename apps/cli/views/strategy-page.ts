import type { StrategyDefinition, StrategyParameter } from '#quant/strategies';
import { MAX_TRIALS } from '#spec';
import type { Paint, Terminal } from '../terminal/terminal';
import { pad, wrap } from '../terminal/text';

const NAME_WIDTH = 11;
const WIDEST = 110;

/** A strategy for reading, and a file to copy. */
export function strategyText(strategy: StrategyDefinition, { paint, columns }: Terminal): string {
  const { name, catalogueId, title, category, direction, description, source, constraints, stops } = strategy;
  const width = Math.min(columns, WIDEST);
  const line = (label: string, text: string): string =>
    `${paint.dim(pad(label, NAME_WIDTH))} ${wrap(text, width, ' '.repeat(NAME_WIDTH + 1))}\n`;
  const { reduceLong, reduceShort, reduceShare, size } = strategy;
  const rules = Object.entries({ ...rulesOf(strategy), reduceLong, reduceShort, reduceShare, ...stops, size });
  return [
    `${paint.bold(title)}  ${name}${catalogueId === undefined ? '' : ` (${catalogueId})`}\n`,
    line('category', `${category}, ${direction}`),
    ...(description === undefined ? [] : [line('about', description)]),
    ...(source === undefined ? [] : [line('source', source)]),
    ...rules.flatMap(([rule, formula]) => (formula === undefined ? [] : [line(rule, formula)])),
    ...(strategy.flatAtSessionEnd === true ? [line('sessions', 'closed at the end of each')] : []),
    ...(direction === 'reverse' && strategy.enterShort === undefined
      ? [line('short', 'the mirror image: exits long = enters short')]
      : []),
    ...Object.entries(strategy.parameters).map(([parameter, declared], i) =>
      line(i === 0 ? 'parameters' : '', `${parameter} ${parameterText(declared)}`),
    ),
    ...(constraints.length > 0 ? [line('where', constraints.join(', '))] : []),
    '\n',
    snippet(strategy, paint),
  ].join('');
}

/** Each rule with the order it places, if that is not at the market. */
function rulesOf(strategy: StrategyDefinition): Record<string, string | undefined> {
  const rules = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const;
  return Object.fromEntries(
    rules.map((rule) => {
      const order = strategy[`${rule}Order`];
      return [rule, order === undefined ? strategy[rule] : `${strategy[rule]}, by ${order}`];
    }),
  );
}

function parameterText(parameter: StrategyParameter): string {
  const about = parameter.description === undefined ? '' : `: ${parameter.description}`;
  switch (parameter.kind) {
    case 'integer':
    case 'float':
      return `= ${parameter.default} (${parameter.kind} ${parameter.min}–${parameter.max} step ${parameter.step})${about}`;
    case 'boolean':
      return `= ${parameter.default} (true or false)${about}`;
    case 'categorical':
      return `= ${parameter.default} (${parameter.values.join(', ')})${about}`;
  }
}

/** A whole optimization file that runs as it is. */
function snippet({ name, parameters }: StrategyDefinition, paint: Paint): string {
  const ranges = Object.entries(parameters).map(([parameter, declared]) => `  ${parameter}: ${rangeYaml(declared)}`);
  return [
    paint.dim('# save this as a .yaml file, then: paramo run <file>'),
    `name: ${name}-on-sp500`,
    `strategy: ${name}`,
    'data: { source: embedded, name: sp500 }',
    `parameters:${ranges.length === 0 ? ' {}' : ''}`,
    ...ranges,
    // Without a method it would be the grid.
    ...(gridSize(parameters) > MAX_TRIALS ? ['method: { name: random, max_iterations: 10000 }'] : []),
  ]
    .map((text) => `${text}\n`)
    .join('');
}

/** Points of the grid over all ranges, constraints not counted. */
function gridSize(parameters: StrategyDefinition['parameters']): number {
  return Object.values(parameters).reduce((points, parameter) => points * pointsOf(parameter), 1);
}

function pointsOf(parameter: StrategyParameter): number {
  switch (parameter.kind) {
    case 'integer':
    case 'float':
      return Math.floor((parameter.max - parameter.min) / parameter.step + 1e-9) + 1;
    case 'boolean':
      return 2;
    case 'categorical':
      return parameter.values.length;
  }
}

function rangeYaml(parameter: StrategyParameter): string {
  switch (parameter.kind) {
    case 'integer':
    case 'float':
      return `{ min: ${parameter.min}, max: ${parameter.max}, step: ${parameter.step} }`;
    case 'boolean':
      return '{ type: boolean }';
    case 'categorical':
      return `{ type: categorical, values: ${JSON.stringify(parameter.values)} }`;
  }
}
