import tseslint from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

/** Rooms that compute or decide: same input, same output, on every machine and in every year. */
const PURE = ['libs/kernel/**', 'libs/quant/**', 'libs/domain/**', 'libs/read-models/**', 'libs/event-sourcing/**'];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'coverage/**', '**/*.generated.*'] },
  ...tseslint.configs.strict,
  prettier,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings (CONTRIBUTING.md).' },
      ],
      'no-eval': 'error',
      'no-new-func': 'error',
      eqeqeq: ['error', 'always'],
    },
  },
  { files: ['**/*.cjs', 'bin/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: PURE,
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Pure room: take it as an argument.' },
        { name: 'Buffer', message: 'Pure room: use Uint8Array.' },
        { name: 'setTimeout', message: 'Pure room: waiting belongs to services or adapters.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the counter-based Rng of #kernel.' },
        { object: 'Date', property: 'now', message: 'Time arrives as an argument (Clock).' },
        { object: 'performance', property: 'now', message: 'Time arrives as an argument (Clock).' },
      ],
      'no-restricted-imports': ['error', { patterns: ['node:*', '@nestjs/*'] }],
    },
  },
);
