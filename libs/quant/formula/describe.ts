import { FUNCTIONS } from './functions';
import { functionSignature } from './signature';
import { BAR_FIELDS, ORDERS, STATE } from './vocabulary';

export interface LanguageEntry {
  name: string;
  /** How it is written, e.g. `rising(x, n = 1)`. */
  signature: string;
  doc: string;
  group: 'bar' | 'operator' | 'function' | 'constant' | 'state' | 'order';
  result: 'series' | 'condition' | 'order';
}

export interface LanguageDescription {
  entries: LanguageEntry[];
}

const OPERATORS: LanguageEntry[] = [
  operator('+ - * /', 'a + b', 'Arithmetic; undefined if an operand is. Also -a.', 'series'),
  operator('< <= > >= == !=', 'a < b', 'Comparison; false if an operand is undefined, != included.', 'condition'),
  operator('and or not', 'a and not b', 'Also written && || !. not binds weaker than a comparison.', 'condition'),
  operator('[ ]', 'x[k]', 'Value or condition of k bars ago, k ≥ 0 and known before the run.', 'series'),
  operator('.', 'macd(f, s, g).signal', 'One line of an indicator that has several.', 'series'),
  operator('htf', 'htf("1w", x)', 'x on longer bars, as of the last one that is complete.', 'series'),
  operator('if', 'if(c, a, b)', 'a where c holds, else b; undefined while c warms up.', 'series'),
];

/** What the language itself knows, in the order of the reference. Indicators describe themselves. */
export function describeLanguage(): LanguageDescription {
  const bars = Object.entries(BAR_FIELDS).map(([name, { doc }]): LanguageEntry => ({
    name,
    signature: name,
    doc,
    group: 'bar',
    result: 'series',
  }));
  const functions = FUNCTIONS.map((core): LanguageEntry => {
    const group = core.bare ? 'constant' : 'function';
    const result = core.kind === 'condition' ? 'condition' : 'series';
    return { name: core.name, signature: functionSignature(core), doc: core.doc, group, result };
  });
  const state = Object.entries(STATE).map(([name, { doc }]): LanguageEntry => ({
    name,
    signature: name,
    doc,
    group: 'state',
    result: 'series',
  }));
  const orders = Object.entries(ORDERS).map(([name, { doc }]): LanguageEntry => ({
    name,
    signature: `${name}(p)`,
    doc,
    group: 'order',
    result: 'order',
  }));
  return { entries: [...bars, ...OPERATORS, ...functions, ...state, ...orders] };
}

function operator(name: string, signature: string, doc: string, result: LanguageEntry['result']): LanguageEntry {
  return { name, signature, doc, group: 'operator', result };
}
