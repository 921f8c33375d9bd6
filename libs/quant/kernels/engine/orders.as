// What each close orders, decided for all bars at once. Twin: OrderBits (signal-bits.ts).
import { words } from './bits';
import { entryWins, exitWins, renews, reverses, tradesLong, tradesShort } from './settings';
import { exitsLong, exitsShort, leavesLong, leavesShort, opens, opensLong } from './simulate';

@inline
function wordOf(bits: usize, at: usize): u64 {
  return bits == 0 ? 0 : load<u64>(bits + at);
}

/** Bits of the four rules at the closes; 0 = no such rule. */
export function readOrders(enterLong: usize, exitLong: usize, enterShort: usize, exitShort: usize): void {
  const wantLong = tradesLong ? enterLong : 0;
  const wantShort = tradesShort ? enterShort : 0;
  const entry: u64 = entryWins ? ~(<u64>0) : 0;
  const exit: u64 = exitWins ? ~(<u64>0) : 0;
  const reversal: u64 = reverses ? ~(<u64>0) : 0;
  const renewal: u64 = renews ? ~(<u64>0) : 0;
  for (let at: usize = 0; at < words << 3; at += 8) {
    const wantsLong = wordOf(wantLong, at);
    const wantsShort = wordOf(wantShort, at);
    const quitsLong = wordOf(exitLong, at);
    const quitsShort = wordOf(exitShort, at);
    const long = wantsLong & (~quitsLong | entry);
    const short = wantsShort & (~quitsShort | entry);
    // Both sides at once is no direction at all.
    const onlyLong = long & ~short;
    const onlyShort = short & ~long;
    const outOfLong = quitsLong & (~wantsLong | exit);
    const outOfShort = quitsShort & (~wantsShort | exit);
    store<u64>(opens + at, onlyLong | onlyShort);
    store<u64>(opensLong + at, onlyLong);
    store<u64>(exitsLong + at, outOfLong);
    store<u64>(exitsShort + at, outOfShort);
    store<u64>(leavesLong + at, outOfLong | (onlyShort & reversal) | (onlyLong & renewal));
    store<u64>(leavesShort + at, outOfShort | (onlyLong & reversal) | (onlyShort & renewal));
  }
}
