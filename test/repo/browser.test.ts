import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import chromium from '@sparticuz/chromium'
import { build } from 'esbuild'
import { type Browser, chromium as launcher } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

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

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unhardcoded-browser-'))
  browser = await launcher.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--no-first-run', '--disable-background-networking', '--disable-sync'],
    headless: true,
  })
})

afterAll(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('in a browser', () => {
  test('the library compiles and decides, and asks for nothing of Node', async () => {
    const bundle = await build({
      stdin: { contents: APPLICATION, loader: 'ts', resolveDir: resolve('.') },
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      logLevel: 'silent',
    })
    const script = bundle.outputFiles[0]?.text ?? ''
    writeFileSync(
      join(folder, 'app.html'),
      '<!doctype html><title>app</title><script src="app.js"></script>',
    )
    writeFileSync(join(folder, 'app.js'), script)

    const { answer, problems } = await visit(join(folder, 'app.html'))

    expect(problems).toEqual([])
    expect(answer).toMatchObject({ diagnostics: 0, sameIdentity: true })
    expect(answer).toHaveProperty('winner', expect.stringContaining('/'))
  })

  test('the railroad page draws every rule without a network', async () => {
    const path = resolve('grammar/railroad.html')
    expect(readFileSync(path, 'utf8')).not.toMatch(/\b(src|href)="https?:/)
    const { problems, drawings } = await visit(path)
    expect(problems).toEqual([])
    expect(drawings).toBeGreaterThan(20)
  })
})

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
