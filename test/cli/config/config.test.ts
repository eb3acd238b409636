import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { cli, withFiles } from '../cli.ts'

/** How `ir check` tells that the configuration is wrong. */
async function complaint(config: string): Promise<string> {
  return withFiles({ 'unhardcoded.yaml': config }, async (cwd) => {
    const { code, stderr } = await cli(['ir', 'check', '["top"]'], { cwd })
    expect(code).toBe(2)
    return stderr
  })
}

describe('a configuration that is wrong', () => {
  test.each([
    [
      'an unknown key, nearly known',
      '# ours\ncatalgo: c.yaml\n',
      '`unhardcoded.yaml` has an unknown key `catalgo`',
      ['unhardcoded.yaml:2:1', '^^^^^^^ unknown key', 'did you mean `catalog`?'],
    ],
    ['an unknown key', 'providers: {}\n', 'unknown key `providers`', ['the keys are `catalog`']],
    [
      'a number for a path',
      'catalog: 5\n',
      'is not a configuration',
      ['expected the path of a file'],
    ],
    ['no value', 'catalog:\n', 'is not a configuration', ['unhardcoded.yaml:1:9']],
    ['a list', '- catalog\n', 'is not a configuration', ['expected `key: value` lines']],
    ['a text', 'catalog\n', 'is not a configuration', ['expected `key: value` lines']],
    ['no YAML', 'catalog: "c.yaml\n', 'is not YAML', ['unhardcoded.yaml:']],
    ['a key twice', 'catalog: a\ncatalog: b\n', 'is not YAML', ['Map keys must be unique']],
    ['__proto__', '__proto__: x\n', 'unknown key `__proto__`', []],
  ])('%s', async (_, config, message, more) => {
    const report = await complaint(config)
    expect(report).toMatch(/^error: /)
    for (const part of [message, ...more]) expect(report).toContain(part)
  })

  test('a configured catalog that is not there', async () => {
    expect(await complaint('catalog: none.yaml\n')).toContain('no such file: `none.yaml`')
  })
})

test('an empty configuration changes nothing', async () => {
  await withFiles({ 'unhardcoded.yaml': '# nothing yet\n' }, async (cwd) => {
    expect((await cli(['ir', 'check', '["top"]'], { cwd })).stdout).toBe('a predicate\n')
  })
})

test('the nearest configuration above holds, and its paths are relative to it', async () => {
  await withFiles({ 'unhardcoded.yaml': 'catalog: none.yaml\n' }, async (directory) => {
    const cwd = join(directory, 'a', 'b')
    await mkdir(cwd, { recursive: true })
    const above = await cli(['ir', 'check', '["top"]'], { cwd })
    expect(above.stderr).toContain('no such file: `../../none.yaml`')
    await writeFile(join(directory, 'a', 'unhardcoded.yaml'), '')
    const nearer = await cli(['ir', 'check', '["top"]'], { cwd })
    expect(nearer.stdout).toBe('a predicate\n')
  })
})

test('the schema that ships knows the keys that the command line knows', async () => {
  const schema = JSON.parse(await readFile('src/cli/config/schema.json', 'utf8'))
  const known = Object.keys(schema.properties)
  expect(schema.additionalProperties).toBe(false)
  const all = known.map((key) => `\`${key}\``).join(', ')
  expect(await complaint('nonsense_of_some_length: 1\n')).toContain(`the keys are ${all}\n`)
})

test.each<[string, string, readonly string[]]>([
  ['router', 'router: { NONSENSE: 1 }', ['router']],
  ['trace', 'trace: { NONSENSE: 1 }', ['trace']],
  ['timers', 'router: { timers: { NONSENSE: 1 } }', ['router', 'timers']],
  ['anonymous', 'router: { anonymous: { NONSENSE: 1 } }', ['router', 'anonymous']],
])('the schema knows the keys of `%s` that the command line knows', async (_, config, path) => {
  const schema = JSON.parse(await readFile('src/cli/config/schema.json', 'utf8'))
  const { properties } = path.reduce((node, name) => node.properties[name], schema)
  const told = await complaint(config.replace('NONSENSE', 'nonsense_of_some_length'))
  const [, list = ''] = /the keys are ([\s\S]*)/.exec(told) ?? []
  const keys = [...list.matchAll(/`(\w+)`/g)].map(([, key]) => key)
  expect(keys.toSorted()).toEqual(Object.keys(properties).toSorted())
})

