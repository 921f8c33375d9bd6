// Random cases for the property tests of the engine, as many as asked for: `npm run fuzz -- --runs 100000 --seed 7`.
// Without a seed one is drawn; it is printed, and with it the same cases come again. Ends with 1 where a property is violated.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const SPECS = [
  'libs/quant/backtest/differential.spec.ts',
  'libs/quant/backtest/event-simulator.spec.ts',
  'libs/quant/backtest/simulate.laws.spec.ts',
  'libs/quant/formula/bar-formula.spec.ts',
  'libs/quant/formula/bit-evaluator.spec.ts',
  'libs/quant/formula/laws.spec.ts',
  'libs/quant/kernels',
];

const USAGE = `npm run fuzz -- [--runs <cases per property>] [--seed <number>] [--test <part of a test's name>] [--path <path of a counterexample>]`;

function refuse(message) {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function optionsOf(args) {
  const options = {
    runs: { type: 'string' },
    seed: { type: 'string' },
    test: { type: 'string' },
    path: { type: 'string' },
  };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

function wholeNumber(name, text, least) {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least) {
    refuse(`--${name} is "${text}", expected a whole number from ${least}.`);
  }
  return value;
}

const given = optionsOf(process.argv.slice(2));
const runs = wholeNumber('runs', given.runs ?? '5000', 1);
const seed = wholeNumber('seed', given.seed ?? String(randomInt(2 ** 31)), 0);
if (given.path !== undefined && given.test === undefined) refuse('--path is a place in one test: name it with --test.');

const again = `npm run fuzz -- --runs ${runs} --seed ${seed}`;
console.error(`fuzz: ${runs} cases per property, seed ${seed}. The same again: ${again}`);
const name = given.test === undefined ? [] : ['--testNamePattern', given.test];
const { status, error } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jest/bin/jest.js'), '--testPathPatterns', ...SPECS, ...name],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      RUNS: String(runs),
      PROPERTY_SEED: String(seed),
      ...(given.path !== undefined && { PROPERTY_PATH: given.path }),
    },
  },
);
if (error) throw error;
if (status !== 0) {
  console.error(`fuzz: a property was violated with seed ${seed}. All of it again: ${again}`);
  console.error(`One counterexample: ${again} --test "<name of the test>" --path "<path: above>"`);
}
process.exit(status ?? 1);
