import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const POLICIES = `policy support(plan: free | enterprise = free) =
  cheapest
  where no_log
    and price_out <= match plan { free: $2/Mtok, enterprise: $12/Mtok }
`

const MORE = `use "./policies.uh" (support)
policy rapid = fastest where provider is groq
flow round =
  a = ask support "" with input
  b = ask support(plan: enterprise) "" with a
  return b
`

const HASH = `sha256:${'0'.repeat(64)}`

/** A project with these lines for its only caller. */
function project(caller: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const lines = caller.map((line) => `      ${line}\n`).join('')
  return {
    'policies.uh': POLICIES,
    'unhardcoded.yaml': `policies: [policies.uh, more.uh]
router:
  callers:
    - name: acme
      keys: ["${HASH}"]
${lines}`,
    'more.uh': MORE,
    ...more,
  }
}

interface Run {
  readonly code: number
  /** `unhardcoded.yaml:6: UH3301 policy …` */
  readonly told: readonly string[]
  readonly stderr: string
}

async function linted(
  files: Readonly<Record<string, string>>,
  argv: readonly string[] = [],
): Promise<Run> {
  return withFiles(files, (cwd) => lintedIn(cwd, argv))
}

async function lintedIn(cwd: string, argv: readonly string[]): Promise<Run> {
  const { code, stdout, stderr } = await cli(['lint', '--format', 'compact', ...argv], { cwd })
  const told = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replace(/:(\d+):\d+: \w+\[(\w+)\]:/, ':$1: $2'))
  return { code, told, stderr }
}

const CAPPED = 'envelope: price_out <= $10/Mtok'

describe('a policy outside of an envelope', () => {
  test('is shown with a model, the values of its parameters, and the clause that lets it pass', async () => {
    const files = project([CAPPED, 'policies: [support]'])
    const { code, stdout } = await withFiles(files, (cwd) => cli(['lint'], { cwd }))
    expect(`${code}\n${stdout}`).toMatchInlineSnapshot(`
      "0
      warning[UH3301]: policy \`support\` lets models pass that the envelope of \`acme\` keeps out
        ┌─ unhardcoded.yaml:6:17
      6 │       envelope: price_out <= $10/Mtok
        │                 ^^^^^^^^^^^^^^^^^^^^^ the envelope
        ├─ policies.uh:4:9
      4 │     and price_out <= match plan { free: $2/Mtok, enterprise: $12/Mtok }
        │         --------------------------------------------------------------- this lets them pass
        = note: with \`plan: enterprise\`
        = note: it lets pass \`provider/model\`: price_in $1/Mtok, price_out $11/Mtok, no_log yes
        = note: \`price_out <= $10/Mtok\`: $11/Mtok, $1/Mtok over
        = note: the router calls no such model for this caller: the policy is cut to the envelope
        = help: narrow the policy, widen the envelope, or fix \`plan\` under \`params\`

      1 warning
      "
    `)
  })

  test.each<[string, readonly string[], readonly string[]]>([
    [
      'where a value that keeps it inside is fixed',
      ['policies: [support]', 'params: { plan: free }'],
      [],
    ],
    [
      'where another is fixed',
      ['policies: [support]', 'params: { plan: enterprise }'],
      ['UH3301 policy `support` lets models pass that the envelope of `acme` keeps out'],
    ],
    [
      'of the steps of a flow, which no request and no caller changes',
      ['policies: ["flow:round"]'],
      [
        'UH3301 the policy of step `b` of flow `round` lets models pass that the envelope of `acme` keeps out',
      ],
    ],
    [
      'of everything that there is, where nothing is said',
      [],
      [
        'UH3301 policy `rapid` lets models pass that the envelope of `acme` keeps out',
        'UH3301 policy `support` lets models pass that the envelope of `acme` keeps out',
        'UH3301 the policy of step `b` of flow `round` lets models pass that the envelope of `acme` keeps out',
      ],
    ],
  ])('is told %s', async (_, lines, told) => {
    const found = await linted(project([CAPPED, ...lines]))
    expect(found.told).toEqual(told.map((each) => `unhardcoded.yaml:6: ${each}`))
    expect(found.code).toBe(0)
  })
})

test('what excludes an envelope is an error, and not told a second time as cut', async () => {
  const { code, told } = await linted(
    project(['envelope: provider is openai', 'policies: [rapid]']),
  )
  expect([code, told]).toEqual([
    1,
    ['unhardcoded.yaml:6: UH3302 no model passes both policy `rapid` and the envelope of `acme`'],
  ])
})

test('what cannot be decided is told', async () => {
  const open = `policy any_price(cap: price = $1/Mtok) = cheapest where price_out <= cap\n`
  const files = project([CAPPED, 'policies: [any_price]'], { 'more.uh': open })
  const { stdout } = await withFiles(files, (cwd) => cli(['lint'], { cwd }))
  expect(stdout).toContain('warning[UH3303]: it is not decided whether policy `any_price` lies in')
  expect(stdout).toContain('only `cap` at its default `$1/Mtok` was looked at: `cap` has no range')
  expect(stdout).toContain('give `cap` a range where it is declared, or fix it under `params`')
})

