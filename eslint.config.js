import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Globals of Node that only src/node may touch: all other rooms also run in a browser. */
const NODE_GLOBALS = ['process', 'Buffer', '__dirname', '__filename', 'require', 'setImmediate'];

export default defineConfig(
  // AssemblyScript looks like TypeScript and is not.
  {
    ignores: [
      'dist/**',
      '.cache/**',
      'node_modules/**',
      'bench/**',
      'coverage/**',
      'src/validate/recogniser/assembly/**',
      'docs-site/{build,generated,.docusaurus,static}/**',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.js', 'release.*.config.mjs', 'launcher/*.cjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignoreTernaryTests: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Data of this project is spread by code point on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'max-depth': ['error', 4],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/*.ts', 'src/{strings,model,read,write,rules,validate,generate,diff,report,governance,messages,browser}/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...NODE_GLOBALS.map((name) => ({
          name,
          message: 'This runs in a browser: input and output of the machine live in src/node.',
        })),
      ],
    },
  },
  // Where text comes from outside. What the project has written itself may be read by `JSON.parse`.
  {
    files: [
      'src/{read,governance}/**/*.ts',
      'src/validate/recogniser/**/*.ts',
      'src/generate/conformite/**/*.ts',
      'src/node/diff/schema-file.ts',
    ],
    ignores: ['src/read/json/parse.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'JSON',
          property: 'parse',
          message: 'Some engines read escaped keys wrongly: text from outside is read by parseJson (src/read/json/parse.ts).',
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  // CommonJS starts some milliseconds sooner than a module does.
  { files: ['launcher/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
