import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { built } from '../cli/built.ts'

interface Manifest {
  readonly dependencies?: object
  readonly exports: Readonly<Record<string, { readonly types: string } | string>>
}

beforeAll(built)

describe('who installs the package installs nothing else, for', () => {
  test('it names no dependencies', async () => {
    expect((await manifest()).dependencies).toBeUndefined()
  })

  test('what it runs imports only itself and Node', async () => {
    const names = await readdir('dist')
    const { metafile } = await build({
      entryPoints: names.filter((name) => /\.c?js$/.test(name)).map((name) => join('dist', name)),
      bundle: true,
      write: false,
      outdir: 'out',
      format: 'esm',
      platform: 'node',
      packages: 'external',
      metafile: true,
      logLevel: 'silent',
    })
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports)
    // esbuild lists what it adds itself, to read scripts as modules, as `<runtime>`.
    const foreign = imports.filter(
      ({ external, path }) =>
        external === true && !isBuiltin(path) && path !== '<runtime>' && !OF_NEWER_NODES.has(path),
    )
    expect(foreign).toEqual([])
  })

  test('its types name only its own', async () => {
    const { exports } = await manifest()
    const entries = Object.values(exports).flatMap((each) =>
      typeof each === 'string' ? [] : [each.types],
    )
    expect(entries).toHaveLength(7)
    const foreign = await foreignImports(entries)
    // A server of Node is what a router is put into.
    expect(foreign).toEqual(['dist/types/route/server/open-router.d.ts: node:http'])
  })
})

/** A cache in undici asks for it when it is opened, and nobody opens one. */
const OF_NEWER_NODES: ReadonlySet<string> = new Set(['node:sqlite'])

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile('package.json', 'utf8'))
}

/** What declarations import from elsewhere, by way of each other. */
async function foreignImports(entries: readonly string[]): Promise<readonly string[]> {
  const seen = new Set<string>()
  const foreign: string[] = []
  const visit = async (file: string): Promise<void> => {
    if (seen.has(file)) return
    seen.add(file)
    const text = await readFile(file, 'utf8')
    for (const [, path = ''] of text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)) {
      if (path.startsWith('.')) await visit(declarationOf(join(dirname(file), path)))
      else foreign.push(`${file}: ${path}`)
    }
  }
  for (const entry of entries) await visit(join('.', entry))
  return foreign
}

function declarationOf(path: string): string {
  return path.replace(/\.(?:js|ts)$/, '.d.ts')
}
