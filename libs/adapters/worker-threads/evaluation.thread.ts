import type { Candles } from '#quant/candles';
import { evaluateBatch, type EvaluationResult, type EvaluationTask } from '#quant/backtest';
import { serveThread, Transferred } from '#threads';

/** What an evaluation thread answers to. The candles are views of shared memory: sending them copies nothing. */
export type EvaluationMethods = {
  evaluate(input: { task: EvaluationTask; candles: Candles }): EvaluationResult;
};

serveThread<EvaluationMethods>({
  evaluate: ({ task, candles }) => {
    const result = evaluateBatch(task, candles);
    return new Transferred(
      result,
      result.columns.map(({ buffer }) => buffer as ArrayBuffer),
    );
  },
});
