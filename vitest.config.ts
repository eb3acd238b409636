import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The real clients are a package of their own, which is not always installed.
    exclude: ['**/node_modules/**', 'test/clients/**'],
    // Long runs of the properties may take as many times as long.
    testTimeout: 60_000 * Number(process.env.FUZZ_RUNS ?? 1),
    // Modules hold nothing but caches, so test files may share them: loading all of them anew for
    // each file takes longer than the tests.
    isolate: false,
    // The main thread only waits: by default one processor is left to it.
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary'] },
  },
})
