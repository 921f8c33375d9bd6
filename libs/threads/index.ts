/** Worker threads with an owner: typed requests, errors that come back whole, an end that is bounded. */
export { compiledThreadFile } from './compiled-thread-file';
export { serveThread, type ServeOptions, type ThreadHandlers } from './serve-thread';
export { startThread, type RequestOptions, type Thread, type ThreadExit, type ThreadOptions } from './start-thread';
export { ThreadClosedError, ThreadCrashedError, ThreadTimeoutError } from './thread.errors';
export { Transferred, type ThreadMethods } from './thread.protocol';
