import type { Candles } from '#quant/candles';
import type { PositionState } from '#quant/formula';
import type { OrderPrice } from './backtest.types';
import type { Side } from './cash';

/** An order with a price, placed at a close. It lives during the next bar, then it is gone. */
export interface RestingOrder {
  action: 'enter' | 'exit';
  /** Side of the position that it opens or closes. */
  side: Side;
  order: OrderPrice;
  /** The bar at whose close the rule spoke. */
  signalBar: number;
}

/** An order that a bar touched, with its raw price: before spread and slippage. */
export interface TouchedOrder extends RestingOrder {
  price: number;
}

/**
 * The orders that a bar touches, in the order in which it does. A price that the open is already beyond fills at the open.
 * Inside the bar the path is open – nearer extreme – farther extreme – close; at one price an exit comes before an entry.
 * @param state the state at the close on which the orders were placed.
 */
export function touchedOrders(
  orders: readonly RestingOrder[],
  { open, high, low }: Candles,
  { bar, state }: { bar: number; state: PositionState },
): TouchedOrder[] {
  const first = open[bar] ?? NaN;
  const top = high[bar] ?? NaN;
  const bottom = low[bar] ?? NaN;
  const upFirst = top - first < first - bottom;
  const touched: (TouchedOrder & { leg: number })[] = [];
  state.nextOpen = first;
  for (const order of orders) {
    const level = order.order.price(order.signalBar, state);
    const up = meetsRise(order);
    if (!(up ? top >= level : bottom <= level)) continue;
    const price = up ? Math.max(first, level) : Math.min(first, level);
    const leg = price === first ? 0 : up === upFirst ? 1 : 2;
    touched.push({
      action: order.action,
      side: order.side,
      order: order.order,
      signalBar: order.signalBar,
      price,
      leg,
    });
  }
  state.nextOpen = NaN;
  if (touched.length < 2) return touched;
  const away = ({ price }: TouchedOrder) => Math.abs(price - first);
  const rank = ({ action }: TouchedOrder) => (action === 'exit' ? 0 : 1);
  return touched.sort((a, b) => a.leg - b.leg || away(a) - away(b) || rank(a) - rank(b));
}

/** Whether a rising price fills the order: a stop to buy, a limit to sell. */
function meetsRise({ action, side, order }: RestingOrder): boolean {
  const buys = (action === 'enter') === side > 0;
  return buys === (order.kind === 'stop');
}
