import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { ROUTER_ERRORS } from '../../src/route/router-error.ts'
import { cli } from '../cli/cli.ts'
import { runPage } from '../cli/run-page.ts'
import { serving } from '../cli/serving.ts'
import { withCopy } from '../cli/shell.ts'
import { dataOf } from '../route/anthropic/stream.ts'
import { misfits } from '../route/openai-schema.ts'
import { exchange, type RawResponse } from './exchange.ts'
import { pythonHere } from './python-here.ts'
import { bytesOf, type RecordedRequest, recording } from './recording.ts'

const EXAMPLE = 'docs/examples/python-client'
const RECORD = 'fixtures/examples/python-client.json'

/** What `support.py` sent, and by which versions of what. */
interface Recorded {
  readonly about: string
  readonly by: string
  readonly requests: readonly RecordedRequest[]
}

const RECORDED: Recorded = JSON.parse(readFileSync(RECORD, 'utf8'))
const PAGE = readFileSync(`${EXAMPLE}/README.md`, 'utf8')
const PYTHON = await pythonHere()

describe('what the program sends by the package `openai`, sent again', async () => {
  const [free, pro, streamed, label, nobody, mistaken] = await withRouter(({ url }) =>
    exchange(url, RECORDED.requests.map(bytesOf)),
  )

  test.each([
    ['of a customer without a plan', free, 'openai/gpt-5.4-nano'],
    ['of a customer who pays', pro, 'anthropic/claude-sonnet-5'],
    ['by a policy of the program', label, 'openai/gpt-5-nano'],
  ])('has an answer that the package reads: %s', (_, response, model) => {
    expect(factsOf(response)).toEqual([200, 'application/json'])
    const completion = JSON.parse(response?.body ?? '')
    expect(misfits('completion', completion)).toEqual([])
    const { x_router, choices } = completion
    expect(x_router.model).toBe(model)
    expect(x_router.receipt).toBe(response?.headers.get('x-unhardcoded-receipt'))
    expect(x_router.cost.settled).toMatch(/^0\.\d+$/)
    expect(x_router.policy.name).toBe(response === label ? 'default' : 'support')
    expect(choices[0].message.content).toContain('no model read them')
    if (response !== label) expect(PAGE).toContain(choices[0].message.content)
    expect(PAGE).toContain(`= ${model}`)
  })

  test('is streamed in events that the package reads', () => {
    expect(factsOf(streamed)).toEqual([200, 'text/event-stream; charset=utf-8'])
    expect(streamed?.headers.get('x-unhardcoded-model')).toBe('openai/gpt-5.4-nano')
    expect(streamed?.headers.get('x-unhardcoded-receipt')).toHaveLength(26)
    const data = dataOf(streamed?.body ?? '')
    expect(data.at(-1)).toBe('[DONE]')
    const chunks = data.slice(0, -1).map((text) => JSON.parse(text))
    for (const chunk of chunks) expect(misfits('chunk', chunk)).toEqual([])
    const words = chunks.flatMap(({ choices }) => choices[0]?.delta.content ?? [])
    expect(PAGE).toContain(words.join(''))
  })

  test.each([
    ['which nobody passes', nobody, 422, 'no_candidate'],
    ['which has a mistake', mistaken, 400, 'invalid_policy_text'],
  ])('is refused so that the package tells why: a policy %s', (_, response, status, code) => {
    expect(factsOf(response)).toEqual([status, 'application/json'])
    const body = JSON.parse(response?.body ?? '')
    expect(misfits('error', body)).toEqual([])
    expect(body.error.code).toBe(code)
    expect(response?.headers.get('x-request-id')).toHaveLength(26)
    expect(PAGE).toContain(body.error.message)
  })
})

