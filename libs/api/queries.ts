import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { TrialState } from '#quant/robustness';

/** `?a=1` arrives as text. */
const ToBoolean = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === '' || value === 'true' ? true : value === 'false' ? false : value,
  );

const TRIAL_STATES = ['ok', 'criteria', 'ruined', 'no-score', 'failed'] as const satisfies readonly TrialState[];
const OPTIMIZATION_STATES = ['running', 'paused', 'completed', 'failed', 'cancelled'] as const;

export class SubmitQuery {
  @ApiPropertyOptional({ description: 'Check and count only; nothing is recorded.', default: false })
  @IsOptional()
  @ToBoolean()
  @IsBoolean()
  validateOnly?: boolean;

  @ApiPropertyOptional({
    enum: ['spec'],
    description: 'Answer with an existing optimization of the same specification and data.',
  })
  @IsOptional()
  @IsIn(['spec'])
  dedupe?: 'spec';
}

/** Where a list goes on. */
class CursorQuery {
  @ApiPropertyOptional({ description: 'Opaque: the `next` of the previous page.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}

export class PageQuery extends CursorQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;
}

export class OptimizationsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OPTIMIZATION_STATES })
  @IsOptional()
  @IsIn(OPTIMIZATION_STATES)
  status?: (typeof OPTIMIZATION_STATES)[number];

  @ApiPropertyOptional({ description: 'Strategy name.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  strategy?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  symbol?: string;

  @ApiPropertyOptional({ description: 'How the name begins.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;

  @ApiPropertyOptional({ description: 'Search method.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  method?: string;

  @ApiPropertyOptional({
    description: 'number, name, status, strategy, symbol, requestedAt or endedAt; `-` before it for descending.',
    default: '-number',
  })
  @IsOptional()
  @Matches(/^-?(number|name|status|strategy|symbol|requestedAt|endedAt)$/)
  sort?: string;
}

export class OptimizationQuery {
  @ApiPropertyOptional({
    minimum: 0,
    maximum: 100,
    default: 10,
    description: 'How many of the best trials come with it.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100)
  top = 10;

  @ApiPropertyOptional({
    minimum: 0,
    description: 'As it was after this event (index in /events); without best trials.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  asOf?: number;

  @ApiPropertyOptional({ example: 'status,verdict,trials', description: 'Only these members.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  fields?: string;
}

export class TrialsQuery extends CursorQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 100;

  @ApiPropertyOptional({ enum: TRIAL_STATES })
  @IsOptional()
  @IsIn(TRIAL_STATES)
  state?: (typeof TRIAL_STATES)[number];

  @ApiPropertyOptional({ example: 'trades >= 100 and max_drawdown_percent < 20' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  filter?: string;

  @ApiPropertyOptional({ example: '-plateau,number', description: 'Names, `-` for descending; rank when absent.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  sort?: string;
}

export class ColumnsQuery {
  @ApiPropertyOptional({ example: 'fast,slow,sharpe_ratio', description: 'Which columns; all when absent.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  columns?: string;
}

export class TrialDetailQuery {
  @ApiPropertyOptional({
    example: 'trades,equity',
    description: 'Recomputed on demand: trades, equity, drawdowns; why: how it was chosen.',
  })
  @IsOptional()
  @Matches(/^(trades|equity|drawdowns|why)(,(trades|equity|drawdowns|why))*$/, {
    message: 'include must list some of trades, equity, drawdowns, why',
  })
  include?: string;
}

export class HeatmapQuery {
  @ApiPropertyOptional({ description: 'Parameter across; the two with the largest main effect when absent.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  x?: string;

  @ApiPropertyOptional({ description: 'Parameter down.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  y?: string;

  @ApiPropertyOptional({ description: 'Metric shown; the objective when absent.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  metric?: string;

  @ApiPropertyOptional({
    enum: ['best', 'mean', 'worst', 'count'],
    default: 'best',
    description: 'Over all other parameters.',
  })
  @IsOptional()
  @IsIn(['best', 'mean', 'worst', 'count'])
  aggregate: 'best' | 'mean' | 'worst' | 'count' = 'best';
}

export class EventsQuery {
  @ApiPropertyOptional({ minimum: 0, default: 0, description: 'First event, counted from 0 in the order of the log.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  from = 0;

  @ApiPropertyOptional({ minimum: 1, description: 'Only events before this one.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  to?: number;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 200;

  @ApiPropertyOptional({ example: 'BatchPlanned,OptimizationCompleted' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  types?: string;

  @ApiPropertyOptional({
    enum: ['full', 'compact', 'ndjson'],
    default: 'full',
    description: 'compact leaves the data out.',
  })
  @IsOptional()
  @IsIn(['full', 'compact', 'ndjson'])
  format: 'full' | 'compact' | 'ndjson' = 'full';
}

export class StrategiesQuery extends CursorQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 100;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(50)
  category?: string;

  @ApiPropertyOptional({ description: 'Part of the name or title.' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  q?: string;
}

export class CandlesQuery {
  @ApiPropertyOptional({ description: 'First day or instant, included.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  from?: string;

  @ApiPropertyOptional({ description: 'Last day or instant, included.' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  to?: string;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 100_000,
    default: 5000,
    description: 'Bars at most; the newest are kept.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxPoints = 5000;
}

export class ReasonBody {
  @ApiPropertyOptional({ description: 'Recorded with the event.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
