/** `npm run bench [-- section…]`: how fast paramo is, in one run. What the numbers mean: docs/reference/speed.md. */
import engine from './engine.mjs';
import eventLog from './event-log.mjs';
import { main } from './lib/driver.mjs';
import peers from './peers.mjs';
import pipeline from './pipeline.mjs';
import ranking from './ranking.mjs';
import strategies from './strategies.mjs';

await main({ engine, pipeline, peers, strategies, 'event-log': eventLog, ranking });
