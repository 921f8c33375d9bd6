import { BACKTEST_PROFILES, DEFAULT_BACKTEST_SETTINGS, type BacktestSettings, type Sizing } from '#quant/backtest';
import { readChoice, readFlag, readNumber, type NumberRules } from './fields';
import { shown, type IssueList, type Path } from './issues';
import { isPlainObject } from './raw-guard';
import { Section, takeFrom, type Field, type Spelling } from './section';

/** How one setting is spelled and read; undefined after an issue. */
interface Setting<Value> {
  spelling: Spelling;
  read(field: Field, issues: IssueList): Value | undefined;
}

/** The settings of a backtest, and where the file gives those that it gives. */
export interface ReadBacktest {
  settings: BacktestSettings;
  paths: Partial<Record<keyof BacktestSettings, Path>>;
}

type Settings = { [Key in keyof BacktestSettings]: Setting<BacktestSettings[Key]> };

const NOT_NEGATIVE: NumberRules = { min: 0 };
const PERCENT: NumberRules = { min: 0, max: 100, percent: true };

function number(spelling: Spelling, rules: NumberRules): Setting<number> {
  return { spelling, read: (field, issues) => readNumber(field, issues, rules) };
}

function flag(spelling: Spelling): Setting<boolean> {
  return { spelling, read: readFlag };
}

function choice<Word extends string>(
  spelling: Spelling,
  words: readonly Word[],
  synonyms: Readonly<Record<string, Word>> = {},
): Setting<Word> {
  return { spelling, read: (field, issues) => readChoice(field, issues, words, synonyms) };
}

/** Every setting of a backtest: a new one does not compile until it can be read here. */
export const BACKTEST_SETTINGS: Settings = {
  initialBalance: number(['initial_balance', 'initial_capital', 'initial_cash', 'cash', 'capital'], {
    min: 0,
    above: true,
  }),
  direction: choice(['direction', 'trade_direction'], ['both', 'long', 'short'], {
    'long-only': 'long', longonly: 'long', 'short-only': 'short', shortonly: 'short', 'long-short': 'both',
  }), // prettier-ignore
  fill: choice(['fill', 'fill_at', 'execution_price'], ['next-open', 'close'], {
    open: 'next-open', nextopen: 'next-open', 'same-close': 'close', 'on-close': 'close', 'trade-on-close': 'close',
  }), // prettier-ignore
  commissionPercent: number(
    ['commission_percent', 'commission', 'commission_pct', 'fee_percent', 'fees_percent'],
    PERCENT,
  ),
  commissionPerUnit: number(['commission_per_unit', 'commission_per_share'], NOT_NEGATIVE),
  commissionFixed: number(['commission_fixed', 'commission_per_order', 'fixed_fees'], NOT_NEGATIVE),
  slippagePercent: number(['slippage_percent', 'slippage', 'slippage_pct'], PERCENT),
  slippageTicks: number(['slippage_ticks'], { min: 0, integer: true }),
  tickSize: number(['tick_size', 'mintick'], { min: 0, above: true }),
  slippageOnStops: flag(['slippage_on_stops']),
  spreadPercent: number(['spread_percent', 'spread'], PERCENT),
  sizing: { spelling: ['sizing', 'position_size', 'size'], read: readSizing },
  leverage: number(['leverage'], { min: 1, max: 1000 }),
  unitStep: number(['unit_step', 'fractional_unit', 'size_granularity'], NOT_NEGATIVE),
  insufficientFunds: choice(['insufficient_funds'], ['reduce', 'cancel']),
  reversal: flag(['reversal']),
  sameDirectionEntry: choice(['same_direction_entry'], ['ignore', 'renew']),
  pyramiding: number(['pyramiding', 'max_entries'], { min: 1, max: 1000, integer: true }),
  stopLossPercent: number(['stop_loss_percent', 'stop_loss', 'stop_loss_pct'], { ...PERCENT, above: true }),
  takeProfitPercent: number(['take_profit_percent', 'take_profit', 'take_profit_pct'], {
    min: 0,
    above: true,
    percent: true,
  }),
  trailingStopPercent: number(['trailing_stop_percent', 'trailing_stop', 'trailing_stop_pct'], {
    ...PERCENT,
    above: true,
  }),
  stopReference: choice(['stop_reference'], ['fill', 'signal-close', 'entry-close']),
  stopsFrom: choice(['stops_from'], ['entry-bar', 'next-bar']),
  intrabar: { spelling: ['intrabar'], read: readIntrabar },
  entryAfterStop: choice(['entry_after_stop'], ['same-bar', 'next-bar']),
  equityMark: choice(['equity_mark'], ['after-fills', 'before-fills']),
  openPosition: choice(['open_position'], ['mark', 'close-at-open', 'close-at-close']),
  warmup: choice(['warmup'], ['per-rule', 'all-indicators']),
  signalConflict: choice(['signal_conflict'], ['ignore', 'entry', 'exit']),
  periodsPerYear: { spelling: ['periods_per_year', 'annualization'], read: readPeriodsPerYear },
};

const WHOLE_UNITS: Spelling = ['whole_units'];
const PROFILE: Spelling = ['profile'];

