// Property tests draw the same cases in every run, so that a red run is red again; PROPERTY_SEED=<n> draws others.
const fc = require('fast-check');

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 20_260_102) });
