#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const MINIMUM = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
const main = join(__dirname, '..', 'dist', 'apps', 'cli', 'main.js');

if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
  fail(`paramo needs Node ${MINIMUM.join('.')} or newer; this is ${process.versions.node}.`);
} else if (!existsSync(main)) {
  fail('paramo is not built yet: run `npm run build` first.');
} else {
  require(main);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
