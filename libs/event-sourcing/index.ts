/** Event sourcing: events as values, deciders, command handlers, followers, and the port to the log. */
export { type ColumnShape, float64Column, packColumns, unpackColumns } from './columns';
export { createCommandHandler, eventIdOf, type HandledCommand, type HandledResult } from './command-handler';
export { accept, type Decider, type Decision, reject } from './decider';
export {
  defineEvents,
  type EncodedEvent,
  type EventCatalogue,
  type EventDefinition,
  type EventHeadOf,
  type EventOf,
  InvalidEventError,
  NewerEventError,
  type StoredData,
  UnknownEventError,
} from './define-events';
export * from './event-store.port';
export { type Checkpoint, type CheckpointStore, follow, type FollowOptions, ForeignCheckpointError } from './follow';