test('a configuration of everything is one by the schema, too', async () => {
  const schema = JSON.parse(await readFile('src/cli/config/schema.json', 'utf8'))
  const isSound = new Ajv2020({ strictTypes: false }).compile(schema)
  expect([isSound(parse(EVERYTHING)), isSound.errors]).toEqual([true, null])
  await withFiles({ 'unhardcoded.yaml': EVERYTHING }, async (cwd) => {
    expect(
      (await cli(['lint', '--stdin-filepath', 'a.uh'], { cwd, stdin: '' })).stderr,
    ).not.toContain('unhardcoded.yaml')
  })
})

const EVERYTHING = `
catalog: built-in.yaml
policies: [policies]
router:
  host: "::1"
  port: 4200
  hosts: [router.acme.example, "[::1]"]
  keys: { openai: ACME_OPENAI, groq: { file: groq.key } }
  default_policy: { policy: support, params: { plan: free, most: 3 }, covers: every model }
  budget: { attempts: 4, seconds: 30.5, usd: 0.25 }
  timers: { connect: 2, headers: 20, first_token: 20, idle: 0.5, attempt: 60 }
  max_body_mb: 0.5
  max_concurrent: 64
  drain_seconds: 10
  anonymous: { transforms: [temperature], policies: [support], default_policy: support, params: { plan: free }, scope: eu }
  callers:
    - name: desk
      keys: ["sha256:${'0'.repeat(64)}"]
      envelope: no_log
      default_policy: { policy: support, covers: every model }
      params: { plan: pro, most: "$3/Mtok", private: true }
      budgets: [{ window: day, usd: 12.50 }, { window: minute, requests: 60 }]
trace: { dir: receipts, max_file_mb: 8, max_file_hours: 1, key: trace.key }
`

describe('what is wrong inside the configuration', () => {
  test.each([
    ['no port', 'router: { port: 70000 }\n', '1:17', 'expected a whole number, 0 to 65535'],
    ['a host with a port', 'router: { hosts: ["a:1"] }\n', '1:19', 'without a port'],
    ['a time of nothing', 'router:\n  timers: { idle: 0 }\n', '2:19', 'expected a number above 0'],
    ['a time of years', 'router: { drain_seconds: 1e9 }\n', '1:26', '86400 at most'],
    ['a caller of no name', 'router:\n  callers: [{ keys: [] }]\n', '2:13', 'a `name` in it'],
    [
      'a window that there is not',
      'router: { anonymous: { budgets: [{ window: week }] } }\n',
      '1:44',
      '`minute`, `hour`, `day`, `month`',
    ],
    [
      'an amount that is none',
      'router: { anonymous: { budgets: [{ window: day, usd: 1e3 }] } }\n',
      '1:54',
      'expected an amount in USD',
    ],
    [
      'a default policy without one',
      'router:\n  default_policy: { covers: every model }\n',
      '2:19',
      'expected the name of a policy',
    ],
    [
      'a level that there is not',
      'lint:\n  levels: { contradiction: fatal }\n',
      '2:28',
      'expected one of `off`, `info`, `warning`, `error`',
    ],
    ['a level without a value', 'lint:\n  levels: { contradiction }\n', '2:13', 'expected'],
    [
      'a budget in words',
      'router:\n  budget: { attempts: many }\n',
      '2:23',
      'expected a whole number, 0 or more',
    ],
    [
      'a negative budget',
      'router:\n  budget: { usd: -1 }\n',
      '2:18',
      'expected a number, 0 or more',
    ],
    ['a mistyped key inside', 'router:\n  budgt: {}\n', '2:3', 'did you mean `budget`?'],
    ['a list of numbers for paths', 'policies: [1]\n', '1:12', 'expected the path of a file'],
    ['a mapping for paths', 'policies: { a: b }\n', '1:11', 'expected a path, or a list of paths'],
  ])('%s', async (_, config, place, message) => {
    const report = await complaint(config)
    expect(report).toContain(`unhardcoded.yaml:${place}`)
    expect(report).toContain(message)
  })
})
