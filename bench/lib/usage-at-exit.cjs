// Loaded before a program whose cost is measured (`node --require`): writes what it took when it ends.
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.once('exit', writeUsage);

function writeUsage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    busy: performance.eventLoopUtilization().active / 1000,
    peak: maxRSS * 1024,
  };
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
}
