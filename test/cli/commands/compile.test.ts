import { chmod, mkdir, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'
import { withExamples } from '../shell.ts'

const ONE = 'cheapest where quality >= 0.7'

describe('what it writes', () => {
  test('every policy of a file, as JSON', async () => {
    await withExamples(async (cwd) => {
      const { code, stdout, stderr } = await cli(['compile', 'acme.uh'], { cwd })
      expect(stderr).toBe('')
      expect(code).toBe(0)
      const output = JSON.parse(stdout)
      expect(output).toMatchObject({ schema_version: 1, version: 'sigma-pol/v2', flows: [] })
      expect(output.policies).toMatchObject([
        { name: 'support', params: { plan: 'pro', max_out: 10 }, source: 'acme.uh' },
        { name: 'strict', params: { max_out: 10 }, source: 'acme.uh' },
      ])
      for (const { fingerprint, policy_ir, ...rest } of output.policies) {
        expect(fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/)
        expect(policy_ir[0]).toBe('policy')
        expect(Object.keys(rest)).toEqual(['name', 'params', 'source'])
      }
    })
  })

  test('several files together, and the files of a directory', async () => {
    await withExamples(async (cwd) => {
      const names = async (argv: string[]) => {
        const { stdout } = await cli(['compile', ...argv], { cwd })
        return JSON.parse(stdout).policies.map(({ name }: { name: string }) => name)
      }
      expect(await names(['policies'])).toEqual(['best_in_class', 'budget'])
      expect(await names(['policies/budget.uh', 'acme.uh'])).toEqual([
        'budget',
        'support',
        'strict',
      ])
    })
  })

  test('one identity, however it is asked for', async () => {
    const { stdout: term } = await cli(['compile', ONE, '--emit', 'term'])
    const { stdout: encoding } = await cli(['compile', ONE, '--emit', 'encoding'])
    const { stdout: fingerprint } = await cli(['compile', ONE, '--emit=fingerprint'])
    const { stdout: json } = await cli(['compile', ONE])
    expect(JSON.parse(term)).toEqual(JSON.parse(json).policies[0].policy_ir)
    expect(`${JSON.parse(json).policies[0].fingerprint}\n`).toBe(fingerprint)
    expect((await cli(['ir', 'encode'], { stdin: term })).stdout).toBe(encoding)
    expect((await cli(['ir', 'fingerprint'], { stdin: term })).stdout).toBe(fingerprint)
  })

  test('what short forms stand for compiles to the same', async () => {
    await withExamples(async (cwd) => {
      const { stdout: expanded } = await cli(['compile', 'acme.uh', '--emit', 'expanded'], { cwd })
      expect(expanded).toContain('known price_in')
      const fingerprints = async (argv: string[], stdin = '') => {
        const { stdout } = await cli(['compile', ...argv], { cwd, stdin })
        return JSON.parse(stdout).policies.map((each: { fingerprint: string }) => each.fingerprint)
      }
      expect(await fingerprints([], expanded)).toEqual(await fingerprints(['acme.uh']))
    })
  })

  test('a map from the term to the text', async () => {
    const { stdout } = await cli(['compile', ONE, '--emit', 'map'])
    const [{ map }] = JSON.parse(stdout).policies
    const texts = map.map(({ path, start, end }: { path: string; start: number; end: number }) => [
      path,
      ONE.slice(start, end),
    ])
    expect(texts).toContainEqual(['$.policy[2]', 'cheapest'])
    expect(texts.map(([, text]: [string, string]) => text)).toContain('quality >= 0.7')
  })

  test('parameters from both options, the command line before the file', async () => {
    await withExamples(async (cwd) => {
      const argv = ['compile', 'acme.uh', '--policy', 'support', '--params', 'params.json']
      const params = async (more: string[]) =>
        JSON.parse((await cli([...argv, ...more], { cwd })).stdout).policies[0].params
      expect(await params([])).toEqual({ plan: 'enterprise', max_out: 15 })
      expect(await params(['--param', 'plan=free'])).toEqual({ plan: 'free', max_out: 15 })
      expect(await params(['--param=max_out = $0.002/ktok'])).toMatchObject({ max_out: 2 })
    })
  })

  test('used files are read beside the file that uses them', async () => {
    await withFiles(
      {
        'main.uh': 'use "./floors.uh" (floor)\ncheapest where quality >= floor\n',
        'floors.uh': 'let floor = 0.7\n',
      },
      async (cwd) => {
        const { stdout } = await cli(['compile', 'main.uh', '--emit', 'fingerprint'], { cwd })
        expect(stdout).toBe((await cli(['compile', ONE, '--emit', 'fingerprint'])).stdout)
      },
    )
  })

  test('warnings go to standard error and change nothing', async () => {
    const { code, stdout, stderr } = await cli(['compile', 'where no_log', '--emit', 'term'])
    expect(code).toBe(0)
    expect(stderr).toMatch(/^warning\[UH\d{4}\]: /)
    expect(JSON.parse(stdout)[0]).toBe('policy')
  })
})

test('an empty argument is an empty policy, not the working directory', async () => {
  await withExamples(async (cwd) => {
    const { stdout } = await cli(['compile', ''], { cwd })
    expect(JSON.parse(stdout).policies).toEqual([])
  })
})

describe('into a file', () => {
  test('the whole output, and nothing to standard output', async () => {
    await withFiles({}, async (cwd) => {
      const { code, stdout } = await cli(['compile', ONE, '-o', 'out.json'], { cwd })
      expect([code, stdout]).toEqual([0, ''])
      expect(await readFile(join(cwd, 'out.json'), 'utf8')).toBe(
        (await cli(['compile', ONE])).stdout,
      )
      expect(await readdir(cwd)).toEqual(['out.json'])
    })
  })

  test('a file keeps its permissions, a link stays a link', async () => {
    await withFiles({ 'real.json': 'old' }, async (cwd) => {
      await chmod(join(cwd, 'real.json'), 0o640)
      await symlink('real.json', join(cwd, 'link.json'))
      await cli(['compile', ONE, '-o', 'link.json', '--emit', 'term'], { cwd })
      expect((await stat(join(cwd, 'real.json'))).mode & 0o777).toBe(0o640)
      expect(await readFile(join(cwd, 'real.json'), 'utf8')).toMatch(/^\["policy"/)
    })
  })

  test('a device is written to, not replaced', async () => {
    const { code, stdout } = await cli(['compile', ONE, '-o', '/dev/null'])
    expect([code, stdout]).toEqual([0, ''])
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true)
  })

  test('nothing is written when there is an error', async () => {
    await withFiles({ 'out.json': 'old' }, async (cwd) => {
      const { code, stdout } = await cli(['compile', 'cheapest where', '-o', 'out.json'], { cwd })
      expect([code, stdout]).toEqual([1, ''])
      expect(await readFile(join(cwd, 'out.json'), 'utf8')).toBe('old')
    })
  })

  test.each([
    ['folder', 'error: cannot write `folder`: it is a directory\n'],
    ['gone/out.json', 'error: cannot write `gone/out.json`: no such directory\n'],
  ])('%s cannot be written', async (path, message) => {
    await withFiles({}, async (cwd) => {
      await mkdir(join(cwd, 'folder'))
      const { code, stderr } = await cli(['compile', ONE, '-o', path], { cwd })
      expect(stderr).toContain(message)
      expect(code).toBe(2)
      expect(await readdir(cwd)).toEqual(['folder'])
    })
  })
})

describe('a policy that is wrong', () => {
  test('is reported to people, and to programs as JSON', async () => {
    const { code, stdout, stderr } = await cli(['compile', 'cheapest where qualty >= 0.7'])
    expect(code).toBe(1)
    expect(stderr).toContain('  ┌─ <policy>:1:16\n')
    expect(stderr).toContain('did you mean `quality`?')
    expect(stderr).toMatch(/\n1 error\n$/)
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      diagnostics: [{ severity: 'error', source: '<policy>', line: 1, column: 16, start: 15 }],
    })
  })

  test('in a used file is shown in that file', async () => {
    await withFiles(
      {
        'main.uh': 'use "./a.uh" (floor)\ncheapest where quality >= floor',
        'a.uh': 'let floor = 5 USD\n',
      },
      async (cwd) => {
        const { stderr } = await cli(['compile', 'main.uh'], { cwd })
        expect(stderr).toContain('┌─ a.uh:1:')
      },
    )
  })

  test('forms that are no JSON leave standard output empty', async () => {
    const { stdout } = await cli(['compile', 'cheapest where', '--emit', 'encoding'])
    expect(stdout).toBe('')
  })
})

