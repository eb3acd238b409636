import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cli } from '../cli/cli.ts'
import { openBrowser } from '../cli/replay/html/pages.ts'

/** What an application would write: compile a policy, decide over the built-in catalog. */
const APPLICATION = `
import { compile } from '${resolve('src/index.ts')}'
import { fingerprint } from '${resolve('src/ir/index.ts')}'
import { builtInCatalog, candidatesOf, plan } from '${resolve('src/decide/index.ts')}'

const { value, diagnostics } = compile('cheapest where quality >= 0.7 fallback next')
const policy = value.policies[0]
const decision = plan(policy.policy_ir, candidatesOf(builtInCatalog()), { request: {} })
globalThis.answer = {
  diagnostics: diagnostics.length,
  sameIdentity: fingerprint(policy.policy_ir) === policy.fingerprint,
  winner: decision.ranked[0].candidate.cid,
}
`

/** Policies whose parameters are of every kind, and a flow of them. */
const POLICIES = `uh 1

policy support(
  plan: free | pro = pro,
  max_out: price = $10/Mtok in $0.01/Mtok..$100/Mtok,
  careful: flag = false,
  maker: text = "openai"
) =
  cheapest for 4k in, 800 out
  where quality >= match plan { free: 0.5, pro: 0.7 }
    and price_out <= max_out
    and (not careful or has tools)
    and not provider is maker
  timeout 22s, first token 10s
  fallback next
    on rate_limit next, cool 30s

policy \`delete\` = fastest where context >= 128k

flow twice =
  draft = ask support "Draft: \u00fcber \u20ac, \u{1f600}." with input
  better = ask support(plan: free) "Make it better." with draft
  return better
`

/**
 * What an application would write: import the module, and send what its functions make. Every
 * answer is the bytes of a body, or the error.
 */
const CALLS = `
import * as policies from './policies.ts'

const prices = Array.from({ length: 100 }, (_, i) => ({ max_out: 0.01 + i / 3 }))
const makers = ['', 'z', 'a'.repeat(64), '\\u00fcber \\u20ac \\u{1f600}', 'lone \\ud800', '__proto__']
const calls = [
  undefined,
  { plan: 'free' },
  { careful: true, plan: 'free' },
  ...prices,
  ...makers.map((maker) => ({ maker })),
  { max_out: Number.NaN },
  { max_out: 1000 },
  { plan: 'gold' },
  { careful: 1 },
  { nothing: true },
  null,
]

function made(make) {
  try {
    const policy = make()
    const body = JSON.stringify({ ...policy, model: 'auto' })
    return { body, fingerprint: policy.fingerprint, frozen: Object.isFrozen(policy.policy_ir) }
  } catch (error) {
    return { error: String(error) }
  }
}

export const answers = [
  ...calls.map((params) => made(() => policies.support(params))),
  made(() => policies.delete_()),
  made(() => policies.twice),
]
globalThis.answer = answers
`

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unhardcoded-browser-'))
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('in a browser', () => {
  test('the library compiles and decides, and asks for nothing of Node', async () => {
    const script = await bundled(APPLICATION, { from: '.', format: 'iife' })
    const { answer, problems } = await visit(pageOf('app', script))

    expect(problems).toEqual([])
    expect(answer).toMatchObject({ diagnostics: 0, sameIdentity: true })
    expect(answer).toHaveProperty('winner', expect.stringContaining('/'))
  })

  test('a built module makes the same bytes, fingerprints and errors as in Node', async () => {
    writeFileSync(join(folder, 'policies.uh'), POLICIES)
    const argv = ['build', 'policies.uh', '--out', 'policies.ts']
    expect((await cli(argv, { cwd: folder })).stderr).toBe('')
    const module = await bundled(CALLS, { from: folder, format: 'esm' })
    const { answers } = await import(`data:text/javascript,${encodeURIComponent(module)}`)
    const distinct = new Set(answers.map((each: object) => JSON.stringify(each)))
    expect([answers.length, distinct.size]).toEqual([117, 117])

    const script = await bundled(CALLS, { from: folder, format: 'iife' })
    const { answer, problems } = await visit(pageOf('built', script))

    expect(problems).toEqual([])
    expect(answer).toEqual(answers)
  })

  test('the railroad page draws every rule without a network', async () => {
    const path = resolve('grammar/railroad.html')
    expect(readFileSync(path, 'utf8')).not.toMatch(/\b(src|href)="https?:/)
    const { problems, drawings } = await visit(path)
    expect(problems).toEqual([])
    expect(drawings).toBeGreaterThan(20)
  })
})

interface Bundle {
  /** Where its imports are looked for. */
  readonly from: string
  readonly format: 'iife' | 'esm'
}

async function bundled(contents: string, { from, format }: Bundle): Promise<string> {
  const bundle = await build({
    stdin: { contents, loader: 'ts', resolveDir: resolve(from) },
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    logLevel: 'silent',
  })
  return bundle.outputFiles[0]?.text ?? ''
}

/** The path of a page that runs a script. */
function pageOf(name: string, script: string): string {
  writeFileSync(join(folder, `${name}.js`), script)
  const path = join(folder, `${name}.html`)
  writeFileSync(path, `<!doctype html><title>${name}</title><script src="${name}.js"></script>`)
  return path
}

/**
 * Opens a page with the network off; tells what it left behind and everything it complained of.
 * The page stays open: a browser of a single process ends with the first page that is closed.
 */
async function visit(path: string) {
  const page = await browser.newPage({ offline: true })
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`))
  await page.goto(pathToFileURL(path).href)
  const answer: unknown = await page.evaluate('globalThis.answer')
  const drawings = await page.locator('svg').count()
  return { answer, problems, drawings }
}
