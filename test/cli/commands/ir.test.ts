import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const TERM = '["and",["is","no_log"],["top"],["meets_req"]]'
const FLOW = JSON.stringify([
  'flow',
  {
    in: { kind: 'input' },
    ask: {
      kind: 'llm',
      system: 'Answer.',
      policy: ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]],
      inputs: ['in'],
    },
    out: { kind: 'output', inputs: ['ask'] },
  },
])

describe('one term', () => {
  test.each([
    ['check', TERM, 'a predicate\n'],
    ['check', FLOW, 'a flow\n'],
    ['normalize', TERM, '["and",["is","no_log"],["meets_req"]]\n'],
    ['encode', TERM, 'sigma-pol/v2:(and (is "no_log") (meets_req))\n'],
    [
      'encode',
      '["cmp","price_in","lt",0.1]',
      'sigma-pol/v2:(cmp "price_in" "lt" 0.10000000000000001)\n',
    ],
  ])('%s %s', async (command, term, expected) => {
    const argument = await cli(['ir', command, term])
    expect(argument).toEqual({ code: 0, stdout: expected, stderr: '' })
    expect(await cli(['ir', command], { stdin: `\n ${term}\n` })).toEqual(argument)
  })

  test('a flow has an identity too', async () => {
    const { stdout } = await cli(['ir', 'fingerprint', FLOW])
    expect(stdout).toMatch(/^sha256:[0-9a-f]{64}\n$/)
    expect((await cli(['ir', 'encode', FLOW])).stdout).toMatch(/^sigma-flow\/v1:/)
  })
})

describe('a term that hosts refuse', () => {
  test.each([
    ['["cmp","prce_in","le",1]', 'UH8009', '<term>:1:8', '$.cmp[1]'],
    ['["and",["top"],["nope"]]', 'UH8002', '<term>:1:16', '$.and[2]'],
    ['["cmp","price_in","le",1e999]', 'UH8006', '<term>:1:24', '$.cmp[3]'],
    ['["flow",{"in":{"kind":"inptu"}}]', 'UH8019', '<term>:1:23', '$.flow["in"].kind'],
    ['{}', 'UH8001', '<term>:1:1', '$'],
  ])('%s', async (term, code, place, path) => {
    const { code: exit, stdout, stderr } = await cli(['ir', 'check', term])
    expect(stderr).toContain(`error[${code}]: `)
    expect(stderr).toContain(`┌─ ${place}\n`)
    expect(stderr).toContain(`^ ${path}\n`)
    expect([exit, stdout]).toEqual([1, ''])
  })

  test('is JSON where the answer would be', async () => {
    const { code, stdout } = await cli(['ir', 'normalize', '["nope"]'])
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      diagnostics: [{ code: 'UH8002' }],
    })
    expect(code).toBe(1)
  })

  test('deep and large ones are refused, not suffered', async () => {
    const deep = `${'["not",'.repeat(50_000)}["top"]${']'.repeat(50_000)}`
    const { code, stderr } = await cli(['ir', 'check'], { stdin: deep })
    expect(stderr).toContain('UH8005')
    expect(code).toBe(1)
  })
})

describe('a template with a slot that nothing fills', () => {
  const POLICY = `["policy",["top"],["zero"],["argmax"],["id"],["always",{"action":"abort"}]]`
  const FLOW = `["flow",{"u":{"kind":"input"},"a":{"kind":"llm","system":"","policy":${POLICY},"inputs":["u"],"template":"$1 $3"},"o":{"kind":"output","inputs":["a"]}}]`

  test('is warned of with its place, in a flow that hosts accept', async () => {
    const { code, stdout, stderr } = await cli(['ir', 'check'], { stdin: FLOW })
    expect([code, stdout]).toEqual([0, 'a flow\n'])
    expect(stderr).toContain('warning[UH2022]: `$3` stands for an input')
    expect(stderr).toContain('^^^^^^^ $.flow["a"].template')
    const lines = await cli(['ir', 'check', '--lines'], { stdin: FLOW })
    expect([lines.code, JSON.parse(lines.stdout)]).toMatchObject([
      0,
      { ok: true, sort: 'Flow', warnings: [{ code: 'UH2022', path: '$.flow["a"].template' }] },
    ])
  })

  test.each(['normalize', 'encode', 'fingerprint'])('is no matter to %s', async (command) => {
    expect(await cli(['ir', command], { stdin: FLOW })).toMatchObject({ code: 0, stderr: '' })
  })
})

describe('--lines', () => {
  const LINES = `${TERM}\n\n["nope"]\n{"a"\n`

  test.each([
    ['check', { sort: 'Pred' }],
    ['normalize', { term: ['and', ['is', 'no_log'], ['meets_req']] }],
    ['encode', { encoding: 'sigma-pol/v2:(and (is "no_log") (meets_req))' }],
    [
      'fingerprint',
      { fingerprint: expect.stringMatching(/^sha256:/), cache_key: expect.any(String) },
    ],
  ])('%s answers each with a line of JSON, mistakes too', async (command, expected) => {
    const { code, stdout, stderr } = await cli(['ir', command, '--lines'], { stdin: LINES })
    const [first, second, third, ...rest] = stdout.split('\n')
    expect(JSON.parse(first ?? '')).toEqual({ ok: true, ...expected })
    expect(JSON.parse(second ?? '')).toMatchObject({
      ok: false,
      error: { code: 'UH8002', path: '$' },
    })
    expect(JSON.parse(third ?? '')).toEqual({
      ok: false,
      error: { message: 'the line is not JSON', column: 5 },
    })
    expect(rest).toEqual([''])
    expect([code, stderr]).toEqual([1, ''])
  })

  test('the last line needs no line feed, and characters may be cut between chunks', async () => {
    const text = '["provider_eq","東京"]'
    await withFiles({ 't.jsonl': text }, async (cwd) => {
      const { code, stdout } = await cli(['ir', 'encode', '--lines', 't.jsonl'], { cwd })
      expect(JSON.parse(stdout)).toEqual({
        ok: true,
        encoding: 'sigma-pol/v2:(provider_eq "東京")',
      })
      expect(code).toBe(0)
    })
  })

  test('a file that is not there', async () => {
    const { code, stdout, stderr } = await cli(['ir', 'check', '--lines', 'none.jsonl'])
    expect(stderr).toContain('no such file: `none.jsonl`')
    expect(JSON.parse(stdout)).toHaveProperty('error.message')
    expect(code).toBe(2)
  })
})

test('the fields of a catalog are known where it is named', async () => {
  const yaml =
    'catalog: 1\nfields: { taste: { sort: number, unit: ratio, absent: -1 } }\nproviders: {}\nmodels: {}\n'
  await withFiles({ 'c.yaml': yaml }, async (cwd) => {
    const term = '["cmp","taste","ge",0.5]'
    expect((await cli(['ir', 'check', term], { cwd })).code).toBe(1)
    expect(await cli(['ir', 'check', term, '--catalog', 'c.yaml'], { cwd })).toMatchObject({
      code: 0,
      stdout: 'a predicate\n',
    })
  })
})
