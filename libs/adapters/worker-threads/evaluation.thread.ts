import type { Candles } from '#quant/candles';
import { BatchSeries, type EvaluationResult, type EvaluationTask } from '#quant/backtest';
import { serveThread, Transferred } from '#threads';

/** What an evaluation thread answers to. The candles are views of shared memory: sending them copies nothing. */
export type EvaluationMethods = {
  /** Answered once the code is loaded. */
  ready(input: null): void;
  /** Bytes of the thread's own objects and buffers, the memory of the engine module included; not yet collected garbage counts. */
  memory(input: null): number;
  evaluate(input: { task: EvaluationTask; candles: Candles }): EvaluationResult;
};

const series = new BatchSeries();

serveThread<EvaluationMethods>({
  ready: () => undefined,
  memory: () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  evaluate: ({ task, candles }) => {
    const result = series.evaluate(task, candles);
    return new Transferred(
      result,
      result.columns.map(({ buffer }) => buffer as ArrayBuffer),
    );
  },
});
