import { backtestRunnerContract } from '#testing';
import { createInlineRunner } from './backtest-runner';

backtestRunnerContract('the inline runner', (candles) => createInlineRunner({ candles }));
