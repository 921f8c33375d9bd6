/** What paramo keeps in SQLite files. */
export { EventLogError, type EventLogFault } from './event-log/event-log.error';
export { openSqliteEventStore, type SqliteEventStoreOptions } from './event-log/sqlite-event-store';
export { openFileLeases } from './leases/leases';
export { openSqliteDocumentStore } from './document-store/document-store';
export { putAsideIfDamaged } from './document-store/put-aside';
