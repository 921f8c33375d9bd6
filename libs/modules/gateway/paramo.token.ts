export const PARAMO = Symbol('PARAMO');
