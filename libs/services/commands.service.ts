import { type DatasetCommand, datasetDecider, datasetEvents, datasetStream } from '#domain/dataset';
import {
  type OptimizationCommand,
  optimizationDecider,
  optimizationEvents,
  optimizationStream,
} from '#domain/optimization';
import { createCommandHandler, type EventStore } from '#event-sourcing';
import type { CommandEnvelope, CommandResult } from '#messaging';
import type { Platform } from './platform.port';

const OPTIMIZATION_COMMANDS: readonly OptimizationCommand['type'][] = [
  'request',
  'plan-batch',
  'pause',
  'resume',
  'retry-failed',
  'cancel',
  'fail',
  'complete',
];

const handlerOfOptimizations = (store: EventStore) =>
  createCommandHandler({
    store,
    catalogue: optimizationEvents,
    decider: optimizationDecider,
    streamOf: optimizationStream,
  });

/** The configs service: owns optimizations and datasets. Claims their commands on the bus; returns the release. */
export function serveCommands(platform: Platform): () => void {
  const { store, commands } = platform;
  const optimization = handlerOfOptimizations(store);
  const dataset = createCommandHandler({
    store,
    catalogue: datasetEvents,
    decider: datasetDecider,
    streamOf: datasetStream,
  });
  const releases = [
    ...OPTIMIZATION_COMMANDS.map((type) =>
      commands.handle(`optimization.${type}`, (envelope) =>
        optimization({ ...envelope, command: envelope.payload as OptimizationCommand }).then(result),
      ),
    ),
    commands.handle('dataset.import', (envelope) =>
      dataset({ ...envelope, command: envelope.payload as DatasetCommand }).then(result),
    ),
  ];
  return () => {
    for (const release of releases) release();
  };
}

const result = ({ revision, position }: CommandResult): CommandResult => ({ revision, position });

export interface SendOptions {
  /** A retry of the same intention carries the same id. */
  commandId?: string;
  actor?: string;
  expectedRevision?: number;
  causationId?: string;
  /** Decided, and refused, as it would be; nothing is recorded. */
  rehearsal?: true;
}

export function sendOptimization(
  platform: Platform,
  id: string,
  command: OptimizationCommand,
  options: SendOptions = {},
): Promise<CommandResult> {
  if (options.rehearsal) return rehearse(platform, id, command, options);
  return send(platform, `optimization.${command.type}`, id, command, options);
}

/** Here and now, since the bus carries only what is meant. */
async function rehearse(
  platform: Platform,
  id: string,
  command: OptimizationCommand,
  { expectedRevision }: SendOptions,
): Promise<CommandResult> {
  const commandId = platform.ids.commandId();
  const metadata = { correlationId: id, causationId: commandId };
  const handle = handlerOfOptimizations(platform.store);
  const checked = expectedRevision === undefined ? {} : { expectedRevision };
  return result(await handle({ commandId, target: id, command, metadata, rehearsal: true, ...checked }));
}

export function sendDataset(
  platform: Platform,
  hash: string,
  command: DatasetCommand,
  options: SendOptions = {},
): Promise<CommandResult> {
  return send(platform, `dataset.${command.type}`, hash, command, options);
}

function send(
  platform: Platform,
  name: string,
  target: string,
  payload: unknown,
  { commandId = platform.ids.commandId(), actor, expectedRevision, causationId }: SendOptions,
): Promise<CommandResult> {
  const envelope: CommandEnvelope = {
    commandId,
    name,
    target,
    payload,
    metadata: { correlationId: target, causationId: causationId ?? commandId, ...(actor && { actor }) },
    ...(expectedRevision !== undefined && { expectedRevision }),
  };
  return platform.commands.send(envelope);
}
