/** The formula language: docs/reference/formulas.md. */
export { readsOnlyAge, splitAge } from './age';
export { type Formula, type FormulaNode, readsPosition, type Unit, type ValueType } from './ast';
export { bindFormula, createBinder } from './bind';
export { type BarFormula, createBarFormula } from './bar-formula';
export { type BitEvaluator, createBitEvaluator } from './bit-evaluator';
export {
  type BoundFormula,
  type BoundNode,
  boundOperandsOf,
  isConditionNode,
  readsPositionState,
  readsState,
} from './bound';
export { describeLanguage, type LanguageDescription, type LanguageEntry } from './describe';
export { type Direction, flipDirection, joinDirections, type ValueRange, type ValueRanges } from './direction';
export { createEvaluator, type Evaluator, type EvaluatorOptions } from './evaluator';
export { formatFormula } from './format';
export { didYouMean, FormulaError, type FormulaIssue, type FormulaIssueCode } from './issues';
export { LIMITS } from './limits';
export {
  compileParameterExpression,
  type ParameterExpression,
  type ParameterExpressionResult,
} from './parameter-expression';
export { parseFormula, type ParseResult } from './parse';
export { type OrderFormula, parseOrder, type ParseOrderResult } from './parse-order';
export { type FormulaOperand, OperandList, type Structure } from './structure';
export { type FormulaScope, isReservedName, type ParameterKind } from './scope';
export { ORDER_STATE, type PositionState, RULE_STATE, type StateName, STOP_STATE, UNKNOWN_STATE } from './vocabulary';
