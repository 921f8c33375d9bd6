/** Share of the peak from which a pick is kept (three stars). */
export const KEEP_RATIO = 0.75;

/**
 * What a plateau keeps of the peak, 1 = all: plateau ÷ peak of a maximised metric, 1 − |plateau − peak| ÷ |peak| of a
 * minimised one. Both are the same of a peak above 0. Scores are oriented: higher is better. Null where a share of the
 * peak makes no sense: a maximised peak that is not above 0, a minimised one that is 0.
 */
export function retentionOf(plateau: number, peak: number, direction: 'maximize' | 'minimize'): number | null {
  if (direction === 'maximize') return peak > 0 ? plateau / peak : null;
  return peak === 0 ? null : 1 - Math.abs(plateau - peak) / Math.abs(peak);
}