describe('an envelope', () => {
  test.each<[string, string]>([
    ['in quotes', 'envelope: "price_out <= $10/Mtok"'],
    ['in several lines', 'envelope: |\n        price_out <= $10/Mtok\n        # in dollars'],
    ['that a list of callers shares', 'envelope: &all price_out <= $10/Mtok'],
  ])('is pointed at %s', async (_, line) => {
    const { told } = await linted(project([line, 'policies: [support]']))
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^unhardcoded.yaml:6: UH3301/)
  })

  test('of everyone is not asked about where callers have keys', async () => {
    const config = (callers: string) =>
      `policies: [policies.uh]\nrouter:\n  anonymous: { ${CAPPED} }\n  callers: ${callers}\n`
    const of = (callers: string) =>
      linted({ 'policies.uh': POLICIES, 'unhardcoded.yaml': config(callers) })
    expect((await of('[]')).told).toEqual([
      'unhardcoded.yaml:3: UH3301 policy `support` lets models pass that the envelope of everyone keeps out',
    ])
    expect((await of(`[{ name: acme, keys: ["${HASH}"] }]`)).told).toEqual([])
  })
})

describe('callers are asked about', () => {
  const OUTSIDE = ['policies: [support]', CAPPED]

  test.each<[string, readonly string[], number]>([
    ['where their policies are looked at', ['policies.uh'], 1],
    ['where a directory is named', ['.'], 1],
    ['not where other files are looked at', ['more.uh'], 0],
    ['not where the rule is left out', ['--skip', 'UH3301'], 0],
    ['not where other rules alone are asked', ['--only', 'contradiction'], 0],
    ['where the rule alone is asked', ['--only', 'outside-envelope'], 1],
  ])('%s', async (_, argv, count) => {
    const { code, told } = await linted(project(OUTSIDE), argv)
    expect([code, told.length]).toEqual([0, count])
  })

  test('not where a text comes on standard input', async () => {
    const stdin = POLICIES
    await withFiles(project(OUTSIDE), async (cwd) => {
      const { stdout } = await cli(['lint', '-', '--stdin-filepath', 'policies.uh'], { cwd, stdin })
      expect(stdout).toBe('1 file, nothing to report\n')
    })
  })

  test('as gravely as the configuration says', async () => {
    const of = async (level: string) => {
      const files = project([...OUTSIDE])
      const config = `lint: { levels: { outside-envelope: ${level} } }\n${files['unhardcoded.yaml']}`
      return linted({ ...files, 'unhardcoded.yaml': config })
    }
    expect((await of('error')).code).toBe(1)
    expect((await of('off')).told).toEqual([])
  })

  test('with `--since` where a policy differs from the revision, and all of them where the configuration does', async () => {
    const files = project([CAPPED])
    await withFiles(files, async (cwd) => {
      const git = (...args: readonly string[]) =>
        execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd })
      git('init', '-q')
      git('add', '.')
      git('commit', '-qm', 'first')
      const count = async () => (await lintedIn(cwd, ['--since', 'HEAD'])).told.length
      expect(await count()).toBe(0)
      await writeFile(join(cwd, 'policies.uh'), `${POLICIES}\n`)
      expect(await count()).toBe(1)
      await writeFile(join(cwd, 'unhardcoded.yaml'), `${files['unhardcoded.yaml']}\n`)
      expect(await count()).toBe(3)
    })
  })
})

describe('what is wrong with the configuration itself', () => {
  test.each<[string, readonly string[], string, string]>([
    [
      'an envelope',
      ['envelope: price_out <'],
      'unhardcoded.yaml:6:17',
      '`router.callers[0].envelope`',
    ],
    ['a value', [CAPPED, 'params: { plan: fre }'], 'unhardcoded.yaml:7:23', 'did you mean `free`?'],
    ['a name', [CAPPED, 'policies: [suport]'], 'unhardcoded.yaml:7:17', 'no policy `suport`'],
    ['a default', [CAPPED, 'default_policy: none'], 'unhardcoded.yaml:7:23', 'no policy `none`'],
  ])('is told with its place: %s', async (_, lines, place, message) => {
    const { code, stderr } = await linted(project(lines))
    expect(code).toBe(2)
    expect(stderr).toContain(place)
    expect(stderr).toContain(message)
  })

  test('is not guessed at where a file of policies does not compile', async () => {
    const files = project([CAPPED, 'policies: [support, rapid]'], {
      'more.uh': 'policy rapid = cheapest where qualty > 1\n',
    })
    const { code, told, stderr } = await linted(files)
    expect([code, stderr]).toEqual([1, ''])
    expect(told.map((each) => each.split(' ', 2).join(' '))).toEqual([
      'more.uh:1: UH1001',
      'unhardcoded.yaml:6: UH3301',
    ])
  })
})

test('every format has the place of the envelope, and that of the clause', async () => {
  await withFiles(project([CAPPED, 'policies: [support]']), async (cwd) => {
    const report = async (format: string) =>
      (await cli(['lint', '--format', format], { cwd })).stdout
    const [found] = JSON.parse(await report('json')).diagnostics
    expect(found).toMatchObject({
      code: 'UH3301',
      source: 'unhardcoded.yaml',
      line: 6,
      column: 17,
      related: [{ source: 'policies.uh', line: 4, column: 9 }],
    })
    const [run] = JSON.parse(await report('sarif')).runs
    const place = (uri: string, startLine: number) => ({
      physicalLocation: { artifactLocation: { uri }, region: { startLine } },
    })
    expect(run.results[0]).toMatchObject({
      ruleId: 'UH3301',
      level: 'warning',
      locations: [place('unhardcoded.yaml', 6)],
      relatedLocations: [place('policies.uh', 4)],
    })
    expect(run.artifacts).toContainEqual(
      expect.objectContaining({ location: expect.objectContaining({ uri: 'unhardcoded.yaml' }) }),
    )
    expect(await report('github')).toMatch(/^::warning file=unhardcoded.yaml,line=6,/)
    expect(await report('gitlab')).toContain('"path": "unhardcoded.yaml"')
    expect(await report('junit')).toContain('file="unhardcoded.yaml"')
  })
})
