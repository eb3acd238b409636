import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { writtenFaults } from '../../../src/route/sandbox/index.ts'
import { cli, type Setup } from '../cli.ts'
import { withExamples } from '../shell.ts'

function sandbox(argv: readonly string[], setup: Setup = {}) {
  return withExamples((cwd) => cli(['sandbox', ...argv], { cwd, ...setup }))
}

describe('sandbox', () => {
  test('says where it is and how to try it, and ends when it is interrupted', async () => {
    const { code, stdout, stderr } = await sandbox(['--catalog', 'acme.yaml'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\n$/)
    expect(stderr.replaceAll(stdout.trim(), 'URL')).toBe(
      'the sandbox plays 7 models of 3 providers, from acme.yaml, until it is interrupted; try:\n' +
        `  curl URL/chat/completions -d '{"model":"gpt-5-nano","messages":[{"role":"user","content":"hi"}]}'\n`,
    )
  })

  test.each([
    [['--fault', 'openai'], '`openai` is no fault'],
    [['--fault', 'openai=cutt'], '`cutt` is no kind of fault'],
    [['--fault', 'openia=500'], 'did you mean `openai`?'],
    [['--fault', 'openai/gpt-6=500'], 'did you mean `openai/gpt-5`?'],
    [
      ['--fault', 'openai=500', '--fault', 'zzzzzzzz=500'],
      'nothing in the catalog is called `zzzzzzzz`',
    ],
    [['--port', '0'], 'option `--port` needs a whole number, 1 to 65535, not `0`'],
  ])('with %j says what is wrong, and does not begin', async (argv, message) => {
    const { code, stdout, stderr } = await sandbox(['--catalog', 'acme.yaml', ...argv])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(message)
  })

  test('says when its port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    // What a server listens on is an address, since it is no pipe.
    const { port } = server.address() as AddressInfo
    const { code, stderr } = await sandbox(['--port', String(port)])
    server.close()
    expect([code, stderr]).toEqual([
      2,
      `error: port ${port} is in use\n  = help: choose another, or none, for a free one\n`,
    ])
  })

  test('lists in its documentation every fault', async () => {
    const rows = writtenFaults().map(
      ({ written, doc }) => `| \`${written.replaceAll('|', '\\|')}\` | ${doc} |\n`,
    )
    const page = await readFile('docs/cli.md', 'utf8')
    expect(page).toContain(`| fault | happens |\n|---|---|\n${rows.join('')}\n`)
  })
})
