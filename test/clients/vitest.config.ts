import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/clients/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 60_000,
    // Loading the clients takes longer than the tests of them.
    isolate: false,
  },
})
