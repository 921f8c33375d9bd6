/** One way in for all sections: the same options, the same header, tables or one JSON document. */
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { machineLine } from './machine.mjs';

const OPTIONS = {
  repeats: { type: 'string', help: 'interleaved repeats, of which medians are taken; a section has its own default' },
  small: { type: 'boolean', default: false, help: 'few trials and bars: whether it works, not how fast it is' },
  json: { type: 'boolean', default: false, help: 'one JSON document in place of tables' },
  grid: { type: 'string', multiple: true, help: 'engine, peers: only this grid (repeatable): sma, rsi, sma-100k' },
  variant: { type: 'string', multiple: true, help: 'engine: only these settings (repeatable), e.g. "half sizing"' },
  'engine-only': { type: 'boolean', default: false, help: 'engine: without twin and bar loop, for a profiler' },
  trials: { type: 'string', multiple: true, help: 'pipeline: number of trials (repeatable): 1000, 10000, 100000, 1000000' },
  workers: { type: 'string', default: '2', help: 'pipeline: threads that evaluate' },
  method: { type: 'string', default: 'grid', help: 'pipeline: search method; random plans points, not ranges' },
  profile: { type: 'string', help: 'pipeline: folder for a CPU profile of `paramo run`' },
  only: { type: 'string', multiple: true, help: 'strategies: only this one (repeatable)' },
  write: { type: 'boolean', default: false, help: 'strategies: write docs/reference/strategy-speed.md' },
  python: { type: 'string', default: 'python3', help: 'peers: interpreter that has the packages' },
  help: { type: 'boolean', short: 'h', default: false, help: 'this text' },
}; // prettier-ignore

/** Whether the file of this `import.meta` is the program. */
export const isMain = ({ url }) => url === pathToFileURL(process.argv[1] ?? '').href;

/**
 * Runs the sections that the arguments name, or all.
 * @param sections name → { measure(options, write): results; repeats: number }, in the order they run
 */
export async function main(sections) {
  try {
    await runSections(sections, readArguments());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function runSections(sections, { values, positionals }) {
  if (values.help) return console.log(helpText(Object.keys(sections)));
  const names = positionals.length > 0 ? positionals : Object.keys(sections);
  const unknown = names.find((name) => sections[name] === undefined);
  if (unknown !== undefined) throw new Error(`There is no section "${unknown}": ${Object.keys(sections).join(', ')}.`);
  const write = values.json ? () => undefined : (line) => console.log(line);
  write(machineLine());
  const results = { machine: machineLine() };
  for (const name of names) {
    write(`\n== ${name} ==\n`);
    const { measure, repeats } = sections[name];
    results[name] = await measure(optionsOf(values, repeats), write);
  }
  if (values.json) console.log(JSON.stringify(results));
}

function readArguments() {
  return parseArgs({ options: OPTIONS, allowPositionals: true });
}

function optionsOf({ repeats, workers, trials, 'engine-only': engineOnly, ...values }, usualRepeats) {
  return {
    ...values,
    engineOnly,
    repeats: values.small && repeats === undefined ? 1 : wholeNumber('repeats', repeats ?? usualRepeats),
    workers: wholeNumber('workers', workers),
    trials: trials?.map((text) => wholeNumber('trials', text)),
  };
}

function wholeNumber(name, text) {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} is a whole number above 0, not "${text}".`);
}

function helpText(sections) {
  const options = Object.entries(OPTIONS).map(([name, { help }]) => `  --${name.padEnd(12)} ${help}`);
  return ['npm run bench -- [section…] [options]', '', `Sections: ${sections.join(', ')}.`, '', ...options].join('\n');
}
