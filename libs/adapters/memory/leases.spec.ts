import { leasesContract } from '#testing';
import { createMemoryLeases } from './leases';

leasesContract('memory', async () => {
  const names = new Set<string>();
  return [createMemoryLeases(names), createMemoryLeases(names)];
});
