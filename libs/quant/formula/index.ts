/** The formula language: docs/reference/formulas.md. */
export { didYouMean, FormulaError, type FormulaIssue, type FormulaIssueCode } from './issues';
export {
  compileParameterExpression,
  type ParameterExpression,
  type ParameterExpressionResult,
} from './parameter-expression';
export { type FormulaScope, isReservedName, type ParameterKind } from './scope';
