import { z } from 'zod';
import { datasetEvents } from '#domain/dataset';
import { batchEvents, optimizationEvents } from '#domain/optimization';
import type { EventDefinition } from '#event-sourcing';

const CATALOGUES = [
  { context: 'optimization', catalogue: optimizationEvents },
  { context: 'optimization', catalogue: batchEvents },
  { context: 'data', catalogue: datasetEvents },
];

interface DeclaredEvent {
  type: string;
  context: string;
  version: number;
  definition: EventDefinition;
}

function declaredEvents(): DeclaredEvent[] {
  return CATALOGUES.flatMap(({ context, catalogue }) => {
    const { types, definition, version } = catalogue as {
      types: readonly string[];
      definition(type: string): EventDefinition;
      version(type: string): number;
    };
    return types.map((type) => ({ type, context, version: version(type), definition: definition(type) }));
  });
}

/** Event type → JSON Schema of its stored data. */
export function eventSchemas(): Map<string, unknown> {
  return new Map(declaredEvents().map(({ type, definition }) => [type, schemaOf(definition)]));
}

/** All events as AsyncAPI 3, subjects as they will travel: `paramo.<context>.<event>.v<version>`. */
export function describeEvents(version: string): unknown {
  const events = declaredEvents();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'paramo events',
      version,
      description: 'CloudEvents 1.0; `GET /v1/optimizations/{id}/events` has the same.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(
      events.map(({ type, context, version: schemaVersion }) => [
        type,
        {
          address: `paramo.${context}.${type}.v${schemaVersion}`,
          messages: { [type]: { $ref: `#/components/messages/${type}` } },
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        events.map(({ type, definition }) => [
          type,
          { name: type, summary: definition.doc, payload: schemaOf(definition) },
        ]),
      ),
    },
  };
}

const schemaOf = ({ schema }: EventDefinition): unknown => z.toJSONSchema(schema, { io: 'input' });
