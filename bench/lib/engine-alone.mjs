// Evaluates one grid in the batches of paramo and ends: `engine-alone.mjs <none | grid | million> [--small]`. Who starts it
// looks at its memory.
import { planBatches } from './batches.mjs';
import { built } from './built.mjs';
import { crossGrid, grids, taskOf } from './grids.mjs';
import { dailyMarket } from './markets.mjs';

const { BatchSeries } = built('quant/backtest');

/** 1,000,405 pairs of windows. */
const million = () => ({ ...crossGrid([2, 1416]), candles: dailyMarket(2520) });

function evaluate({ candles, ...grid }) {
  const task = taskOf({ candles, ...grid });
  const report = { trials: 0, bars: candles.close.length };
  const series = new BatchSeries();
  for (const plan of planBatches(task)) {
    const { columns } = series.evaluate({ ...task, plan }, candles);
    report.trials += columns[0].length;
  }
  return report;
}

const [name, flag] = process.argv.slice(2);
const gridOf = () => (name === 'million' ? million() : grids({ grid: [name], small: flag === '--small' })[0][1]);
console.log(JSON.stringify(name === 'none' ? { trials: 0, bars: 0 } : evaluate(gridOf())));
