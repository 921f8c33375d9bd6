export { candlesOfCase, type EvaluationCase, evaluationCases, longLengths, withFewTrials } from './evaluation-case';
export { type MarketShape, randomMarket } from './random-market';
