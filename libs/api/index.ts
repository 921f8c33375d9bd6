/** What the gateway takes and gives: checked requests, documented responses, one shape of error. */
export * from './problems';
export * from './queries';
