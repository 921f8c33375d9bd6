/** Event sourcing: events as values, deciders, command handlers, followers, and the port to the log. */
export { float64Column } from './columns';
export { createCommandHandler, type HandledCommand, type HandledResult } from './command-handler';
export { accept, type Decider, type Decision, reject } from './decider';
export {
  defineEvents,
  type EncodedEvent,
  type EventCatalogue,
  type EventDefinition,
  type EventOf,
  InvalidEventError,
  NewerEventError,
  UnknownEventError,
} from './define-events';
export * from './event-store.port';
export { type Checkpoint, type CheckpointStore, follow, type FollowOptions, ForeignCheckpointError } from './follow';
export {
  type AppendVerdict,
  currentRevision,
  type DeleteVerdict,
  judgeAppend,
  judgeDelete,
  type Refusal,
  type StreamState,
} from './log/append-rule';
export { AppendSignal } from './log/append-signal';
export { checkAddress, type EventText, fromEventText, type RecordedEventText, toEventText } from './log/event-text';
export { type FollowableLog, followLog, type LogPage } from './log/follow-log';
export { refusalError } from './log/refusal-error';
