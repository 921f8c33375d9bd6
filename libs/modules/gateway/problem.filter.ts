import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isProblemCode, type Problem, problem, type ProblemCode, PROBLEMS } from '#api';
import { Rejected } from '#kernel';
import { CommandTimeoutError } from '#messaging';
import type { Fault } from '#services';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'request.malformed',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  406: 'request.not-acceptable',
  413: 'request.too-large',
  415: 'request.unsupported-media',
  422: 'request.invalid',
  503: 'gateway.draining',
};

/** Turns whatever was thrown into problem+json. What is not a refusal is a fault: reported once, told without its insides. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly report: (fault: Fault) => void) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = this.describe(error, { instance: request.url, requestId: request.id });
    if (answer.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    if (answer.code === 'idempotency.in-progress') void reply.header('Retry-After', '1');
    void reply.status(answer.status).header('Content-Type', 'application/problem+json').send(answer);
  }

  private describe(error: unknown, where: { instance: string; requestId: string }): Problem {
    if (error instanceof Rejected) {
      const { code, message, details = {} } = error.rejection;
      if (isProblemCode(code)) return problem(code, message, where, details);
    }
    if (error instanceof CommandTimeoutError) return problem('gateway.timeout', error.message, where);
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    const code = status === undefined ? undefined : BY_STATUS[status];
    if (code !== undefined) return problem(code, messageOf(error, code), where);
    this.report({ during: `${where.requestId} ${where.instance}`, error });
    return problem('gateway.internal', `Please report it with the request id ${where.requestId}.`, where);
  }
}

function messageOf(error: unknown, code: ProblemCode): string {
  if (code === 'request.not-found') return `${PROBLEMS[code].title}; /docs lists what there is.`;
  return error instanceof Error ? error.message : PROBLEMS[code].title;
}