describe('a command line that is wrong', () => {
  test.each([
    [['polcy.uh'], 'no such file: `polcy.uh`', 'did you mean `policy.uh`?'],
    [['./policy'], 'no such file: `./policy`', 'did you mean `./policy.uh`?'],
    [['gone/x.uh'], 'no such file: `gone/x.uh`', 'there is no directory `gone` either'],
    [['policy.uh', '--emit', 'terms'], 'option `--emit` cannot be `terms`', 'did you mean `term`?'],
    [
      ['policy.uh', '--emit', 'term'],
      'this form holds one policy, and there are 2: `a`, `b`',
      '--policy',
    ],
    [['policy.uh', '--param', 'x'], '`--param x` has no value', 'write `--param NAME=VALUE`'],
    [['policy.uh', '--param', '=x'], '`--param =x` has no value', 'write `--param NAME=VALUE`'],
    [['policy.uh', '--param', 'x=1', '--param', 'x=2'], 'the parameter `x` is given twice', ''],
    [
      ['policy.uh', '--params', 'list.json'],
      '`list.json` holds no parameters',
      'expected an object',
    ],
    [['policy.uh', '--params', 'policy.uh'], '`policy.uh` is not JSON', 'expected a value'],
    [['policy.uh', 'policy.uh', '--policy', 'a'], '`--policy` chooses from one file', ''],
    [['policy.uh', '--target', 'core2'], 'option `--target` cannot be `core2`', '`core`'],
    [['folder'], 'there is no `.uh` file in `folder`', ''],
  ])('%j', async (argv, message, help) => {
    const files = { 'policy.uh': 'policy a = any policy b = any', 'list.json': '[1]' }
    await withFiles(files, async (cwd) => {
      await mkdir(join(cwd, 'folder'))
      const { code, stderr } = await cli(['compile', ...argv], { cwd })
      expect(stderr).toContain(`error: ${message}`)
      expect(stderr).toContain(help)
      expect(code).toBe(2)
    })
  })

  test('an unknown policy or parameter names the nearest', async () => {
    await withExamples(async (cwd) => {
      const policy = await cli(['compile', 'acme.uh', '--policy', 'suport'], { cwd })
      expect(policy.stderr).toContain('did you mean `support`?')
      const param = await cli(
        ['compile', 'acme.uh', '--policy', 'support', '--param', 'pln=free'],
        { cwd },
      )
      expect(param.stderr).toContain('did you mean `plan`?')
      expect([policy.code, param.code]).toEqual([1, 1])
    })
  })

  test('nothing to read at a terminal', async () => {
    const { code, stderr } = await cli(['compile'], { terminal: 80, env: { NO_COLOR: '1' } })
    expect(stderr).toBe(
      'error: no policy was given\n  = help: name a file, or write the policy in quotes\n',
    )
    expect(code).toBe(2)
  })
})

test('names such as __proto__ are parameters like any other', async () => {
  const { code, stderr } = await cli(['compile', 'policy a = any', '--param', '__proto__=1'])
  expect(stderr).toContain('no parameter `__proto__`')
  expect(code).toBe(1)
})
