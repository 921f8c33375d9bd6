import { type DynamicModule, Module, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { ValidationError } from 'class-validator';
import type { FieldProblem } from '#api';
import { Rejected } from '#kernel';
import type { Paramo, Platform } from '#services';
import { DatasetsController, StrategiesController } from './catalogue.controller';
import { IdempotencyKeys } from './idempotency';
import { OptimizationsController } from './optimizations.controller';
import { PARAMO } from './paramo.token';
import { ProblemFilter } from './problem.filter';
import { SystemController } from './system.controller';
import { API_TOKEN, TokenGuard } from './token.guard';
import { TrialsController } from './trials.controller';

export interface GatewayOptions {
  paramo: Paramo;
  platform: Platform;
  token: string;
}

/** REST over the services: routes are thin, every route is guarded, every error is problem+json. */
@Module({})
export class GatewayModule {
  static over({ paramo, platform, token }: GatewayOptions): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        OptimizationsController,
        TrialsController,
        StrategiesController,
        DatasetsController,
        SystemController,
      ],
      providers: [
        { provide: PARAMO, useValue: paramo },
        { provide: API_TOKEN, useValue: token },
        { provide: IdempotencyKeys, useValue: new IdempotencyKeys(platform) },
        { provide: APP_GUARD, useClass: TokenGuard },
        { provide: APP_FILTER, useValue: new ProblemFilter((fault) => platform.report(fault)) },
        { provide: APP_PIPE, useValue: validation() },
      ],
    };
  }
}

function validation(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors: ValidationError[]) => {
      const problems = errors.map(fieldProblem);
      const names = problems.map(({ pointer }) => pointer).join(', ');
      return new Rejected({ code: 'request.invalid', message: `Not valid: ${names}.`, details: { errors: problems } });
    },
  });
}

function fieldProblem({ property, constraints = {} }: ValidationError): FieldProblem {
  return { pointer: property, message: Object.values(constraints).join('; ') || `${property} is not valid` };
}
