// Loaded before a program whose cost is measured (`node --require`): writes what it took when it ends.
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.once('exit', writeUsage);

function writeUsage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    busy: performance.eventLoopUtilization().active / 1000,
    peak: peakBytes() ?? maxRSS * 1024,
  };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
}

/** What the system calls the largest resident size of a new process is at least that of the one that started it; Linux knows better. */
function peakBytes() {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
