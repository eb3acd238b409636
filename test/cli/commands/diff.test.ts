import { describe, expect, test } from 'vitest'
import { compile } from '../../../src/index.ts'
import { cli, withFiles } from '../cli.ts'

async function diff(before: string, after: string, ...more: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await cli(['diff', before, after, ...more])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

describe('what a change of the filter means', () => {
  test.each([
    ['best', 'best where quality >= 0.1', 'default: narrower\n'],
    ['best where quality >= 0.5', 'best where quality > 0.4', 'default: wider\n'],
    ['best where no_log', 'best where has_tee', 'default: neither narrower nor wider\n'],
    [
      'best where not (no_log or has_tee)',
      'best where not has_tee and not no_log and not has_tee',
      'default: another fingerprint, the same meaning\n',
    ],
    ['best', 'best take 1', 'default: the same filter\n'],
  ])('%s, then %s', async (before, after, summary) => {
    expect(await diff(before, after)).toContain(summary)
  })

  test('a witness of each side is shown, and the evaluator agrees', async () => {
    const [before, after] = ['best where quality >= 0.6', 'best where quality <= 0.7 and no_log']
    const text = await diff(before, after)
    expect(text).toMatch(/passed only before `[^`]+`: quality 0\.\d/)
    expect(text).toMatch(/passes only now `[^`]+`: quality 0\.\d+, no_log yes/)
  })
})

test('a text that differs in words alone is the same', async () => {
  const text = await diff(
    'best where no_log and has tools',
    'best   where has tools and no_log # x',
  )
  expect(text).toContain(
    '-best where no_log and has tools\n+best where has tools and no_log  # x\n',
  )
  expect(text).toMatch(/^default: the same, sha256:[0-9a-f]{12}$/m)
})

test('a policy and itself do not differ', async () => {
  expect(await diff('best where no_log', 'best where no_log')).toMatch(
    /^default: the same, sha256:/,
  )
})

test('clauses that came and went are told in the words of the language', async () => {
  const text = await diff(
    'cheapest where has tools take 3 fallback next on timeout stop',
    'cheapest where has vision take 2 fallback next on timeout stop',
  )
  const changed = text.split('\n').filter((line) => /^ {2}[-+] /.test(line))
  expect(changed).toEqual([
    '  - where has tools',
    '  - take 3',
    '  + where has vision',
    '  + take 2',
  ])
})

describe('policies with parameters', () => {
  const BEFORE = 'policy a(plan: free | pro = pro) = best where plan is free or no_log'
  const AFTER = 'policy a(plan: free | pro = pro) = best where plan is free or has_tee'

  test('are compared for each choice', async () => {
    const text = await diff(BEFORE, AFTER)
    expect(text).toContain('a: neither narrower nor wider; the same\n')
    expect(text).toMatch(/with plan = pro\n[\s\S]+with plan = free\n {2}the same\n/)
  })

  test('are compared for the values that are given', async () => {
    expect(await diff(BEFORE, AFTER, '--param', 'plan=free')).toContain('a: the same')
  })

  test('a choice that only one has is told', async () => {
    const wider = 'policy a(plan: free | pro | max = pro) = best where plan is free or no_log'
    expect(await diff(BEFORE, wider)).toContain('  only now: plan = max\n')
  })
})

test('policies of files are matched by name', async () => {
  const files = {
    'a.uh': 'policy one = best where no_log\npolicy two = best\npolicy three = best\n',
    'b.uh': 'policy two = best take 2\npolicy one = best where no_log\npolicy four = best\n',
  }
  await withFiles(files, async (cwd) => {
    const { stdout } = await cli(['diff', 'a.uh', 'b.uh'], { cwd })
    const titles = stdout.split('\n').filter((line) => /^\w+: /.test(line))
    expect(titles).toEqual([
      'two: the same filter',
      expect.stringMatching(/^one: the same, sha256:/),
      'four: new',
      'three: removed',
    ])
    const one = await cli(['diff', 'a.uh', 'b.uh', '--policy', 'one', '--exit-code'], { cwd })
    expect(one.code).toBe(0)
  })
})

test('a term can be held against a text', async () => {
  const term = JSON.stringify(compile('best where no_log').value?.policies[0]?.policy_ir)
  expect(await diff(term, 'best where no_log')).toContain('the same, sha256:')
})

test('the catalog says who leaves, who joins, and what the first costs', async () => {
  const catalog = `catalog: 1
as_of: 2026-11-10
providers: { openai: {}, groq: { no_log: true } }
models:
  big: { served_by: [{ provider: openai, price_in: 2, price_out: 8 }] }
  small: { served_by: [{ provider: groq, price_in: 3, price_out: 8 }] }
`
  await withFiles({ 'c.yaml': catalog }, async (cwd) => {
    const args = ['diff', 'cheapest', 'cheapest where no_log', '--catalog', 'c.yaml']
    const { stdout } = await cli(args, { cwd })
    expect(stdout).toContain('on c.yaml, 2 routes\n')
    expect(stdout).toContain('selected  2 -> 1\n')
    expect(stdout).toContain('first     openai/big $0.014 -> groq/small $0.017 a request\n')
    expect(stdout).toContain('left      openai/big (`no_log`: no_log unknown)\n')
    const back = await cli(['diff', args[2] ?? '', args[1] ?? '', '--catalog', 'c.yaml'], { cwd })
    expect(back.stdout).toContain('joined    openai/big\n')
  })
})

describe('--exit-code', () => {
  test.each([
    ['best', 'best', 0],
    ['best where no_log', 'best   where no_log', 0],
    ['best', 'best take 1', 1],
    ['policy a = best', 'policy a = best policy b = best', 1],
  ] as const)('%s, then %s', async (before, after, code) => {
    expect((await cli(['diff', before, after, '--exit-code'])).code).toBe(code)
  })
})

test('the answer for programs says what the text says', async () => {
  const { stdout } = await cli([
    'diff',
    'best where quality >= 0.5',
    'best where quality >= 0.6',
    '--format',
    'json',
  ])
  expect(JSON.parse(stdout)).toMatchObject({
    schema_version: 1,
    differs: true,
    policies: [
      {
        name: 'default',
        status: 'changed',
        variants: [
          {
            values: '',
            relation: 'narrower',
            passed_only_before: { candidate: { quality: expect.any(Number) } },
            filter_only: true,
            clauses: { removed: ['where quality >= 0.5'], added: ['where quality >= 0.6'] },
          },
        ],
      },
    ],
  })
})

describe('what cannot be compared', () => {
  test.each([
    [['nowhere.uh', 'best'], 2, 'no such file: `nowhere.uh`'],
    [['best', 'best where qualty > 1'], 1, 'UH1001'],
    [['policy a = best', 'policy a = best', '--policy', 'b'], 2, 'no policy is called `b`'],
    [['["top"]', 'best'], 2, 'is a term, but not a policy'],
    [['best'], 2, 'AFTER'],
  ] as const)('%j', async (args, code, message) => {
    const outcome = await cli(['diff', ...args])
    expect(outcome.code).toBe(code)
    expect(outcome.stderr).toContain(message)
    expect(outcome.stdout).toBe('')
  })
})
