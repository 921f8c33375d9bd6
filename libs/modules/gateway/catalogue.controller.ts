import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CandlesQuery, StrategiesQuery } from '#api';
import { Rejected } from '#kernel';
import { resolveRange } from '#quant/candles';
import { findStrategy, STRATEGIES, type StrategyDefinition } from '#quant/strategies';
import type { Paramo } from '#services';
import { decodeCursor, encodeCursor } from './cursor';
import { PARAMO } from './paramo.token';
import { candlesView, datasetView } from './views';

@ApiTags('strategies')
@Controller('v1/strategies')
export class StrategiesController {
  @Get()
  @ApiOperation({ operationId: 'listStrategies', summary: 'Built-in strategies' })
  @ApiResponse({ status: 200, description: 'Name, title, category, direction.' })
  list(@Query() { category, q, limit, cursor }: StrategiesQuery): unknown {
    const wanted = q?.toLowerCase();
    const skip = decodeCursor(cursor);
    const all = STRATEGIES.filter(
      (strategy) =>
        (category === undefined || strategy.category === category) &&
        (wanted === undefined || `${strategy.name} ${strategy.title}`.toLowerCase().includes(wanted)),
    ).map(({ name, catalogueId, title, category, version, direction }) => ({
      name,
      catalogueId,
      title,
      category,
      version,
      direction,
    }));
    const next = skip + limit < all.length ? skip + limit : null;
    return { data: all.slice(skip, skip + limit), page: { limit, total: all.length, next: encodeCursor(next) } };
  }

  @Get(':name')
  @ApiOperation({ operationId: 'getStrategy', summary: 'One strategy: rules, parameters, source' })
  @ApiResponse({ status: 200, description: 'The definition.' })
  @ApiResponse({ status: 404, description: 'There is none; perhaps one with a similar name.' })
  get(@Param('name') name: string): StrategyDefinition {
    return findStrategy(name);
  }

  @Get(':name/parameters')
  @ApiOperation({ operationId: 'getStrategyParameters', summary: 'Its parameters with default and usual range' })
  @ApiResponse({ status: 200, description: 'Name → parameter.' })
  parameters(@Param('name') name: string): unknown {
    return findStrategy(name).parameters;
  }

  @Get(':name/versions/:version')
  @ApiOperation({ operationId: 'getStrategyVersion', summary: 'One version of a strategy' })
  @ApiResponse({ status: 200, description: 'The definition.' })
  @ApiResponse({ status: 404, description: 'There is no such version.' })
  version(@Param('name') name: string, @Param('version') version: string): StrategyDefinition {
    const strategy = findStrategy(name);
    if (String(strategy.version) === version) return strategy;
    const message = `${strategy.name} is there in version ${strategy.version} only, not ${version}.`;
    throw new Rejected({ code: 'strategy.unknown', message });
  }
}

@ApiTags('datasets')
@Controller('v1/datasets')
export class DatasetsController {
  constructor(@Inject(PARAMO) private readonly paramo: Paramo) {}

  @Get()
  @ApiOperation({ operationId: 'listDatasets', summary: 'Imported candles' })
  @ApiResponse({ status: 200, description: 'Each named by its content hash.' })
  async list(): Promise<unknown> {
    const data = (await this.paramo.datasets()).map(datasetView);
    return { data, page: { limit: data.length, total: data.length, next: null } };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'getDataset', summary: 'One dataset' })
  @ApiResponse({ status: 200, description: 'Symbol, interval, bars, range, origin, quality.' })
  @ApiResponse({ status: 404, description: 'There is none with this hash.' })
  async get(@Param('id') id: string): Promise<unknown> {
    return datasetView(await this.paramo.dataset(id));
  }

  @Get(':id/quality')
  @ApiOperation({ operationId: 'getDatasetQuality', summary: 'The quality report made at import' })
  @ApiResponse({ status: 200, description: 'Gaps, bad bars, suspected splits, in numbers and words.' })
  async quality(@Param('id') id: string): Promise<unknown> {
    return (await this.paramo.dataset(id)).quality;
  }

  @Get(':id/candles')
  @ApiOperation({ operationId: 'getCandles', summary: 'The bars, as columns' })
  @ApiResponse({
    status: 200,
    description: 'The newest `maxPoints` bars of the range; `truncated` says whether more were there.',
  })
  async candles(@Param('id') id: string, @Query() { from, to, maxPoints }: CandlesQuery): Promise<unknown> {
    const candles = await this.paramo.candles(id);
    const range = resolveRange(candles, from ?? null, to ?? null);
    if (!range.ok) throw new Rejected({ code: 'request.invalid', message: range.message });
    const first = Math.max(range.bars.from, range.bars.to - maxPoints);
    return { ...candlesView(candles, { from: first, to: range.bars.to }), truncated: first > range.bars.from };
  }
}
