/** Kernels: columns of bits and tables over bars, the arithmetic below the fast engine. They know no trade and no formula. */
export * from './bitset';
export { MarketTables } from './market-tables';
export { definedBits, relate, type Relation, relateToNumber, type ZonedColumn, zonedColumn } from './relation';
