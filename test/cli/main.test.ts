import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { cli, withFiles } from './cli.ts'

describe('help', () => {
  test('the overview names every command and fits 60 columns', async () => {
    const { code, stdout, stderr } = await cli(['--help'], { terminal: 60 })
    expect(code).toBe(0)
    expect(stderr).toBe('')
    for (const { name } of COMMANDS) expect(stdout).toContain(`  ${name} `)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })

  test.each([[['--help']], [['-h']], [['help']]])('%j is the overview', async (argv) => {
    const [asked, overview] = [await cli(argv), await cli(['--help'])]
    expect(asked).toEqual(overview)
  })

  test.each(COMMANDS.map(({ name }) => name))('%s explains itself, with examples', async (name) => {
    const { code, stdout, stderr } = await cli([...name.split(' '), '--help'])
    expect(code).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(new RegExp(`^Usage: unhardcoded ${name} \\[OPTIONS\\]`))
    expect(stdout).toMatch(/\nExamples:\n {2}# .+\n {2}\S/)
    expect(stdout).toContain('--color WHEN')
  })

  test.each(COMMANDS.map(({ name }) => name))('the help of %s fits 60 columns', async (name) => {
    const { stdout } = await cli([...name.split(' '), '--help'], { terminal: 60 })
    const [prose = ''] = stdout.split('\nExamples:\n')
    for (const line of prose.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(60)
  })

  test.each([
    ['help version', ['help', 'version']],
    ['--help version', ['--help', 'version']],
    ['version -h', ['version', '-h']],
    ['version --help, after a mistake', ['version', '--nope', '--help']],
  ])('`%s` is the help of version', async (_, argv) => {
    expect(await cli(argv)).toEqual(await cli(['version', '--help']))
  })

  test('the help of a group names its commands', async () => {
    const { code, stdout } = await cli(['ir', '--help'])
    expect(code).toBe(0)
    for (const name of ['check', 'normalize', 'encode', 'fingerprint']) {
      expect(stdout).toContain(`  ir ${name} `)
    }
  })
})

describe('a command line that cannot be meant', () => {
  test.each([
    [['chekc'], 'unknown command `chekc`', '`unhardcoded --help` lists the commands'],
    [['versoin'], 'unknown command `versoin`', 'did you mean `version`?'],
    [['ir', 'chek'], 'unknown command `ir chek`', 'did you mean `ir check`?'],
    [['ir', 'xyz'], 'unknown command `ir xyz`', 'there are `ir check`, `ir normalize`'],
    [['constructor'], 'unknown command `constructor`', 'lists the commands'],
    [['cheapest where no_log'], 'unknown command `cheapest where no_log`', 'simulate POLICY'],
    [['--nope'], 'unknown option `--nope`', 'options stand after the command'],
    [['version', '--jsno'], 'unknown option `--jsno`', 'did you mean `--json`?'],
    [['version', '--__proto__'], 'unknown option `--__proto__`', 'version --help'],
    [['version', '-x'], 'unknown option `-x`', 'version --help'],
    [['version', '--json=yes'], 'option `--json` takes no value', 'version --help'],
    [['version', 'more'], 'unexpected argument `more`', 'this command takes none'],
    [['completion'], '`SHELL` is missing', 'bash, zsh or fish'],
    [['completion', 'fsh'], 'no completion for the shell `fsh`', 'did you mean `fish`?'],
    [['completion', 'bash', 'zsh'], 'unexpected argument `zsh`', 'this command takes `SHELL`'],
    [['ir', 'check', '--catalog'], 'option `--catalog` needs a value', '--catalog FILE'],
    [['ir', 'check', '--catalog', '--lines'], 'option `--catalog` needs a value', 'FILE'],
    [['ir', 'check', '--catalog', 'a', '--catalog', 'b'], 'given twice', 'ir check --help'],
    [
      ['version', '--color', 'red'],
      'option `--color` cannot be `red`',
      '`auto`, `always`, `never`',
    ],
    [['version', '--color=alwas'], 'cannot be `alwas`', 'did you mean `always`?'],
  ])('%j says what is wrong and what to do', async (argv, message, help) => {
    const { code, stdout, stderr } = await cli(argv)
    expect(stderr).toMatch(/^error: /)
    expect(stderr).toContain(message)
    expect(stderr).toContain(help)
    expect(code).toBe(2)
    expect(stdout).toBe('')
  })

  test('without a command the overview goes to standard error', async () => {
    const { code, stdout, stderr } = await cli([])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('Usage: unhardcoded COMMAND')
  })

  test('a group without a command does too', async () => {
    const { code, stdout, stderr } = await cli(['ir'])
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain('  ir fingerprint ')
  })

  test('where standard output is JSON, the mistake is JSON too', async () => {
    const { code, stdout, stderr } = await cli(['version', '--json', 'more'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toEqual({
      schema_version: 1,
      error: { message: 'unexpected argument `more`', help: 'this command takes none' },
    })
    expect(stderr).toContain('unexpected argument')
  })

  test('a person at a terminal is not shown JSON beside the message', async () => {
    const { stdout } = await cli(['version', '--json', 'more'], { terminal: 80 })
    expect(stdout).toBe('')
  })
})

describe('colour', () => {
  const colored = async (argv: string[], env: Record<string, string>, terminal?: number) => {
    const { stderr } = await cli([...argv, 'chekc'], { env, ...(terminal && { terminal }) })
    return stderr.includes('\u001b[')
  }

  test.each([
    ['on a terminal', [], {}, 80, true],
    ['not in a pipe', [], {}, undefined, false],
    ['not on a dumb terminal', [], { TERM: 'dumb' }, 80, false],
    ['not with NO_COLOR', [], { NO_COLOR: '1' }, 80, false],
    ['with an empty NO_COLOR', [], { NO_COLOR: '' }, 80, true],
    ['with FORCE_COLOR in a pipe', [], { FORCE_COLOR: '1' }, undefined, true],
    ['with FORCE_COLOR over NO_COLOR', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
    ['not with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, 80, false],
    ['in the log of a GitHub workflow', [], { GITHUB_ACTIONS: 'true' }, undefined, true],
    [
      'with --color always over NO_COLOR',
      ['--color', 'always'],
      { NO_COLOR: '1' },
      undefined,
      true,
    ],
    ['with --color=always', ['--color=always'], {}, undefined, true],
    ['not with --color never', ['--color', 'never'], { FORCE_COLOR: '1' }, 80, false],
  ])('%s', async (_, argv, env, terminal, expected) => {
    expect(await colored(argv, env, terminal)).toBe(expected)
  })

  test('--color stands before or after the command', async () => {
    const { stderr } = await cli(['version', 'more', '--color', 'always'])
    expect(stderr).toContain('\u001b[')
  })
})

describe('a bug of the program', () => {
  const broken = {
    get operands(): never {
      throw new Error('out of cheese')
    },
  }
  test('is told in a line that asks to report it, without a stack', async () => {
    const outcome = await withBrokenCommand(() => cli(['version', '--json']))
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toMatch(/^error: this is a bug of unhardcoded: out of cheese\n/)
    expect(outcome.stderr).toContain('please report it')
    expect(outcome.stderr).not.toContain('.ts:')
  })

  test('shows the stack when asked to', async () => {
    const outcome = await withBrokenCommand(() =>
      cli(['version'], { env: { UNHARDCODED_DEBUG: '1' } }),
    )
    expect(outcome.stderr).toContain('main.test.ts:')
  })

  async function withBrokenCommand<T>(run: () => Promise<T>): Promise<T> {
    const row = COMMANDS.find(({ name }) => name === 'version')
    if (row === undefined) throw new Error('no such command')
    const { load } = row
    Object.assign(row, { load: async () => broken })
    try {
      return await run()
    } finally {
      Object.assign(row, { load })
    }
  }
})

test('--version and -V print the version', async () => {
  const { stdout, code } = await cli(['--version'])
  expect(stdout).toMatch(/^unhardcoded \d+\.\d+\.\d+\n$/)
  expect(code).toBe(0)
  expect(await cli(['-V'])).toEqual(await cli(['--version']))
})

test('the version is that of the package', async () => {
  const { readFile } = await import('node:fs/promises')
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  const { stdout } = await cli(['version', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ schema_version: 1, tool: version, edition: 1 })
})

test('what follows `--` is no option', async () => {
  await withFiles({ '--lines': '["top"]' }, async (cwd) => {
    const { stdout } = await cli(['ir', 'check', '--', '--lines'], { cwd })
    expect(stdout).toBe('a predicate\n')
  })
})
