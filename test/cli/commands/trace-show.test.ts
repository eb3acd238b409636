import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../../src/cli/report/glyphs.ts'
import { type Entry, sampleEntries, traceOf } from '../../trace/sample-trace.ts'
import { cli, type Setup, withFiles } from '../cli.ts'
import { withExamples } from '../shell.ts'

function show(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) => cli(['trace', 'show', ...argv, 'trace.jsonl'], { cwd, ...setup }))
}

const golden = (name: string) => `../../../fixtures/cli/commands/trace-show-${name}.out`

/** The receipts of the sample, by what happens in them. */
const RECEIPTS = {
  simulated: '01M7HSBB',
  complete: '01M7HT1H',
  'failed-over': '01M7HYHD',
  retried: '01M7JRH9',
  'told-to-wait': '01M7KKQ1',
  exhausted: '01M7KM9B',
  rejected: '01M7MAXH',
  incomplete: '01M7MKRX',
  cancelled: '01M7N3S4',
  cached: '01M7PS00',
  'usage-unknown': '01M7PY4S',
  'billed-twice': '01M7PZVQ',
  'time-was-up': '01M7Q1JN',
  'sandbox-and-ties': '01M7Q8EC',
} as const

describe('as people read it', () => {
  test.each(Object.entries(RECEIPTS))('%s', async (name, id) => {
    const { code, stdout, stderr } = await show([id], { env: { COLUMNS: '100' } })
    expect([code, stderr]).toEqual([0, ''])
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test.each([
    ['60', { env: { COLUMNS: '60' } }],
    ['pipe', {}],
    ['color', { terminal: 100 }],
  ])('%s', async (name, setup) => {
    const { stdout } = await show([RECEIPTS.retried], setup)
    await expect(stdout).toMatchFileSnapshot(golden(name))
  })

  test('NO_COLOR changes nothing but colour', async () => {
    const plain = await show([RECEIPTS.exhausted], { terminal: 100, env: { NO_COLOR: '1' } })
    const colored = await show([RECEIPTS.exhausted], { terminal: 100 })
    expect(plain.stdout).not.toContain('\u001b')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
    expect(colored.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout)
  })

  test.each([60, 80, 100, 120])('at %i columns no line is wider', async (width) => {
    for (const id of Object.values(RECEIPTS)) {
      const { stdout } = await show([id, '--all'], { env: { COLUMNS: `${width}` } })
      for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  test('--all tells every candidate', async () => {
    const { stdout } = await show([RECEIPTS.rejected, '--all'])
    await expect(stdout).toMatchFileSnapshot(golden('all'))
  })

  test('--list tells the ids', async () => {
    const { stdout } = await show(['--list'], { env: { COLUMNS: '100' } })
    await expect(stdout).toMatchFileSnapshot(golden('list'))
  })
})

describe('which receipt', () => {
  test.each([
    ['a whole id', ['01M7JRH9PM0G2081040G208104'], '18:05:00.500'],
    ['in small letters', ['01m7jrh9'], '18:05:00.500'],
    ['the last', ['--last'], '2026-11-18 12:00:00.000'],
    ['the last of a caller', ['--last', '--caller', 'acme-nightly'], '2026-11-17 02:10:00.000'],
    [
      'the only one of a day',
      ['--until', '2026-11-16', '--since', '2026-11-16T18:00:00Z'],
      '18:05',
    ],
  ])('%s', async (_, argv, when) => {
    const { code, stdout } = await show(argv)
    expect(stdout.split('\n')[0]).toContain(when)
    expect(code).toBe(0)
  })

  test.each([
    ['none has it', ['01M7JRX'], 'no receipt has the id `01M7JRX`', 'did you mean `01M7JRH9PM0G'],
    ['nor one like it', ['ZZZ'], 'no receipt has the id `ZZZ`', 'there are 14 receipts: `--list`'],
    [
      'several begin so',
      ['01M7P'],
      'the ids of 3 receipts begin with',
      '`01M7PS00601850M2GA1850M2',
    ],
    ['none is named', [], 'there are 14 receipts in the trace', 'name one by its id'],
    [
      'none is selected',
      ['--last', '--caller', 'x'],
      'the trace holds no receipt that is asked for',
      '--since',
    ],
    ['two ways at once', ['--last', '--list'], '`--last` and `--list` do not go together', ''],
  ])('%s', async (_, argv, message, help) => {
    const { code, stdout, stderr } = await show(argv)
    expect(stderr).toContain(message)
    expect(stderr.replace(/\s+/g, ' ')).toContain(help)
    expect([code, stdout]).toEqual([2, ''])
  })

  test('it is found on standard input too', async () => {
    const stdin = traceOf(sampleEntries())
    const { code, stdout } = await cli(['trace', 'show', RECEIPTS.retried], { stdin })
    expect(stdout).toBe((await show([RECEIPTS.retried])).stdout)
    expect(code).toBe(0)
  })

  test('where the decision stands changes nothing', async () => {
    const other = { 't.jsonl': traceOf(sampleEntries(), { decisions: 'once' }) }
    await withFiles(other, async (cwd) => {
      for (const id of Object.values(RECEIPTS)) {
        const { stdout } = await cli(['trace', 'show', id, 't.jsonl'], { cwd })
        expect(stdout).toBe((await show([id])).stdout)
      }
    })
  })
})

describe('--why-not', () => {
  test.each([
    ['a rejected one', RECEIPTS.retried, 'groq/kimi-k2'],
    ['one that is left out', RECEIPTS.incomplete, 'openai/gpt-5'],
    ['one that is ranked', RECEIPTS.cached, 'openai/gpt-5-nano'],
  ])('%s', async (name, id, candidate) => {
    const { code, stdout } = await show([id, '--why-not', candidate])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot(golden(`why-not-${name.replaceAll(' ', '-')}`))
  })

  test('as JSON', async () => {
    const argv = [RECEIPTS.retried, '--why-not', 'groq/kimi-k2', '--format', 'json']
    const { stdout } = await show(argv)
    expect(JSON.parse(stdout)).toMatchObject({ schema_version: 1, outcome: 'rejected' })
  })

  test('a candidate that is not there', async () => {
    const { code, stderr } = await show([RECEIPTS.retried, '--why-not', 'kimi-k2'])
    expect(stderr).toContain('did you mean `groq/kimi-k2`?')
    expect(code).toBe(2)
  })
})

test('JSON is the record, its policy, and whether it is reproduced', async () => {
  const { stdout } = await show([RECEIPTS.retried, '--format', 'json'])
  await expect(stdout).toMatchFileSnapshot(golden('json'))
})

/** A trace of one receipt, changed. */
function changed(change: (entry: Entry) => Entry): Readonly<Record<string, string>> {
  const entry = sampleEntries()[3]
  if (entry === undefined) throw new Error('the sample has entries')
  return { 't.jsonl': traceOf([change(entry)]) }
}

describe('what does not follow from the record', () => {
  test.each([
    [
      'another score',
      /"score":-0\.008/,
      '"score":-0.009',
      '`$.decision.ranked[1].score` is -0.009',
    ],
    ['no list of candidates', /"ranked":\[[^\]]*\]/, '"ranked":7', '`$.decision.ranked` is 7'],
    ['no policy', /"record":"policy"/, '"record":"polly"', 'no record before it holds the policy'],
    ['no catalog', /"record":"catalog"/, '"record":"cat"', 'no record before it holds the catalog'],
  ])('%s is told', async (_, from, to, told) => {
    const [[name, text] = ['', '']] = Object.entries(changed((entry) => entry))
    await withFiles({ [name]: text.replace(from, to) }, async (cwd) => {
      const { code, stdout } = await cli(['trace', 'show', name], { cwd })
      expect(stdout).toContain('replay       diverged')
      expect(stdout.replace(/\s+/g, ' ')).toContain(told)
      expect(code).toBe(0)
      const why = await cli(['trace', 'show', name, '--why-not', 'groq/kimi-k2'], { cwd })
      expect(why.code).toBe(told.startsWith('no record') ? 2 : 0)
    })
  })

  test('without its policy the rest is still told', async () => {
    const [[name, text] = ['', '']] = Object.entries(changed((entry) => entry))
    const torn = text.replace('"record":"policy"', '"record":"polly"')
    await withFiles({ [name]: torn }, async (cwd) => {
      const { stdout } = await cli(['trace', 'show', name], { cwd, env: { COLUMNS: '100' } })
      await expect(stdout).toMatchFileSnapshot(golden('without-policy'))
    })
  })
})

test('a policy without its text is written anew', async () => {
  const bare = changed(({ receipt, definitions }) => ({
    receipt,
    definitions: {
      ...definitions,
      policies: definitions.policies.map(({ name = '', fingerprint, policy_ir }) => ({
        name,
        fingerprint,
        policy_ir,
      })),
    },
  }))
  await withFiles(bare, async (cwd) => {
    const { stdout } = await cli(['trace', 'show', 't.jsonl'], { cwd, env: { COLUMNS: '100' } })
    await expect(stdout).toMatchFileSnapshot(golden('without-text'))
  })
})

test('names from outside are names, and steer no terminal', async () => {
  const evil = '\u001b[31m\u009b2J\u202e__proto__\n'
  const files = changed(({ receipt, definitions }) => ({
    receipt: {
      ...receipt,
      at: `${receipt.at}${evil}`,
      id: `01M7${evil}`,
      request: {
        ...receipt.request,
        caller: evil.repeat(1000),
        needs: [evil],
        params: JSON.parse(`{"__proto__":{"toString":1},${JSON.stringify(evil)}:"x"}`),
        scope: evil,
      },
      hops: receipt.hops.map((hop) => ({ ...hop, candidate: evil, failure: evil, why: evil })),
      cost: { settled: evil, estimated: evil },
    },
    definitions: {
      ...definitions,
      policies: definitions.policies.map((policy) => ({
        ...policy,
        name: evil,
        params: JSON.parse(`{"__proto__":{"toString":1},"x":${JSON.stringify(evil)}}`),
        sources: [{ name: evil, text: `uh 1 ${evil}`.repeat(50) }],
        map: JSON.parse('{"$":[0,-1,1e9],"__proto__":[0,0,9],"$.policy[1]":[0,2,9],"$.x":"no"}'),
      })),
    },
  }))
  await withFiles(files, async (cwd) => {
    for (const argv of [
      ['--all'],
      ['--format', 'json'],
      ['--list'],
      ['--why-not', 'groq/kimi-k2'],
    ]) {
      const { code, stdout, stderr } = await cli(['trace', 'show', 't.jsonl', ...argv], { cwd })
      expect([code, stderr]).toEqual([0, ''])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(stdout).not.toMatch(/[\u001b\u0080-\u009f\u202e]/)
      if (argv[0] === '--all') expect(stdout.length).toBeLessThan(20_000)
    }
  })
})
