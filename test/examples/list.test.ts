import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every example is in the list of them, and has a test', () => {
  const list = readFileSync('docs/examples/README.md', 'utf8')
  const folders = readdirSync('docs/examples').filter((name) => name !== 'README.md')
  expect(folders).toContain('ci-gate')
  for (const name of folders) {
    expect(list).toContain(`(${name}/`)
    expect(existsSync(`test/examples/${name}.test.ts`), name).toBe(true)
  }
})
