import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { runPage } from '../cli/run-page.ts'
import { serving } from '../cli/serving.ts'
import { shell, withCopy } from '../cli/shell.ts'

const EXAMPLE = 'docs/examples/two-drafts'
const QUESTION = 'May I return a lamp after six weeks?'

test('every command of the page answers what stands there', async () => {
  const page = await readFile(`${EXAMPLE}/README.md`, 'utf8')
  const run = await withCopy(EXAMPLE, (cwd) => runPage(page, { cwd }))
  await expect(run).toMatchFileSnapshot(`../../${EXAMPLE}/README.md`)
})

const STEPS = ['first', 'second', 'answer']

test('the policies are laid out, and nothing is to be said of them', () =>
  withCopy(EXAMPLE, async (cwd) => {
    for (const line of ['fmt --check policies', 'lint --max-warnings 0', 'catalog check']) {
      expect(await shell(`unhardcoded ${line}`, cwd), line).toMatchObject({ code: 0 })
    }
  }))

test.each([
  [[], ['openai/gpt-5-mini', 'anthropic/claude-haiku-4.5', 'openai/gpt-5']],
  [['--fault', 'openai=503'], Array(3).fill('anthropic/claude-haiku-4.5')],
  [
    ['--fault', 'anthropic=429'],
    ['openai/gpt-5-mini', 'openai/gpt-5-mini', 'openai/gpt-5'],
  ],
])('a router with %j answers the program by the flow, and its receipt replays', (faults, writers) =>
  withCopy(EXAMPLE, async (cwd) => {
    const server = await serving(['--sandbox', ...faults], { cwd })
    const { stdout } = await execa('node', [join(cwd, 'ask.mjs'), QUESTION], {
      env: { OPENAI_BASE_URL: server.url },
    })
    await server.end()
    const [answer, ...told] = stdout.split('\n')
    expect(answer).toMatch(/^The sandbox of unhardcoded answers for /)
    expect(told).toEqual([
      ...writers.map((model, i) => expect.stringMatching(`^${STEPS[i]}: ${model}, \\$0\\.0`)),
      expect.stringMatching(/^receipt \w{26}$/),
    ])

    const [, id = ''] = told.at(-1)?.split(' ') ?? []
    const shown = await shell(`unhardcoded trace show ${id} receipts --format json`, cwd)
    expect(shown.stdout).toContain('two_drafts')
    const { stdout: replayed } = await shell('unhardcoded replay receipts', cwd)
    expect(replayed).toBe('1 reproduced, 0 diverged\n')
  }),
)

test('the router tells the program which step failed, where nobody is left', () =>
  withCopy(EXAMPLE, async (cwd) => {
    const server = await serving(['--sandbox', '--fault', '*=503'], { cwd })
    const { exitCode, stderr } = await execa('node', [join(cwd, 'ask.mjs'), QUESTION], {
      env: { OPENAI_BASE_URL: server.url },
      reject: false,
    })
    await server.end()
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Error: upstream_failed: ')])
    const { stdout } = await shell('unhardcoded replay receipts', cwd)
    expect(stdout).toBe('1 reproduced, 0 diverged\n')
  }))
