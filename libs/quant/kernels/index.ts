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
  wordsFor,
  xorBits,
} from './bitset';
export { MarketTables } from './market-tables';
export { createRelation, relate, type Relation, relateToNumber } from './relation';
export { VECTOR_COLUMN_BYTES } from './vector-unit';
export { type ZonedColumn, zonedColumn } from './zoned-column';
