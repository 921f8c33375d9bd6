import type { Admission } from './search.types';

export const EMPTY: Admission = {
  kind: 'refuse',
  code: 'search-space.empty',
  message: 'No point of the space meets its constraints. Loosen a constraint or widen a range.',
};

export function tooLarge(message: string): Admission {
  return { kind: 'refuse', code: 'search-space.too-large', message };
}

export function notEnumerable(message: string): Admission {
  return { kind: 'refuse', code: 'search-space.not-enumerable', message };
}

/** `1234567` → `1,234,567`. */
export function withSeparators(count: bigint | number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
