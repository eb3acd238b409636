import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serving } from '../../cli/serving.ts'
import { shell } from '../../cli/shell.ts'
import { type Backend, openProject, type Project, startBackend } from './project.ts'

const QUESTION = { question: 'May I return a lamp after six weeks?' }

/** What the example does, with the package of OpenAI or what stands in for it. */
export function backendSuite(openai: string): void {
  let project: Project

  beforeAll(async () => {
    project = await openProject(openai)
    expect(await project.compile()).toBe('')
  }, 60_000)
  afterAll(() => project.remove())

  const withBackend = (faults: readonly string[], use: (backend: Backend) => Promise<void>) =>
    leftBehind(project, faults, use)

  describe('a tenant', () => {
    test.each([
      ['initech', 'free', 'openai/gpt-5-nano', 200],
      ['hooli', 'pro', 'openai/gpt-5-mini', 800],
      ['umbrella', 'enterprise', 'azure/gpt-5', 2000],
    ])('%s is answered by the policy of the plan %s', async (tenant, plan, model, limit) => {
      let receipt: string | null = null
      const { logged, trace } = await withBackend([], async ({ ask }) => {
        const response = await ask(`key-of-${tenant}`, QUESTION)
        receipt = response.headers.get('x-receipt')
        expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
        expect(await response.text()).toMatch(/^The sandbox .*\.\n$/)
      })
      expect(receipt).toMatch(/^\w{26}$/)
      expect(logged).toEqual([{ tenant, plan, model, receipt }])
      expect(trace).toContain(`"id":"${receipt}"`)
      expect(trace).toContain(`["set_param","max_completion_tokens",${limit}]`)
    })

    test('of a plan is answered by one below it, where that comes with the question', async () => {
      const { logged } = await withBackend([], async ({ ask }) => {
        expect((await ask('key-of-umbrella', { ...QUESTION, plan: 'pro' })).status).toBe(200)
      })
      expect(logged).toMatchObject([
        { tenant: 'umbrella', plan: 'pro', model: 'openai/gpt-5-mini' },
      ])
    })

    test('is answered by somebody else where the first fails, of the same plan', async () => {
      const { logged } = await withBackend(['openai=429', 'azure=503'], async ({ ask }) => {
        for (const tenant of ['initech', 'hooli', 'umbrella']) {
          expect(await (await ask(`key-of-${tenant}`, QUESTION)).text()).toMatch(/^The sandbox/)
        }
      })
      expect(logged).toMatchObject([
        { plan: 'free', model: 'groq/gpt-oss-120b' },
        { plan: 'pro', model: 'anthropic/claude-haiku-4.5' },
        { plan: 'enterprise', model: 'anthropic/claude-sonnet-4.5' },
      ])
    })
  })

  describe('refused is', () => {
    test.each([
      [
        'a plan that there is not',
        'hooli',
        { ...QUESTION, plan: 'gold' },
        400,
        '`plan` of `support` is one of `free`, `pro`, `enterprise`, not the text "gold"',
      ],
      [
        'a plan above that of the tenant',
        'initech',
        { ...QUESTION, plan: 'enterprise' },
        403,
        '`enterprise` is above your plan',
      ],
      ['a key that nobody has', 'nobody', QUESTION, 401, 'no tenant has this key'],
      ['a body that asks nothing', 'hooli', { plan: 'pro' }, 400, expect.stringMatching(/^send /)],
      [
        'a question that is too long',
        'hooli',
        { question: 'x'.repeat(40_000) },
        400,
        expect.stringMatching(/^send /),
      ],
    ])('%s, and nobody is asked', async (_, tenant, body, status, error) => {
      const { logged, trace } = await withBackend([], async ({ ask }) => {
        const response = await ask(`key-of-${tenant}`, body)
        expect([response.status, await response.json()]).toEqual([status, { error }])
      })
      expect([logged, trace]).toEqual([[], ''])
    })

    test('a plan that there is not by its type, before the program runs', async () => {
      const path = join(project.folder, 'src/tenants.ts')
      const text = await readFile(path, 'utf8')
      await writeFile(path, text.replace("plan: 'pro'", "plan: 'gold'"))
      const said = await project.compile()
      await writeFile(path, text)
      expect(said).toMatch(
        /^src\/tenants\.ts\(\d+,\d+\): error TS2322: Type '"gold"' is not assignable/,
      )
      expect(said.trim().split('\n')).toHaveLength(1)
    })
  })

  describe('a stream', () => {
    test('is passed on as it comes, and ends for the provider where the tenant leaves', async () => {
      const { trace } = await withBackend(['openai=stall@3'], async ({ ask }) => {
        const leaving = new AbortController()
        const { body } = await ask('key-of-hooli', QUESTION, leaving.signal)
        let text = ''
        for await (const piece of (body ?? new ReadableStream()).pipeThrough(
          new TextDecoderStream(),
        )) {
          text += piece
          // Nothing comes after it.
          if (text === 'The sandbox of') break
        }
        expect(text).toBe('The sandbox of')
        leaving.abort()
      })
      expect(trace).toContain('"outcome":"cancelled"')
    })

    test('that breaks off ends without an end, and its receipt says so', async () => {
      const { trace } = await withBackend(['openai=cut@4'], async ({ ask }) => {
        const response = await ask('key-of-hooli', QUESTION)
        expect(response.status).toBe(200)
        await expect(response.text()).rejects.toThrow('terminated')
      })
      expect(trace).toContain('"outcome":"incomplete"')
    })
  })

  test('where nobody answers, the tenant gets the receipt', async () => {
    const { logged, trace } = await withBackend(['*=503'], async ({ ask }) => {
      const response = await ask('key-of-hooli', QUESTION)
      expect([response.status, await response.json()]).toEqual([
        503,
        { error: 'no answer now: come back in a minute' },
      ])
      expect(response.headers.get('x-receipt')).toMatch(/^\w{26}$/)
    })
    const [{ receipt }] = logged as [{ receipt: string }]
    expect(trace).toContain(`"id":"${receipt}"`)
  })
}

interface Left {
  /** What the backend logged, line by line. */
  readonly logged: readonly unknown[]
  /** What the router wrote. Everything in it replays. */
  readonly trace: string
}

/** Runs a backend and a router over the sandbox, where something may fail, until both have ended. */
async function leftBehind(
  { folder: cwd }: Project,
  faults: readonly string[],
  use: (backend: Backend) => Promise<void>,
): Promise<Left> {
  const options = faults.flatMap((fault) => ['--fault', fault])
  const directory = `traces-${(await readdir(cwd)).length}`
  const router = await serving(['--sandbox', '--trace', directory, ...options], { cwd })
  const backend = await startBackend(cwd, router.url)
  try {
    await use(backend)
  } finally {
    await backend.end()
    await router.end()
  }
  const files = await readdir(join(cwd, directory))
  const texts = await Promise.all(files.map((name) => readFile(join(cwd, directory, name), 'utf8')))
  const trace = texts.join('')
  if (trace !== '') {
    const { stdout } = await shell(`unhardcoded replay ${directory}`, cwd)
    expect(stdout).toMatch(/^\d+ reproduced, 0 diverged\n$/)
  }
  return { logged: backend.logged, trace }
}
