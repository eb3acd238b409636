import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { cli } from './cli.ts'

/** What bash offers for a command line, the cursor standing at its end. */
async function offered(line: string): Promise<readonly string[]> {
  const { stdout: script } = await cli(['completion', 'bash'])
  const words = line.split(' ')
  const quoted = words.map((word) => `'${word}'`).join(' ')
  const { stdout } = await execa('bash', [
    '-c',
    `${script}
COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
_unhardcoded
printf '%s\\n' "\${COMPREPLY[@]}"`,
  ])
  return stdout.split('\n').filter((word) => word !== '')
}

describe('bash', () => {
  test.each([
    ['unhardcoded ver', ['version']],
    ['unhardcoded comp', ['completion']],
    ['unhardcoded ir ', ['check', 'normalize', 'encode', 'fingerprint']],
    ['unhardcoded ir n', ['normalize']],
    ['unhardcoded version --j', ['--json']],
    ['unhardcoded ir check --', ['--lines', '--catalog', '--color', '--help']],
    ['unhardcoded ir check --color ', ['auto', 'always', 'never']],
    ['unhardcoded ir check --color a', ['auto', 'always']],
    ['unhardcoded completion ', ['bash', 'zsh', 'fish']],
    ['unhardcoded rules --format ', ['table', 'json']],
    ['unhardcoded ir check --catalog ', []],
    ['unhardcoded nonsense --', []],
  ])('`%s` offers %j', async (line, expected) => {
    const words = await offered(line)
    expect(words).toEqual(expect.arrayContaining(expected))
    if (!line.endsWith('comp')) expect(words).toHaveLength(expected.length)
  })

  test('every command is offered', async () => {
    const words = await offered('unhardcoded ')
    for (const { name } of COMMANDS) expect(words).toContain(name.split(' ')[0])
  })
})

test.each(['zsh', 'fish'])('%s knows every command and option', async (shell) => {
  const { stdout, code } = await cli(['completion', shell])
  expect(code).toBe(0)
  for (const { name, load } of COMMANDS) {
    for (const word of name.split(' ')) expect(stdout).toContain(word)
    for (const option of Object.keys((await load()).options)) expect(stdout).toContain(option)
  }
})
