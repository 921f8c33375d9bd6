// Property tests draw the same cases in every run, so that a red run is red again; PROPERTY_SEED=<n> draws others,
// PROPERTY_PATH=<path of a counterexample> goes to one of them.
const fc = require('fast-check');

const { PROPERTY_SEED: seed = '20260102', PROPERTY_PATH: path } = process.env;
fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(seed),
  ...(path !== undefined && { path, endOnFailure: true }),
});
