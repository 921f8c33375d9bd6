/** Where candles come from without a network: the user's files and the sets that are installed with paramo. */
export { csvFileSource } from './csv-file.source';
export { embeddedSource } from './embedded.source';
