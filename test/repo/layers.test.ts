import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = resolve('src')

/** What each folder of `src/` may import. A folder that is not here may import nothing. */
const LAYERS: Record<string, readonly string[]> = {
  base: [],
  ir: ['base'],
  catalog: ['base', 'ir'],
  syntax: ['base'],
  compile: ['base', 'ir', 'catalog', 'syntax'],
  decide: ['base', 'ir', 'catalog'],
  analyze: ['base', 'ir', 'catalog', 'decide'],
  trace: ['base', 'ir', 'catalog', 'decide', 'analyze'],
  claims: ['base', 'ir', 'catalog', 'syntax', 'compile', 'decide', 'analyze', 'trace'],
  build: ['base', 'ir', 'catalog', 'compile'],
  builder: ['base', 'ir', 'catalog', 'syntax', 'compile'],
  lint: ['base', 'ir', 'catalog', 'syntax', 'compile', 'decide', 'analyze', 'claims'],
  editor: ['base', 'ir', 'catalog', 'syntax', 'compile', 'decide', 'analyze', 'claims', 'lint'],
  route: ['base', 'ir', 'catalog', 'compile', 'decide', 'trace', 'claims'],
  cli: [
    'base',
    'ir',
    'catalog',
    'syntax',
    'compile',
    'decide',
    'analyze',
    'trace',
    'claims',
    'lint',
    'editor',
    'route',
    'build',
    'builder',
  ],
  // The public list, `src/index.ts`.
  '.': ['base', 'ir', 'catalog', 'syntax', 'compile', 'decide', 'lint', 'build'],
}

/** What a folder uses of Node beside: hashes and signatures at the speed that traces need. */
const OF_NODE: Record<string, readonly string[]> = { trace: ['node:crypto'] }

/** Folders that run anywhere: nothing of Node, no clock, no randomness, no environment. */
const PURE = Object.keys(LAYERS).filter((folder) => folder !== 'cli')

/** Where the router meets the world: sockets, files, the clock; and the list for Node. */
const WORLDLY = [
  ...['journal', 'sandbox', 'server', 'upstream'].map((part) => `route/${part}/`),
  'node.ts',
]

function isPure({ folder, path }: { readonly folder: string; readonly path: string }): boolean {
  return PURE.includes(folder) && !WORLDLY.some((part) => path.startsWith(part))
}

const IMPURE = [
  /\bMath\.random\b/,
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bprocess\./,
  /\bperformance\.now\b/,
]

interface Import {
  readonly file: string
  readonly folder: string
  readonly target: string
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, folder: folderOf(path), text: readFileSync(join(SRC, path), 'utf8') }))

const imports: readonly Import[] = files.flatMap(({ path, folder, text }) =>
  [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)'([^']+)'/g)].map(([, target = '']) => ({
    file: path,
    folder,
    target,
  })),
)

describe('layers', () => {
  test('every folder of src is in the table', () => {
    const folders = new Set(files.map(({ folder }) => folder))
    expect([...folders].filter((folder) => !Object.hasOwn(LAYERS, folder))).toEqual([])
  })

  test('a folder imports only what the table allows', () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith('.'))
      .map((found) => ({
        ...found,
        to: folderOf(relative(SRC, resolve(SRC, dirname(found.file), found.target))),
      }))
      .filter(({ folder, to }) => to !== folder && !LAYERS[folder]?.includes(to))
      .map(({ file, target }) => `${file} imports ${target}`)
    expect(wrong).toEqual([])
  })

  test('a pure folder imports nothing of Node', () => {
    const wrong = imports
      .filter(
        ({ folder, file, target }) => isPure({ folder, path: file }) && target.startsWith('node:'),
      )
      .filter(({ folder, target }) => !OF_NODE[folder]?.includes(target))
      .map(({ file, target }) => `${file} imports ${target}`)
    expect(wrong).toEqual([])
  })

  test('a pure folder reads no clock, no randomness and no environment', () => {
    const wrong = files
      .filter(isPure)
      .flatMap(({ path, text }) =>
        IMPURE.filter((shape) => shape.test(text)).map((shape) => `${path}: ${shape}`),
      )
    expect(wrong).toEqual([])
  })

  test('relative imports end in .ts or .json', () => {
    const wrong = imports
      .filter(({ target }) => target.startsWith('.') && !/\.(ts|json)$/.test(target))
      .map(({ file, target }) => `${file} imports ${target}`)
    expect(wrong).toEqual([])
  })
})

function folderOf(path: string): string {
  const [first = '.', ...rest] = path.split('/')
  return rest.length === 0 ? '.' : first
}