test('a stream that breaks off ends in an event that the package raises', () =>
  withRouter(
    async ({ url }) => {
      const [, , streaming] = RECORDED.requests
      if (streaming === undefined) throw new Error('there is no third request')
      const [response] = await exchange(url, [bytesOf(streaming)])
      const data = dataOf(response?.body ?? '').map((text) => JSON.parse(text))
      expect(data.length).toBeGreaterThan(3)
      expect(misfits('error', data.at(-1))).toEqual([])
      expect(data.at(-1).error.code).toBe('upstream_failed')
    },
    ['--fault', '*=cut@4'],
  ))

test('the trace of it replays', () =>
  withRouter(async ({ url, end, cwd }) => {
    await exchange(url, RECORDED.requests.map(bytesOf))
    await end()
    const { code, stdout } = await cli(['replay', 'receipts'], { cwd })
    // What does not compile has no receipt.
    expect([code, stdout]).toEqual([0, '5 reproduced, 0 diverged\n'])
  }))

test('the page has every status of the router, at the class that the package has for it', () => {
  const classes = new Map<string, Set<number>>()
  for (const [status] of Object.values(ROUTER_ERRORS)) {
    const name = classOfStatus(status)
    classes.set(name, (classes.get(name) ?? new Set()).add(status))
  }
  for (const [name, statuses] of classes) {
    const listed = [...statuses].sort((a, b) => a - b).join(', ')
    expect(PAGE).toMatch(new RegExp(`^\\| \`${name}\`(?: itself)? \\| ${listed} \\|`, 'm'))
  }
})

test.skipIf(!PYTHON.isThere)('the program is Python', async () => {
  const parse = 'import ast, sys; ast.parse(sys.stdin.read())'
  const inputFile = `${EXAMPLE}/support.py`
  const { stderr } = await execa('python3', ['-B', '-c', parse], { inputFile, reject: false })
  expect(stderr).toBe('')
})

test('every command of the page answers what stands there, as far as Python has the package', async () => {
  const canRun = (block: string) => PYTHON.openai !== undefined || !block.includes('python3')
  const run = await withCopy(EXAMPLE, (cwd) => runPage(PAGE, { cwd, chance: 'counted', canRun }))
  await expect(run).toMatchFileSnapshot(`../../${EXAMPLE}/README.md`)
})

// For other versions, write them into the record, and let it be written anew: `--update`.
test.skipIf(PYTHON.openai !== RECORDED.by)('the program sends what was recorded', () =>
  withRouter(async ({ url }) => {
    const requests = await recording(url, (address) =>
      execa('python3', ['-B', `${EXAMPLE}/support.py`], {
        env: { OPENAI_BASE_URL: address, OPENAI_API_KEY: 'none' },
      }),
    )
    const record: Recorded = { ...RECORDED, requests }
    await expect(`${JSON.stringify(record, null, 2)}\n`).toMatchFileSnapshot(`../../${RECORD}`)
  }),
)

interface Running {
  readonly url: string
  readonly end: () => Promise<unknown>
  readonly cwd: string
}

/** A router over the sandbox, started in a copy of the example. */
function withRouter<T>(
  run: (running: Running) => Promise<T>,
  options: readonly string[] = [],
): Promise<T> {
  return withCopy(EXAMPLE, async (cwd) => {
    const { url, end } = await serving(['--sandbox', '--trace', 'receipts', ...options], { cwd })
    try {
      return await run({ url, end, cwd })
    } finally {
      await end()
    }
  })
}

function factsOf(response: RawResponse | undefined) {
  return [response?.status, response?.headers.get('content-type')]
}

/**
 * The class of the error that a status is raised as.
 *
 * @see https://github.com/openai/openai-python `_make_status_error` in `src/openai/_client.py`
 */
function classOfStatus(status: number): string {
  return CLASSES.get(status) ?? (status >= 500 ? 'InternalServerError' : 'APIStatusError')
}

const CLASSES: ReadonlyMap<number, string> = new Map([
  [400, 'BadRequestError'],
  [401, 'AuthenticationError'],
  [403, 'PermissionDeniedError'],
  [404, 'NotFoundError'],
  [409, 'ConflictError'],
  [422, 'UnprocessableEntityError'],
  [429, 'RateLimitError'],
])
