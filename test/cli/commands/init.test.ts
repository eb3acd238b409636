import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { cli, withFiles } from '../cli.ts'

const FILES = [
  '.githooks/pre-commit',
  '.github/workflows/policies.yml',
  'policies/support.uh',
  'unhardcoded.yaml',
]

/** The files below a directory with what is in them. */
async function contents(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    files
      .sort()
      .map(async (file) => [file.slice(directory.length + 1), await readFile(file, 'utf8')]),
  )
  return Object.fromEntries(texts)
}

/** A new project, for the time of a test. */
function inProject(run: (cwd: string) => Promise<void>): Promise<void> {
  return withFiles({}, async (cwd) => {
    expect((await cli(['init'], { cwd })).code).toBe(0)
    await run(cwd)
  })
}

describe('a project', () => {
  test('has a policy, a configuration, a workflow and a hook', async () => {
    await inProject(async (cwd) => {
      expect(Object.keys(await contents(cwd))).toEqual(FILES)
    })
  })

  test('is laid out and compiles', async () => {
    await inProject(async (cwd) => {
      expect(await cli(['fmt', '--check', 'policies'], { cwd })).toMatchObject({
        code: 0,
        stdout: '',
      })
      expect(await cli(['compile', 'policies'], { cwd })).toMatchObject({ code: 0, stderr: '' })
    })
  })

  test('has models to choose from, also where its test asks for cheap ones', async () => {
    await inProject(async (cwd) => {
      for (const [price, least] of [
        ['$5/Mtok', 3],
        ['$1/Mtok', 1],
      ] as const) {
        const args = ['simulate', 'policies/support.uh', '--param', `max_out=${price}`]
        const { stdout } = await cli([...args, '--format', 'json'], { cwd })
        expect(JSON.parse(stdout).ranked.length).toBeGreaterThanOrEqual(least)
      }
    })
  })

  test('has YAML that parses, and a workflow with a job', async () => {
    await inProject(async (cwd) => {
      for (const file of ['unhardcoded.yaml', '.github/workflows/policies.yml']) {
        const document = parseDocument(await readFile(join(cwd, file), 'utf8'))
        expect([document.errors, document.warnings]).toEqual([[], []])
      }
      const workflow = await readFile(join(cwd, '.github/workflows/policies.yml'), 'utf8')
      expect(parseDocument(workflow).toJS().jobs.policies.steps).toHaveLength(5)
    })
  })

  test('is made in the directory that is named', async () => {
    await withFiles({}, async (cwd) => {
      const { code, stdout } = await cli(['init', 'a/b'], { cwd })
      expect(code).toBe(0)
      expect(stdout).toContain('wrote a/b/policies/support.uh\n')
      expect(Object.keys(await contents(join(cwd, 'a/b')))).toEqual(FILES)
    })
  })
})

describe('what is there already', () => {
  test('stays as it is when a project is begun twice', async () => {
    await inProject(async (cwd) => {
      const before = await contents(cwd)
      const { code, stdout } = await cli(['init'], { cwd })
      expect([code, await contents(cwd)]).toEqual([0, before])
      expect(stdout.match(/^kept {2}/gm)).toHaveLength(FILES.length)
      expect(stdout).not.toContain('wrote')
    })
  })

  test('stays as it is beside what is new', async () => {
    await withFiles({ 'unhardcoded.yaml': 'catalog: acme.yaml\n' }, async (cwd) => {
      await mkdir(join(cwd, '.githooks'))
      await symlink('nowhere', join(cwd, '.githooks/pre-commit'))
      const { code, stdout } = await cli(['init'], { cwd })
      expect(code).toBe(0)
      expect(stdout).toMatch(/^kept {2}unhardcoded\.yaml\nwrote policies/)
      expect(stdout).toContain('kept  .githooks/pre-commit\n')
      expect((await contents(cwd))['unhardcoded.yaml']).toBe('catalog: acme.yaml\n')
    })
  })

  test.each([
    ['the directory', 'taken', 'taken/unhardcoded.yaml'],
    ['a directory in it', '.', 'policies/support.uh'],
  ])('is a failure where it is a file in place of %s', async (_, directory, path) => {
    await withFiles({ taken: '', policies: '' }, async (cwd) => {
      const { code, stderr } = await cli(['init', directory], { cwd })
      expect([code, stderr]).toEqual([2, `error: cannot write \`${path}\`: a file is in the way\n`])
    })
  })
})

test('an empty name is no directory', async () => {
  const { code, stderr } = await cli(['init', ''])
  expect(code).toBe(2)
  expect(stderr).toContain('an empty name is no directory')
})

describe('the hook', () => {
  /** What the hook calls in a repository where the file is staged. */
  async function callsOf(staged: string): Promise<readonly string[]> {
    const calls: string[] = []
    await inProject(async (cwd) => {
      await mkdir(join(cwd, 'bin'))
      await writeFile(join(cwd, 'bin/npx'), '#!/bin/sh\necho "$@"\n', { mode: 0o755 })
      await execa('git', ['init', '--quiet'], { cwd })
      await execa('git', ['add', staged], { cwd })
      const env = { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` }
      const { stdout } = await execa(join(cwd, '.githooks/pre-commit'), { cwd, env })
      calls.push(...stdout.split('\n').filter((line) => line !== ''))
    })
    return calls
  }

  test('checks the policies when one changes', async () => {
    expect(await callsOf('policies/support.uh')).toEqual([
      '--yes unhardcoded fmt --check policies',
      '--yes unhardcoded lint --max-warnings 0 policies',
      '--yes unhardcoded test policies',
    ])
  })

  test('does nothing when none does', async () => {
    expect(await callsOf('.githooks')).toEqual([])
  })
})

describe('the checks of a project', () => {
  test.each([
    ['fmt', '--check', 'policies'],
    ['lint', '--max-warnings', '0', 'policies'],
    ['lint', '--format', 'github', '--max-warnings', '0', 'policies'],
    ['test', 'policies'],
    ['prove', 'policies'],
  ])('%s %s %s pass as they are', async (...argv) => {
    await inProject(async (cwd) => {
      const { code, stderr } = await cli(argv, { cwd })
      expect([code, stderr]).toEqual([0, ''])
    })
  })
})
