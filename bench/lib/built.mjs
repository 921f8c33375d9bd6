import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/** A room, or a file of it, as `npm run build` made it: `quant/space`, `services/datasets.service`. */
export function built(path) {
  return load(`../../dist/libs/${path}`);
}
