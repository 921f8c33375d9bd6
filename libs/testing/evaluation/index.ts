export { candlesOfCase, type EvaluationCase, evaluationCases, longLengths } from './evaluation-case';
export { type MarketShape, randomMarket } from './random-market';
