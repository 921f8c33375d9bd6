/** What every implementation of the EventStore port needs: the rule of appends, events as text, following by pages. */
export {
  type AppendVerdict,
  currentRevision,
  type DeleteVerdict,
  judgeAppend,
  judgeDelete,
  type Refusal,
  type StreamState,
} from './append-rule';
export { AppendSignal } from './append-signal';
export { checkAddress, type EventText, fromEventText, type RecordedEventText, toEventText } from './event-text';
export { type FollowableLog, followLog, type LogPage } from './follow-log';
export { refusalError } from './refusal-error';
