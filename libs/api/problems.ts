/** Every code with which a service refuses. A new code does not compile anywhere until it has a row here. */
export const PROBLEMS = {
  'optimization.not-found': { status: 404, title: 'There is no such optimization' },
  'optimization.already-exists': { status: 409, title: 'The optimization exists already' },
  'optimization.state-conflict': { status: 409, title: 'The optimization is in another state' },
  'optimization.invalid': { status: 422, title: 'The optimization is not valid' },
  'optimization.nothing-failed': { status: 409, title: 'No trial failed' },
  'optimization.planning-unfinished': { status: 409, title: 'The optimization is still being planned' },
  'optimization.trials-missing': { status: 409, title: 'Trials are missing' },
  'batch.out-of-order': { status: 409, title: 'The batch is out of order' },
  'batch.over-budget': { status: 409, title: 'The batch exceeds the budget' },
  'stream.revision-mismatch': { status: 412, title: 'Somebody changed it in the meantime' },
  'search-space.too-large': { status: 422, title: 'The search space is too large' },
  'search-space.empty': { status: 422, title: 'The search space is empty' },
  'search-space.not-enumerable': { status: 422, title: 'The search space cannot be enumerated' },
  'execution.memory-too-small': { status: 422, title: 'The memory limit is too small' },
  'data.unavailable': { status: 422, title: 'The data is not available' },
  'data.invalid': { status: 422, title: 'The data is not valid' },
  'dataset.not-found': { status: 404, title: 'There is no such dataset' },
  'strategy.unknown': { status: 404, title: 'There is no such strategy' },
  'metric.unknown': { status: 422, title: 'There is no such metric' },
  'strategy.invalid': { status: 422, title: 'The strategy is not valid' },
  'trial.not-found': { status: 404, title: 'There is no such trial' },
  'trials.bad-filter': { status: 422, title: 'The filter is not valid' },
  'trials.bad-sort': { status: 422, title: 'The sort order is not valid' },
  'heatmap.bad-request': { status: 422, title: 'The heatmap cannot be drawn' },
  'request.malformed': { status: 400, title: 'The request cannot be read' },
  'request.invalid': { status: 422, title: 'The request is not valid' },
  'request.unauthenticated': { status: 401, title: 'A token is needed' },
  'request.not-found': { status: 404, title: 'There is nothing at this address' },
  'request.method-not-allowed': { status: 405, title: 'The method is not allowed here' },
  'request.not-acceptable': { status: 406, title: 'No such representation' },
  'request.too-large': { status: 413, title: 'The request is too large' },
  'request.unsupported-media': { status: 415, title: 'The media type is not understood' },
  'idempotency.key-reused': { status: 422, title: 'The idempotency key was used for another request' },
  'idempotency.in-progress': { status: 409, title: 'The same request is still under way' },
  'gateway.draining': { status: 503, title: 'The gateway is stopping' },
  'gateway.timeout': { status: 504, title: 'No answer in time' },
  'gateway.internal': { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** One field that needs attention. */
export interface FieldProblem {
  /** JSON pointer into the body, or the name of the query parameter. */
  pointer: string;
  message: string;
  code?: string;
  hint?: string;
}

/** RFC 9457 problem details, as every error of the gateway looks. */
export interface Problem {
  /** A relative address: the page of this kind of problem. */
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: ProblemCode;
  requestId: string;
  errors?: FieldProblem[];
  [extension: string]: unknown;
}

export function problem(
  code: ProblemCode,
  detail: string,
  where: { instance: string; requestId: string },
  extensions: Record<string, unknown> = {},
): Problem {
  const { status, title } = PROBLEMS[code];
  return { ...extensions, type: `/problems/${code.replace('.', '-')}`, title, status, detail, ...where, code };
}
