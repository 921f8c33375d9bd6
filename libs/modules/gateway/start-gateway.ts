import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Paramo, Platform } from '#services';
import { GatewayModule } from './gateway.module';
import { serveDocs } from './open-api';
import { loadToken } from './tokens';

export interface GatewayOptions {
  paramo: Paramo;
  platform: Platform;
  /** Where the API token is kept. */
  directory: string;
  host: string;
  port: number;
}

export interface Gateway {
  /** `http://127.0.0.1:8230`. */
  url: string;
  tokenFile: string;
  tokenCreated: boolean;
  /** Lets requests under way finish, then stops listening; does not close what it was given. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;

/** Starts REST over services that run already. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { token, file, created } = loadToken(options.directory);
  const app = await createGatewayApp({ ...options, token });
  await app.listen({ host: options.host, port: options.port });
  const address = app.getHttpServer().address() as { port: number };
  const shownHost = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${shownHost}:${address.port}`,
    tokenFile: file,
    tokenCreated: created,
    close: () => app.close(),
  };
}

/** The application without a port, as tests use it. */
export async function createGatewayApp(
  options: Pick<GatewayOptions, 'paramo' | 'platform'> & { token: string },
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => `req_${randomUUID()}`,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule.over(options), adapter, { logger: false });
  // Served over plain HTTP: a browser told to upgrade would ask for pages by a protocol nobody speaks here.
  await app.register(helmet, {
    hsts: false,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
  });
  for (const type of ['application/yaml', 'text/yaml', 'application/x-yaml']) {
    app.useBodyParser(type, { bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => done(null, body.toString('utf8')));
  }
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (request, reply) => {
    void reply.header('X-Request-Id', request.id);
  });
  serveDocs(app, options.paramo.version);
  await app.init();
  await fastify.ready();
  return app;
}
