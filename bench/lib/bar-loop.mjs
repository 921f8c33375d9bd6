/** The plain bar loop, which defines what is right: rules bar by bar, orders bar by bar, equity bar by bar. */
import { built } from './built.mjs';
import { spaceOf } from './grids.mjs';

const { compileStrategy, simulate } = built('quant/backtest');
const { createEvaluator } = built('quant/formula');
const { INDICATORS } = built('quant/indicators');
const { computeMetrics, periodsPerYear } = built('quant/metrics');
const { planSets } = built('quant/space');

/**
 * Every `stride`-th trial of a task, ready to run: it is not charged for its indicators.
 * @returns a function that gives a row of metrics per trial
 */
export function prepareBarLoop(task, candles, stride) {
  const calendar = periodsPerYear(candles);
  const evaluator = createEvaluator({ candles, periodsPerYear: calendar, maxCachedColumns: 512 });
  const { strategy } = compileStrategy(task.strategy, INDICATORS);
  const sets = [...planSets(spaceOf(task.space), task.plan)].filter((_, trial) => trial % stride === 0);
  for (const set of sets) computeColumns(strategy.bind(set), evaluator);
  const { initialBalance } = task.settings;
  const shared = { candles, initialBalance, periodsPerYear: task.settings.periodsPerYear ?? calendar };
  return () =>
    sets.map((set) => {
      const simulation = simulate(signalsOf(strategy.bind(set), evaluator), candles, task.settings);
      return computeMetrics(task.metrics, { ...shared, simulation });
    });
}

function computeColumns({ rules }, evaluator) {
  for (const rule of Object.values(rules)) {
    for (const node of rule?.root.series ?? (rule ? [rule.root.left] : [])) {
      evaluator.series({ type: 'series', root: node, key: node.key, warmup: node.warmup });
    }
  }
}

function signalsOf({ rules }, evaluator) {
  const columns = Object.entries(rules).map(([name, rule]) => [name, rule && evaluator.condition(rule)]);
  return { ...Object.fromEntries(columns), firstBar: 0 };
}
