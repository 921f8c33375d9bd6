import type { MetricContext } from './metric-context';
import { mean } from './statistics';

/** Slope of log equity returns on log close returns. */
export function marketBeta({ simulation, candles }: MetricContext): number {
  const own = logReturns(simulation.equity);
  const market = logReturns(candles.close);
  const ownMean = mean(own);
  const marketMean = mean(market);
  let covariance = 0;
  let variance = 0;
  for (let i = 0; i < market.length; i++) {
    const deviation = (market[i] ?? NaN) - marketMean;
    covariance += ((own[i] ?? NaN) - ownMean) * deviation;
    variance += deviation * deviation;
  }
  return covariance / variance;
}

function logReturns(values: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < returns.length; i++) returns[i] = Math.log((values[i + 1] ?? NaN) / (values[i] ?? NaN));
  return returns;
}
