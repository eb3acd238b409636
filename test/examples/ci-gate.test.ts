import { readFileSync, statSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { lastMonth } from '../../scripts/last-month.ts'
import { VERSION } from '../../src/base/version.ts'
import { loadCatalog } from '../../src/catalog/index.ts'
import { built } from '../cli/built.ts'
import { type Call, expectCalls } from '../cli/expect-calls.ts'
import { junitFaults } from '../cli/report/junit-faults.ts'

const EXAMPLE = 'docs/examples/ci-gate'
const TRACE = `${EXAMPLE}/traces/2026-11.jsonl.gz`

beforeAll(built, 60_000)

describe('in a copy of the folder', () => {
  test('the script passes, and refuses, what the page says', () =>
    withCopy(async ({ run, read }) => {
      const base = await run('./check.sh')
      expect([base.exitCode, base.all]).toEqual([0, expect.not.stringContaining('error')])
      for (const file of ['support.refused', 'letters.refused']) expect(read(file)).toBe('')
      expect(junitFaults(read('tests.xml'))).toEqual([])

      const page = await readPage(run)
      await expect(page).toMatchFileSnapshot(`../../${EXAMPLE}/README.md`)

      // The last change that the page tries is the one that is refused.
      expect(read('summary.md')).toContain('### support\n\n```text\nwith the policy ')
      expect(read('summary.md')).toContain('above the limit of 5%\n```\n')
      expect(read('summary.md')).toContain('would have ended in another way\n```\n')
      expect(read('support.html')).toContain('<b><bdi>policies/answers.uh</bdi></b>')
      expect(read('support.html')).toContain('openai/gpt-5')
      expect(read('letters.txt')).toContain('anthropic/claude-haiku-4.5 -> anthropic/claude-sonnet')
    }))

  test('what the linter finds is an annotation on GitHub, and the rest is looked at all the same', () =>
    withCopy(async ({ folder, run, read }) => {
      const path = join(folder, 'policies/answers.uh')
      const text = readFileSync(path, 'utf8')
      await writeFile(path, text.replace('where good and', 'where good and quality >= 0.5 and'))
      const { exitCode, all } = await run('./check.sh', { GITHUB_ACTIONS: 'true' })
      expect(exitCode).toBe(1)
      expect(all).toMatch(/^::warning file=policies\/answers\.uh,line=9,/m)
      expect(all).toContain('2 tests passed')
      expect(read('summary.md')).toContain('moved        0 (0.0%)')
    }))
})

describe('the workflow', () => {
  const text = readFileSync(`${EXAMPLE}/.github/workflows/policies.yml`, 'utf8')
  const document = parseDocument(text)

  test('is YAML, and its steps run what is there', () => {
    expect([document.errors, document.warnings]).toEqual([[], []])
    const { jobs } = document.toJS()
    const runs = jobs.policies.steps.flatMap(({ run }: { run?: string }) => run ?? [])
    expect(runs).toEqual([
      `npm install --global unhardcoded@${VERSION}`,
      './check.sh',
      'cat reports/summary.md >> "$GITHUB_STEP_SUMMARY"',
    ])
    expect(statSync(`${EXAMPLE}/check.sh`).mode & 0o111).toBe(0o111)
  })
})

describe('the script', () => {
  test('calls commands and options that exist', async () => {
    const script = readFileSync(`${EXAMPLE}/check.sh`, 'utf8')
    // What is given to `gate` is given to `replay`, and so is what is set before it.
    const told = script.replace(/^(?:gate| {2}set --) /gm, 'unhardcoded replay ')
    const calls = [...told.matchAll(/unhardcoded (trace \w+|\w+)(.*)/g)].map(
      ([, name = '', rest = '']): Call => [name, rest],
    )
    const names = new Set(calls.map(([name]) => name))
    expect([...names].sort()).toEqual(['fmt', 'lint', 'replay', 'test', 'trace verify'])
    await expectCalls(calls)
  })
})

describe('last month', () => {
  test('is what a router over the sandbox writes, to the byte', async () => {
    const { value: catalog } = loadCatalog(readFileSync(`${EXAMPLE}/catalog.yaml`, 'utf8'))
    if (catalog === undefined) throw new Error('the catalog of the example cannot be read')
    const name = 'policies/answers.uh'
    const policies = { name, text: readFileSync(`${EXAMPLE}/${name}`, 'utf8') }
    const kept = gunzipSync(readFileSync(TRACE)).toString()
    expect(
      kept === (await lastMonth({ catalog, policies })),
      'make it again: npm run examples',
    ).toBe(true)
  })

  test('is small', () => {
    expect(statSync(TRACE).size).toBeLessThan(200_000)
  })
})

type Run = (
  line: string,
  env?: Readonly<Record<string, string>>,
) => Promise<{ readonly exitCode: number | undefined; readonly all: string }>

interface Copy {
  readonly folder: string
  readonly run: Run
  /** A report. */
  readonly read: (name: string) => string
}

/** A copy of the example where `unhardcoded` is a command, and nothing says that this is a test. */
async function withCopy(use: (copy: Copy) => Promise<void>): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'ci-gate-'))
  const [folder, installed] = [join(root, 'repository'), join(root, 'bin')]
  try {
    await cp(EXAMPLE, folder, { recursive: true })
    await mkdir(installed)
    await symlink(resolve('bin/unhardcoded.js'), join(installed, 'unhardcoded'))
    await use({
      folder,
      run: async (line, env = {}) => {
        const { exitCode, all } = await execa('sh', ['-c', line], {
          cwd: folder,
          extendEnv: false,
          env: { PATH: `${installed}:${process.env.PATH}`, ...env },
          all: true,
          reject: false,
          stripFinalNewline: false,
        })
        return { exitCode, all }
      },
      read: (name) => readFileSync(join(folder, 'reports', name), 'utf8'),
    })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** The page, with what its commands answer now; a line may end in `# exits with N`. */
async function readPage(run: Run): Promise<string> {
  const page = readFileSync(`${EXAMPLE}/README.md`, 'utf8')
  let result = ''
  for (const part of page.split(/(^```console\n[\s\S]*?^```\n)/m)) {
    if (!part.startsWith('```console\n')) {
      result += part
      continue
    }
    const lines = part.split('\n').filter((line) => line.startsWith('$ '))
    let answers = ''
    for (const line of lines) {
      const [, command = '', exit = '0'] = /^\$ (.*?)(?: {2}# exits with (\d))?$/.exec(line) ?? []
      const { exitCode, all } = await run(command)
      expect(`${command} exits with ${exitCode}`).toBe(`${command} exits with ${exit}`)
      answers += `${line}\n${all}`
    }
    result += `\`\`\`console\n${answers}\`\`\`\n`
  }
  return result
}
