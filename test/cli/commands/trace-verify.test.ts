import { generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, withFiles } from '../cli.ts'

const POLICY = 'cheapest where quality >= 0.7'

/** A trace of two simulated decisions, as its lines. */
async function traced(directory: string, more: readonly string[] = []): Promise<readonly string[]> {
  for (const chance of [1, 2]) {
    const line = ['simulate', POLICY, '--trace', 'trace.jsonl', ...more]
    const { code, stderr } = await cli(line, { cwd: directory, chance })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  }
  return linesIn(join(directory, 'trace.jsonl'))
}

async function linesIn(path: string): Promise<readonly string[]> {
  return (await readFile(path, 'utf8')).split('\n').slice(0, -1)
}

/** What `trace verify` says of the lines. */
async function verify(lines: readonly string[], more: readonly string[] = []) {
  return withFiles({ 'trace.jsonl': lines.map((line) => `${line}\n`).join('') }, (cwd) =>
    cli(['trace', 'verify', 'trace.jsonl', ...more], { cwd }),
  )
}

const lines = await withFiles({}, (directory) => traced(directory))

describe('a trace', () => {
  test('of two runs is two closed chains', async () => {
    expect(lines).toHaveLength(10)
  })

  test.each([
    ['a line was changed', lines.toSpliced(2, 1, (lines[2] ?? '').replace('"name"', '"nome"'))],
    ['a line was taken out', lines.toSpliced(2, 1)],
    ['a line is there twice', lines.toSpliced(2, 0, lines[2] ?? '')],
    ['two lines changed places', lines.toSpliced(1, 2, lines[2] ?? '', lines[1] ?? '')],
    ['the end was cut off', lines.slice(0, 4)],
    ['a line is no JSON', lines.toSpliced(2, 1, '{"record":')],
    ['nothing is in it', []],
    ['it is something else', ['catalog: 1', 'models: {}']],
    ['it is of a later version', [(lines[0] ?? '').replace('trace/v1', 'trace/v2')]],
    ['a line has another type', lines.toSpliced(4, 1, (lines[4] ?? '').replace('"end"', '"fin"'))],
  ])('where %s fails, and says where', async (name, changed) => {
    const { code, stdout, stderr } = await verify(changed)
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const file = `../../../fixtures/trace/verify/${name.replaceAll(' ', '-')}.out`
    await expect(stdout).toMatchFileSnapshot(file)
  })

  test('that is still written is accepted only when that is asked for', async () => {
    expect((await verify(lines.slice(0, 9))).code).toBe(1)
    expect((await verify(lines.slice(0, 9), ['--open'])).code).toBe(0)
  })
})

test('a signed trace is intact for the key of its writer, and for no other one', async () => {
  const [own, other] = [pair(), pair()]
  await withFiles(
    { 'own.key': own.private, 'own.pem': own.public, 'other.pem': other.public },
    async (cwd) => {
      await traced(cwd, ['--trace-key', 'own.key'])
      const of = (key: string) => cli(['trace', 'verify', 'trace.jsonl', '--key', key], { cwd })
      expect(await of('own.pem')).toMatchObject({ code: 0, stderr: '' })
      // The public half of a private key does as well.
      expect(await of('own.key')).toMatchObject({ code: 0, stderr: '' })
      expect(await of('other.pem')).toMatchObject({
        code: 1,
        stdout: expect.stringContaining(
          'trace.jsonl:3: unsigned: the signature is not of this key',
        ),
      })
      expect(await of('trace.jsonl')).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('`trace.jsonl` holds no Ed25519 public key in PEM'),
      })
    },
  )
})

function pair(): { readonly public: string; readonly private: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

test('what is no trace is not appended to', async () => {
  await withFiles({ 'policy.uh': POLICY }, async (cwd) => {
    const { code, stderr } = await cli(['simulate', POLICY, '--trace', 'policy.uh'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('`policy.uh` is not a trace, and is left as it is')
    expect(await readFile(join(cwd, 'policy.uh'), 'utf8')).toBe(POLICY)
  })
})

test('json says the same', async () => {
  const { code, stdout } = await verify(lines.toSpliced(2, 1), ['--format', 'json'])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    schema_version: 1,
    intact: false,
    files: [{ name: 'trace.jsonl', lines: 9, faults: [{ kind: 'dropped', line: 2 }, {}] }],
  })
})
