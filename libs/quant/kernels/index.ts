/**
 * Kernels: columns of bits and tables over bars, the arithmetic below the fast engine. They know no trade and no formula.
 * Named one by one: `export *` compiles to a look-up by name at every call.
 */
export {
  andBits,
  type Bitset,
  clearBefore,
  createBitset,
  delayBits,
  fillBits,
  hasBit,
  invertBits,
  nextBit,
  orBits,
  packBits,
  risingEdges,
  unpackBits,
  xorBits,
} from './bitset';
export { MarketTables } from './market-tables';
export { type Instruction, type Program, STOP_COLUMNS } from './program';
export { createRelation, relate, type Relation, relateToNumber } from './relation';
export { type ColumnSource, type KernelColumn, type KernelSettings, readTotals, TrialKernel } from './trial-kernel';
export { type ZonedColumn, zonedColumn } from './zoned-column';
