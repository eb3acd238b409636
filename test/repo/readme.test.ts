import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { transform } from 'esbuild'
import { describe, expect, test, vi } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { admit, fingerprint } from '../../src/ir/index.ts'

const page = readFileSync('README.md', 'utf8')
const examples = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code = '']) => code)

describe('the README', () => {
  test('lists every command', () => {
    const listed = [...page.matchAll(/^\| `([a-z ]+)` \|/gm)].map(([, name]) => name)
    expect(listed).toEqual(COMMANDS.map(({ name }) => name))
  })

  test('shows how the policy gets into the body of a call, and what it decides', async () => {
    const create = vi.fn(async (_body: Record<string, unknown>) => undefined)
    const printed: unknown[] = []
    await run(examples.join('\n'), {
      openai: { chat: { completions: { create } } },
      console: { log: (value: unknown) => printed.push(value) },
    })

    const [[body]] = create.mock.calls as [[Record<string, unknown>]]
    const admitted = admit(body.policy_ir)
    expect(admitted.ok && fingerprint(admitted.value.term)).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(printed).toEqual([expect.stringContaining('/')])
  })

  test('links to files that are there', () => {
    const links = [...page.matchAll(/\]\((docs\/[^)#]*)\)/g)].map(([, path = '']) => path)
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(() => readFileSync(resolve(link))).not.toThrow(/ENOENT/)
  })

  test('names the two commands that a fresh clone needs, and CI runs the second', () => {
    expect(page).toContain(
      "npm ci && npx unhardcoded simulate 'cheapest where quality>=0.7 and has tools fallback next'",
    )
    expect(page).toContain('npm ci && npm test')
    expect(readFileSync('.ci/run', 'utf8')).toMatch(/^npm ci\nnpm test$/m)
  })
})

/** Runs the text of a module whose package is this one, with some names given. */
async function run(code: string, names: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = { unhardcoded: 'src/index.ts', 'unhardcoded/decide': 'src/decide/index.ts' }
  const modules = await Promise.all(
    Object.entries(entries).map(async ([name, path]) => [name, await import(resolve(path))]),
  )
  const required = Object.fromEntries(modules)
  const { code: body } = await transform(
    code.replace(/^import (.*) from ('.*')$/gm, 'const $1 = modules[$2]'),
  )
  const AsyncFunction = run.constructor as FunctionConstructor
  await AsyncFunction('modules', ...Object.keys(names), body)(required, ...Object.values(names))
}
