import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Rejected } from '#kernel';
import { sameToken } from './tokens';

export const API_TOKEN = Symbol('API_TOKEN');
const PUBLIC = 'paramo:public';

/** This route answers everybody: health, version, the API's own description. Every other route needs the token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);

/** Deny by default: `Authorization: Bearer <token>` or `X-API-Key: <token>`. */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    @Inject(API_TOKEN) private readonly token: string,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    const given = tokenOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (given !== null && sameToken(given, this.token)) return true;
    throw new Rejected({
      code: 'request.unauthenticated',
      message:
        given === null
          ? 'Send the token as `Authorization: Bearer <token>` or `X-API-Key: <token>`; `paramo up` prints where it lies.'
          : 'This is not the token of this gateway; `paramo up` prints where it lies.',
    });
  }
}

function tokenOf({ headers }: FastifyRequest): string | null {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return key;
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token ? token : null;
}
