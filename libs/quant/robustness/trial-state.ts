/**
 * Whether a trial counts, and if not why. `criteria`: it misses a result constraint; `ruined`: it lost the whole
 * account; `no-score`: it was evaluated, but the objective has no value (too few trades, say); `failed`: it could not
 * be evaluated.
 */
export type TrialState = 'ok' | 'criteria' | 'ruined' | 'no-score' | 'failed';
