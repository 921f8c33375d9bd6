import type { Domain, Parameter } from '#quant/space';
import type { StrategyDefinition, StrategyParameter } from '#quant/strategies';
import type { BacktestSettings, Sizing } from '#quant/backtest';
import { stringify } from 'yaml';
import type { ExecutionOptions, OptimizationSpec } from './optimization-spec';
import { BACKTEST_SETTINGS } from './read-backtest';
import { snakeCase } from './section';

/**
 * The resolved optimization as a file: every value written out, nothing left to a default, the strategy with its rules.
 * Reading it gives the same spec again.
 */
export function resolvedYaml(spec: OptimizationSpec, execution?: ExecutionOptions): string {
  const { name, description, dataset, method, objective, criteria, metrics } = spec;
  const { hash, symbol, interval, source, start, end } = dataset;
  const { kind, ...place } = source;
  const file = {
    name,
    ...(description !== '' && { description }),
    strategy: strategyEntries(spec.strategy),
    data: { source: kind, ...inSnakeCase(place), symbol, interval, start, end, ...(hash !== null && { hash }) },
    parameters: {
      ...Object.fromEntries(spec.space.parameters.map((parameter) => [parameter.name, parameterEntries(parameter)])),
      ...spec.fixed,
    },
    constraints: spec.space.constraints,
    backtest: backtestEntries(spec.backtest),
    method: { name: method.name, seed: method.seed, max_iterations: method.budget },
    objective,
    criteria,
    metrics,
    ...(execution && { execution: executionEntries(execution) }),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function strategyEntries({ parameters, ...strategy }: StrategyDefinition): Record<string, unknown> {
  const { enterLong, exitLong, enterShort, exitShort, stops, ...others } = strategy;
  const { enterLongOrder, exitLongOrder, enterShortOrder, exitShortOrder, ...unordered } = others;
  const { reduceLong, reduceShort, reduceShare, ...facts } = unordered;
  const orders = { enterLongOrder, exitLongOrder, enterShortOrder, exitShortOrder };
  const rules = { enterLong, exitLong, enterShort, exitShort, ...orders, reduceLong, reduceShort, reduceShare };
  return {
    ...inSnakeCase(facts),
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, own]) => [name, declarationEntries(own)])),
    rules: inSnakeCase(rules),
    ...(stops && { stops: inSnakeCase(stops) }),
  };
}

function declarationEntries({ kind, ...rest }: StrategyParameter): Record<string, unknown> {
  return { type: kind, ...rest };
}

function parameterEntries({ domain, when }: Parameter): Record<string, unknown> {
  return { ...domainEntries(domain), ...(when !== undefined && { when }) };
}

function domainEntries(domain: Domain): Record<string, unknown> {
  const { kind, ...rest } = domain;
  if (kind === 'log') return { type: 'float', scale: 'log', ...rest };
  return { type: kind, ...rest };
}

function backtestEntries(settings: BacktestSettings): Record<string, unknown> {
  const { sizing, ...rest } = settings;
  const values: Record<string, unknown> = { ...rest, sizing: sizingEntry(sizing) };
  return Object.fromEntries(
    Object.entries(BACKTEST_SETTINGS).map(([key, { spelling }]) => [spelling[0], inWords(values[key])]),
  );
}

/** Words of the file are written with `_`. */
function inWords(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('-', '_') : value;
}

function sizingEntry(sizing: Sizing): unknown {
  if (sizing.kind === 'risk') return { risk_percent: sizing.percent };
  const { kind, ...amount } = sizing;
  return kind === 'all-in' ? 'all_in' : amount;
}

function executionEntries({ trialTimeoutMs, ...rest }: ExecutionOptions): Record<string, unknown> {
  return { ...inSnakeCase(rest), trial_timeout: `${trialTimeoutMs}ms` };
}

function inSnakeCase(value: object): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [snakeCase(key), member]));
}
