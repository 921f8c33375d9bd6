import { checkFormula } from './check';
import type { Formula } from './ast';
import type { FormulaIssue } from './issues';
import { reservedIssues } from './parse';
import type { FormulaScope } from './scope';
import { readSyntax, type SyntaxOf } from './syntax';
import { isOrderName, ORDER_STATE, ORDERS, type OrderName } from './vocabulary';

/** An order with a price: `buyStop(high)`. */
export interface OrderFormula {
  name: OrderName;
  side: 'buy' | 'sell';
  kind: 'stop' | 'limit';
  /** May read the state of the position, and the open of the bar in which the order lives. */
  price: Formula;
}

export type ParseOrderResult = { ok: true; order: OrderFormula } | { ok: false; issues: FormulaIssue[] };

/** Reads and checks the order of a rule, which buys or sells. Never throws on any text. */
export function parseOrder(text: string, scope: FormulaScope, side: OrderFormula['side']): ParseOrderResult {
  const reserved = reservedIssues(text, scope);
  if (reserved.length > 0) return { ok: false, issues: reserved };
  const read = readSyntax(text);
  if ('issue' in read) return { ok: false, issues: [read.issue] };
  const { tree } = read;
  const [priceTree] = tree.kind === 'call' ? tree.arguments : [];
  if (tree.kind !== 'call' || !isOrderName(tree.name) || !priceTree || tree.arguments.length > 1) {
    const names = Object.keys(ORDERS).map((name) => `${name}(p)`);
    const hint = `Write ${names.join(', ')}`;
    return {
      ok: false,
      issues: [{ code: 'syntax', message: 'Expected an order with its price', start: 0, end: text.length, hint }],
    };
  }
  if (ORDERS[tree.name].side !== side) return refuseSide(tree, side);
  const checked = checkFormula(priceTree, { ...scope, state: ORDER_STATE }, { barsAllowed: true, expected: 'series' });
  if (!checked.ok) return checked;
  const { root, type, parameters } = checked;
  return { ok: true, order: { name: tree.name, ...orderOf(tree.name), price: { text, root, type, parameters } } };
}

function refuseSide({ name, start, nameEnd: end }: SyntaxOf<'call'>, side: OrderFormula['side']): ParseOrderResult {
  const hint = `Write ${side}Stop(p) or ${side}Limit(p)`;
  return {
    ok: false,
    issues: [{ code: 'misplaced', message: `"${name}" is the wrong side: this rule ${side}s`, start, end, hint }],
  };
}

function orderOf(name: OrderName): Pick<OrderFormula, 'side' | 'kind'> {
  const { side, kind } = ORDERS[name];
  return { side, kind };
}
