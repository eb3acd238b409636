import { once } from 'node:events'
import { execa, type Options } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { built } from './built.ts'

beforeAll(built, 60_000)

/** `run -- COMMAND` as it is installed, over the sandbox. */
function run(command: readonly string[], options: Options = {}) {
  const argv = ['run', 'best', '--catalog', 'fixtures/cli/examples/acme.yaml', '--sandbox']
  return execa('node', ['bin/unhardcoded.js', ...argv, '--', ...command], {
    reject: false,
    env: { GROQ_API_KEY: 'gsk-of-groq' },
    ...options,
  })
}

/** Says that it is there, and then waits for the signal, which it survives once. */
const PATIENT = `
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => { console.log(name); process.exit(9) })
  }
  setInterval(() => {}, 1000)
  console.log('here')
`

const ASKING = `
  const { OPENAI_BASE_URL: url, OPENAI_API_KEY: key } = process.env
  const body = JSON.stringify({ model: 'gpt-4', messages: [{ role: 'user', content: 'hi' }] })
  const headers = { authorization: 'Bearer ' + key, 'content-type': 'application/json' }
  fetch(url + '/chat/completions', { method: 'POST', body, headers })
    .then((response) => response.json())
    .then(({ model }) => console.log(model, process.env.GROQ_API_KEY))
`

describe('a program that is run with a router of its own', () => {
  test('has the streams of the command, and asks whom the policy chooses', async () => {
    const { exitCode, stdout, stderr } = await run(['node', '-e', ASKING])
    expect([exitCode, stdout]).toEqual([0, 'gpt-5-2025-08-07 undefined'])
    expect(stderr).toMatch(/^requests {5}1, [\d-]+: 1 sandbox$/m)
    expect(stderr).not.toContain('gsk-of-groq')
  })

  test('reads standard input', async () => {
    const { stdout } = await run(['cat'], { input: 'one\ntwo' })
    expect(stdout).toBe('one\ntwo')
  })

  test.each([
    ['its exit code', 'process.exit(42)', 42],
    ['a signal that ends it', 'process.kill(process.pid, "SIGKILL")', 137],
  ])('ends the command with %s', async (_, code, exit) => {
    const { exitCode } = await run(['node', '-e', code])
    expect(exitCode).toBe(exit)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is handed %s, and ends first',
    async (name) => {
      const running = run(['node', '-e', PATIENT])
      await once(running.stdout ?? running, 'data')
      running.kill(name)
      const { exitCode, stdout, stderr } = await running
      expect([exitCode, stdout]).toEqual([9, `here\n${name}`])
      expect(stderr).toContain('requests     none')
    },
  )

  test.each([
    ['no-such-command-here', 'there is no such command'],
    ['./README.md', 'it may not be executed'],
  ])('is told to be missing where it is %s', async (file, reason) => {
    const { exitCode, stdout, stderr } = await run([file])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toBe(`error: cannot run \`${file}\`: ${reason}`)
  })
})

test.each(['SIGINT', 'SIGTERM'] as const)('a call is given up by %s', async (name) => {
  const argv = ['run', 'best', '--catalog', 'fixtures/cli/examples/acme.yaml', '--sandbox', 'hi']
  const running = execa('node', ['bin/unhardcoded.js', ...argv, '--fault', '*=stall@3'], {
    reject: false,
  })
  await once(running.stdout, 'data')
  running.kill(name)
  const { exitCode, stdout, stderr } = await running
  expect([exitCode, stdout]).toEqual([130, 'The sandbox of'])
  expect(stderr).toContain('given up')
})
