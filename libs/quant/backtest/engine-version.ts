/**
 * Recorded with every result. Changes when the same task may give other numbers: a new rule of execution, another
 * metric definition, another order of floating-point operations.
 */
export const ENGINE_VERSION = '1.2.0';
