/** Platforms: the only place that constructs adapters. A preset is the whole difference between a laptop and a cluster. */
export { type EmbeddedOptions, openEmbedded } from './embedded';
export { type InMemoryOptions, openInMemory } from './in-memory';