/** Settings in `backtest:`, or at the top level as in the requirement documents, over a profile or the defaults. */
export function readBacktest(field: Field | undefined, root: Section, issues: IssueList): ReadBacktest | null {
  const section = Section.at(field, issues, '{ initial_balance: 10000, commission_percent: 0.1 }');
  if (!section) return null;
  const places = [section, root];
  const profile = readProfile(section.take(PROFILE), issues);
  const given: Record<string, unknown> = {};
  const paths: Record<string, Path> = {};
  for (const [key, { spelling, read }] of Object.entries(BACKTEST_SETTINGS)) {
    // `direction` at the top level would be the objective's.
    const setting = takeFrom(key === 'direction' ? [section] : places, spelling, issues);
    const value = setting && read(setting, issues);
    if (value !== undefined) given[key] = value;
    if (setting) paths[key] = setting.path;
    if (setting && value !== undefined) warnOfShare(setting, value, issues);
  }
  const wholeField = takeFrom(places, WHOLE_UNITS, issues);
  const whole = readFlag(wholeField, issues);
  if (wholeField && given['unitStep'] !== undefined) {
    issues.error('E2005', wholeField.path, 'is given twice: also as unit_step', { atKey: true, hint: 'keep one' });
  } else if (whole !== undefined) given['unitStep'] = whole ? 1 : 0;
  section.finish();
  return { settings: { ...DEFAULT_BACKTEST_SETTINGS, ...profile, ...given }, paths };
}

function readProfile(field: Field | undefined, issues: IssueList): Partial<BacktestSettings> {
  const names = ['default', ...Object.keys(BACKTEST_PROFILES)];
  const name = readChoice(field, issues, names, {
    'backtesting-py': 'backtesting.py',
    backtestingpy: 'backtesting.py',
  });
  return Object.entries(BACKTEST_PROFILES).find(([known]) => known === name)?.[1] ?? {};
}

/** `commission: 0.001` is how other tools write 0.1 %; without the unit in the name that is probably meant. */
function warnOfShare({ path }: Field, value: unknown, issues: IssueList): void {
  const key = path.at(-1);
  const unitless = key === 'commission' || key === 'slippage' || key === 'spread';
  if (!unitless || typeof value !== 'number' || value === 0 || value >= 0.01) return;
  const hint = `for ${value * 100} % write ${key}_percent: ${value * 100}; ${key}_percent: ${value} keeps it as it is`;
  issues.warning('W2002', path, `is read as percent: ${value} %`, { hint });
}

const SIZINGS = 'all_in, a share such as 50%, { fraction: 0.5 }, { units: 10 } or { risk_percent: 1 }';

/** `all_in`, `50%`, `{ fraction: 0.5 }`, `{ percent: 50 }`, `{ units: 10 }`, `{ risk_percent: 1 }`. */
function readSizing(field: Field, issues: IssueList): Sizing | undefined {
  if (!isPlainObject(field.value)) return readSizingText(field, issues);
  const section = Section.at(field, issues, SIZINGS);
  if (!section) return undefined;
  const fraction = section.take(['fraction']);
  const percent = section.take(['percent']);
  const units = section.take(['units', 'shares', 'contracts']);
  const risk = section.take(['risk_percent', 'risk']);
  section.finish();
  const given = [fraction, percent, units, risk].filter((part) => part !== undefined);
  if (given.length !== 1) {
    issues.error('E2008', field.path, `must be one of ${SIZINGS}, found ${shown(field.value)}`, { expected: SIZINGS });
    return undefined;
  }
  const share = readNumber(fraction, issues, { min: 0, above: true, max: 1 });
  const hundredths = readNumber(percent, issues, { min: 0, above: true, max: 100 });
  const count = readNumber(units, issues, { min: 0, above: true });
  const lost = readNumber(risk, issues, { ...PERCENT, above: true });
  if (count !== undefined) return { kind: 'units', units: count };
  if (lost !== undefined) return { kind: 'risk', percent: lost };
  if (hundredths !== undefined) return { kind: 'fraction', fraction: hundredths / 100 };
  return share === undefined ? undefined : { kind: 'fraction', fraction: share };
}

/** What a bare number is in other tools: a share up to 1, units above. */
function sizingHint(size: number): string | undefined {
  if (size <= 0) return undefined;
  return size <= 1 ? `write ${size * 100}% or { fraction: ${size} }` : `for ${size} units write { units: ${size} }`;
}

function readSizingText(field: Field, issues: IssueList): Sizing | undefined {
  if (typeof field.value === 'string' && field.value.includes('%')) {
    const percent = readNumber(field, issues, { min: 0, above: true, max: 100, percent: true });
    return percent === undefined ? undefined : { kind: 'fraction', fraction: percent / 100 };
  }
  if (typeof field.value === 'number') {
    issues.error('E2008', field.path, `must be one of ${SIZINGS}, found ${field.value}`, {
      expected: SIZINGS,
      hint: sizingHint(field.value),
    });
    return undefined;
  }
  const word = readChoice(field, issues, ['all-in'], { all: 'all-in', 'full-equity': 'all-in' });
  return word && { kind: word };
}

/** A number, or `365_days`: as many bars as fit into 365 days. */
function readPeriodsPerYear(field: Field, issues: IssueList): number | '365-days' | undefined {
  if (typeof field.value === 'string') return readChoice(field, issues, ['365-days'] as const);
  return readNumber(field, issues, { min: 0, above: true });
}

function readIntrabar(field: Field, issues: IssueList): 'pessimistic' | undefined {
  if (field.value !== 'neutral' && field.value !== 'optimistic') return readChoice(field, issues, ['pessimistic']);
  issues.error('E2006', field.path, `is not available yet: ${field.value}`, { expected: 'pessimistic' });
  return undefined;
}
