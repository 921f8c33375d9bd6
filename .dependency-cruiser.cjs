/** Who may import whom (docs/ARCHITECTURE.md §4). A room is a folder below libs/; each line lists what it may see besides itself. */
const ROOMS = {
  'libs/kernel': [],
  'libs/event-sourcing': ['libs/kernel'],
  'libs/messaging': ['libs/kernel', 'libs/event-sourcing'],
  'libs/quant': ['libs/kernel'],
  'libs/domain': ['libs/kernel', 'libs/event-sourcing', 'libs/quant'],
  'libs/read-models': ['libs/kernel', 'libs/event-sourcing', 'libs/messaging', 'libs/domain', 'libs/quant', 'libs/spec'],
  'libs/spec': ['libs/kernel', 'libs/quant', 'libs/domain'],
  'libs/threads': ['libs/kernel'],
  'libs/adapters': ['libs/kernel', 'libs/event-sourcing', 'libs/messaging', 'libs/quant', 'libs/threads'],
  'libs/services': [
    'libs/kernel',
    'libs/event-sourcing',
    'libs/messaging',
    'libs/quant',
    'libs/domain',
    'libs/read-models',
    'libs/spec',
  ],
  'libs/platform': [
    'libs/kernel',
    'libs/event-sourcing',
    'libs/messaging',
    'libs/quant',
    'libs/adapters',
    'libs/services',
  ],
  'libs/api': ['libs/kernel', 'libs/quant'],
  'libs/modules': [
    'libs/kernel',
    'libs/event-sourcing',
    'libs/messaging',
    'libs/quant',
    'libs/domain',
    'libs/read-models',
    'libs/spec',
    'libs/services',
    'libs/api',
  ],
};
const SPEC = '\\.(spec|contract|golden)\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...Object.entries(ROOMS).map(([room, allowed]) => ({
      name: `${room.replace('libs/', '')}-sees-only-its-neighbours`,
      severity: 'error',
      from: { path: `^${room}/`, pathNot: SPEC },
      to: { path: '^(libs|apps)/', pathNot: [room, ...allowed].map((name) => `^${name}/`) },
    })),
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/adapters/([^/]+)/', pathNot: SPEC },
      to: { path: '^libs/adapters/', pathNot: '^libs/adapters/$1/' },
    },
    {
      name: 'domain-sees-of-quant-only-space-and-types',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: SPEC },
      to: { path: '^libs/quant/(?!space/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms-know-no-node',
      severity: 'error',
      from: { path: '^libs/(kernel|event-sourcing|messaging|quant|domain|read-models|spec)/', pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-know-no-framework',
      severity: 'error',
      from: { path: '^libs/(kernel|event-sourcing|messaging|quant|domain|read-models|spec|services|platform)/' },
      to: { path: 'node_modules/(@nestjs|nats|mongodb|@eventstore)' },
    },
    {
      name: 'only-platform-constructs-adapters',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/(adapters|platform|testing)/', SPEC] },
      to: { path: '^libs/adapters/' },
    },
    {
      name: 'nobody-imports-apps',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'rooms-are-entered-by-their-face',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/[^/]+/.+', pathNot: ['^libs/$1/', '/index\\.ts$', '\\.thread\\.ts$'] },
    },
    {
      name: 'tests-stay-out-of-the-product',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [SPEC, '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      conditionNames: ['paramo-source', 'node', 'require', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
