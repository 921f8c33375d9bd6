import type { Spelling } from './section';

/**
 * Every spelling of every key, in one place. The first is preferred; the others come from the requirement documents and
 * from tools people come from. Keys are compared in snake_case, so `stepSize` needs no entry beside `step_size`.
 */
export const KEYS = {
  schema: ['$schema'],
  name: ['name', 'optimization_name', 'config_name'],
  description: ['description', 'notes'],
  strategy: ['strategy', 'strategy_name'],
  data: ['data', 'dataset', 'market_data'],
  backtest: ['backtest', 'backtest_settings', 'backtest_config'],
  parameters: ['parameters', 'parameter_ranges', 'parameter_space', 'param_space', 'search_space', 'space'],
  constraints: ['constraints', 'parameter_constraints'],
  criteria: ['criteria', 'success_criteria', 'result_constraints'],
  method: ['method', 'optimization_method', 'search_method', 'search', 'optimization', 'algorithm'],
  objective: [
    'objective',
    'objectives',
    'objective_function',
    'objective_metric',
    'optimization_metric',
    'optimize_for',
  ],
  metrics: ['metrics', 'extra_metrics'],
  execution: ['execution', 'execution_options'],

  symbol: ['symbol', 'ticker'],
  interval: ['interval', 'timeframe'],
  start: ['start', 'start_date', 'from'],
  end: ['end', 'end_date', 'to'],
  source: ['source', 'provider'],
  path: ['path', 'file', 'data_path'],
  columns: ['columns', 'column_mapping'],
  timeFormat: ['time_format', 'date_format'],
  delimiter: ['delimiter', 'separator', 'sep'],
  hash: ['hash', 'sha256', 'dataset_hash'],

  seed: ['seed', 'random_seed', 'random_state'],
  budget: ['max_iterations', 'budget', 'trials', 'n_trials', 'max_trials', 'max_evaluations'],

  metric: ['metric', 'name'],
  direction: ['direction', 'goal'],
  weight: ['weight'],

  maxConcurrent: ['max_concurrent', 'max_parallel', 'workers', 'n_jobs'],
  cpuPercent: ['cpu_percent', 'max_cpu_percent', 'cpu_limit_percent'],
  trialTimeout: ['trial_timeout', 'timeout', 'timeout_seconds'],
  retries: ['retries', 'max_retries'],
  maxFailureRate: ['max_failure_rate'],
  memory: ['memory_mb'],

  parameterName: ['name', 'parameter', 'parameter_name'],
  min: ['min', 'start', 'min_value', 'low', 'from'],
  max: ['max', 'end', 'stop', 'max_value', 'high', 'to'],
  step: ['step', 'step_size'],
  type: ['type', 'parameter_type', 'kind'],
  values: ['values', 'choices', 'options', 'list'],
  value: ['value', 'fixed'],
  scale: ['scale'],
  points: ['points', 'count'],
  when: ['when', 'condition', 'active_when'],
  default: ['default', 'default_value'],

  version: ['version'],
  lean: ['lean_project_path'],
  strategyFile: ['file', 'path'],
  id: ['name', 'id', 'strategy_name'],
  title: ['title'],
  catalogueId: ['catalogue_id'],
  category: ['category'],
  citation: ['source'],
  rules: ['rules'],
  stops: ['stops', 'risk'],
  enterLong: ['enter_long', 'entry_long', 'long_entry', 'entry', 'buy'],
  exitLong: ['exit_long', 'long_exit', 'exit', 'sell'],
  enterShort: ['enter_short', 'entry_short', 'short_entry', 'short'],
  exitShort: ['exit_short', 'short_exit', 'cover'],
  stopLossPercent: ['stop_loss_percent'],
  takeProfitPercent: ['take_profit_percent'],
  trailingStopPercent: ['trailing_stop_percent'],
  stopLoss: ['stop_loss'],
  takeProfit: ['take_profit'],
  trailingStop: ['trailing_stop'],
} as const satisfies Record<string, Spelling>;

/** Names of search methods that other tools and the requirement documents use. */
export const METHOD_SYNONYMS: Readonly<Record<string, string>> = {
  'grid-search': 'grid',
  exhaustive: 'grid',
  'random-search': 'random',
  bayesian: 'tpe',
  'bayesian-optimization': 'tpe',
  'ai-driven': 'llm',
  'genetic-algorithm': 'genetic',
  ga: 'genetic',
  cmaes: 'cma-es',
};

/** Search methods that paramo will have; until one is registered, the answer is "not available yet". */
export const PLANNED_METHODS: readonly string[] = ['sobol', 'tpe', 'cma-es', 'genetic', 'nsga2', 'llm'];
