/** `npm run bench [-- section…]`: how fast paramo is, in one run. What the numbers mean: docs/reference/speed.md. */
import { measure as engine } from './engine.mjs';
import { measure as pipeline } from './pipeline.mjs';
import { main } from './lib/driver.mjs';

await main({ engine: { measure: engine }, pipeline: { measure: pipeline, repeats: 3 } });
