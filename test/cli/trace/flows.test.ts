import { describe, expect, test } from 'vitest'
import { sumOfCosts } from '../../../src/trace/cost-record.ts'
import { flowEntries, flowTrace } from '../../trace/sample-flows.ts'
import { sampleEntries } from '../../trace/sample-trace.ts'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

function ask(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) => cli(argv, { cwd, ...setup }))
}

const golden = (name: string) => `../../../fixtures/cli/commands/flows-${name}.out`

/** The flows of the sample, by what happens in them. */
const FLOWS = {
  complete: '01M7SGHG',
  exhausted: '01M7SKZC',
  rejected: '01M7STV3',
  incomplete: '01M7SY8Z',
  cancelled: '01M7T1PT',
} as const

describe('trace show', () => {
  test.each(Object.entries(FLOWS))('tells a flow that is %s', async (name, id) => {
    const { code, stdout, stderr } = await ask(['trace', 'show', id, 'flows.jsonl'], {
      env: { COLUMNS: '100' },
    })
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test.each([40, 60, 80, 100])('is no wider than %i columns where it draws', async (width) => {
    const { stdout } = await ask(['trace', 'show', FLOWS.complete, 'flows.jsonl'], {
      env: { COLUMNS: `${width}` },
    })
    const drawing = stdout.slice(stdout.indexOf('what ran when')).split('\n\n')[0] ?? ''
    expect(drawing.split('\n')).toHaveLength(5)
    for (const line of drawing.split('\n')) expect([...line].length).toBeLessThanOrEqual(width)
  })

  test('tells one node as it is told with the others', async () => {
    const all = await ask(['trace', 'show', FLOWS.complete, 'flows.jsonl'])
    const one = await ask(['trace', 'show', `${FLOWS.complete}/n2`, 'flows.jsonl'])
    expect(one.code).toBe(0)
    expect(all.stdout).toContain(one.stdout)
  })

  test('explains a candidate of a node, and of a flow says that it needs one', async () => {
    const why = ['--why-not', 'groq/kimi-k2']
    const node = await ask(['trace', 'show', `${FLOWS.complete}/n1`, 'flows.jsonl', ...why])
    expect([node.code, node.stdout.split('\n')[0]]).toEqual([
      0,
      expect.stringContaining('groq/kimi-k2'),
    ])
    const flow = await ask(['trace', 'show', FLOWS.complete, 'flows.jsonl', ...why])
    expect([flow.code, flow.stderr]).toEqual([
      2,
      expect.stringContaining('each node of a flow has candidates of its own'),
    ])
  })

  test.each([
    ['01M7SGHG/n7', 'has no node `n7`'],
    ['01M7HT1H/n1', '`01M7HT1HTJ081040G2081040G2` is no flow, and has no node `n1`'],
    ['01M7SZ/n1', 'no receipt has the id `01M7SZ`'],
  ])('says why there is no %s', async (id, message) => {
    const { code, stdout, stderr } = await ask(['trace', 'show', id, 'flows.jsonl'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  test('holds the record, and its policies once, for programs', async () => {
    const { stdout } = await ask([
      'trace',
      'show',
      FLOWS.complete,
      'flows.jsonl',
      '--format',
      'json',
    ])
    const { flow, policies, replay, place } = JSON.parse(stdout)
    expect(flow).toMatchObject(JSON.parse(JSON.stringify(flowEntries()[0]?.flow)))
    expect(policies.map(({ name }: { name: string }) => name)).toEqual(['support', 'batch'])
    expect([replay, place]).toEqual([{ verdict: 'reproduced' }, 'flows.jsonl:6'])
  })

  test('lists flows in a line each', async () => {
    const { stdout } = await ask(['trace', 'show', '--list', 'flows.jsonl'])
    await expect(stdout).toMatchFileSnapshot(golden('list'))
  })

  test('shows the last one', async () => {
    const { stdout } = await ask(['trace', 'show', '--last', 'flows.jsonl'])
    expect(stdout.startsWith(FLOWS.cancelled)).toBe(true)
  })
})

describe('a flow is selected', () => {
  test.each([
    ['by its id', ['--id', '01M7SGHG'], 1],
    ['by its name', ['--policy-name', 'research'], 2],
    ['by the policy of a node', ['--policy-name', 'strict'], 2],
    ['by its caller', ['--caller', 'acme-eval'], 1],
    ['by its time', ['--since', '2026-11-19'], 6],
    ['up to its time', ['--until', '2026-11-19T10:00:00Z', '--since', '2026-11-19'], 2],
  ])('%s', async (_, options, count) => {
    for (const threads of ['1', '2']) {
      const argv = ['replay', 'flows.jsonl', ...options, '--threads', threads]
      const { code, stdout, stderr } = await ask(argv)
      expect([code, stdout, stderr]).toEqual([0, `${count} reproduced, 0 diverged\n`, ''])
    }
  })
})

describe('replay', () => {
  test('tells of a flow that does not follow where and what', async () => {
    const text = flowTrace().replace('"settled":"0.0008389"', '"settled":"0.0008388"')
    const { code, stdout } = await ask(['replay', '-'], { stdin: text })
    expect(code).toBe(1)
    expect(stdout).toBe(`diverged 01M7SGHGM0CNJPASB5CNJPASB5
  where     -:6
  when      2026-11-19T09:00:00.000Z
  flow      research
  cause     receipt
  differs   $.cost.settled
  recorded  "0.0008388"
  computed  "0.0008389"

11 reproduced, 1 diverged
`)
  })

  test('asks what would have been of each node, and says what that rests on', async () => {
    const argv = ['replay', 'flows.jsonl', '--price', 'openai/gpt-5-nano=30,60', '--id', '01M7SGHG']
    const { code, stdout } = await ask([...argv, '--format', 'json'])
    const { judged, nodes, flows, bases, days } = JSON.parse(stdout)
    expect([code, judged, nodes, flows]).toEqual([0, 3, 3, 1])
    expect(days).toMatchObject([{ receipts: 3 }])
    expect(bases).toContainEqual(expect.objectContaining({ basis: 'other input', receipts: 1 }))
    const table = await ask(argv)
    expect(table.stdout).toContain('3; 3 are nodes of 1 flow, each judged by itself')
  })

  test.each(['1', '2'])('with %s threads tells nodes of flows on the page too', async (threads) => {
    const argv = ['replay', 'flows.jsonl', '--without', 'groq', '--threads', threads]
    const { stdout } = await ask([...argv, '--format', 'html'])
    expect(stdout).toContain(
      'decided again without <b><bdi>groq</bdi></b>. 11 are nodes of 6 flows, each taken for a request of its own.',
    )
    expect(stdout).toContain('<dt>Of flows</dt><dd>11, the nodes of 6 flows: ')
    const table = await ask(argv)
    expect(table.stdout).toContain('17; 11 are nodes of 6 flows, each judged by itself')
    const without = await ask(['replay', 'trace.jsonl', '--without', 'groq', '--format', 'html'])
    expect(without.stdout).not.toContain('of flows')
  })

  test('judges no node of a flow that diverges', async () => {
    const text = flowTrace().replace('"settled":"0.0008389"', '"settled":"0.0008388"')
    const argv = ['replay', '-', '--without', 'groq', '--id', '01M7SGHG', '--format', 'json']
    const { stdout } = await ask(argv, { stdin: text })
    expect(JSON.parse(stdout).error.message).toBe(
      'nothing can be said of any request: it diverges: receipt',
    )
  })
})

describe('trace stats', () => {
  test.each([['1'], ['2']])(
    'with %s threads count a flow once, and each of its calls',
    async (threads) => {
      const argv = ['trace', 'stats', 'flows.jsonl', '--format', 'json', '--threads', threads]
      const { stdout } = await ask([...argv, '--since', '2026-11-19'])
      const { flows, all, by } = JSON.parse(stdout)
      const receipts = flowEntries().map(({ flow }) => flow)
      const hops = receipts.flatMap(({ nodes }) => nodes.flatMap((node) => node.hops))
      expect(flows).toBe(6)
      expect(all).toMatchObject({
        requests: 6,
        outcomes: { complete: 2, incomplete: 1, cancelled: 1, exhausted: 1, rejected: 1 },
        called: 5,
        failed_over: 2,
        calls: hops.length,
        usd: sumOfCosts(receipts.map(({ cost }) => cost)),
      })
      const policies = new Map(by.policy.map((row: { name: string }) => [row.name, row]))
      expect(policies.get('batch')).toMatchObject({ requests: 1, calls: 4 })
      expect(policies.get('strict')).toMatchObject({ requests: 1, calls: 0 })
    },
  )

  test('say how many requests were flows, where there are any', async () => {
    const { stdout } = await ask(['trace', 'stats', 'flows.jsonl'])
    expect(stdout).toContain('6 of them ran a flow')
    const without = await ask(['trace', 'stats', 'trace.jsonl'])
    expect(without.stdout).not.toContain('flow')
  })

  test('say in the table of one thing which of its requests were flows, where any was', async () => {
    const { stdout } = await ask(['trace', 'stats', 'flows.jsonl', '--by', 'policy'])
    expect(stdout.split('\n')[1]).toMatch(/^ {2}policy +requests +flows +share /)
    expect(stdout).toMatch(/^ {2}default +2 +2 /m)
    const without = await ask(['trace', 'stats', 'trace.jsonl', '--by', 'policy'])
    expect(without.stdout).not.toContain('flow')
  })

  test('say for programs and spreadsheets how many requests of each row were flows', async () => {
    const argv = ['trace', 'stats', 'flows.jsonl', '--format']
    const { all, by } = JSON.parse((await ask([...argv, 'json'])).stdout)
    expect(all).toMatchObject({ requests: 12, flows: 6 })
    const rows: readonly { readonly flows: number }[][] = Object.values(by)
    for (const each of rows) expect(each.reduce((sum, { flows }) => sum + flows, 0)).toBe(6)
    const [head = '', ...lines] = (await ask([...argv, 'csv'])).stdout.split('\n')
    expect(head).toMatch(/^by,name,requests,flows,share,/)
    expect(lines[0]).toMatch(/^all,,12,6,1,/)
    expect(lines).toContainEqual(expect.stringMatching(/^policy,support,6,2,0\.5,/))
  })
})

test('tests and differences on a trace are of each node', async () => {
  const { stdout } = await ask(['diff', 'acme.uh', 'acme.uh', '--trace', 'flows.jsonl'])
  const nodes = flowEntries().flatMap(({ flow }) => flow.nodes)
  expect(nodes.length + sampleEntries().slice(1, 7).length).toBe(17)
  expect(stdout).not.toContain('left out')
})

test('verify counts flows as receipts', async () => {
  const { code, stdout } = await ask(['trace', 'verify', 'flows.jsonl'])
  expect([code, stdout]).toEqual([0, 'flows.jsonl: 19 lines, 12 receipts of 1 writer: intact\n'])
})
