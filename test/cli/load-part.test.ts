import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { built } from './built.ts'

beforeAll(built)

/** The program as it is installed, in a folder of its own, and never run before. */
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'unhardcoded-'))
  for (const part of ['bin', 'dist', 'package.json']) {
    const filter = (path: string) => path !== join('dist', 'cache')
    await cp(part, join(root, part), { recursive: true, filter })
  }
  await writeFile(join(root, 'policy.uh'), 'cheapest where quality >= 0.8 fallback next\n')
})

afterEach(() => rm(root, { recursive: true }))

async function compiled(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const script = join(root, 'bin', 'unhardcoded.js')
  const { stdout } = await execa('node', [script, 'compile', 'policy.uh'], { cwd: root, env })
  return JSON.parse(stdout).policies[0].fingerprint
}

/** The files that hold code of a part. */
async function kept(): Promise<readonly string[]> {
  const paths = await readdir(join(root, 'dist', 'cache'), { recursive: true }).catch(() => [])
  const all = paths.map((path) => join(root, 'dist', 'cache', path)).sort()
  const isFile = await Promise.all(all.map(async (path) => (await stat(path)).isFile()))
  return all.filter((_, i) => isFile[i])
}

test('what a run compiles is kept, and read by the next', async () => {
  const first = await compiled()
  const files = await kept()
  const before = await Promise.all(files.map((path) => readFile(path)))
  expect(files.length).toBeGreaterThan(1)
  expect(await compiled()).toBe(first)
  expect(await kept()).toEqual(files)
  expect(await Promise.all(files.map((path) => readFile(path)))).toEqual(before)
})

const DAMAGES: Readonly<Record<string, (file: Buffer) => Buffer>> = {
  'cut off': (file) => file.subarray(0, file.length / 2),
  empty: () => Buffer.alloc(0),
  'written over': (file) => file.fill(0x5a, (file.length * 3) >> 2),
  'zeroed at the end': (file) => file.fill(0, (file.length * 3) >> 2),
}

test.each(Object.entries(DAMAGES))('kept code that is %s is not run', async (_, damaged) => {
  const first = await compiled()
  for (const path of await kept()) await writeFile(path, damaged(await readFile(path)))
  expect(await compiled()).toBe(first)
})

test('the code of a text is not run for another of the same length', async () => {
  const first = await compiled()
  const part = join(root, 'dist', 'cli-compiling.cjs')
  const text = await readFile(part, 'utf8')
  await writeFile(part, text.replaceAll('sha256:', 'sha999:'))
  expect(await compiled()).toBe(first.replace('sha256:', 'sha999:'))
})

test('without a folder to write to nothing is kept, and nothing said', async () => {
  await writeFile(join(root, 'dist', 'cache'), '')
  expect(await compiled()).toMatch(/^sha256:/)
})

test('nothing is kept where the environment says so', async () => {
  expect(await compiled({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatch(/^sha256:/)
  expect(await kept()).toEqual([])
})
